"""Restores a backup into an empty place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pressoffice.backup.restoring import HalfRestored, NotRestored, restore


class Command(BaseCommand):
    """`manage.py restore FILE`: refuses a damaged archive and a place in use, and touches neither."""

    help = "Make an archive of `manage.py backup` the newsroom of this empty installation."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Which archive."""
        parser.add_argument("archive", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, then say what to do next."""
        try:
            manifest = restore(Path(options["archive"]))
        except NotRestored as fault:
            raise CommandError(f"{fault} Nothing was touched.") from fault
        except HalfRestored as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(
            f"Restored, as it was at {manifest.made_at}: {len(manifest.members) - 1} files.\n"
            "Messages are held back. Look at what waits at the desk, then say what becomes of it:\n"
            "  python manage.py messages send    all that is due goes out\n"
            "  python manage.py messages leave   what is due by now is left unsent\n"
            "Prove it by check_record, check_search and check_files."
        )
