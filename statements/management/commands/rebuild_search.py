"""Writes the search rows of all editions anew, while readers go on searching."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from statements.models import Edition, PublicEpoch, SearchRow
from statements.search import indexing, storage, vocabulary

BATCH = 200


class Command(BaseCommand):
    """`manage.py rebuild_search`: broken off, it goes on with `--after` the edition it names."""

    help = "Write the search index anew. Readers go on searching; what is not reached yet is found as before."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to go on."""
        parser.add_argument("--after", type=int, default=0, help="the key of the last edition that is done")

    def handle(self, *args: Any, **options: Any) -> None:
        """Batch by batch, each in a transaction of its own."""
        after, done = options["after"], 0
        open_editions = Edition.objects.filter(sealed_at=None)
        total = open_editions.filter(pk__gt=after).count()
        while batch := list(open_editions.filter(pk__gt=after).order_by("pk")[:BATCH]):
            indexing.write(batch)
            after, done = batch[-1].pk, done + len(batch)
            self._progress(done, total, after)
        SearchRow.objects.exclude(edition__sealed_at=None).delete()
        storage.build_anew()
        vocabulary.forget_unheld()
        PublicEpoch.bump(changed_at=timezone.now())  # what pages found before is found anew
        self.stdout.write(f"\nSearch: {done} editions.")

    def _progress(self, done: int, total: int, after: int) -> None:
        if sys.stdout.isatty():
            bar = "#" * (30 * done // max(total, 1))
            self.stdout.write(f"\r[{bar:<30}] {done} of {total} editions (--after {after})", ending="")
            self.stdout.flush()
