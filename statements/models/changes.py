"""What readers see changes by itself at set times; each model of which that is true declares when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q, QuerySet, Subquery

from .epoch import PublicEpoch

ModelT = TypeVar("ModelT", bound=models.Model)


@dataclass(frozen=True)
class Bound:
    """A column of moments at which something begins or ends for readers, or so much `later` does.

    `of` are the rows of which that is true: a moment that readers do not notice would tell of what they must
    not know.
    """

    field: str
    later: timedelta = timedelta(0)
    of: Q = Q()  # noqa: RUF009  (never changed)


class ChangesByTime(QuerySet[ModelT]):
    """Rows that begin or end for readers at the moments their `BOUNDS` name."""

    BOUNDS: ClassVar[tuple[Bound, ...]]

    def noticed(self) -> QuerySet[ModelT]:
        """Those whose bounds readers notice."""
        return self


def last_and_next_change(
    changing: Iterable[ChangesByTime[Any]], at: datetime
) -> tuple[datetime | None, datetime | None]:
    """The last such moment up to `at`, and the next one after it; in one query, by the indexes."""
    bounds = [(rows.noticed(), bound) for rows in changing for bound in rows.BOUNDS]
    asked = [one for rows, bound in bounds for one in _beside(rows, bound, at)]
    found = list(PublicEpoch.objects.values_list(*asked)[0])
    spans = [bound.later for _rows, bound in bounds]
    before = [moment + later for moment, later in zip(found[::2], spans, strict=True) if moment]
    after = [moment + later for moment, later in zip(found[1::2], spans, strict=True) if moment]
    return max(before, default=None), min(after, default=None)


def _beside(rows: QuerySet[ModelT], bound: Bound, at: datetime) -> tuple[Subquery, Subquery]:
    """What asks for the bound's last value up to `at`, and for its first after."""
    moments, field, limit = rows.filter(bound.of).values(bound.field), bound.field, at - bound.later
    return (
        Subquery(moments.filter(**{f"{field}__lte": limit}).order_by(f"-{field}")[:1]),
        Subquery(moments.filter(**{f"{field}__gt": limit}).order_by(field)[:1]),
    )
