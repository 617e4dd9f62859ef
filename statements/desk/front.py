"""The desk's front page: columns of work, newest need first; each person sees what they may act on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields import CharField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Approval, ChangeKind, Confirmation, Edition, Statement, Step, User
from statements.models.statement import StatementQuerySet
from statements.objections import clock_words
from statements.rights import bodies_where
from statements.speakers import called_today
from statements.standing import Standing
from statements.verbs.act import CHANGES_STATE, SUBJECT
from statements.workflow import Role, State, Verb

SHOWN = 12  # rows of a column; its count says how many there are
RECENT = timedelta(days=7)


@dataclass(frozen=True)
class Row:
    """One statement in a column: where it stands, what is to be known, the one button."""

    statement: Statement
    standing: Standing
    remark: str = ""
    verb: Verb | None = None

    @property
    def issued_by(self) -> str:
        """Who speaks."""
        return called_today(self.statement)

    @property
    def address(self) -> str:
        """Where its link leads."""
        return reverse("admin:statements_statement_change", args=[self.statement.pk])


@dataclass(frozen=True)
class Column:
    """One kind of work."""

    code: str
    title: str | Promise
    rows: list[Row] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class Look:
    """Who looks, and when."""

    person: User
    at: datetime

    @cached_property
    def visible(self) -> StatementQuerySet:
        """What exists for the person, ready for a row."""
        found = Statement.objects.visible_to(self.person).select_related("issuing_body", "planned_by")
        return found.prefetch_related("editions", "withdrawals", "bodies")

    @cached_property
    def bodies(self) -> dict[Role, set[int]]:
        """Keys of the bodies to which the person is this and that."""
        roles = (Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
        return {role: set(bodies_where(self.person, role)) for role in roles}

    def of(self, *roles: Role) -> Q:
        """Statements of bodies to which the person is one of these."""
        return Q(issuing_body__in={key for role in roles for key in self.bodies[role]})

    def may(self, role: Role, statement: Statement) -> bool:
        """Whether the person is this to the statement's body."""
        return statement.issuing_body_id in self.bodies[role]


def columns(person: User, at: datetime) -> list[Column]:
    """Every column that has something for this person, in the order of need."""
    look = Look(person, at)
    return [column for build in _COLUMNS if (column := build(look)).count]


def _waiting_for_yes(look: Look) -> StatementQuerySet:
    """Texts in review to which this person has not said yes and may.

    Reviewers: all of their bodies. Drafters: those a reviewer said yes to, where a colleague's completes it.
    """
    said = Approval.objects.filter(statement=OuterRef("pk"), voided_at=None)
    by_reviewer = Q(Exists(said.filter(counts_as_reviewer=True)))
    mine = look.of(Role.REVIEWER) | (by_reviewer & look.of(Role.DRAFTER))
    return look.visible.filter(mine, ~Exists(said.filter(user=look.person)), state=State.IN_REVIEW)


def _waiting(look: Look) -> Column:
    waiting = _waiting_for_yes(look).annotate(sent_at=_time_of_last(Verb.SUBMIT)).order_by("sent_at", "pk")

    def row(statement: Statement) -> Row:
        verb = Verb.APPROVE if look.may(Role.REVIEWER, statement) else Verb.AGREE
        return Row(statement, Standing.of(statement, look.at), _sent_by(statement), verb)

    return _column("waiting", gettext_lazy("Waiting for my yes"), waiting, row)


def _sent_by(statement: Statement) -> str:
    """Who sent it for approval, and the time it is planned for."""
    sender = statement.planned_by.called if statement.planned_by else ""
    if statement.planned_for is None:
        return _("from %(who)s") % {"who": sender}
    time = clock_words(statement.planned_for)
    return _("from %(who)s, to go out %(time)s") % {"who": sender, "time": time}


def _sent_back(look: Look) -> Column:
    steps = Step.objects.filter(CHANGES_STATE, subject_kind=SUBJECT, subject_key=_key()).order_by("-number")
    mine = look.visible.filter(Q(planned_by=look.person) | Q(begun_by=look.person), state=State.DRAFT)
    brought = mine.annotate(by=Subquery(steps.values("verb")[:1]), reason=Subquery(steps.values("note")[:1]))
    sent_back = brought.filter(by=Verb.SEND_BACK)

    def row(statement: Statement) -> Row:
        return Row(statement, Standing.of(statement, look.at), getattr(statement, "reason", ""), Verb.SUBMIT)

    return _column("sent_back", gettext_lazy("Sent back to me"), sent_back.order_by("-changed_at"), row)


