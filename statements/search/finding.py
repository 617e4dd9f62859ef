"""What fits: the newest ten thousand of it, counted by everything there is to filter by, kept while it holds.

Where more fits, what is counted and ranked are these newest, and whoever shows it says so.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import ceil
from operator import itemgetter
from typing import Any

from django.core.cache import caches
from django.db import connections
from django.db.models import Q, QuerySet, Subquery

from statements.models import SearchRow
from statements.models.compiled import MOMENT, compiled
from statements.models.epoch import PublicEpoch
from statements.models.search import SearchRowQuerySet

from . import whole
from .engine import ROOMS, condition, has_many, standing
from .tree import All
from .whole import COLUMNS, Counts

CAP = 10_000
RANKED = 1_000  # of the best: no list by relevance goes further
KEYS = ("edition_id", "statement_id", "moment")
FIRST, FARTHEST = 2, 30  # years looked through first, the newest; and from how many on it is all the rest
A_YEAR = 365 * 24 * 3600 * 10**6  # in the units of a moment
LONGEST_KEPT = 3600  # seconds, though it holds as long as nothing changes

Key = tuple[int, int]  # moment and statement: the order of every list by time


@dataclass
class Found:
    """What fits, newest first. `counts` are by column, then by value as it stands in the row.

    Lists of numbers are arrays: what is kept is some bytes a row.
    """

    total: int
    is_capped: bool  # there is more: `total` and `counts` are those of the newest
    editions: array[int]
    statements: array[int]
    moments: array[int]
    counts: dict[str, Counter[Any]]

    def beside(self, place: Key | None, backwards: bool, most: int) -> list[int] | None:
        """The editions that follow a place, the nearest first; None where that lies beyond what is listed."""
        is_whole = self.total == len(self.editions) and not self.is_capped
        listed = range(len(self.editions))
        if backwards:
            begin = bisect_right(listed, _reversed(place), key=self._place) if place else 0
            after = list(self.editions[begin : begin + most])
            return after if is_whole or len(after) == most else None
        if not is_whole and (place is None or not listed or _reversed(place) > self._place(listed[-1])):
            return None
        end = bisect_left(listed, _reversed(place), key=self._place) if place else len(listed)
        return list(self.editions[max(0, end - most) : end])[::-1]

    def _place(self, number: int) -> Key:
        """What is the greater the older it is."""
        return -self.moments[number], -self.statements[number]

    @property
    def years(self) -> range:
        """The years down to which was looked."""
        return range(min(self.counts["year"], default=0), max(self.counts["year"], default=-1) + 1)


class Kept:
    """What may be kept of one moment: the epoch, read before anything is made, and until when that holds."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    @property
    def epoch(self) -> int:
        """The public epoch."""
        epoch: int = self._now[0]
        return epoch

    @property
    def until(self) -> datetime | None:
        """When something changes by itself next."""
        return min(filter(None, self._now[1:]), default=None)

    @cached_property
    def _now(self) -> tuple[Any, ...]:
        now: tuple[Any, ...] = _epoch_and_bounds(self.at)[0]
        return now

    @property
    def is_large(self) -> bool:
        """Whether the archive holds more than is counted at once; asked once an epoch."""
        large: bool = self.get("is large", SearchRow.objects.order_by()[CAP : CAP + 1].exists)
        return large

    @cached_property
    def newest_year(self) -> int:
        """The year of the newest statement the archive holds; asked of a large archive only."""
        year: int = SearchRow.objects.order_by("-moment").values_list("year", flat=True)[:1].get()
        return year

    def get(self, name: str, make: Callable[[], Any]) -> Any:
        """A thing of this name, made where it is not kept."""
        key = f"search-{hashlib.sha256(f'{self.epoch} {name}'.encode()).hexdigest()}"
        kept = caches["searches"].get(key)
        if kept and kept[0] <= self.at and (kept[1] is None or self.at < kept[1]):
            return kept[2]
        made = make()
        caches["searches"].set(key, (self.at, self.until, made), LONGEST_KEPT)
        return made


@compiled(at=MOMENT)
def _epoch_and_bounds(at: datetime) -> QuerySet[Any, Any]:
    """The epoch, when something of the archive begins next, and when something ends; one row, by indexes."""
    bounds = [bound.field for bound in SearchRowQuerySet.BOUNDS]
    after = [SearchRow.objects.filter(**{f"{one}__gt": at}).order_by(one).values(one)[:1] for one in bounds]
    return PublicEpoch.objects.values_list("value", *(Subquery(one) for one in after))


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

    def reckoned(self) -> tuple[int, bool]:
        """How much fits, and whether there is more than is counted; what it is is not read."""
        reckoned: tuple[int, bool] = self.kept.get(f"reckoned {self.name}", self._reckon)
        return reckoned

    def is_any(self) -> bool:
        """Whether anything fits at all."""
        rows = self.rows.filter(condition(self.tree)) if self.tree else self.rows
        is_any: bool = self.kept.get(f"any {self.name}", rows.order_by().exists)
        return is_any

    def ranked(self) -> Sequence[int]:
        """The keys of the editions found, the best first; no more than `RANKED` of them."""
        found, tree = self.found(), self.tree
        if tree is None:
            return found.editions
        ranked: array[int] = self.kept.get(f"ranked {self.name}", lambda: _ranked(tree, found))
        return ranked

    def _reckon(self) -> tuple[int, bool]:
        if not self.name:
            found = self.found()
            return found.total, found.is_capped
        number = len(_newest(self.rows.values_list(*KEYS), self.tree, self.kept))
        return min(number, CAP), number > CAP

    def _find(self) -> Found:
        return _find(self.rows, self.tree, self.kept) if self.name else together(whole.by_year(self.kept.at))


