"""What the doctor finds of one thing: a light, what it is about, how it stands, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class Light(StrEnum):
    """How pressing it is."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def rank(self) -> int:
        """How pressing it is, as a number: 0 for green."""
        return list(Light).index(self)

    @property
    def word(self) -> str | Promise:
        """The light in a word, for who sees no colours."""
        return _WORDS[self]


_WORDS = {
    Light.GREEN: gettext_lazy("All right"),
    Light.AMBER: gettext_lazy("Look at it soon"),
    Light.RED: gettext_lazy("Act now"),
}


@dataclass(frozen=True)
class Finding:
    """One thing and how it stands."""

    light: Light
    subject: str | Promise
    words: str | Promise
    advice: str | Promise = ""


def good(subject: str | Promise, words: str | Promise) -> Finding:
    """Nothing to do."""
    return Finding(Light.GREEN, subject, words)


def soon(subject: str | Promise, words: str | Promise, advice: str | Promise) -> Finding:
    """Something to do in the next days."""
    return Finding(Light.AMBER, subject, words, advice)


def now(subject: str | Promise, words: str | Promise, advice: str | Promise) -> Finding:
    """Something to do at once."""
    return Finding(Light.RED, subject, words, advice)
