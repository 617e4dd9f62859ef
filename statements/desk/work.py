"""What waits for whom, as conditions on statements: the front page shows it, the navigation counts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from statements import outbox
from statements.models import Approval, Consent, IssuingBody, Prepared, Statement, Step, User
from statements.rights import where
from statements.verbs.act import CHANGES_STATE, SUBJECT
from statements.workflow import Role, State, Verb

from .counting import Bounded, bounded_count

# What somebody works on; all else is kept ready for its day.
IS_IN_HAND = Q(prepared__isnull=True)


def is_kept_ready() -> Q:
    """Texts kept ready for their day; asked of the few there are, not of every statement."""
    return Q(pk__in=Prepared.objects.values("statement"))


@dataclass(frozen=True)
class Counts:
    """How much waits for a person."""

    for_my_yes: int
    sent_back: int
    unsent: Bounded


def counts(person: User, at: datetime) -> Counts:
    """How much waits for this person at `at`, in two queries."""
    in_work = Statement.objects.filter(state__in=(State.DRAFT, State.IN_REVIEW))
    found = in_work.aggregate(
        for_my_yes=Count("pk", filter=waits_for_yes_of(person)),
        sent_back=Count("pk", filter=was_sent_back_to(person)),
    )
    return Counts(**found, unsent=bounded_count(outbox.unsent(at, person)))


def waits_for_yes_of(person: User) -> Q:
    """Texts that want the yes of this person: a reviewer's, or the colleague's that completes it."""
    said_yes = Exists(_standing_yeses().filter(user=person))
    return Q(state=State.IN_REVIEW) & ~Q(said_yes) & (is_for_reviewer(person) | _is_for_colleague(person))


def is_for_reviewer(person: User) -> Q:
    """Statements of bodies whose approver this person is; the twin of `approval.may_approve`."""
    named = IssuingBody.approvers.through.objects.filter(issuingbody=OuterRef("issuing_body"))
    return where(person, Role.REVIEWER) & (~Q(Exists(named)) | Q(Exists(named.filter(user=person))))


def _is_for_colleague(person: User) -> Q:
    """Texts a reviewer changed and said yes to: where one reviewer suffices, a colleague completes it."""
    by_reviewer = Exists(_standing_yeses().filter(counts_as_reviewer=True))
    speaking = Statement.bodies.through.objects.filter(statement=OuterRef("pk"))
    stricter = Exists(speaking.filter(issuingbody__approvals_required__gt=1))
    return where(person, Role.DRAFTER) & Q(by_reviewer) & ~Q(stricter)


def asked_as_partner(person: User) -> Q:
    """Joint texts that wait for the answer of a body this person answers for; the twin of `partners_of`."""
    joint = Statement.bodies.through.objects.filter(statement=OuterRef("pk"))
    joint = joint.exclude(issuingbody=OuterRef("issuing_body"))
    answered = Consent.objects.filter(
        statement=OuterRef("statement"), body=OuterRef("issuingbody"), voided_at=None
    )
    open_questions, asked = joint.filter(~Exists(answered)), Q(pk__in=[])
    for key, below in person.held_bodies.items() if person.is_active else ():
        asked |= Q(Exists(open_questions.filter(issuingbody=key)))
        asked |= Q(Exists(open_questions.filter(issuingbody__in=below))) & ~Q(issuing_body__in=below)
    return Q(state=State.IN_REVIEW) & asked


def waits_for_others(person: User) -> Q:
    """Texts this person sent for approval, or said yes to, that are not approved yet."""
    said_yes = Exists(_standing_yeses().filter(user=person))
    return Q(state=State.IN_REVIEW) & (Q(said_yes) | Q(planned_by=person)) & ~waits_for_yes_of(person)


def was_sent_back_to(person: User) -> Q:
    """Drafts this person began or sent that came back, and that nobody has sent again since."""
    back = steps().filter(verb=Verb.SEND_BACK)
    later = Step.objects.filter(
        subject_kind=SUBJECT, subject_key=OuterRef("subject_key"), number__gt=OuterRef("number")
    )
    moved_on = later.filter(CHANGES_STATE)
    mine = Q(begun_by=person) | Q(planned_by=person)
    mine &= where(person, Role.DRAFTER)
    return Q(state=State.DRAFT) & mine & Q(Exists(back.filter(~Exists(moved_on))))


def steps() -> QuerySet[Step]:
    """The steps of the statement a query is about, newest first."""
    key = Cast(OuterRef("pk"), CharField(max_length=40))
    return Step.objects.filter(subject_kind=SUBJECT, subject_key=key).order_by("-number")


def _standing_yeses() -> QuerySet[Approval]:
    """The yeses that stand to the words of the statement a query is about."""
    return Approval.objects.filter(statement=OuterRef("pk"), voided_at=None)
