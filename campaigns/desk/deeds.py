"""The buttons of a subject's page: which of them a person is offered, and what each does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from campaigns import verbs
from campaigns.models import Campaign, Demand, DemandUpdate, Subject, Version
from campaigns.objections import objections_of_role, objections_to_decide
from campaigns.workflow import Deed
from statements.models import User
from statements.verbs.act import Refused


def offered(subject: Subject, person: User, at: datetime) -> set[Deed]:
    """What this person may do to it now, beside deciding on what waits."""
    is_public = subject.is_public(at)
    possible = {
        Deed.WRITE: True,
        Deed.RECORD: isinstance(subject, Demand) and is_public,
        Deed.TAKE_DOWN: is_public,
        Deed.PUT_BACK: subject.public_from is not None and not is_public,
        Deed.CLOSE: isinstance(subject, Campaign) and subject.is_open and is_public,
        Deed.REOPEN: isinstance(subject, Campaign) and not subject.is_open,
    }
    wanted = [deed for deed, is_so in possible.items() if is_so]
    return {deed for deed in wanted if not objections_of_role(deed, subject.body, person)}


def against(proposal: Version | DemandUpdate, subject: Subject, deed: Deed, person: User) -> list[str]:
    """Why this person may not approve what waits, or send it back; empty where they may."""
    of_role = objections_of_role(deed, subject.body, person)
    return of_role or list(objections_to_decide(proposal, subject, deed, person))


def closed(subject: Subject, deed: str, person: User) -> list[str]:
    """Why a deed is not this person's at all, however it stands; empty where it is."""
    return objections_of_role(Deed(deed), subject.body, person) if deed in _DEEDS else []


def do(subject: Subject, deed: str, person: User, posted: Mapping[str, Any]) -> str:
    """Do it; returns what to say of it. Raises `Refused` where it may not be, or is no deed of a button."""
    done = _DEEDS.get(deed)
    if done is None:
        raise Refused([_("There is nothing of this kind to be done.")])
    return done(subject, person, posted)


def _approve(subject: Subject, person: User, posted: Mapping[str, Any]) -> str:
    verbs.approve(_proposal(subject, posted), by=person)
    return _("Approved. Readers see it now.")


def _send_back(subject: Subject, person: User, posted: Mapping[str, Any]) -> str:
    verbs.send_back(_proposal(subject, posted), by=person, reason=str(posted.get("reason", "")))
    return _("Sent back, with your reason.")


def _take_down(subject: Subject, person: User, posted: Mapping[str, Any]) -> str:
    verbs.take_down(subject, by=person, reason=str(posted.get("reason", "")))
    return _("Taken down. Readers do not see it any more.")


def _put_back(subject: Subject, person: User, posted: Mapping[str, Any]) -> str:
    verbs.put_back(subject, by=person, reason=str(posted.get("reason", "")))
    return _("Put back. Readers see it again.")


def _close(subject: Subject, person: User, posted: Mapping[str, Any]) -> str:
    verbs.close(subject, by=person)  # type: ignore[arg-type]  # of another kind the verb refuses
    return _("Closed. Its pages stay.")


def _reopen(subject: Subject, person: User, posted: Mapping[str, Any]) -> str:
    verbs.reopen(subject, by=person)  # type: ignore[arg-type]  # of another kind the verb refuses
    return _("Open again.")


def _proposal(subject: Subject, posted: Mapping[str, Any]) -> Any:
    """The version or update the button was about, by its kind and number."""
    kind, _dash, number = str(posted.get("proposal", "")).partition("-")
    found = {"version": subject.versions, "update": subject.updates}.get(kind)
    proposal = found.filter(number=int(number)).first() if found and number.isdecimal() else None
    if proposal is None:
        raise Refused([_("What you decided on is not there any more. Look again.")])
    return proposal


_DEEDS: dict[str, Callable[[Subject, User, Mapping[str, Any]], str]] = {
    Deed.APPROVE: _approve,
    Deed.SEND_BACK: _send_back,
    Deed.TAKE_DOWN: _take_down,
    Deed.PUT_BACK: _put_back,
    Deed.CLOSE: _close,
    Deed.REOPEN: _reopen,
}
