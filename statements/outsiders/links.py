"""How a link for an outsider is made and ended, and what speaks against making one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.models import PreviewLink, Statement, User
from statements.rights import roles
from statements.verbs import Refused
from statements.workflow import Role, State

from . import record

Clock = Callable[[], datetime]

IN_WORK = {State.DRAFT, State.IN_REVIEW, State.APPROVED}


@dataclass(frozen=True)
class Made:
    """A link that was just made, with what is told once and kept by nobody."""

    link: PreviewLink
    token: str
    password: str = ""


def objections_to_showing(statement: Statement, user: User, at: datetime) -> list[str]:
    """The sentences that speak against `user` letting somebody outside look at the text at `at`."""
    body = statement.issuing_body
    if not may_show(user, statement):
        return [_("Only drafters and reviewers of %(body)s let outsiders look.") % {"body": body.name}]
    if statement.state not in IN_WORK and not statement.edition_due(at):
        return [_("Nothing of it is still to come out. What is public has its own address.")]
    return []


def may_show(user: User, statement: Statement) -> bool:
    """Whether this is somebody who writes or approves the statement."""
    return bool(roles(user, statement.issuing_body) & {Role.DRAFTER, Role.REVIEWER})


@transaction.atomic
def make_preview(
    statement: Statement,
    *,
    by: User,
    label: str,
    lasts: timedelta,
    with_password: bool = False,
    clock: Clock = timezone.now,
) -> Made:
    """Make a link to the words now on the desk, for `label`, that works so long and no longer."""
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    at = clock()
    if sentences := objections_to_showing(locked, by, at):
        raise Refused(sentences)
    link = PreviewLink(
        statement=locked, revision=locked.revision, label=label, made_by=by, made_at=at, expires_at=at + lasts
    )
    token = link.draw_token()
    password = link.draw_password() if with_password else ""
    link.save(force_insert=True)
    record.write(record.Deed.PREVIEW_MADE, link, by, at)
    return Made(link, token, password)


@transaction.atomic
def end_preview(link: PreviewLink, *, by: User, clock: Clock = timezone.now) -> bool:
    """End a link before its time; False where it works no more already."""
    Statement.objects.select_for_update().get(pk=link.statement_id)
    at = clock()
    if not may_show(by, link.statement):
        raise Refused(objections_to_showing(link.statement, by, at))
    if not PreviewLink.objects.filter(pk=link.pk).revoke(by, at):
        return False
    record.write(record.Deed.PREVIEW_ENDED, link, by, at)
    return True
