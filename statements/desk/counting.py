"""Counts that stop at a thousand: what nobody counts one by one costs the same in every archive."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

MOST_COUNTED = 1_000


class Bounded(int):
    """A number; on a screen `1000+` where the counting stopped there."""

    is_cut: bool

    def __new__(cls, number: int = 0, is_cut: bool = False) -> Bounded:
        """`is_cut`: there are more."""
        bounded = super().__new__(cls, number)
        bounded.is_cut = is_cut
        return bounded

    def __str__(self) -> str:
        return f"{int(self)}+" if self.is_cut else str(int(self))

    @classmethod
    def of(cls, counted: int) -> Bounded:
        """What was counted up to one more than are counted."""
        return cls(min(counted, MOST_COUNTED), counted > MOST_COUNTED)


def bounded_count(found: QuerySet[Any]) -> Bounded:
    """How many there are, as far as they are counted."""
    return Bounded.of(found.order_by().values("pk")[: MOST_COUNTED + 1].count())


def first_keys(found: QuerySet[Any]) -> list[int]:
    """The keys of what was found, up to one more than are counted."""
    return list(found.values_list("pk", flat=True)[: MOST_COUNTED + 1])
