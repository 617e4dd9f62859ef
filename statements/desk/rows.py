"""A line of the desk's front page, its one button, and the column it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy

from statements.models import Kind, Statement
from statements.models.content import content_languages
from statements.speakers import called_today
from statements.standing import Due, Standing, claim_words
from statements.workflow import State

from . import promises
from .counting import Bounded


@dataclass(frozen=True)
class Way:
    """A button that leads to where a statement is read or written on: its words, and the page."""

    words: str | Promise
    page: str


STATEMENTS = reverse_lazy("admin:statements_statement_changelist")
MESSAGES = reverse_lazy("admin:statements_effect_changelist")

READ_AND_APPROVE = Way(gettext_lazy("Read and approve"), "review")
READ_AND_AGREE = Way(gettext_lazy("Read and agree"), "review")
IMPROVE = Way(gettext_lazy("Improve"), "change")
BRING_UP_TO_DATE = Way(gettext_lazy("Bring up to date"), "change")
ASK = Way(gettext_lazy("Ask by message"), "review")


@dataclass(frozen=True)
class Row:
    """One statement in a column: where it stands, what is to be known, and the one button."""

    statement: Statement
    at: datetime
    remark: str = ""
    quote: str = ""  # somebody's words about it
    way: Way | None = None
    promise: promises.Promise | None = None
    due: Due | None = None
    looking: str = ""  # who is looking at it

    @classmethod
    def in_work(cls, statement: Statement, at: datetime, **facts: Any) -> Row:
        """A line on a text that is not out yet: with the time it is needed by, and who is looking at it."""
        claim = getattr(statement, "claim", None)
        looking = claim_words(claim, at) if claim else ""
        return cls(statement, at, due=Due.of(statement, at), looking=looking, **facts)

    @property
    def issued_by(self) -> str:
        """Who speaks."""
        return called_today(self.statement)

    @property
    def kind(self) -> str:
        """What sort of text it is."""
        return str(Kind(self.statement.kind).label)

    @property
    def language(self) -> str:
        """The language it is in, by its own name."""
        return dict(content_languages()).get(self.statement.language, self.statement.language)

    @cached_property
    def standing(self) -> Standing:
        """Where it stands."""
        return Standing.of(self.statement, self.at)

    @property
    def address(self) -> str:
        """Where its headline leads: to where it is read while it waits, else to its form."""
        is_waiting = self.statement.state == State.IN_REVIEW
        return _page(self.statement, "review" if is_waiting else "change")

    @property
    def way_address(self) -> str:
        """Where the button leads that is no verb's."""
        return _page(self.statement, self.way.page) if self.way else ""


@dataclass(frozen=True)
class Unsent:
    """A message that reached nobody: about what, in which language that is, of which verb, and why."""

    title: str
    language: str
    remark: str
    error: str


@dataclass(frozen=True)
class Column:
    """One kind of work; `empty` is said where there is none, else the column is left out."""

    code: str
    title: str | Promise
    rows: list[Any] = field(default_factory=list)  # of `Row`, or what the column's own template shows
    count: Bounded = field(default_factory=Bounded)
    empty: str | Promise = ""
    state: State | None = None  # that all of them are in: the list shows the rest by it
    query: str = ""  # or by this
    address: str | Promise = STATEMENTS  # of that list
    template: str = "admin/_work_row.html"  # of one line

    @property
    def others(self) -> Bounded:
        """How many stand below what is shown, or that there are too many to count."""
        return Bounded(self.count - len(self.rows), self.count.is_cut)

    @property
    def list_address(self) -> str:
        """The list that holds them all."""
        query = f"state={self.state}" if self.state else self.query
        return f"{self.address}?{query}" if query else str(self.address)


def _page(statement: Statement, name: str) -> str:
    return reverse(f"admin:statements_statement_{name}", args=[statement.pk])