def everything(at: datetime) -> Found:
    """The whole archive at `at`, counted."""
    return Question(SearchRow.objects.public(at), None, "", Kept(at)).found()


def together(years: dict[int, Counts]) -> Found:
    """The whole archive, counted to the last; nothing of it is listed."""
    counts = whole.added_up(years)
    return Found(counts["language"].total(), False, array("q"), array("q"), array("q"), counts)


def _find(rows: SearchRowQuerySet, tree: All | None, kept: Kept) -> Found:
    told = sorted(_newest(rows.values_list(*KEYS, *COLUMNS), tree, kept), key=itemgetter(2, 1), reverse=True)
    is_capped, told = len(told) > CAP, told[:CAP]
    editions, statements, moments, *others = zip(*told, strict=True) if told else [()] * len(KEYS + COLUMNS)
    return Found(
        total=len(told),
        is_capped=is_capped,
        editions=array("q", editions),
        statements=array("q", statements),
        moments=array("q", moments),
        counts={name: Counter(values) for name, values in zip(COLUMNS, others, strict=True)},
    )


def _newest(told: Any, tree: All | None, kept: Kept) -> list[tuple[Any, ...]]:
    """The newest, one more than is counted at least, or all; in whatever order.

    `told` are rows as tuples, that begin with `KEYS`.
    """
    if tree and connections[told.db].vendor == "postgresql":
        return _newest_on_postgresql(told, tree, kept)
    # A small archive is walked whole in less time than it takes to ask.
    fitting = told.filter(condition(tree, on_the_way=not kept.is_large or has_many(tree))) if tree else told
    return list(fitting.order_by("-moment", "-statement_id")[: CAP + 1])


def _newest_on_postgresql(told: Any, tree: All, kept: Kept) -> list[tuple[Any, ...]]:
    """By years, the newest first, as many as are likely to hold enough.

    Never with an order and a limit: the planner would walk the dates and read every text on its way.
    """
    if not kept.is_large:
        return list(told.filter(condition(tree)).order_by())
    found: list[tuple[Any, ...]] = []
    newest, more = kept.newest_year, FIRST
    while more < FARTHEST:
        years = range(newest, newest - more, -1)
        found += told.filter(condition(tree, years=years)).order_by()
        newest -= more
        if len(found) > CAP:
            return found
        more = max(2 * more, _years_for(CAP + 1 - len(found), found))
    return found + list(told.filter(condition(tree), year__lte=newest).order_by())


def _years_for(missing: int, found: list[tuple[Any, ...]]) -> int:
    """In how many more years there ought to be so many, with a little to spare, if it goes on like this."""
    if not found:
        return FARTHEST
    moments = [row[2] for row in found]
    span: int = max(moments) - min(moments)
    return ceil(1.1 * missing / len(found) * span / A_YEAR)


def nearest(rows: SearchRowQuerySet, beside: Key | None, backwards: bool, most: int) -> SearchRowQuerySet:
    """The rows that follow a place, older ones or newer ones, the nearest first."""
    order = ("-moment", "-statement_id") if backwards else ("moment", "statement_id")
    if beside:
        side = "lt" if backwards else "gt"
        moment, statement = beside
        same = Q(moment=moment, **{f"statement_id__{side}": statement})
        rows = rows.filter(Q(**{f"moment__{side}": moment}) | same, **{f"moment__{side}e": moment})
    return rows.order_by(*order)[:most]


def _ranked(tree: All, found: Found) -> array[int]:
    """The best of the editions found by the room in which all words stand; within a room the newest first."""
    years = found.years if found.is_capped else ()
    best: list[int] = []
    left: Sequence[int] = found.editions
    for room in ROOMS[:-1] if left else ():
        fitting = standing(tree, room, years)
        best += [key for key in left if key in fitting]
        left = [key for key in left if key not in fitting]
        if not left or len(best) >= RANKED:
            break
    return array("q", [*best, *left][:RANKED])


def best(rows: SearchRowQuerySet, tree: All, most: int, besides: Collection[int] = ()) -> list[int]:
    """The keys of the few best of these rows, no more looked for than that: by room, then the newest first.

    Asked for without an order, so that both databases go by the words.
    """
    found: dict[int, None] = {}
    for room in ROOMS:
        fitting = rows.filter(condition(tree, room)).order_by()
        newest = sorted(fitting.values_list("moment", "statement_id", "edition_id"), reverse=True)
        found.update((key, None) for _moment, _statement, key in newest if key not in besides)
        if len(found) >= most:
            break
    return list(found)[:most]


def _reversed(key: Key) -> Key:
    return -key[0], -key[1]
