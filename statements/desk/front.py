"""The desk's front page: columns of work, newest need first; each person sees what they may act on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from statements import outbox, versions
from statements.models import Confirmation, Edition, Effect, Statement, User
from statements.models.languages import language_called
from statements.models.statement import StatementQuerySet
from statements.objections import clock_words
from statements.outbox import wording
from statements.rights import where
from statements.workflow import Role, State, Verb

from . import promises, work
from .counting import Bounded, bounded_count
from .rows import (
    ASK,
    BRING_UP_TO_DATE,
    IMPROVE,
    MESSAGES,
    READ_AND_AGREE,
    READ_AND_APPROVE,
    Column,
    Row,
    Unsent,
)

# Columns of an app above, which adds what makes them when it is ready.
DECLARED: list[Callable[[Look], list[Column]]] = []
SHOWN = 12  # rows of a column; its count says how many there are
RECENT = timedelta(days=7)
MEMBERS = (Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)

One = TypeVar("One", bound=Model)


@dataclass(frozen=True)
class Look:
    """Who looks, and when."""

    person: User
    at: datetime

    @cached_property
    def visible(self) -> StatementQuerySet:
        """What exists for the person, ready for a row."""
        found = Statement.objects.visible_to(self.person)
        return found.select_related("planned_by", "claim__person", "deadline")

    @cached_property
    def roles(self) -> set[Role]:
        """What the person is to any body."""
        return {role for _body, role in self.person.held_roles}

    def promise(self, statement: Statement, verb: Verb, may: bool) -> promises.Promise | None:
        """What the button of a verb promises; None where the person may not."""
        return promises.Promise(statement, verb, self.person, self.at) if may else None

    def in_work(self, statement: Statement, **facts: Any) -> Row:
        """A line on a text that is not out yet."""
        return Row.in_work(statement, self.at, **facts)


@dataclass(frozen=True)
class Found(Generic[One]):
    """A column without its lines, what it shows, and how a line is made of it."""

    column: Column
    shown: list[One]
    row: Callable[[One], Row | Unsent]

    @property
    def statements(self) -> list[Statement]:
        """Those it shows."""
        return [one for one in self.shown if isinstance(one, Statement)]

    def with_rows(self) -> Column:
        """The whole column."""
        return replace(self.column, rows=[self.row(one) for one in self.shown])


def columns(person: User, at: datetime) -> list[Column]:
    """Every column that has something to say to this person, in the order of need."""
    look = Look(person, at)
    kept = [found for build in _COLUMNS if (found := build(look)).column.count or found.column.empty]
    # Once for all columns; bodies by no join, as in `lists.pages.for_lists`.
    shown = [statement for found in kept for statement in found.statements]
    prefetch_related_objects(shown, "issuing_body", "bodies", "editions", "withdrawals")
    declared = [column for more in DECLARED for column in more(look) if column.count]
    return [*(found.with_rows() for found in kept), *declared]


def _waiting(look: Look) -> Found[Any]:
    """Soonest needed first, then the oldest."""
    waiting = look.visible.filter(work.waits_for_yes_of(look.person)).annotate(
        is_for_reviewer=work.is_for_reviewer(look.person),
        sent_at=_last(Verb.SUBMIT, "at"),
        wanted=Coalesce("deadline__needed_by", "planned_for"),
    )

    def row(statement: Statement) -> Row:
        way = READ_AND_APPROVE if statement.is_for_reviewer else READ_AND_AGREE  # type: ignore[attr-defined]
        return look.in_work(statement, remark=_sent(statement, look.at), way=way)

    soonest_first = waiting.order_by(F("wanted").asc(nulls_last=True), "sent_at", "pk")
    empty = gettext_lazy("Nothing waits for your yes.") if Role.REVIEWER in look.roles else ""
    return _column("waiting", gettext_lazy("Waiting for my yes"), soonest_first, row, empty, State.IN_REVIEW)


def _sent(statement: Statement, at: datetime) -> str:
    """Who sent it for approval, and when."""
    sender = statement.planned_by.called if statement.planned_by else ""
    time = clock_words(statement.sent_at, at)  # type: ignore[attr-defined]
    return _("sent by %(who)s, %(time)s") % {"who": sender, "time": time}


def _asked_as_partner(look: Look) -> Found[Any]:
    asked = look.visible.filter(work.asked_as_partner(look.person))
    asked = asked.annotate(sent_at=_last(Verb.SUBMIT, "at")).order_by("sent_at", "pk")

    def row(statement: Statement) -> Row:
        return look.in_work(statement, remark=_sent(statement, look.at), way=READ_AND_AGREE)

    title = gettext_lazy("Partners ask for our agreement")
    return _column("partners", title, asked, row, state=State.IN_REVIEW)


def _sent_back(look: Look) -> Found[Any]:
    sent_back = look.visible.filter(work.was_sent_back_to(look.person)).annotate(
        reason=_last(Verb.SEND_BACK, "note"), returned_by=_last(Verb.SEND_BACK, "actor_name")
    )

    def row(statement: Statement) -> Row:
        who = _("sent back by %(who)s") % {"who": statement.returned_by}  # type: ignore[attr-defined]
        return look.in_work(statement, remark=who, quote=statement.reason, way=IMPROVE)  # type: ignore[attr-defined]

    return _column(
        "sent_back",
        gettext_lazy("Sent back to me"),
        sent_back.order_by("-changed_at"),
        row,
        state=State.DRAFT,
    )


def _my_drafts(look: Look) -> Found[Any]:
    drafts = look.visible.filter(state=State.DRAFT, begun_by=look.person)
    drafts = (
        drafts.exclude(work.was_sent_back_to(look.person)).filter(work.IS_IN_HAND).order_by("-changed_at")
    )
    empty = gettext_lazy("You have no draft in work.") if Role.DRAFTER in look.roles else ""
    return _column("drafts", gettext_lazy("My drafts"), drafts, look.in_work, empty, State.DRAFT)


def _with_others(look: Look) -> Found[Any]:
    waiting = look.visible.filter(work.waits_for_others(look.person)).order_by("changed_at")

    def row(statement: Statement) -> Row:
        return look.in_work(statement, way=ASK)

    return _column("others", gettext_lazy("Waiting for others"), waiting, row, state=State.IN_REVIEW)


def _approved(look: Look) -> Found[Any]:
    approved = look.visible.filter(where(look.person, *MEMBERS), state=State.APPROVED)
    approved = approved.filter(work.IS_IN_HAND).order_by("changed_at")
    approved = approved.annotate(may_publish=where(look.person, Role.PUBLISHER))

    def row(statement: Statement) -> Row:
        may_publish = statement.may_publish  # type: ignore[attr-defined]
        return look.in_work(statement, promise=look.promise(statement, Verb.PUBLISH, may_publish))

    return _column("approved", gettext_lazy("Approved, not yet out"), approved, row, state=State.APPROVED)


def _kept_ready(look: Look) -> Found[Any]:
    kept = look.visible.filter(where(look.person, *MEMBERS), work.is_kept_ready()).select_related("prepared")
    kept = kept.annotate(may_publish=where(look.person, Role.PUBLISHER)).order_by("prepared__label", "pk")

    def row(statement: Statement) -> Row:
        may_publish = statement.may_publish and statement.state == State.APPROVED  # type: ignore[attr-defined]
        promise = look.promise(statement, Verb.PUBLISH, may_publish)
        return Row(statement, look.at, statement.prepared.label, promise=promise)

    return _column("kept_ready", gettext_lazy("Kept ready"), kept, row, query="kept_ready=on")


def _goes_out(look: Look) -> Found[Any]:
    due = Edition.objects.due(look.at).filter(statement=OuterRef("pk"))
    statements = look.visible.annotate(
        goes_out=Subquery(due.values("public_from")[:1]), may_stop=where(look.person, *MEMBERS)
    )

    def row(statement: Statement) -> Row:
        time = clock_words(statement.goes_out, look.at)  # type: ignore[attr-defined]
        may_stop = statement.may_stop  # type: ignore[attr-defined]
        promise = look.promise(statement, Verb.STOP_RELEASE, may_stop)
        return Row(statement, look.at, time, promise=promise)

    waiting = Edition.objects.due(look.at).order_by().values("statement")
    soonest_first = statements.filter(pk__in=waiting).order_by("goes_out")
    return _column("goes_out", gettext_lazy("Goes out next"), soonest_first, row)


def _unconfirmed(look: Look) -> Found[Any]:
    marks = Confirmation.objects.open(look.at).select_related("done_by")
    concerned = where(look.person, Role.REVIEWER, Role.PUBLISHER)
    marked = look.visible.filter(concerned, pk__in=marks.values("statement"))
    marked = marked.annotate(is_reviewer=where(look.person, Role.REVIEWER)).order_by("changed_at")

    def row(statement: Statement) -> Row:
        done_by = {mark.done_by for mark in statement.confirmations.all()}
        may_confirm = statement.is_reviewer and done_by - {look.person}  # type: ignore[attr-defined]
        who = _("by %(who)s") % {"who": ", ".join(sorted(person.called for person in done_by))}
        promise = look.promise(statement, Verb.CONFIRM, bool(may_confirm))
        return Row(statement, look.at, who, promise=promise)

    marked = marked.prefetch_related(Prefetch("confirmations", marks))
    title = gettext_lazy("Published without approval or withdrawn, unconfirmed")
    return _column("unconfirmed", title, marked, row)


def _behind(look: Look) -> Found[Any]:
    behind = look.visible.filter(where(look.person, Role.DRAFTER), versions.is_behind(look.at))

    def row(statement: Statement) -> Row:
        return Row(statement, look.at, language_called(statement.language), way=BRING_UP_TO_DATE)

    oldest_first = behind.order_by("changed_at")
    return _column("behind", gettext_lazy("Language versions behind"), oldest_first, row, query="behind=on")


def _unsent(look: Look) -> Found[Any]:
    """Of statements, and of what else the person's bodies keep."""

    def row(effect: Effect) -> Unsent:
        whom = effect.recipient.called if effect.recipient else _("All concerned")
        told = _("“%(verb)s” to %(who)s") % {"verb": wording.verb(effect), "who": whom}
        language = effect.statement.language if effect.statement else get_language()
        remark = f"{told}: {effect.get_state_display()}"
        return Unsent(wording.title(effect), language, remark, effect.last_error)

    unsent = outbox.unsent(look.at, look.person)
    found = _column("unsent", gettext_lazy("Messages not sent"), unsent, row, query="sent=no")
    column = replace(found.column, address=MESSAGES, template="admin/_unsent_row.html")
    return replace(found, column=column)


