"""Where demands stand, for readers: by the updates they see, counted by type and never as a percentage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery

from statements.models.languages import in_language

from .models import Demand, DemandUpdate, Status
from .models.demands import DemandQuerySet


@dataclass(frozen=True)
class Followed:
    """A demand with where it stands: the fixed type, its label, since when, and a promise that is overdue."""

    demand: Demand
    type: Status.Type
    label: str
    since: date | None
    overdue: date | None  # the day it was promised for


@dataclass(frozen=True)
class OfType:
    """How many demands stand so."""

    type: Status.Type
    count: int


@dataclass(frozen=True)
class Counts:
    """How many demands stand how, and how many promises are overdue."""

    of_type: list[OfType]
    overdue: int

    @property
    def total(self) -> int:
        """Of every type together."""
        return sum(one.count for one in self.of_type)


def followed(demands: DemandQuerySet, at: datetime) -> list[Followed]:
    """Each with where it stands at `at`; one query."""
    return list(map(standing, telling(demands, at)))


def telling(demands: DemandQuerySet, at: datetime) -> DemandQuerySet:
    """Each with what `standing` reads."""
    own = {"subject": OuterRef("pk")}
    label = DemandUpdate.objects.setting_status(at).filter(**own).values("status__names")[:1]
    late = DemandUpdate.objects.overdue(at).filter(**own).values("due_on")[:1]
    return demands.with_status(at).annotate(status_names=Subquery(label), late=Subquery(late))


def standing(demand: Demand) -> Followed:
    """Where a demand of `telling` stands. One that no update has judged is open."""
    told: dict[str, Any] = vars(demand)
    kind = Status.Type(told["status_type"] or Status.Type.OPEN)
    label = in_language(told["status_names"] or {}) or str(kind.label)
    return Followed(demand, kind, label, told["status_since"], told["late"])


def counts(demands: DemandQuerySet, at: datetime) -> Counts:
    """How many of these stand how at `at`; one query. A demand no update has judged is open."""
    late = Exists(DemandUpdate.objects.overdue(at).filter(subject=OuterRef("pk")))
    rows = demands.with_status(at).annotate(is_late=late).order_by().values_list("status_type", "is_late")
    of_type: Counter[str] = Counter()
    overdue = 0
    for kind, is_late, number in rows.annotate(number=Count("pk")):
        of_type[kind or Status.Type.OPEN] += number
        overdue += number if is_late else 0
    return Counts(list(_in_order(of_type)), overdue)


def _in_order(of_type: Counter[str]) -> Iterator[OfType]:
    yield from (OfType(kind, of_type[kind]) for kind in Status.Type if of_type[kind])
