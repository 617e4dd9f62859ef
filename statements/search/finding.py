"""What fits: the newest ten thousand of it, counted by everything there is to filter by, kept while it holds.

Where more fits, what is counted and ranked are these newest, and whoever shows it says so.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.cache import caches
from django.db import connections
from django.db.models import Count, Q, Value

from statements.models import SearchRow
from statements.models.epoch import PublicEpoch
from statements.models.search import SearchRowQuerySet

from .engine import ROOMS, condition
from .tree import All

CAP = 10_000
COLUMNS = ("kind", "language", "year", "place_name", "topics", "bodies")
STEPS = (1, 3, 12)  # years that are looked through at a time, the newest first; then all the rest
LONGEST_KEPT = 3600  # seconds, though it holds as long as nothing changes

Key = tuple[int, int]  # moment and statement: the order of every list by time


@dataclass
class Found:
    """What fits, newest first. `counts` are by column, then by value as it stands in the row."""

    total: int
    is_capped: bool  # there is more: `total` and `counts` are those of the newest
    editions: array[int]
    keys: list[Key]
    counts: dict[str, Counter[Any]]

    def beside(self, place: Key | None, backwards: bool, most: int) -> list[int] | None:
        """The editions that follow a place, the nearest first; None where that lies beyond what is listed."""
        is_whole = self.total == len(self.editions) and not self.is_capped
        if backwards:
            begin = bisect_right(self.keys, _reversed(place), key=_reversed) if place else 0
            listed = list(self.editions[begin : begin + most])
            return listed if is_whole or len(listed) == most else None
        if not is_whole and (place is None or place < self.keys[-1]):
            return None
        end = bisect_left(self.keys, _reversed(place), key=_reversed) if place else len(self.keys)
        return list(self.editions[max(0, end - most) : end])[::-1]

    @property
    def oldest_year(self) -> int:
        """The year down to which was looked."""
        return min(self.counts["year"], default=0)


class Kept:
    """What may be kept of one moment: the epoch, read before anything is made, and until when that holds."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    @cached_property
    def epoch(self) -> int:
        """The public epoch."""
        return PublicEpoch.current()

    @cached_property
    def until(self) -> datetime | None:
        """When something changes by itself next."""
        return SearchRow.objects.next_change(self.at)

    @property
    def is_large(self) -> bool:
        """Whether the archive holds more than is counted at once; asked once an epoch."""
        large: bool = self.get("is large", SearchRow.objects.order_by()[CAP : CAP + 1].exists)
        return large

    def get(self, name: str, make: Callable[[], Any]) -> Any:
        """A thing of this name, made where it is not kept."""
        key = f"search-{hashlib.sha256(f'{self.epoch} {name}'.encode()).hexdigest()}"
        kept = caches["searches"].get(key)
        if kept and kept[0] <= self.at and (kept[1] is None or self.at < kept[1]):
            return kept[2]
        made = make()
        caches["searches"].set(key, (self.at, self.until, made), LONGEST_KEPT)
        return made


@dataclass(frozen=True)
class Question:
    """Rows, what they have to say, and a name, the same for the same question; empty for everything."""

    rows: SearchRowQuerySet
    tree: All | None
    name: str
    kept: Kept

    def found(self) -> Found:
        """What fits, from what is kept where that still holds."""
        found: Found = self.kept.get(f"found {self.name}", self._find)
        return found

    def ranked(self) -> Sequence[int]:
        """The keys of the editions found, the best first."""
        found, tree = self.found(), self.tree
        if tree is None:
            return found.editions
        ranked: array[int] = self.kept.get(f"ranked {self.name}", lambda: _ranked(self.rows, tree, found))
        return ranked

    def _find(self) -> Found:
        if self.name:
            return _find(self.rows, self.tree, self.kept)
        return _find_everything(self.rows, self.kept)


def everything(at: datetime) -> Found:
    """The whole archive at `at`, counted."""
    return Question(SearchRow.objects.public(at), None, "", Kept(at)).found()


