"""Long lists of campaigns and demands in portions, by number and to a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict

from statements import text

T = TypeVar("T", bound=Model)

A_PORTION = 50
LAST = 100  # no reader turns so many pages; one who does may filter


@dataclass(frozen=True)
class Portion(Generic[T]):
    """One portion of a list, its number from 1, and whether it is the last."""

    things: list[T]
    number: int
    is_last: bool


def portion(rows: QuerySet[T, Any], params: QueryDict) -> Portion[T]:
    """The portion that `page` asks for; the first where it asks for none there can be."""
    number = text.whole_number(params.get("page") or "", digits=3) or 1
    number = number if number <= LAST else 1
    begin = (number - 1) * A_PORTION
    found = list(rows[begin : begin + A_PORTION + 1])
    return Portion(found[:A_PORTION], number, len(found) <= A_PORTION or number == LAST)
