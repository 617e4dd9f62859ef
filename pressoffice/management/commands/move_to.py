"""Moves the newsroom into another database: from SQLite to PostgreSQL, or back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pressoffice import moving
from statements.management.progress import Bar
from statements.models import Edition, Revision, Statement, Step, User

TOLD = (Statement, Revision, Edition, Step, User)
NOTHING_MOVED = "The newsroom stays where it is."
THE_SWITCH = """
The old database was not touched, and is still the one in use. To switch:
  1. set DATABASE_URL to the new address, where the settings are kept (/etc/pressoffice/settings on a server)
  2. restart web and worker
  3. python manage.py maintenance off
  4. python manage.py backup    (those made before belong to the old database)
Until step 3 there is a way back: set DATABASE_URL as it was, restart. Keep the old database for a while."""


class Command(BaseCommand):
    """`manage.py move_to URL`: refuses a database in use; exit status 1 where anything is not as it was."""

    help = "Copy everything into the empty database at URL, compare it row by row, and say how to switch."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument(
            "url", metavar="URL", help="postgres://user:password@host/name, or sqlite:///path"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask whether anything speaks against it; move; have it checked as it will be used."""
        try:
            moving.name_target(options["url"])
            if sentences := list(moving.objections()):
                raise moving.NotMoved(" ".join(sentences))
            self._move()
            for said in moving.prove(options["url"]):
                self.stdout.write(said)
        except moving.NotMoved as fault:
            raise CommandError(f"{fault} {NOTHING_MOVED}") from fault
        self.stdout.write(THE_SWITCH.lstrip())

    def _move(self) -> None:
        """Copy and compare, each half of the bar."""
        bar = Bar(self.stdout, "rows")
        counts = moving.move(bar.show)
        bar.end()
        named = ", ".join(f"{counts[one]:,} {one._meta.verbose_name_plural}" for one in TOLD)
        rows, tables = sum(counts.values()), sum(map(bool, counts.values()))
        self.stdout.write(
            f"Moved and compared row by row: {rows:,} rows of {tables} tables, among them {named}."
        )
