"""What is asked before an edition is closed for ever: sealed, or erased after that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.closed import erasable_editions, sealable_editions
from statements.models import Edition
from statements.on_record import reference_as_said
from statements.workflow import Verb

from .verb_forms import VerbForm, words_field


class ClosingForm(VerbForm):
    """Which edition."""

    edition = forms.ModelChoiceField(
        label=gettext_lazy("Edition"), queryset=Edition.objects.none(), empty_label=None
    )

    def offer(self, editions: list[Edition]) -> None:
        """Let one of these be chosen."""
        fields: dict[str, Any] = self.fields
        fields["edition"].queryset = Edition.objects.filter(pk__in=[one.pk for one in editions])


class SealForm(ClosingForm):
    """Which edition, and the public reason."""

    reason = words_field(gettext_lazy("Reason, for the public"))

    def set_choices(self) -> None:
        """Editions that were public and are not now."""
        self.offer(sealable_editions(self.statement, timezone.now()))


class EraseForm(ClosingForm):
    """Which edition, under which order, and the reference typed as a sign that it is meant."""

    order = words_field(
        gettext_lazy("Court order"),
        help_text=gettext_lazy("Court, number and date. It stays in the record; readers do not see it."),
    )
    typed = forms.CharField(
        label=gettext_lazy("Type the number of the statement to confirm"), max_length=80, strip=True
    )

    def set_choices(self) -> None:
        """Editions that are sealed."""
        self.offer(erasable_editions(self.statement))

    def clean_typed(self) -> str:
        """The reference of this very statement."""
        typed: str = self.cleaned_data["typed"]
        if reference_as_said(typed) != self.statement.reference:
            words = _("This is not the number of this statement, which is %(reference)s.")
            raise ValidationError(words % {"reference": self.statement.reference})
        return typed

    def arguments(self) -> dict[str, Any]:
        """The edition and the order; what was typed to confirm goes no further."""
        return {name: value for name, value in super().arguments().items() if name != "typed"}


FORMS: dict[Verb, type[VerbForm]] = {Verb.SEAL: SealForm, Verb.ERASE: EraseForm}
