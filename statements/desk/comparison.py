"""Two texts of one statement side by side: its revisions and editions, by the short names r3 and e1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from statements.closed import last_public_edition
from statements.differences import Difference, differences
from statements.models import Edition, Revision, Statement
from statements.objections import clock_words

_NAME = re.compile("([re])([1-9][0-9]{0,8})")

SAID_OF_IT = {"change_kind", "change_note"}


@dataclass(frozen=True)
class Side:
    """One revision or edition."""

    text: Revision | Edition

    @property
    def key(self) -> str:
        """Its short name in an address: r3, e1."""
        return f"{'e' if isinstance(self.text, Edition) else 'r'}{self.text.number}"

    @property
    def name(self) -> str:
        """Its name on screens, without a time."""
        name = _("Edition %(number)s") if isinstance(self.text, Edition) else _("Revision %(number)s")
        return name % {"number": self.text.number}

    @property
    def at(self) -> datetime:
        """When it was saved, or when it became or becomes public."""
        return self.text.public_from if isinstance(self.text, Edition) else self.text.made_at

    @property
    def time(self) -> str:
        """The same with its zone."""
        return clock_words(self.at)

    @property
    def since(self) -> str:
        """The same in words, and by whom."""
        if isinstance(self.text, Edition):
            return _("public from %(time)s") % {"time": self.time}
        return _("saved %(time)s by %(who)s") % {"time": self.time, "who": self.text.author.called}

    @property
    def is_sealed(self) -> bool:
        """Whether its words may not be shown any more: a sealed edition, or what was erased with one."""
        return self.text.is_sealed if isinstance(self.text, Edition) else self.text.is_erased

    @property
    def why_sealed(self) -> str:
        """In a sentence, why its words are not shown."""
        if isinstance(self.text, Edition):
            named = {"name": self.name, "reason": self.text.seal_reason}
            return _("%(name)s is sealed: %(reason)s") % named
        return _("%(name)s is erased.") % {"name": self.name}

    def content(self) -> Mapping[str, Any]:
        """Its words."""
        return self.text.content() if isinstance(self.text, Edition) else self.text.content


@dataclass(frozen=True)
class Comparison:
    """What became of one text in another."""

    before: Side
    after: Side

    @property
    def sealed(self) -> Side | None:
        """The side whose words may not be shown; then there is nothing to compare."""
        return next((side for side in (self.before, self.after) if side.is_sealed), None)

    @cached_property
    def differences(self) -> list[Difference]:
        """The fields in which they differ."""
        return differences(self.before.content(), self.after.content(), for_desk=True)

    @property
    def of_the_words(self) -> list[Difference]:
        """The same without what an edition says of its own change."""
        return [difference for difference in self.differences if difference.field not in SAID_OF_IT]

    @property
    def language(self) -> str:
        """The language the later text is in."""
        return str(self.after.content()["language"])


def sides(statement: Statement) -> list[Side]:
    """Every text of a statement there is: editions, then revisions, each newest first."""
    editions = statement.editions.exclude(number=None).order_by("-number")
    revisions = statement.revisions.select_related("author").defer("content").order_by("-number")
    return [*map(Side, editions), *map(Side, revisions)]


def side(statement: Statement, key: str) -> Side | None:
    """The text with this short name; None where there is none."""
    match = _NAME.fullmatch(key)
    if match is None:
        return None
    kind, number = match.groups()
    texts = statement.editions if kind == "e" else statement.revisions.select_related("author")
    text = texts.filter(number=int(number)).first()
    return Side(text) if text else None


def against_public(statement: Statement, at: datetime) -> Comparison | None:
    """The words on the desk against those readers see, or saw last; None where they saw none."""
    edition = last_public_edition(statement, at)
    if edition is None or edition.is_sealed:
        return None
    return Comparison(Side(edition), Side(statement.revision))


def against_last(statement: Statement) -> Comparison:
    """The newest revision against the one before it; the first against itself."""
    newest, *older = statement.revisions.select_related("author").order_by("-number")[:2]
    return Comparison(Side(older[0] if older else newest), Side(newest))
