"""What the verbs of partners ask for: which partner, who and how, which change."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from statements.approval import partners_missing
from statements.models import IssuingBody
from statements.rights import partners_of
from statements.workflow import Verb

from .verb_forms import VerbForm, words_field


class PartnerForm(VerbForm):
    """Which partner answers: of those the person answers for, or all, that have not agreed yet."""

    body = forms.ModelChoiceField(IssuingBody.objects.none(), label=gettext_lazy("Partner"), empty_label=None)
    for_own_only = True

    def set_choices(self) -> None:
        """The partners in question; one is chosen already."""
        own = partners_of(self.person, self.statement) if self.for_own_only else self.statement.partners()
        self.fields["body"].queryset = IssuingBody.objects.filter(pk__in=[body.pk for body in own])  # type: ignore[attr-defined]
        missing = [body for body in partners_missing(self.statement) if body in own]
        self.initial["body"] = next(iter(missing or own), None)


class RecordConsentForm(PartnerForm):
    """Who agreed for a partner, and when and how."""

    for_own_only = False
    who = forms.CharField(label=gettext_lazy("Who agreed, by name and post"), max_length=120)
    how = words_field(
        gettext_lazy("When and how"), help_text=gettext_lazy("For example: by phone on 12 March, 18:40.")
    )


class AskForChangeForm(PartnerForm):
    """The change a partner asks for."""

    words = words_field(gettext_lazy("What is to be changed"))


FORMS: dict[Verb, type[VerbForm]] = {
    Verb.CONSENT: PartnerForm,
    Verb.RECORD_CONSENT: RecordConsentForm,
    Verb.ASK_FOR_CHANGE: AskForChangeForm,
}
