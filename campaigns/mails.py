"""Whom the deeds of campaigns are told to: who may approve what waits, and who wrote what was decided on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.approval import those_who_may_approve
from statements.models import Effect, User
from statements.outbox.tellers import Teller, Telling

from .models import DemandUpdate, Subject, Version
from .models.versions import Verdict
from .workflow import Deed

_WAITS = Telling(
    gettext_lazy("For your approval: %(headline)s"), gettext_lazy("%(who)s asks for your approval.")
)
_DECIDED = {
    Deed.APPROVE: Telling(
        gettext_lazy("Approved: %(headline)s"), gettext_lazy("%(who)s has approved this text.")
    ),
    Deed.SEND_BACK: Telling(
        gettext_lazy("Sent back: %(headline)s"),
        gettext_lazy("%(who)s has sent this text back. The reason stands at the desk."),
    ),
}
_VERDICTS = {Deed.APPROVE: Verdict.APPROVED, Deed.SEND_BACK: Verdict.SENT_BACK}


class OfSubjects(Teller):
    """Tells of versions of a public text and of updates."""

    def concerned(self, effect: Effect) -> set[User]:
        """Who may approve what still waits, but for its author; the author of what was decided on."""
        proposal = _proposal(effect)
        if proposal is None:
            return set()
        if effect.step.verb in _DECIDED:
            return {proposal.author}
        return set(those_who_may_approve(proposal.subject.body)) if proposal.is_waiting else set()

    def telling(self, effect: Effect) -> Telling:
        """The words of mails about statements."""
        return _DECIDED.get(Deed(effect.step.verb), _WAITS)

    def title(self, effect: Effect) -> str:
        """By the version it is about; of an update the title of its demand."""
        proposal = _proposal(effect)
        return proposal.title if isinstance(proposal, Version) else _subject(effect).called

    def facts(self, effect: Effect) -> str:
        """What it is, and who keeps it."""
        proposal, subject = _proposal(effect), _subject(effect)
        kind = str(Subject.Kind(subject.kind).label)
        what = [str(proposal._meta.verbose_name)] if isinstance(proposal, DemandUpdate) else []
        return " · ".join([kind, *what, subject.body.name])

    def verb(self, effect: Effect) -> str:
        """The deed."""
        return str(Deed(effect.step.verb).label)

    def way(self, effect: Effect) -> tuple[str, str]:
        """Its page, where it is decided on."""
        subject = _subject(effect)
        path = reverse(f"admin:campaigns_{subject.of_its_kind._meta.model_name}_change", args=[subject.pk])
        asks = effect.step.verb not in _DECIDED
        return (_("Read it and decide") if asks else _("At the desk")), path


def _subject(effect: Effect) -> Subject:
    subject: Subject = Subject.objects.select_related("body").get(pk=effect.step.subject_key)
    return subject


def _proposal(effect: Effect) -> Version | DemandUpdate | None:
    """The version or update the step is about: made or decided on at its very moment."""
    step = effect.step
    moment = (
        {"decided_at": step.at, "verdict": _VERDICTS[Deed(step.verb)]}
        if step.verb in _DECIDED
        else {"made_at": step.at}
    )
    kinds = (DemandUpdate, Version) if step.verb == Deed.RECORD else (Version, DemandUpdate)
    for kind in kinds:
        found = kind.objects.filter(subject=step.subject_key, **moment).select_related(
            "subject__body", "author"
        )
        if proposal := found.order_by("number").last():
            return proposal
    return None
