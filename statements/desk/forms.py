"""The form of a statement: its content, its topics, and the version it was opened at."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import prose
from statements.models import IssuingBody, Statement, User
from statements.models.content import FIELDS, names
from statements.parts import PARTS
from statements.rights import bodies_where
from statements.workflow import Role

from . import legacy_font
from .body_field import BodyField
from .fields import JointBodiesField, SignatoriesField, TopicsField
from .files_field import AttachmentsField
from .stale import CHOICES, Meeting, Settling
from .unsaved import SHOWN
from .ways import Choice


class StatementForm(forms.ModelForm):
    """What a drafter types. Saving goes through the law's verb, never through the form."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    says_edition = forms.IntegerField(
        required=False
    )  # its tick stands beside the original, in `_alongside.html`
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.CONTENT_LANGUAGES)
    joint_bodies = JointBodiesField(
        label=gettext_lazy("Issued together with"),
        required=False,
        help_text=gettext_lazy("Codes of the other bodies, in the agreed order."),
    )
    signatories = SignatoriesField(
        label=gettext_lazy("Signatories"),
        required=False,
        help_text=gettext_lazy("One person a line: name; post; body."),
    )
    topics = TopicsField(
        label=gettext_lazy("Topics"),
        required=False,
        help_text=gettext_lazy("Separated by commas. A topic may have several words: May Day, Wages."),
        show_hidden_initial=True,
    )

    person: User  # who fills it in; given by the desk
    looks_only = False  # whether it is only to be looked at, whatever was saved meanwhile
    refusals: tuple[str, ...] = ()  # what the law said when this was saved a moment ago
    choice = Choice()  # how the text is written
    taken_up: Mapping[str, str] = {}  # unsaved text that is gone on with

    class Meta:
        model = Statement
        fields = [*FIELDS, "slug"]
        widgets = {
            "headline": forms.TextInput(attrs={"class": "vTextField"}),
            "standfirst": forms.Textarea(attrs={"rows": 2}),
            "dateline_date": AdminDateWidget(),
            "already_issued_on": AdminDateWidget(),
            "change_note": forms.Textarea(attrs={"rows": 2}),
            "notes_to_editors": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting: Meeting | None = None  # with another's text, where this save is stale
        self.settled: dict[str, Any] = {}  # what the person chose in place of what the fields say
        if self.choice.in_unicode:
            self.data = legacy_font.in_unicode(self.data)
        if "body" in self.fields:
            self.fields["body"] = BodyField(
                label=gettext_lazy("Text"),
                language=self.instance.language,
                stored=self.instance.body,
                choice=self.choice,
            )
            self.fields["issuing_body"] = forms.ModelChoiceField(
                self._bodies(), label=gettext_lazy("Issued by")
            )
        if "attachments" in self.fields:
            self.fields["attachments"] = AttachmentsField(self.person, self.instance)
            for name, part in PARTS.items():
                self.fields[name] = part.field(self.person, self.instance)
                self.initial.setdefault(name, self.instance.parts.get(name, []))
        if "slug" in self.fields:
            self.fields["slug"].show_hidden_initial = True
        self.initial.setdefault("seen_version", self.instance.lock_version)
        self.initial.setdefault("seen_revision", self.instance.revision.number if self.instance.pk else 0)
        self.initial.setdefault("form_token", self.instance.begin_token or secrets.token_urlsafe(16))
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.all())
        self.initial.update(self.taken_up)
        if self.taken_up:  # what its page showed beside the fields, so that a stale save knows what was typed
            self.data = {name: self.taken_up[name] for name in self.taken_up if name.startswith(SHOWN)}

    def _bodies(self) -> QuerySet[IssuingBody]:
        """Bodies this person drafts for, and the one the statement is of."""
        own = IssuingBody.objects.filter(pk__in=bodies_where(self.person, Role.DRAFTER), is_external=False)
        return own | IssuingBody.objects.filter(pk=self.instance.issuing_body_id)

    def is_valid(self) -> bool:
        """Whether this may be saved; never where it was sent only to be shown in another way."""
        return not self.choice.is_only_shown and super().is_valid()

    def full_clean(self) -> None:
        """Judge what was typed, unless it is only shown again."""
        if self.choice.is_only_shown:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def legacy_readings(self) -> list[legacy_font.Reading]:
        """What seems to be typed for an old Hindi font, and how it reads in Unicode."""
        return legacy_font.readings(self)

    def clean_body(self) -> str:
        """Refuse markup that is no text any more, before anything else takes it apart."""
        body: str = self.cleaned_data["body"]
        if prose.is_tangled(body):
            raise ValidationError(_("The markup of this text is tangled. Paste it as plain text."))
        return body

    def clean(self) -> dict[str, Any]:
        """Refuse what is stale, keeping what was typed, with the newer text beside it."""
        cleaned = super().clean() or {}
        if self.refusals:
            raise ValidationError(list(self.refusals))
        if self.instance.pk and not self.looks_only:
            self._settle()
        return cleaned

    def _settle(self) -> None:
        """Do what was chosen of two texts; where another has saved meanwhile, ask."""
        if self.errors:
            return  # first things first: the page's version stays, so that the question comes up again
        settling = Settling(self)
        self.settled, self.meeting = settling.chosen, settling.meeting()
        if self.meeting:
            # So that a second, conscious save succeeds.
            self.data = {**_typed(self.data), **self.meeting.form_says}
            raise ValidationError(self.meeting.sentence)
        self.cleaned_data["slug"] = self.settled.get("slug", self.cleaned_data["slug"])

    def choices_made(self) -> list[tuple[str, str]]:
        """What was chosen of two texts, where the form comes back for another reason: it is sent again."""
        made = () if self.meeting or not self.is_bound else self.data.items()
        return [(name, value) for name, value in made if name.startswith(CHOICES)]

    def content(self) -> dict[str, Any]:
        """The content fields as typed, and as chosen where two texts met."""
        typed = {name: self.cleaned_data[name] for name in names() if name in self.cleaned_data}
        return typed | {name: value for name, value in self.settled.items() if name in names()}


def _typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """The posted fields, each once; none of this form's has several values."""
    return {name: data[name] for name in data}
