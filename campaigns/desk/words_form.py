"""The form of a subject's words: a field for each word of its kind, as versions keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Addressee, CallToAction, Demand, Subject, Version
from campaigns.models.actions import zone_called
from campaigns.workflow import RULES, Deed
from statements import text
from statements.desk.fields import TextsField
from statements.desk.office import Paragraphs
from statements.desk.one_file import PICTURES, OneFileField
from statements.models import File, IssuingBody, User
from statements.models.languages import TextPerLanguage
from statements.rights import bodies_where

from .choosing import Offered

A_DAY = timedelta(days=1)
LONG = {"summaries", "stories", "wordings", "notices"}  # texts that get more room
HELP = {
    "titles": gettext_lazy("Short, as it stands in lists."),
    "wordings": gettext_lazy("As the statement says it: verdicts are given on exactly these words."),
    "stories": gettext_lazy("An empty line begins a new paragraph."),
    "picture": gettext_lazy("At the head of its page, and where it is shared. At best 1200 × 630 or larger."),
    "picture_alts": gettext_lazy("For those who cannot see it. There is no lead image without it."),
    "holder": gettext_lazy("Offices outlive people: a demand keeps who held it when it was made."),
    "zone": gettext_lazy("Empty: the newsroom’s. Else one like Asia/Kolkata."),
    "is_all_day": gettext_lazy("Then of the times below only the days count, the last one included."),
    "deadline": gettext_lazy("The day the demand names, if it names one."),
    "parent": gettext_lazy("The charter or list of demands of which it is one point."),
}


class AskedField(forms.CharField):
    """Of whom something is demanded, one a line: the office or company; who holds it; copy."""

    widget = forms.Textarea(attrs={"rows": 3})
    COPY = ("copy", "cc", "प्रतिलिपि")

    def __init__(self, offered: Offered, **kwargs: Any) -> None:
        self.offered = offered
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """One line for each."""
        if not isinstance(value, list):
            return value
        return "\n".join("; ".join(self._said(one)) for one in value)

    def to_python(self, value: Any) -> Any:
        """The addressees of the lines."""
        return [self._read(line) for line in str(value or "").splitlines() if line.strip()]

    def _said(self, one: dict[str, Any]) -> Iterable[str]:
        copy = str(_("copy")) if one.get("copy") else ""
        holder = one.get("holder", "")
        name = self.offered.titles.get(one["addressee"], one["addressee"])
        return [name, *([holder] if holder or copy else []), *([copy] if copy else [])]

    def _read(self, line: str) -> dict[str, Any]:
        name, *further = (part.strip() for part in line.split(";"))
        slug = self.offered.slug_of(name)
        if slug not in self.offered.titles:
            sentence = _("There is no addressee “%(name)s” yet. Begin it first, under Addressees.")
            raise ValidationError(sentence % {"name": name})
        holder, copy = [*further, "", ""][:2]
        if len(further) > 2 or (copy and text.fold(copy) not in self._copies()):
            raise ValidationError(_("One addressee a line: the office; who holds it; copy."))
        return {"addressee": slug, "holder": holder, "copy": bool(copy)}

    def _copies(self) -> set[str]:
        return {text.fold(word) for word in (*self.COPY, str(_("copy")))}


class WordsForm(forms.Form):
    """What is typed into the words of one kind; `content` gives them as a version keeps them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)  # the version the form shows

    def __init__(
        self, *args: Any, kind: type[Subject], person: User, version: Version | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.version, self.at = kind, version, timezone.now()
        self.person = person
        if version is None:
            self.fields["body"] = BodyField(
                IssuingBody.objects.filter(pk__in=bodies_where(person, *RULES[Deed.BEGIN].roles)),
                label=gettext_lazy("Kept by"),
                empty_label=None,
                help_text=gettext_lazy("Its members write and approve the text."),
            )
        for name, column in kind.fields().items():
            self.fields[name] = self._field(name, column)
        words = version.content if version else {}
        self.initial = {"seen": version.number if version else 0, **self._shown(words), **self.initial}

    def clean(self) -> dict[str, Any]:
        """Moments as instants, in the zone that is named."""
        cleaned = super().clean() or {}
        if issubclass(self.kind, CallToAction) and not self.errors:
            zone = _zone(cleaned.get("zone", ""))
            for name in ("starts_at", "ends_at", "moved_from"):
                cleaned[name] = _instant(cleaned.get(name), zone, bool(cleaned.get("is_all_day")))
            if cleaned.get("is_all_day") and cleaned["ends_at"]:
                cleaned["ends_at"] += A_DAY  # the last day is typed, its end is kept
        return cleaned

    def content(self) -> dict[str, Any]:
        """The words as typed."""
        said = {name: self.cleaned_data[name] for name in self.kind.WORDS}
        return {name: value.sha256 if isinstance(value, File) else value for name, value in said.items()}

    def _field(self, name: str, column: Any) -> forms.Field:
        said = {
            "label": capfirst(str(column.verbose_name)),
            "required": name == "titles",
            "help_text": HELP.get(name, column.help_text),
        }
        if name == "asked":
            return AskedField(
                Offered(Addressee, self.person, self.at),
                label=said["label"],
                help_text=gettext_lazy("One a line: the office or company; who holds it; copy."),
            )
        if name == "picture":
            return OneFileField(self.person, PICTURES, label=said["label"], help_text=said["help_text"])
        if isinstance(column, TextPerLanguage):
            return TextsField(inner=Paragraphs if name in LONG else forms.TextInput, **said)
        return _plain_field(column, said, self._offered)

    def _offered(self, column: Any) -> list[tuple[str, str]]:
        other = column.related_model
        if other is IssuingBody:
            return [(body.code, body.name) for body in IssuingBody.objects.all()]
        offered = Offered(other, self.person, self.at).titles
        own = self.version.subject.slug if self.version and other is self.kind else None
        return [(slug, title) for slug, title in offered.items() if slug != own]

    def _shown(self, words: dict[str, Any]) -> dict[str, Any]:
        """The words of a version as the form shows them; moments in the zone they are told in."""
        shown = dict(words)
        if issubclass(self.kind, CallToAction):
            zone = _zone(str(words.get("zone", "")))
            for name in ("starts_at", "ends_at", "moved_from"):
                moment = parse_datetime(words[name]) if name in words else None
                shown[name] = moment.astimezone(zone).replace(tzinfo=None) if moment else None
            if words.get("is_all_day") and shown["ends_at"]:
                shown["ends_at"] -= A_DAY
        return shown


class BodyField(forms.ModelChoiceField):
    """A body, by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name."""
        return str(obj.name)


def _plain_field(
    column: Any, said: dict[str, Any], offered: Callable[[Any], list[tuple[str, str]]]
) -> forms.Field:
    if column.many_to_many:
        ticks = forms.CheckboxSelectMultiple if column.related_model is not Demand else forms.SelectMultiple
        return forms.MultipleChoiceField(choices=offered(column), widget=ticks, **said)
    if column.is_relation:
        return forms.ChoiceField(choices=[("", _("none")), *offered(column)], **said)
    if column.choices:
        return forms.ChoiceField(choices=column.choices, **said)
    if isinstance(column, models.DateTimeField):
        picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return _LocalMoment(widget=picker, **said)
    if isinstance(column, models.DateField):
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **said)
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(**said)
    return forms.CharField(max_length=column.max_length, **said)


class _LocalMoment(forms.DateTimeField):
    """A day and time of no zone yet: the form has a field that names it."""

    def to_python(self, value: Any) -> Any:
        """What was typed, as it reads."""
        moment = super().to_python(value)
        return timezone.make_naive(moment) if moment and timezone.is_aware(moment) else moment


def _zone(name: str) -> ZoneInfo:
    """The zone of this name; the newsroom's for none, and for one nobody knows, which the law refuses."""
    try:
        return zone_called(name)
    except (LookupError, ValueError, OSError):
        return zone_called("")


def _instant(moment: datetime | None, zone: ZoneInfo, is_all_day: bool) -> datetime | None:
    if moment is None:
        return None
    return (moment.replace(hour=0, minute=0) if is_all_day else moment).replace(tzinfo=zone)
