"""The chips above the list: each state with its shape, its word, and how many statements stand there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from statements.desk.counting import Bounded

from .asked import STANDINGS, Answers, Asked


@dataclass(frozen=True)
class Chip:
    """One state of the list: its code draws the shape, "" stands for all."""

    code: str
    words: str | Promise
    address: str
    is_chosen: bool
    count: Bounded


def chips(asked: Asked, answers: Answers) -> list[Chip]:
    """All chips, each counted with every filter but the state."""
    counts = {"": answers.count, **{code: answers.count_in(code) for code in STANDINGS}}
    words = {"": _("All"), **STANDINGS}
    return [
        Chip(code, words[code], f"?{urlencode(asked.parts(state=code))}", code == answers.state, count)
        for code, count in counts.items()
    ]
