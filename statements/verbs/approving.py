"""The verbs of approval: submit, agree, send back, approve, reopen, abandon a correction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.utils import timezone

from statements.approval import is_approved, may_approve
from statements.closed import last_public_edition
from statements.models import Approval, Deadline, Note, ReleaseGate, Statement, Topic, User
from statements.objections import objections
from statements.rights import roles
from statements.workflow import Plan, Role, State, Verb

from .act import Act, Clock, act, together
from .publishing import publish

Capacity = Approval.Capacity
NO_NOTES: Mapping[str, str] = MappingProxyType({})


def submit(
    statement: Statement,
    *,
    by: User,
    plan: Plan = Plan.LATER,
    planned_for: datetime | None = None,
    needed_by: datetime | None = None,
    clock: Clock = timezone.now,
) -> Statement:
    """Send the text for approval and say when it is to go out; the submitter's yes stands with it.

    `needed_by` says when the yes is needed: advice to those who give it.
    """
    with act(
        statement, Verb.SUBMIT, by, clock, plan=plan, planned_for=planned_for, needed_by=needed_by
    ) as doing:
        desk = doing.statement
        desk.plan, desk.planned_by = plan, by
        desk.planned_for = planned_for if plan == Plan.AT_TIME else None
        _say_yes(doing, Capacity.SUBMITTER)
        Deadline.objects.put(desk, needed_by, by, doing.at)
        doing.move_to(State.IN_REVIEW)
    return doing.statement


def agree(
    statement: Statement, *, by: User, release_now: bool = False, clock: Clock = timezone.now
) -> Statement:
    """Say yes as a colleague; where that completes approval the release plan is carried out."""
    with together():
        with act(statement, Verb.AGREE, by, clock) as doing:
            _say_yes(doing, Capacity.COLLEAGUE)
            _approve_where_complete(doing)
        return carry_out_plan(doing, release_now)


def approve(
    statement: Statement, *, by: User, release_now: bool = False, clock: Clock = timezone.now
) -> Statement:
    """Say yes as a reviewer; where that completes approval the release plan is carried out.

    `release_now` is the spoken wish to publish at once where the planned time has passed, and nothing else.
    """
    with together():
        with act(statement, Verb.APPROVE, by, clock) as doing:
            _say_yes(doing, Capacity.REVIEWER)
            Topic.objects.filter(filings__content_object=doing.statement).update(is_accepted=True)
            _approve_where_complete(doing)
        return carry_out_plan(doing, release_now)


def send_back(
    statement: Statement,
    *,
    by: User,
    reason: str,
    notes: Mapping[str, str] = NO_NOTES,
    clock: Clock = timezone.now,
) -> Statement:
    """Return the text to its drafter with a reason; every yes is void. `notes` are remarks by their field."""
    with act(statement, Verb.SEND_BACK, by, clock, reason) as doing:
        doing.void_yeses()
        Note.objects.bulk_create(
            Note(statement=doing.statement, field=field, text=text, author=by, made_at=doing.at)
            for field, text in notes.items()
        )
        doing.move_to(State.DRAFT)
    return doing.statement


def reopen(statement: Statement, *, by: User, clock: Clock = timezone.now) -> Statement:
    """Write on again. From released this begins a correction: the public edition stays as it is."""
    with act(statement, Verb.REOPEN, by, clock) as doing:
        doing.void_yeses()
        if doing.from_state == State.RELEASED:
            doing.statement.change_kind = doing.statement.change_note = ""
            doing.write_revision()
        doing.move_to(State.DRAFT)
    return doing.statement


def abandon_correction(statement: Statement, *, by: User, clock: Clock = timezone.now) -> Statement:
    """Drop a correction: the desk takes the last public words again, the text stays a revision."""
    with act(statement, Verb.ABANDON_CORRECTION, by, clock) as doing:
        public = last_public_edition(doing.statement, doing.at)
        if public is None:
            raise ValueError("the law let a correction be abandoned that was none")
        doing.void_yeses()
        doing.statement.take(public.content())
        doing.statement.renders = public.renders
        doing.write_revision()
        doing.statement.set_bodies()
        doing.move_to(State.RELEASED)
    return doing.statement


def has_publisher(statement: Statement, acting: User) -> bool:
    """Whether a yes by `acting` would leave a publisher behind the plan, so that it is carried out."""
    return release_by(statement, acting) is not None or Role.PUBLISHER in roles(
        acting, statement.issuing_body
    )


def release_by(statement: Statement, acting: User) -> User | None:
    """The publisher in whose name a plan is carried out: who acts, who planned, whose yes stands."""
    said_yes = [yes.user for yes in statement.standing_yeses().select_related("user")]
    people = [acting, statement.planned_by, *said_yes]
    agreed = {person.pk for person in said_yes} | {statement.planned_by_id}
    return next(
        (
            person
            for person in people
            if person and person.pk in agreed and Role.PUBLISHER in roles(person, statement.issuing_body)
        ),
        None,
    )


def carry_out_plan(doing: Act, release_now: bool) -> Statement:
    """Publish as planned, as a verb of its own; a plan whose time has passed waits for a person."""
    statement = doing.statement
    public_from = planned_time(statement, doing.at, release_now)
    publisher = release_by(statement, doing.by)
    if statement.state != State.APPROVED or public_from is None or publisher is None:
        return statement
    ReleaseGate.hold()  # so that no quiet period is switched on between the objections and the release
    if objections(statement, Verb.PUBLISH, publisher, doing.at, public_from=public_from):
        return statement
    return publish(statement, by=publisher, public_from=public_from, clock=lambda: doing.at)


def _say_yes(doing: Act, capacity: Approval.Capacity) -> None:
    statement = doing.statement
    Approval.objects.create(
        statement=statement,
        revision=statement.revision,
        digest=statement.revision.digest,
        user=doing.by,
        capacity=capacity,
        counts_as_reviewer=may_approve(doing.by, statement.issuing_body),
        said_at=doing.at,
    )


def _approve_where_complete(doing: Act) -> None:
    if is_approved(doing.statement):
        doing.move_to(State.APPROVED)


def planned_time(statement: Statement, at: datetime, release_now: bool) -> datetime | None:
    """When the plan lets it go out; None where a person has to decide."""
    if statement.plan == Plan.AT_ONCE:
        return at
    if statement.plan != Plan.AT_TIME or statement.planned_for is None:
        return None
    if statement.planned_for >= at:
        return statement.planned_for
    return at if release_now else None
