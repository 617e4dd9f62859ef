"""What is asked of who imports at the desk: the export, and then what becomes of what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.importing import keeping
from statements.importing.choices import (
    BODY,
    DRAFT,
    HISTORY,
    KIND,
    LANGUAGE,
    MAPS,
    NOTHING,
    TOPIC,
    Choices,
)
from statements.importing.columns import NAMES
from statements.importing.formats import FORMATS
from statements.importing.source import Source
from statements.models import ImportFile, IssuingBody, Kind

SHOWN = 100  # names of a map; the rarer ones are taken as they are proposed
_STATES = [
    (DRAFT, gettext_lazy("Drafts, all of it: each goes the usual way before readers see it")),
    (HISTORY, gettext_lazy("What was public there becomes public here at once, at its old date; "
                           "the rest becomes drafts")),
]  # fmt: skip
_FORMATS = [
    ("", gettext_lazy("As the name of the file says")),
    ("wxr", gettext_lazy("WordPress (Tools, Export, All content)")),
    ("csv", gettext_lazy("A table (CSV), of a Drupal view or a spreadsheet")),
    ("jsonl", gettext_lazy("JSON Lines")),
    ("html", gettext_lazy("One HTML page")),
]
_DAYS = [("dmy", gettext_lazy("03/04 is 3 April")), ("mdy", gettext_lazy("03/04 is 4 March"))]


class Column(TextChoices):
    """A field of what is imported, as the form calls it."""

    ID = "id", gettext_lazy("What tells one from another")
    HEADLINE = "headline", gettext_lazy("Headline")
    STANDFIRST = "standfirst", gettext_lazy("Summary line")
    BODY = "body", gettext_lazy("Text")
    DAY = "day", gettext_lazy("Date")
    ADDRESS = "address", gettext_lazy("Old address")
    SLUG = "slug", gettext_lazy("End of the address")
    LANGUAGE = "language", gettext_lazy("Language")
    PLACE = "place", gettext_lazy("Place")
    STANDING = "standing", gettext_lazy("Whether it was public")
    KIND = "kind", gettext_lazy("Type of item")
    AUTHOR = "author", gettext_lazy("Author")
    CATEGORIES = "categories", gettext_lazy("Categories")
    TAGS = "tags", gettext_lazy("Tags")


def bodies() -> list[tuple[str, str]]:
    """The bodies that issue here, by code and name."""
    return [(body.code, body.name) for body in IssuingBody.objects.filter(is_external=False)]


class HowForm(forms.Form):
    """Who issues, in what state, in which language, what the export does not tell."""

    state = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"), choices=_STATES, initial=DRAFT, widget=forms.RadioSelect
    )
    body = forms.ChoiceField(label=gettext_lazy("Who issues what names nobody else"), choices=bodies)
    language = forms.ChoiceField(
        label=gettext_lazy("Language, where neither the export nor the script tells it"),
        choices=lambda: settings.CONTENT_LANGUAGES,
        initial=settings.LANGUAGE_CODE,
    )


class BringForm(HowForm):
    """The export itself."""

    file = forms.FileField(label=gettext_lazy("The export"), max_length=255)
    format = forms.ChoiceField(label=gettext_lazy("Its format"), choices=_FORMATS, required=False)
    field_order = ["file", "format", "state", "body", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = {"most": filesizeformat(keeping.most_bytes())}
        self.fields["file"].help_text = _("One file, %(most)s at most.") % most

    def clean_file(self) -> Any:
        """A file that could be kept as a whole."""
        sent = self.cleaned_data["file"]
        if (sent.size or 0) > keeping.most_bytes():
            sizes = {"size": filesizeformat(sent.size), "most": filesizeformat(keeping.most_bytes())}
            raise ValidationError(_("This file has %(size)s; at most %(most)s are taken.") % sizes)
        if sent.fault:
            raise ValidationError(
                _("The file could not be kept (is the disk full?). Tell who runs this, and try again.")
            )
        return sent

    def choices(self) -> Choices:
        """What is chosen."""
        return Choices(**{name: self.cleaned_data[name] for name in ("body", "state", "language")})


class Meaning(forms.MultiWidget):
    """What a name becomes, and where that is a topic, which."""

    template_name = "desk/meaning.html"

    def __init__(self, name: str, meanings: list[Any]) -> None:
        becomes = forms.Select(
            {"aria-label": _("What “%(name)s” becomes") % {"name": name}}, choices=meanings
        )
        topic = forms.TextInput(
            {
                "aria-label": _("Topic for “%(name)s”") % {"name": name},
                "list": "topics-here",
                "maxlength": 100,
            }
        )
        super().__init__([becomes, topic])

    def decompress(self, value: str | None) -> list[str]:
        """The two halves; a topic is named in the second."""
        what, _colon, which = (value or NOTHING).partition(":")
        return [TOPIC, which.strip()] if what.strip() == TOPIC else [str(value or NOTHING), ""]


class MeaningField(forms.MultiValueField):
    """`topic: Wages`, `body: CC` and so on, as a choice and a name."""

    def __init__(self, name: str, meanings: list[Any], **kwargs: Any) -> None:
        halves = (forms.ChoiceField(choices=meanings), forms.CharField(required=False, max_length=100))
        super().__init__(
            halves,
            label=name,
            required=True,
            require_all_fields=False,
            widget=Meaning(name, meanings),
            **kwargs,
        )

    def compress(self, data_list: list[str]) -> str:
        """As the map holds it."""
        becomes, topic = (data_list or [NOTHING, ""])[:2]
        if becomes != TOPIC:
            return becomes
        if not topic.strip():
            raise ValidationError(_("Write which topic it becomes."))
        return f"{TOPIC}: {topic.strip()}"


class ChoicesForm(HowForm):
    """What becomes of what, for one export that was looked at."""

    trial = forms.IntegerField(widget=forms.HiddenInput)
    days = forms.ChoiceField(label=gettext_lazy("Dates in figures"), choices=_DAYS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, file: ImportFile, **kwargs: Any) -> None:
        chosen = file.choices
        super().__init__(*args, **kwargs)
        self.initial = {name: chosen[name] for name in ("state", "body", "language", "days")}
        self.initial["trial"] = file.trial_id
        self.file, self.names = file, {one: _names(file, one) for one in MAPS}
        self._add_types(chosen["types"])
        self._add_columns(chosen["columns"])
        meanings = list(_meanings())
        for map_name in MAPS:
            for number, (name, _count) in enumerate(self.names[map_name][:SHOWN]):
                usual = chosen[map_name].get(name, NOTHING)
                self.fields[f"{map_name}-{number}"] = MeaningField(name, meanings, initial=usual)

    def _add_types(self, taken: dict[str, bool]) -> None:
        found = [(name, f"{name} ({count})") for name, count in _names(self.file, "types")]
        self.fields["types"] = forms.MultipleChoiceField(
            label=_("Types of item that are taken"),
            choices=found,
            initial=[name for name, is_taken in taken.items() if is_taken],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def _add_columns(self, named: dict[str, str]) -> None:
        reading = FORMATS[self.file.format].columns
        if reading is None or not self.file.key:
            return
        found = reading(Source(keeping.path(self.file.key), name=self.file.name))
        inside = [column for column in named.values() if column and column not in found]
        offered = [("", _("none")), *((column, column) for column in dict.fromkeys([*found, *inside]))]
        for column in Column:
            self.fields[f"column-{column}"] = forms.ChoiceField(
                label=column.label, choices=offered, initial=named.get(column, ""), required=False
            )

    def columns(self) -> list[Any]:
        """The fields that say which column is which."""
        return [self[f"column-{name}"] for name in NAMES if f"column-{name}" in self.fields]

    def maps(self) -> Iterator[dict[str, Any]]:
        """Each map with its names: how often each is there, and the field; how many are not shown."""
        titles = {"categories": _("Categories"), "tags": _("Tags"), "authors": _("Authors")}
        for map_name, names in self.names.items():
            shown = [
                (name, count, self[f"{map_name}-{number}"])
                for number, (name, count) in enumerate(names[:SHOWN])
            ]
            if shown:
                yield {"title": titles[map_name], "rows": shown, "more": max(len(names) - SHOWN, 0)}

    def clean_trial(self) -> int:
        """The names are those of the trial that was shown."""
        trial: int = self.cleaned_data["trial"]
        if trial != self.file.trial_id:
            raise ValidationError(_("It was looked at again meanwhile: reload this page."))
        return trial

    def choices(self) -> Choices:
        """What is chosen; what was not shown stays as it was proposed."""
        told = self.cleaned_data
        columns = {name: told[f"column-{name}"] for name in NAMES if f"column-{name}" in told}
        maps = {
            map_name: self.file.choices[map_name]
            | {
                name: told[f"{map_name}-{number}"]
                for number, (name, _count) in enumerate(self.names[map_name][:SHOWN])
            }
            for map_name in MAPS
        }
        return Choices(
            **{name: told[name] for name in ("body", "state", "language", "days")},
            columns=columns or self.file.choices["columns"],
            types={name: name in told["types"] for name, _count in _names(self.file, "types")},
            **maps,
        )


def _names(file: ImportFile, map_name: str) -> list[tuple[str, int]]:
    """The names on the records of an export, and how often each is there."""
    found: list[tuple[str, int]] = file.seen.get(map_name, [])
    return found


def _meanings() -> Iterator[Any]:
    """What a name may become here, in groups."""
    yield NOTHING, _("nothing")
    yield TOPIC, _("a topic")
    yield _("Issued by"), [(f"{BODY}: {code}", name) for code, name in bodies()]
    yield _("Kind"), [(f"{KIND}: {value}", str(label)) for value, label in Kind.choices]
    yield _("Language"), [(f"{LANGUAGE}: {code}", name) for code, name in settings.CONTENT_LANGUAGES]
