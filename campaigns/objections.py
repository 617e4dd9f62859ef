"""Why a deed is refused, in sentences the screens show; no sentence, no refusal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.approval import may_approve
from statements.models import IssuingBody, User
from statements.models.content import YEARS
from statements.objections import is_import_account
from statements.rights import roles

from .models import DemandUpdate, Evidence, Status, Subject, Version
from .models.updates import RULES as KINDS
from .models.updates import Kind
from .models.versions import Proposal
from .workflow import RULES, Deed

_is_web_address = URLValidator(schemes=["http", "https"])


def objections_of_role(deed: Deed, body: IssuingBody, by: User) -> list[str]:
    """Whether `by` has no right to do this for `body`, or the body has no desk here."""
    if body.is_external:
        return [_("%(body)s is a partner without a desk here.") % {"body": body.name}]
    allowed = RULES[deed].roles
    if roles(by, body) & set(allowed) or (deed == Deed.BEGIN and is_import_account(by)):
        return []
    named = ", ".join(str(role.label) for role in allowed)
    return [_("“%(deed)s” is for: %(roles)s of %(body)s.") % {
        "deed": deed.label, "roles": named, "body": body.name,
    }]  # fmt: skip


def objections_to_decide(proposal: Proposal, subject: Subject, deed: Deed, by: User) -> Iterator[str]:
    """Why `by` may not approve this proposal, or send it back, now."""
    if not proposal.is_waiting:
        yield _("Somebody has decided on this already. Look again.")
        return
    if deed == Deed.SEND_BACK:
        return
    if proposal.author_id == by.pk:
        yield _("You wrote this yourself. Another person has to approve it.")
    if not may_approve(by, subject.body):
        yield _("%(body)s names who approves, and you are not among them.") % {"body": subject.body.name}
    if isinstance(proposal, Version):
        yield from subject.unfit(proposal.content)


def objections_to_take_down(subject: Subject, at: datetime) -> Iterator[str]:
    """Why it cannot be taken from readers' eyes."""
    if not subject.is_public(at):
        yield _("Readers do not know it.")


def objections_to_put_back(subject: Subject, at: datetime) -> Iterator[str]:
    """Why it cannot be shown to readers again."""
    if subject.public_from is None:
        yield _("It was never public: approve its text first.")
    elif subject.is_public(at):
        yield _("Readers know it already.")


def objections_to_update(
    update: DemandUpdate, evidence: Sequence[Mapping[str, Any]], at: datetime
) -> Iterator[str]:
    """Why an update cannot be recorded as it is."""
    today = timezone.localdate(at, timezone.get_default_timezone())
    if update.event_on > today:
        yield _("What has not happened yet cannot be recorded.")
    for day in filter(None, (update.event_on, update.due_on)):
        if day.year not in YEARS:
            yield _("%(day)s is not a date of any statement.") % {"day": day.isoformat()}
    yield from _of_its_kind(update)
    yield from _of_evidence(update, evidence)
    if update.strikes and (update.strikes.subject_id != update.subject_id or update.strikes.is_waiting):
        yield _("Only an approved update of the same demand can be struck.")


def _of_its_kind(update: DemandUpdate) -> Iterator[str]:
    rule = KINDS[Kind(update.kind)]
    if not update.texts:
        yield _("Say in a sentence what happened.")
    if rule.needs_status and update.status is None:
        yield _("Say what the status is now.")
    if update.status and update.status.type not in rule.types:
        yield _("“%(kind)s” does not make a demand “%(status)s”.") % {
            "kind": Kind(update.kind).label, "status": update.status.name,
        }  # fmt: skip
    if update.due_on and update.kind != Kind.PROMISE:
        yield _("Only a promise has a day it is due on.")
    if update.due_on and update.due_on < update.event_on:
        yield _("A promise cannot be due before it was made.")


def _of_evidence(update: DemandUpdate, evidence: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if KINDS[Kind(update.kind)].is_verdict and not evidence:
        yield _("A verdict needs evidence: a link to where it can be read, or a file.")
    is_met = update.kind == Kind.MET or (update.status and update.status.type == Status.Type.MET)
    if is_met and evidence and not any(_is_from_outside(one) for one in evidence):
        yield _("“Met” needs evidence from outside: our own word is not enough.")
    for one in evidence:
        url = str(one.get("url") or "")
        if not (url or one.get("file")):
            yield _("Evidence is a link or a file: give one of them, or both.")
        elif url and not _leads_to_the_web(url):
            yield _("Evidence is a link that begins with http:// or https://.")
        if not one.get("title") or not one.get("publisher"):
            yield _("Say what the evidence is called and who published it.")


def _leads_to_the_web(url: str) -> bool:
    try:
        _is_web_address(url)
    except ValidationError:
        return False
    return len(url) <= (Evidence._meta.get_field("url").max_length or 0)


def _is_from_outside(evidence: Mapping[str, Any]) -> bool:
    """Whether others say so: not our own kind of evidence, nor a page of this newsroom."""
    host = urlsplit(str(evidence.get("url", ""))).hostname or ""
    return evidence.get("kind") != Evidence.Kind.OWN and host not in settings.ALLOWED_HOSTS