def _my_drafts(look: Look) -> Column:
    drafts = look.visible.filter(state=State.DRAFT, begun_by=look.person).order_by("-changed_at")
    return _column("drafts", gettext_lazy("My drafts"), drafts, _plain(look))


def _approved(look: Look) -> Column:
    mine = look.of(Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    approved = look.visible.filter(mine, state=State.APPROVED).order_by("changed_at")

    def row(statement: Statement) -> Row:
        verb = Verb.PUBLISH if look.may(Role.PUBLISHER, statement) else None
        return Row(statement, Standing.of(statement, look.at), _sent_by(statement), verb)

    return _column("approved", gettext_lazy("Approved, not yet out"), approved, row)


def _goes_out(look: Look) -> Column:
    due = Edition.objects.due(look.at).filter(statement=OuterRef("pk"))
    statements = look.visible.annotate(goes_out=Subquery(due.values("public_from")[:1]))
    statements = statements.exclude(goes_out=None).order_by("goes_out")

    def row(statement: Statement) -> Row:
        time = clock_words(statement.goes_out)  # type: ignore[attr-defined]
        return Row(statement, Standing.of(statement, look.at), time, Verb.STOP_RELEASE)

    return _column("goes_out", gettext_lazy("Goes out next"), statements, row)


def _unconfirmed(look: Look) -> Column:
    marks = Confirmation.objects.open(look.at)
    statements = look.visible.filter(Exists(marks.filter(statement=OuterRef("pk")))).order_by("changed_at")
    of_others = set(marks.exclude(done_by=look.person).values_list("statement", flat=True))

    def row(statement: Statement) -> Row:
        may = look.may(Role.REVIEWER, statement) and statement.pk in of_others
        return Row(statement, Standing.of(statement, look.at), "", Verb.CONFIRM if may else None)

    title = gettext_lazy("Published without approval or withdrawn, unconfirmed")
    return _column("unconfirmed", title, statements, row)


def behind(at: datetime) -> Q:
    """Language versions that are behind: a later edition of the original, not a minor one, is public."""
    later = (
        Edition.objects.public(at)
        .filter(statement=OuterRef("translation_of"), number__gt=OuterRef("renders__number"))
        .exclude(change_kind=ChangeKind.MINOR)
    )
    return Q(Exists(later), translation_of__isnull=False)


def _behind(look: Look) -> Column:
    mine = look.of(Role.DRAFTER)
    statements = look.visible.filter(mine, behind(look.at)).order_by("changed_at")
    return _column("behind", gettext_lazy("Language versions behind"), statements, _plain(look))


def _recently_public(look: Look) -> Column:
    recent = Edition.objects.public(look.at).filter(
        statement=OuterRef("pk"), public_from__gt=look.at - RECENT
    )
    statements = look.visible.annotate(since=Subquery(recent.values("public_from")[:1]))
    statements = statements.exclude(since=None).order_by("-since")

    def row(statement: Statement) -> Row:
        since = clock_words(statement.since)  # type: ignore[attr-defined]
        return Row(statement, Standing.of(statement, look.at), since)

    return _column("recent", gettext_lazy("Recently public"), statements, row)


_COLUMNS: list[Callable[[Look], Column]] = [
    _waiting, _sent_back, _unconfirmed, _my_drafts, _approved, _goes_out, _behind, _recently_public,
]  # fmt: skip


def _column(
    code: str, title: str | Promise, statements: QuerySet[Statement], row: Callable[[Statement], Row]
) -> Column:
    shown = list(statements[: SHOWN + 1])
    count = len(shown) if len(shown) <= SHOWN else statements.count()
    return Column(code, title, [row(statement) for statement in shown[:SHOWN]], count)


def _plain(look: Look) -> Callable[[Statement], Row]:
    return lambda statement: Row(statement, Standing.of(statement, look.at))


def _time_of_last(verb: Verb) -> Subquery:
    """When a verb was last done to a statement."""
    steps = Step.objects.filter(subject_kind=SUBJECT, subject_key=_key(), verb=verb).order_by("-number")
    return Subquery(steps.values("at")[:1])


def _key() -> Cast:
    return Cast(OuterRef("pk"), CharField(max_length=40))
