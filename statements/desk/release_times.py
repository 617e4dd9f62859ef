"""When a publisher's button lets a text go out: now, as planned, or at a time that was typed and read back.

A button says the very moment. So a time that was just typed is shown on a button first, and nothing is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.objections import clock_words
from statements.workflow import Verb

from .fields import MomentField

if TYPE_CHECKING:
    from statements.models import Statement

PUBLISHING = {Verb.PUBLISH, Verb.PUBLISH_WITHOUT_APPROVAL}
LOOK = "_look"  # the button that asks for a button with the time that was typed


@dataclass(frozen=True)
class ReleaseButton:
    """One button: its words, and what it sends; `""` for now."""

    words: str
    value: str


class TimedForm(forms.Form):
    """The two fields: the moment a button names, and another that is typed."""

    public_from = MomentField(required=False)
    public_from.widget = forms.HiddenInput()
    another_time = MomentField(label=gettext_lazy("At another time"), required=False)

    def clean_another_time(self) -> datetime | None:
        """A time to come."""
        typed: datetime | None = self.cleaned_data["another_time"]
        if typed and typed < timezone.now():
            raise ValidationError(_("The time of release lies in the past."))
        return typed

    def wants_another_look(self) -> bool:
        """Whether a time was typed that stood on no button yet; never where what was typed is no time."""
        if not self.is_valid():
            return False
        typed, pressed = self.cleaned_data["another_time"], self.cleaned_data["public_from"]
        return LOOK in self.data or bool(typed and typed != pressed)


def buttons(
    statement: Statement, verb: Verb, at: datetime, typed: datetime | None = None
) -> list[ReleaseButton]:
    """The buttons of a publishing verb, the likeliest first."""
    if verb not in PUBLISHING:
        return []
    planned_for = statement.planned_for
    moments = [moment for moment in dict.fromkeys((typed, planned_for)) if moment and moment > at]
    timed = _("%(verb)s: goes out %(time)s")
    later = [
        ReleaseButton(timed % {"verb": verb.label, "time": clock_words(moment, at)}, _value(moment))
        for moment in moments
    ]
    return [*later, ReleaseButton(_("%(verb)s now") % {"verb": verb.label}, "")]


def _value(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")
