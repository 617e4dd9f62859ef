"""The form on which it is recorded what came of a demand, with its evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Demand, DemandUpdate, Evidence, Status
from campaigns.models.updates import Kind
from statements.desk.fields import TextsField
from statements.desk.office import Paragraphs
from statements.desk.one_file import OneFileField
from statements.models import User

ROOM = 3  # empty parts for evidence; more after saving, in another update


class Day(forms.DateField):
    """A day, by the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=picker, **kwargs)


class UpdateField(forms.ModelChoiceField):
    """An update, by what it says."""

    def label_from_instance(self, obj: Any) -> str:
        """The day and what happened."""
        return f"{obj} · {obj.text}"[:120]


class UpdateForm(forms.Form):
    """What happened, when, and what the status is since."""

    kind = forms.ChoiceField(label=gettext_lazy("What happened"), choices=Kind.choices)
    event_on = Day(label=gettext_lazy("On the day"))
    texts = TextsField(
        label=gettext_lazy("In a sentence"),
        inner=Paragraphs,
        required=True,
        help_text=gettext_lazy("As readers will read it."),
    )
    status = forms.ModelChoiceField(
        Status.objects.all(),
        label=gettext_lazy("Status since"),
        required=False,
        empty_label=gettext_lazy("stays as it is"),
    )
    due_on = Day(
        label=gettext_lazy("Promised for"),
        required=False,
        help_text=gettext_lazy("Of a promise: the day. After it the promise is overdue by itself."),
    )
    strikes = UpdateField(
        DemandUpdate.objects.none(),
        label=gettext_lazy("Takes the place of"),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("An earlier update that was wrong."),
    )

    def __init__(self, *args: Any, demand: Demand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = timezone.now()
        self.initial.setdefault("event_on", timezone.localdate(at))
        strikes = self.fields["strikes"]
        if isinstance(strikes, forms.ModelChoiceField):
            strikes.queryset = DemandUpdate.objects.standing(at).filter(subject=demand.pk)


class EvidenceForm(forms.Form):
    """Where it can be read, and what stands there. The law says what a link may be, and that there is one."""

    field_order = ("kind", "url", "file")

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Evidence.Kind.choices, initial=Evidence.Kind.NEWS
    )
    url = forms.CharField(label=gettext_lazy("Link"), required=False, max_length=500)
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=300)
    publisher = forms.CharField(label=gettext_lazy("Published by"), required=False, max_length=200)
    dated = Day(label=gettext_lazy("Of the day"), required=False)
    quote = forms.CharField(
        label=gettext_lazy("In its words"), required=False, widget=Paragraphs, max_length=5000
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = OneFileField(
            person,
            label=_("Or a file"),
            help_text=_("A picture or a PDF of it, handed out to readers under its title. 25 MB at most."),
        )
        self.order_fields(self.field_order)


EvidenceForms = formset_factory(EvidenceForm, extra=ROOM, max_num=ROOM)


def evidence(forms: BaseFormSet[EvidenceForm]) -> list[dict[str, Any]]:
    """The words of the evidence that was given; parts left empty are none."""
    given = (form.cleaned_data for form in forms if form.has_changed())
    words = ("url", "file", "title", "publisher", "quote")
    return [said for said in given if any(said.get(word) for word in words)]
