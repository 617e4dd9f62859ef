"""A line of the desk's front page, its one button, and the column it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from statements.models import Statement
from statements.standing import Due, Standing, claim_words
from statements.workflow import State, Verb


@dataclass(frozen=True)
class Button:
    """The one thing this person may do: its words, and the page of a statement where it is done."""

    words: str | Promise
    page: str
    verb: Verb | None = None

    @classmethod
    def of(cls, verb: Verb) -> Button:
        """The button that leads to a verb's own page."""
        return cls(verb.label, "verb", verb)

    def address(self, statement: Statement) -> str:
        """Where it leads."""
        named = [self.verb.value] if self.page == "verb" and self.verb else []
        return _page(statement, self.page, *named)


READ_AND_APPROVE = Button(gettext_lazy("Read and approve"), "review", Verb.APPROVE)
READ_AND_AGREE = Button(gettext_lazy("Read and agree"), "review", Verb.AGREE)
IMPROVE = Button(gettext_lazy("Improve"), "change")


@dataclass(frozen=True)
class Row:
    """One statement in a column: where it stands, what is to be known, the one button."""

    statement: Statement
    at: datetime
    remark: str = ""
    quote: str = ""  # somebody's words about it
    button: Button | None = None
    elsewhere: str = ""  # where its headline leads, if not to the statement
    due: Due | None = None
    looking: str = ""  # who is looking at it

    @classmethod
    def in_work(cls, statement: Statement, at: datetime, **facts: Any) -> Row:
        """A line on a text that is not out yet: with the time it is needed by, and who is looking at it."""
        claim = getattr(statement, "claim", None)
        looking = claim_words(claim, at) if claim else ""
        return cls(statement, at, due=Due.of(statement, at), looking=looking, **facts)

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return Standing.of(self.statement, self.at)

    @property
    def address(self) -> str:
        """Where its headline leads: to where it is read while it waits, else to its form."""
        is_waiting = self.statement.state == State.IN_REVIEW
        return self.elsewhere or _page(self.statement, "review" if is_waiting else "change")

    @property
    def button_address(self) -> str:
        """Where its button leads."""
        return self.button.address(self.statement) if self.button else ""


@dataclass(frozen=True)
class Column:
    """One kind of work; `empty` is said where there is none, else the column is left out."""

    code: str
    title: str | Promise
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    empty: str | Promise = ""
    state: State | None = None  # that all of them are in: the list shows the rest by it

    @property
    def others(self) -> int:
        """How many stand below what is shown."""
        return self.count - len(self.rows)

    @property
    def list_address(self) -> str:
        """The list that holds them all."""
        address = reverse("admin:statements_statement_changelist")
        return f"{address}?state__exact={self.state}" if self.state else address


def _page(statement: Statement, name: str, *named: str) -> str:
    return reverse(f"admin:statements_statement_{name}", args=[statement.pk, *named])