def _recently_public(look: Look) -> Found[Any]:
    recent = Edition.objects.public(look.at).filter(
        statement=OuterRef("pk"), public_from__gt=look.at - RECENT
    )
    statements = look.visible.annotate(since=Subquery(recent.values("public_from")[:1]))

    def row(statement: Statement) -> Row:
        return Row(statement, look.at, clock_words(statement.since, look.at))  # type: ignore[attr-defined]

    out = Edition.objects.public(look.at).filter(public_from__gt=look.at - RECENT)
    newest_first = statements.filter(pk__in=out.order_by().values("statement")).order_by("-since")
    return _column("recent", gettext_lazy("Recently public"), newest_first, row)


_COLUMNS: list[Callable[[Look], Found[Any]]] = [
    _waiting, _asked_as_partner, _sent_back, _unconfirmed, _my_drafts, _approved, _with_others, _goes_out,
    _behind, _unsent, _kept_ready, _recently_public,
]  # fmt: skip


def _column(
    code: str,
    title: str | Promise,
    found: QuerySet[One],
    row: Callable[[One], Row | Unsent],
    empty: str | Promise = "",
    state: State | None = None,
    query: str = "",
) -> Found[One]:
    shown = list(found[: SHOWN + 1])
    count = Bounded(len(shown)) if len(shown) <= SHOWN else bounded_count(found)
    return Found(Column(code, title, [], count, empty, state, query), shown[:SHOWN], row)


def _last(verb: Verb, fact: str) -> Subquery:
    """A fact of the step by which a verb was last done to a statement."""
    return Subquery(work.steps().filter(verb=verb).values(fact)[:1])
