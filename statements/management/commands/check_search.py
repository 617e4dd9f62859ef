"""Compares the search index with the editions, and repairs it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils import timezone

from statements.models import Edition, PublicEpoch, SearchRow
from statements.search import indexing, storage, vocabulary

BATCH = 200


class Command(BaseCommand):
    """`manage.py check_search`: status 1 where something differed, also once it is repaired."""

    help = "Compare the search index with the editions and repair what differs (status 1 if anything did)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to repair."""
        parser.add_argument("--dry-run", action="store_true", help="only say what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Row by row, then the index itself."""
        wrong = [key for batch in _batches() for key in indexing.differing(batch)]
        sealed = SearchRow.objects.exclude(edition__sealed_at=None)
        leftover, is_whole = sealed.count(), storage.is_whole()
        unknown = sum(len(vocabulary.unknown(_rows(batch))) for batch in _batches())
        differs = bool(wrong or leftover or unknown or not is_whole)
        if not options["dry_run"]:
            for start in range(0, len(wrong), BATCH):
                indexing.write(Edition.objects.filter(pk__in=wrong[start : start + BATCH]))
            sealed.delete()
            if not is_whole:
                storage.build_anew()
            for batch in _batches() if unknown else ():
                vocabulary.learn(_rows(batch))
            if differs:
                PublicEpoch.bump(changed_at=timezone.now())  # what pages found before is found anew
        if differs:
            what = f"{len(wrong) + leftover} rows differed" + ("" if is_whole else ", the index was broken")
            what += f", {unknown} words were unknown" if unknown else ""
            raise CommandError(f"Search: {what}; {'left so' if options['dry_run'] else 'repaired'}.")
        self.stdout.write(f"Search: {SearchRow.objects.count()} rows agree with their editions.")


def _rows(batch: list[Edition]) -> QuerySet[SearchRow]:
    return SearchRow.objects.filter(pk__in=[edition.pk for edition in batch])


def _batches() -> Any:
    after = 0
    while batch := list(Edition.objects.filter(sealed_at=None, pk__gt=after).order_by("pk")[:BATCH]):
        yield batch
        after = batch[-1].pk
