"""Looks at everything that may be wrong with this installation."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from pressoffice.doctor import Light, examine
from pressoffice.doctor.outgoing import send_a_test


class Command(BaseCommand):
    """`manage.py doctor`: exit status 0 where all is green, 1 for an amber, 2 for a red light."""

    help = "Look at database, mail, worker, backups, disk, certificate, clock; say in plain words what to do."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom to send a test."""
        parser.add_argument("--mail-to", metavar="ADDRESS", help="send a test mail there")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each finding, what to do below it."""
        findings = examine(timezone.now())
        if options["mail_to"]:
            findings.append(send_a_test(options["mail_to"]))
        style = self.style
        colours = {Light.GREEN: style.SUCCESS, Light.AMBER: style.WARNING, Light.RED: style.ERROR}
        for one in findings:
            light = colours[one.light](f"{one.light:<6}")
            self.stdout.write(f"{light} {one.subject}: {one.words}")
            if one.advice:
                self.stdout.write(f"       {one.advice}")
        sys.exit(max(one.light.rank for one in findings))
