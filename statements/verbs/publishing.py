"""The verbs of release: publish, publish without approval, confirm, stop."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from statements.approval import is_approved
from statements.models import Confirmation, Statement, User
from statements.workflow import State, Verb

from .act import Clock, Refused, act
from .releasing import release, stop


def publish(
    statement: Statement, *, by: User, public_from: datetime | None = None, clock: Clock = timezone.now
) -> Statement:
    """Release the approved text now, or at `public_from`. A withdrawal in force ends with it."""
    with act(statement, Verb.PUBLISH, by, clock, public_from=public_from) as doing:
        release(doing, public_from or doing.at)
        doing.move_to(State.RELEASED)
    return doing.statement


def publish_without_approval(
    statement: Statement,
    *,
    by: User,
    reason: str,
    public_from: datetime | None = None,
    asked_of: User | None = None,
    clock: Clock = timezone.now,
) -> Statement:
    """Release a text nobody has approved, with a reason; marked until a reviewer has confirmed it.

    `asked_of` is the person who, as the reason says, approved by word of mouth.
    """
    asked = {"public_from": public_from, "asked_of": asked_of}
    with act(statement, Verb.PUBLISH_WITHOUT_APPROVAL, by, clock, reason, **asked) as doing:
        edition = release(doing, public_from or doing.at)
        doing.effect_at = doing.at  # not when it goes out: whoever is told before can still stop it
        Confirmation.objects.create(statement=doing.statement, edition=edition, done_by=by, asked_of=asked_of)
        doing.move_to(State.RELEASED)
    return doing.statement


def confirm(
    statement: Statement, *, by: User, mark: Confirmation | None = None, clock: Clock = timezone.now
) -> Statement:
    """Confirm, as another person, what one did alone; the oldest mark where none is named."""
    with act(statement, Verb.CONFIRM, by, clock) as doing:
        open_marks = doing.statement.confirmations.open(doing.at).exclude(done_by=by)
        chosen = open_marks.filter(pk=mark.pk).first() if mark else open_marks.first()
        if chosen is None:
            raise Refused([_("This is confirmed already, has ended, or was done by yourself.")])
        chosen.confirmed_by, chosen.confirmed_at = by, doing.at
        chosen.save(update_fields=["confirmed_by", "confirmed_at"])
        doing.edition = chosen.edition
        doing.note = chosen.withdrawal.kind if chosen.withdrawal else ""
    return doing.statement


def stop_release(statement: Statement, *, by: User, clock: Clock = timezone.now) -> Statement:
    """Stop a release before its time: nothing of it was or will be public; the edition before goes on."""
    with act(statement, Verb.STOP_RELEASE, by, clock) as doing:
        edition = doing.statement.edition_due(doing.at)
        if edition is None:
            raise ValueError("the law let a release be stopped that is not due")
        stop(doing, edition)
        if is_approved(doing.statement):
            doing.move_to(State.APPROVED)
        else:
            doing.void_yeses()  # a draft has none: its submitter says yes anew
            doing.move_to(State.DRAFT)
    return doing.statement
