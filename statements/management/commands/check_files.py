"""Checks the stored bytes of files against their hashes and the rows: what is missing, altered, orphaned."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from statements.files.soundness import Found, faults_of, orphans
from statements.models import File


class Command(BaseCommand):
    """`manage.py check_files`: a line for each fault; exit status 1 where there is any."""

    help = "Check stored files against their hashes and the database; exit status 1 where one is not sound."

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at every file, then at what lies in the folder beside them."""
        faults = 0
        for found in self._look():
            faults += 1
            self.stdout.write(f"{found.fault}: {found.place}")
        self.stdout.write(f"{File.objects.count()} files looked at, {faults} faults.")
        if faults:
            sys.exit(1)

    def _look(self) -> Iterator[Found]:
        count = File.objects.count()
        for looked_at, file in enumerate(File.objects.defer("text").order_by("pk").iterator(), 1):
            self._progress(looked_at, count)
            yield from faults_of(file)
        yield from orphans()

    def _progress(self, looked_at: int, count: int) -> None:
        if sys.stderr.isatty():
            bar = "#" * (30 * looked_at // count)
            self.stderr.write(f"\r[{bar:<30}] {looked_at} of {count} files", ending="")
            self.stderr.flush()
