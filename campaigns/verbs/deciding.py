"""The verbs of deciding: approve or send back what another wrote, take down, put back, open and close."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Subject, Version
from campaigns.models.versions import ProposalT, Verdict
from campaigns.objections import objections_to_decide, objections_to_put_back, objections_to_take_down
from campaigns.workflow import Deed
from statements.models import User
from statements.verbs.act import Clock, Refused, refuse

from .doing import Doing, doing


def approve(proposal: ProposalT, *, by: User, clock: Clock = timezone.now) -> ProposalT:
    """Say yes, as a second person: a version's words become those of its subject, an update is public."""
    with doing(_subject_of(proposal), Deed.APPROVE, by, clock) as one:
        decided = _decided(one, proposal, Verdict.APPROVED)
        subject = one.subject
        if isinstance(decided, Version):
            subject.public_from = subject.public_from or one.at
            subject.public_until = None
            subject.take(decided.content)
    return decided


def send_back(proposal: ProposalT, *, by: User, reason: str, clock: Clock = timezone.now) -> ProposalT:
    """Give it back to its author with a reason; what is public stays."""
    with doing(_subject_of(proposal), Deed.SEND_BACK, by, clock, reason) as one:
        return _decided(one, proposal, Verdict.SENT_BACK)


def take_down(subject: Subject, *, by: User, reason: str, clock: Clock = timezone.now) -> Subject:
    """Take it from readers' eyes, with all that hangs on it. The reason stays at the desk."""
    with doing(subject, Deed.TAKE_DOWN, by, clock, reason) as one:
        refuse(list(objections_to_take_down(one.subject, one.at)))
        one.subject.public_until = one.at
        one.subject.save(update_fields=["public_until"])
    return one.subject


def put_back(subject: Subject, *, by: User, reason: str, clock: Clock = timezone.now) -> Subject:
    """Show what was taken down again, in the words approved last."""
    with doing(subject, Deed.PUT_BACK, by, clock, reason) as one:
        refuse(list(objections_to_put_back(one.subject, one.at)))
        one.subject.public_until = None
        one.subject.save(update_fields=["public_until"])
    return one.subject


def close(campaign: Campaign, *, by: User, clock: Clock = timezone.now) -> Campaign:
    """Say that a campaign is over; its pages stay."""
    with doing(campaign, Deed.CLOSE, by, clock) as one:
        closing = _campaign(one)
        refuse([] if closing.is_open else [_("This campaign is closed already.")])
        closing.closed_at = one.at
        closing.save(update_fields=["closed_at"])
    return closing


def reopen(campaign: Campaign, *, by: User, clock: Clock = timezone.now) -> Campaign:
    """Say that a campaign goes on after all."""
    with doing(campaign, Deed.REOPEN, by, clock) as one:
        opening = _campaign(one)
        refuse([_("This campaign is open.")] if opening.is_open else [])
        opening.closed_at = None
        opening.save(update_fields=["closed_at"])
    return opening


def _decided(one: Doing, proposal: ProposalT, verdict: Verdict) -> ProposalT:
    now: ProposalT = type(proposal)._default_manager.get(pk=proposal.pk)
    refuse(list(objections_to_decide(now, one.subject, one.deed, one.by)))
    now.decide(verdict, one.by, one.at, one.note)
    one.note = " · ".join(filter(None, [str(now._meta.verbose_name), str(now.number), one.note]))
    return now


def _subject_of(proposal: ProposalT) -> Subject:
    subject: Subject = proposal.subject  # type: ignore[attr-defined]  # each kind of proposal has one
    return subject


def _campaign(one: Doing) -> Campaign:
    if not isinstance(one.subject, Campaign):
        raise Refused([_("Only a campaign is closed and opened.")])
    return one.subject
