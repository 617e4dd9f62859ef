"""What stands on a subject's page at the desk: its words, what waits, what came of it, its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns.models import Demand, DemandUpdate, Evidence, Status, Subject, Version
from campaigns.models.updates import Kind
from campaigns.models.versions import Verdict
from campaigns.workflow import RULES, Deed
from statements.models import Edition, Step, User
from statements.models.files import Use
from statements.moments import clock_words

from .deeds import against, offered
from .file_desk import at_the_desk, lead_of
from .reading import Told, told
from .standing import standing_words

LAST = 30  # steps and editions shown
BUTTONS = (Deed.CLOSE, Deed.REOPEN, Deed.TAKE_DOWN, Deed.PUT_BACK)


@dataclass(frozen=True)
class Button:
    """One deed that a person may do to it."""

    deed: Deed

    @property
    def label(self) -> str:
        """What stands on it."""
        return str(self.deed.label)

    @property
    def asks_reason(self) -> bool:
        """Whether it is asked why."""
        return RULES[self.deed].words


@dataclass(frozen=True)
class Waiting:
    """A proposal, how it reads, and whether this person may decide on it."""

    proposal: Version | DemandUpdate
    key: str  # by which its buttons name it
    written: str  # by whom, when
    words: list[Told]
    lead: Use | None
    may_send_back: bool
    objections: list[str]  # against approving it


def page_of(subject: Subject, person: User, at: datetime) -> dict[str, Any]:
    """The parts of the page; what is not approved, and what was done, for the staff of its body alone."""
    is_kept = subject.is_kept_by(person)
    version = subject.versions.waiting().select_related("author").first() if is_kept else None
    newest = subject.versions.select_related("decided_by").latest("number")
    is_back = is_kept and newest.verdict == Verdict.SENT_BACK
    may, approved = offered(subject, person, at), subject.content()
    return {
        "standing": standing_words(subject, has_waiting=version is not None),
        "words": told(type(subject), approved, approved, person),
        "waiting": _of_version(version, subject, person) if version else None,
        "sent_back": newest if is_back else None,
        "updates": _updates(subject, person, at) if isinstance(subject, Demand) else None,
        "status": _status(subject, at) if isinstance(subject, Demand) else "",
        "may_write": Deed.WRITE in may,
        "may_record": Deed.RECORD in may,
        "buttons": [Button(deed) for deed in BUTTONS if deed in may],
        "editions": _editions(subject, at),
        "steps": [(step, Deed(step.verb).label, _note(step)) for step in _steps(subject) if is_kept],
    }


def words_of(subject: Subject, version: Version, person: User) -> list[Told]:
    """A version as it reads beside the public words."""
    return told(type(subject), subject.content(), version.content, person)


def _of_version(version: Version, subject: Subject, person: User) -> Waiting:
    return _waiting(version, f"version-{version.number}", words_of(subject, version, person), subject, person)


def _updates(subject: Subject, person: User, at: datetime) -> list[dict[str, Any]]:
    """The updates, the latest event first; those that wait with their buttons. Others see what stands."""
    known = subject.updates if subject.is_kept_by(person) else subject.updates.standing(at)
    known = known.select_related("status", "author", "decided_by", "strikes")
    ordered = known.with_evidence().order_by("-event_on", "-number")
    return [
        {
            "update": update,
            "evidence": [(one, _file(one, subject, person)) for one in update.evidence.all()],
            "waiting": _waiting(update, f"update-{update.number}", [], subject, person)
            if update.is_waiting
            else None,
        }
        for update in ordered
    ]


def _file(evidence: Evidence, subject: Subject, person: User) -> Use | None:
    return at_the_desk(evidence.use, subject) if evidence.use and subject.is_kept_by(person) else None


def _waiting(
    proposal: Version | DemandUpdate, key: str, words: list[Told], subject: Subject, person: User
) -> Waiting:
    return Waiting(
        proposal=proposal,
        key=key,
        written=f"{proposal.author.called}, {clock_words(proposal.made_at)}",
        words=words,
        lead=lead_of(proposal) if isinstance(proposal, Version) else None,
        may_send_back=not against(proposal, subject, Deed.SEND_BACK, person),
        objections=against(proposal, subject, Deed.APPROVE, person),
    )


def _status(demand: Demand, at: datetime) -> str:
    """Where it stands by its updates, and since when."""
    setting = DemandUpdate.objects.setting_status(at).filter(subject=demand.pk).select_related("status")
    last = setting.first()
    if last is None or last.status is None:
        return str(Status.Type.OPEN.label)
    since = {"status": last.status.name, "day": date_format(last.event_on, "j F Y")}
    return _("%(status)s, since %(day)s") % since


def _editions(subject: Subject, at: datetime) -> list[Edition]:
    """The public editions that mention it, the newest first."""
    said = Edition.objects.public(at).filter(revision__mentions__subject=subject.pk, sealed_at=None)
    return list(said.select_related("statement").order_by("-issued_at", "-pk")[:LAST])


def _steps(subject: Subject) -> list[Step]:
    return list(Step.objects.about(subject.kind, subject.pk).reverse()[:LAST])


def _note(step: Step) -> str:
    """What is noted of it; of an update recorded its kind in words, which the record keeps by its code."""
    number, _blank, kind = step.note.partition(" ")
    is_update = step.verb == Deed.RECORD and kind in Kind.values
    return f"{Kind(kind).label} · {number}" if is_update else step.note
