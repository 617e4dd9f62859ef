"""How a link for an outsider is made and ended, and what speaks against making one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.models import Consent, ConsentLink, IssuingBody, PreviewLink, Statement, User
from statements.objections import not_your_role, objections
from statements.rights import may, roles
from statements.verbs import Refused
from statements.workflow import Role, State, Verb

from . import record

Clock = Callable[[], datetime]

IN_WORK = {State.DRAFT, State.IN_REVIEW, State.APPROVED}
ENDING = {PreviewLink: record.Deed.PREVIEW_ENDED, ConsentLink: record.Deed.CONSENT_LINK_ENDED}

LinkT = TypeVar("LinkT", PreviewLink, ConsentLink)


@dataclass(frozen=True)
class Made(Generic[LinkT]):
    """A link that was just made, with what is told once and kept by nobody."""

    link: LinkT
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
) -> Made[PreviewLink]:
    """Make a link to the words now on the desk, for `label`, that works so long and no longer."""
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    at = clock()
    _refuse_who_is_shut_out(by)
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
def make_consent_link(
    statement: Statement,
    *,
    by: User,
    body: IssuingBody,
    label: str,
    lasts: timedelta,
    clock: Clock = timezone.now,
) -> Made[ConsentLink]:
    """Make a link by which `label` answers for `body` to the words now on the desk, once."""
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    at = clock()
    _refuse_who_is_shut_out(by)
    if sentences := objections(locked, Verb.RECORD_CONSENT, by, at, body=body):
        raise Refused(sentences)
    link = ConsentLink(
        statement=locked, revision=locked.revision, body=body, label=label, made_by=by, made_at=at,
        expires_at=at + lasts,
    )  # fmt: skip
    token = link.draw_token()
    link.save(force_insert=True)
    record.write(record.Deed.CONSENT_ASKED, link, by, at)
    return Made(link, token)


def _refuse_who_is_shut_out(by: User) -> None:
    """Refuse a link of somebody who is deactivated at the same moment: none comes after theirs have ended."""
    if not User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True).exists():
        raise Refused([_("This account is not active any more.")])


def end_preview(link: PreviewLink, *, by: User, clock: Clock = timezone.now) -> bool:
    """End a preview before its time; False where it works no more already."""
    if not may_show(by, link.statement):
        raise Refused(objections_to_showing(link.statement, by, clock()))
    return _end(link, by, clock)


def end_consent_link(link: ConsentLink, *, by: User, clock: Clock = timezone.now) -> bool:
    """End the question to a partner before its time; False where it works no more already."""
    if not may(by, f"statements.{Verb.RECORD_CONSENT}", link.statement):
        raise Refused([not_your_role(Verb.RECORD_CONSENT, link.statement.issuing_body)])
    return _end(link, by, clock)


def end_all_of(person: User, *, by: User, clock: Clock = timezone.now) -> None:
    """End every link somebody made, since they are shut out; in the transaction of that, after it."""
    at, ended = clock(), []
    for model, deed in ENDING.items():
        made = model.objects.filter(made_by=person).standing(at).select_related("revision").order_by("pk")
        ended += [(deed, link) for link in made if model.objects.filter(pk=link.pk).revoke(by, at)]
    for deed, link in ended:  # after all: it holds the chain's lock
        record.write(deed, link, by, at)


@transaction.atomic
def _end(link: PreviewLink | ConsentLink, by: User, clock: Clock) -> bool:
    Statement.objects.select_for_update().get(pk=link.statement_id)
    at = clock()
    if not type(link).objects.filter(pk=link.pk).revoke(by, at):
        return False
    record.write(ENDING[type(link)], link, by, at)
    return True


def how_it_stands(link: ConsentLink, at: datetime) -> str:
    """What came of a consent link, in a few words; empty while it waits for its answer."""
    answer: Consent | None = getattr(link, "consent", None)  # a reverse one-to-one
    if answer:
        return str(answer.get_answer_display())
    if ended := link.ended(at):
        return str(ended.label)
    is_asked = link.revision.digest == link.statement.revision.digest
    return "" if is_asked else _("The text has changed: ask again")
