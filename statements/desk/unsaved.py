"""Unsaved text on the form of a statement: what is offered to be taken up again, and who else is writing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statements.models import Presence, Statement, User, WorkingCopy
from statements.rights import may
from statements.standing import time_words
from statements.workflow import Verb

TAKE_UP = "take_up"  # in an address: the key of the working copy a form is opened with
SHOWN = "initial-"  # how the names begin under which a form remembers what it showed at first
LONGEST = 700_000  # characters of all fields together; the longest text and what belongs to it
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Tab:
    """The hidden fields by which one tab is known: its key, how often it has sent, what it took up."""

    key: str
    number: int = 0
    took_up: str = ""
    took_up_number: int = 0

    @classmethod
    def of(cls, posted: Mapping[str, Any]) -> Tab | None:
        """The tab that sent a form; None where it says nothing of the kind."""
        key, took_up = (str(posted.get(name, ""))[:40] for name in ("copy_key", "took_up"))
        sent, as_taken = (number(posted.get(name)) for name in ("copy_number", "took_up_number"))
        return cls(_plain(key), sent, _plain(took_up), as_taken) if _plain(key) else None


def panel(request: HttpRequest, statement: Statement | None, person: User) -> dict[str, Any]:
    """What the form shows: its hidden fields, the unsaved texts on offer, who else has it open."""
    at, is_opened = timezone.now(), request.method == "GET"
    taken = taken_up(request, statement)
    tab = Tab.of(request.POST) or Tab(
        secrets.token_urlsafe(16), 0, taken.key if taken else "", taken.number if taken else 0
    )
    offered = WorkingCopy.objects.unsaved(person, statement).exclude(key=tab.took_up) if is_opened else ()
    return {
        "tab": tab,
        "is_taken_up": taken is not None,
        "unsaved_copies": [(copy, time_words(copy.typed_at, at)) for copy in offered],
        "present": present_words(statement, person, at) if statement else [],
    }


def taken_up(request: HttpRequest, statement: Statement | None) -> WorkingCopy | None:
    """The person's own unsaved text that the address asks to go on with."""
    key = request.GET.get(TAKE_UP, "")
    if request.method != "GET" or not key or not isinstance(request.user, User):
        return None
    return WorkingCopy.objects.unsaved(request.user, statement).filter(key=_plain(key)).first()


def typed(form: forms.Form | forms.ModelForm[Any], posted: Any) -> dict[str, str]:
    """The fields of a form as they were sent, each by its own widget; whether they are right is not asked.

    Where the form asks which of two texts to keep, it is taken up as before: the question comes up again.
    """
    said = {name: field.widget.value_from_datadict(posted, {}, name) for name, field in form.fields.items()}
    asked = [value for name, value in posted.items() if name.startswith("base_")]
    said |= {"seen_revision": asked[0], "seen_version": 0} if asked else {}
    said |= {SHOWN + name: posted[SHOWN + name] for name in form.fields if SHOWN + name in posted}
    return {name: _plain(str(value)) for name, value in said.items() if value is not None}


def forget(posted: Mapping[str, Any], person: User, statement: Statement) -> None:
    """What a tab typed is saved: its working copy goes, and so does the one it took up unless that grew."""
    tab = Tab.of(posted)
    if tab is None:
        return
    WorkingCopy.objects.saved(person, statement, tab.key, timezone.now())
    forget_taken_up(tab, person)


def forget_taken_up(tab: Tab, person: User) -> None:
    """What was taken up lives on in the tab that took it; gone, unless another tab has typed on in it."""
    old = WorkingCopy.objects.filter(person=person, key=tab.took_up, is_saved=False)
    old.filter(number=tab.took_up_number).delete()


def may_write(person: User, statement: Statement) -> bool:
    """Whether this person's unsaved text on it is kept: by role, so that who is late loses nothing."""
    return may(person, f"statements.{Verb.SAVE}", statement)


def present_words(statement: Statement, person: User, at: datetime) -> list[str]:
    """Who else has the form open: `Asha opened this 4 minutes ago`."""
    return [_opened(present, at) for present in Presence.objects.beside(person, statement, at)]


def other_copy_words(tab: Tab, person: User, statement: Statement | None, at: datetime) -> str:
    """That the same person is writing on it in another tab too, where that is so."""
    if statement is None:
        return ""
    recent = WorkingCopy.objects.unsaved(person, statement).filter(typed_at__gt=at - _HOUR)
    other = recent.exclude(key=tab.key).first()
    return (
        _("You have unsaved text of %(time)s in another tab or on another device too. Both are kept.")
        % {"time": time_words(other.typed_at, at)}
        if other
        else ""
    )


def _opened(present: Presence, at: datetime) -> str:
    who, span = present.person.called, at - present.opened_at
    minutes = int(span.total_seconds() // 60)
    if span >= _HOUR:
        words = _("%(who)s opened this at %(time)s") % {
            "who": who,
            "time": time_words(present.opened_at, at),
        }
    elif minutes:
        words = ngettext(
            "%(who)s opened this %(minutes)d minute ago",
            "%(who)s opened this %(minutes)d minutes ago",
            minutes,
        ) % {"who": who, "minutes": minutes}
    else:
        words = _("%(who)s opened this a moment ago") % {"who": who}
    has_typed = getattr(present, "has_typed", False)
    return _("%(opened)s and has unsaved text") % {"opened": words} if has_typed else words


def number(value: object) -> int:
    """A number as a form sends it; 0 for what is none."""
    digits = str(value or "")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0


def _plain(words: str) -> str:
    """Without a sign that no database keeps."""
    return words.replace("\x00", "")


@receiver(user_logged_in)
def sweep(sender: object, **kwargs: Any) -> None:
    """At a login, clear away what nobody has come back for."""
    at = timezone.now()
    WorkingCopy.objects.sweep(at)
    Presence.objects.sweep(at)