def _find(rows: SearchRowQuerySet, tree: All | None, kept: Kept) -> Found:
    told = sorted(_newest(rows, tree, kept), key=_key, reverse=True)
    is_capped, told = len(told) > CAP, told[:CAP]
    return Found(
        total=len(told),
        is_capped=is_capped,
        editions=array("q", (row[0] for row in told)),
        keys=[_key(row) for row in told],
        counts={name: Counter(row[place] for row in told) for place, name in enumerate(COLUMNS, 3)},
    )


def _find_everything(rows: SearchRowQuerySet, kept: Kept) -> Found:
    """The whole archive, counted to the last; the newest of it listed."""
    found = _find(rows, None, kept)
    if found.is_capped:
        found.is_capped = False
        found.counts = {name: _count(rows, name) for name in COLUMNS}
        found.total = sum(found.counts["language"].values())
    return found


def _count(rows: SearchRowQuerySet, column: str) -> Counter[Any]:
    counted = rows.order_by().values_list(column).annotate(number=Count("pk"))
    return Counter(dict(counted))


def _newest(rows: SearchRowQuerySet, tree: All | None, kept: Kept) -> list[tuple[Any, ...]]:
    """The newest, one more than is counted at least, or all; in whatever order."""
    told = rows.values_list("edition_id", "statement_id", "moment", *COLUMNS)
    if tree is None or connections[rows.db].vendor != "postgresql":
        fitting = told.filter(condition(tree)) if tree else told
        return list(fitting.order_by("-moment", "-statement_id")[: CAP + 1])
    if not kept.is_large:
        return list(told.filter(condition(tree)).order_by())
    # Never with an order and a limit: the planner would walk the dates and read every text on its way.
    found: list[tuple[Any, ...]] = []
    for years, rest in _spans(rows):
        found += told.filter(condition(tree, years=years), rest).order_by()
        if len(found) > CAP:
            break
    return found


def _spans(rows: SearchRowQuerySet) -> Iterator[tuple[Iterable[int], Q]]:
    """Years in growing spans from the newest on, and at the end all that are older."""
    newest = rows.order_by("-moment").values_list("year", flat=True).first()
    if newest is None:
        return
    for step in STEPS:
        yield range(newest, newest - step, -1), Q()
        newest -= step
    yield (), Q(year__lte=newest)


def nearest(
    rows: SearchRowQuerySet, tree: All | None, beside: Key | None, backwards: bool, most: int
) -> list[int]:
    """The editions that follow a place, older ones or newer ones, the nearest first."""
    order = ("-moment", "-statement_id") if backwards else ("moment", "statement_id")
    if beside:
        side = "lt" if backwards else "gt"
        moment, statement = beside
        same = Q(moment=moment, **{f"statement_id__{side}": statement})
        rows = rows.filter(Q(**{f"moment__{side}": moment}) | same, **{f"moment__{side}e": moment})
    fitting = rows.filter(condition(tree)) if tree else rows
    return list(fitting.order_by(*order).values_list("edition_id", flat=True)[:most])


def _ranked(rows: SearchRowQuerySet, tree: All, found: Found) -> array[int]:
    """The editions found by the best room in which all words stand; within a room the newest first."""
    years = range(found.oldest_year, max(found.counts["year"], default=0) + 1) if found.is_capped else ()
    ranks = dict.fromkeys(found.editions, len(ROOMS))
    first, *others = (
        rows.filter(condition(tree, room, years)).order_by().values_list("edition_id", Value(rank))
        for rank, room in enumerate(ROOMS[:-1])
    )
    for key, rank in first.union(*others, all=True):
        if key in ranks:
            ranks[key] = min(rank, ranks[key])
    return array("q", sorted(found.editions, key=ranks.__getitem__))


def _reversed(key: Key) -> Key:
    return -key[0], -key[1]


def _key(row: tuple[Any, ...]) -> Key:
    return row[2], row[1]
