"""Makes a backup of the newsroom while it is used: database, files, and a manifest of their hashes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pressoffice.backup import nightly
from statements.models import Sign


class Command(BaseCommand):
    """`manage.py backup [DIR]`: prints the archive's path; exit status 1 where it failed, leaving nothing."""

    help = "Write one archive of the database and all files, and prove it good. People go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", nargs="?", default=str(settings.BACKUPS_ROOT), metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, beside those of the night."""
        made = nightly.make(Path(options["folder"]), timezone.now())
        if made is None:
            failed = Sign.objects.get(name=Sign.Name.BACKUP_FAILED)
            raise CommandError(f"The backup failed, and the older ones are as they were: {failed.said}")
        self.stdout.write(str(made))
