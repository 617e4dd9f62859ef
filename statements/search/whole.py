"""The whole archive, counted by everything there is to filter by: year by year, each kept while it holds.

A year is counted anew once something issued in it changes, or begins or ends for readers by itself; all are
once topics are merged, for these are counted one by one: their combinations are nearly as many as the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.cache import caches

from statements.models import SearchRow, Topic
from statements.models.epoch import PublicEpoch
from statements.models.search import SearchRowQuerySet

COLUMNS = ("kind", "language", "year", "place_name", "topics", "bodies")
YEAR = COLUMNS.index("year")

Counts = dict[str, Counter[Any]]  # by column, then by value as it stands in the row; topics by key
Merged = dict[int, int]  # a topic's key, and that of the one it was merged into


@dataclass(frozen=True)
class Year:
    """What was issued in a year, counted, and how long that holds."""

    counts: Counts
    epoch: int  # of the last change to anything issued in it
    merged: Merged
    at: datetime
    until: datetime | None  # when something of it begins or ends next

    def holds(self, at: datetime, epoch: int, merged: Merged) -> bool:
        """Whether it is so at this moment as well."""
        is_same = (self.epoch, self.merged) == (epoch, merged)
        return is_same and self.at <= at and (self.until is None or at < self.until)


def by_year(at: datetime) -> dict[int, Counts]:
    """The counts of every year readers see something of, the oldest first."""
    epoch = PublicEpoch.objects.get()
    merged = dict(Topic.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    years: dict[int, Year] = caches["years"].get("years", {})
    wanted = range(_outermost("moment"), _outermost("-moment") + 1)
    missing = [
        one for one in wanted if one not in years or not years[one].holds(at, epoch.of_year(one), merged)
    ]
    if missing:
        years = {**years, **_counted(range(min(missing), max(missing) + 1), at, epoch, merged)}
        caches["years"].set("years", years, timeout=None)
    return {one: years[one].counts for one in wanted if years[one].counts}


def added_up(counted: dict[int, Counts]) -> Counts:
    """All years together."""
    total: Counts = {name: Counter() for name in COLUMNS}
    for counts in counted.values():
        for name, numbers in counts.items():
            total[name].update(numbers)
    return total


def _outermost(order: str) -> int:
    """The year of the first row in this order; of an archive without any, years that are none."""
    year: int | None = SearchRow.objects.order_by(order).values_list("year", flat=True).first()
    return year if year is not None else (0 if order == "moment" else -1)


def _counted(years: range, at: datetime, epoch: PublicEpoch, merged: Merged) -> dict[int, Year]:
    """These years counted, in one walk."""
    rows = SearchRow.objects.issued(date(years[0], 1, 1), date(years[-1], 12, 31))
    until = min(
        filter(None, (_next(rows, at, bound) for bound in ("public_from", "public_until"))), default=None
    )
    # In the order of the index that holds all that is asked for, so that SQLite reads no text.
    told = rows.public(at).order_by("-moment", "-statement_id").values_list(*COLUMNS)
    counts = {year: _counts(those, merged) for year, those in groupby(told.iterator(), itemgetter(YEAR))}
    return {year: Year(counts.get(year, {}), epoch.of_year(year), merged, at, until) for year in years}


def _counts(rows: Iterable[tuple[Any, ...]], merged: Merged) -> Counts:
    columns = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
    topics: Counter[str] = Counter()
    for listed in columns.pop("topics"):
        keys = listed.split(",") if listed else []
        topics.update({str(merged.get(int(key), key)) for key in keys} if merged else keys)
    return {"topics": topics, **{name: Counter(values) for name, values in columns.items()}}


def _next(rows: SearchRowQuerySet, at: datetime, bound: str) -> datetime | None:
    """When the next of these rows begins or ends; they are few, and stand in an index."""
    coming = rows.filter(**{f"{bound}__gt": at}).order_by(bound)
    found: datetime | None = coming.values_list(bound, flat=True).first()
    return found
