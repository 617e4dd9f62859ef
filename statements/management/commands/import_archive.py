"""Moves the newsroom's own export in: numbers, editions, times, seals and digests stay what they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from statements import verbs
from statements.exporting.folder import Damaged
from statements.importing.own_export import OwnExport
from statements.management.progress import Bar
from statements.models import Statement, User
from statements.verbs.bulk import tables


class Command(BaseCommand):
    """`manage.py import_archive DIR --as USER`, or `--desk` into an empty installation."""

    help = "Move a folder that export_archive wrote into this installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """From where, as whom, how much."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that export_archive wrote")
        parser.add_argument("--as", dest="user", metavar="USER", help="the administrator who moves it")
        parser.add_argument("--desk", action="store_true", help="all of it, into an empty installation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Move it in, and say how much it was."""
        try:
            export = OwnExport(options["folder"])
            self._load(export) if options["desk"] else self._move(export, options["user"])
        except (Damaged, verbs.Refused) as fault:
            raise CommandError(str(fault)) from fault
        except (OSError, DatabaseError) as fault:
            said = str(fault).splitlines()[0]
            raise CommandError(f"The export cannot be moved in: {said}.") from fault

    def _load(self, export: OwnExport) -> None:
        if not tables.is_empty():
            raise CommandError("This installation is in use: the desk moves into an empty one only.")
        export.load_desk()
        self.stdout.write(
            f"{Statement.objects.count()} statements moved in. Invite the people anew: let_in helps."
        )

    def _move(self, export: OwnExport, username: str | None) -> None:
        user = User.objects.filter(username=username or "").first()
        if user is None:
            raise CommandError("Say with --as which administrator moves it.")
        bar = Bar(self.stdout, "statements")
        number = export.move_in(user, lambda done: bar.show(1, done))
        bar.end()
        self.stdout.write(f"{number} statements moved in, {export.skipped} were here already.")
