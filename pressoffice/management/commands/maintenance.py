"""The switch for maintenance: on, everything can be read and nothing changed; off, work goes on."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from statements import maintenance
from statements.models import PublicEpoch


class Command(BaseCommand):
    """`manage.py maintenance on|off [WORDS]`; every page says that it is on, with the words."""

    help = "Let everything be read and nothing be changed (on), or let work go on (off)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The position, and what is said about it."""
        parser.add_argument("position", choices=["on", "off"])
        parser.add_argument("words", nargs="?", default="", help="said on every page: “Until about 10:00.”")

    def handle(self, *args: Any, **options: Any) -> None:
        """Turn the switch, then let no page be kept that does not show it."""
        if options["position"] == "on":
            maintenance.begin(options["words"])
        else:
            maintenance.end()
        try:
            PublicEpoch.bump(years=())
        except DatabaseError:
            self.stderr.write("The database does not answer; pages kept by caches may show it later.")
        self.stdout.write(f"Maintenance is {options['position']}.")
