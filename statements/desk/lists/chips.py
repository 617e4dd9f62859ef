"""The chips above the list: each state with its shape, its word, and how many statements stand there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .asked import STANDINGS, Asked, in_standing

MOST_COUNTED = 1_000  # beyond this the chip says "1,000+": a count has to cost the same in every archive


@dataclass(frozen=True)
class Chip:
    """One state of the list: its code draws the shape, "" stands for all."""

    code: str
    words: str | Promise
    address: str
    is_chosen: bool
    count: int

    @property
    def many(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > MOST_COUNTED

    @property
    def shown(self) -> int:
        """How many were counted."""
        return min(self.count, MOST_COUNTED)


def chips(asked: Asked, at: datetime) -> list[Chip]:
    """All chips, each counted with every filter but the state."""
    found = asked.apart_from_state(at)
    chosen = asked.cleaned_data.get("state") or ""
    sets = {"": found, **{code: found.filter(in_standing(code, at)) for code in STANDINGS}}
    words = {"": _("All"), **STANDINGS}
    return [
        Chip(code, words[code], f"?{urlencode(asked.parts(state=code))}", code == chosen, bounded_count(rows))
        for code, rows in sets.items()
    ]


def bounded_count(found: QuerySet) -> int:
    """How many there are, up to one more than are counted."""
    return found.order_by()[: MOST_COUNTED + 1].count()
