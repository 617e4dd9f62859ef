"""The files of a statement on its form: add, describe, order, replace, remove; without a script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import text
from statements.attachments import MOST, WORDS, Entry
from statements.files.arrival import receive
from statements.files.unwelcome import Unwelcome
from statements.models import Statement, User
from statements.models.files import Use

from .file_desk import at_the_desk

_SAID = ("lead", *WORDS, "language")
_INDENT = "    "
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,application/pdf"


class Entries(list[Entry]):
    """Entries that can be written down to be read by a person, and read again: unsaved text is kept so."""

    def __str__(self) -> str:
        return "\n".join(line for entry in self for line in (entry["name"], *_said(entry)))

    @classmethod
    def read(cls, written: str, known: list[Entry]) -> Entries:
        """The entries of what `str` wrote; of files that are not known any more nothing is left."""
        found, files = cls(), {entry["name"]: entry["file"] for entry in known}
        for line in written.splitlines():
            word, _colon, said = line.strip().partition(": ")
            if line in files:
                found.append({"name": line, "file": files[line]})
            elif found and line.startswith(_INDENT) and word in _SAID:
                found[-1][word] = said
        return found


@dataclass
class Row:
    """What was typed about one file."""

    entry: Entry
    place: int
    is_removed: bool
    replacement: UploadedFile[Any] | None


@dataclass
class Posted:
    """What was typed and sent in the section of files; once cleaned, what became of it."""

    rows: list[Row]
    added: list[UploadedFile[Any]]
    is_without_lead: bool
    cleaned: Entries | None

    @property
    def kept(self) -> list[Row]:
        """The files that are not to be removed, by their places."""
        return sorted((row for row in self.rows if not row.is_removed), key=lambda row: row.place)

    @property
    def entries(self) -> Entries:
        """The entries to show."""
        return Entries(row.entry for row in self.kept) if self.cleaned is None else self.cleaned

    def __str__(self) -> str:
        return str(self.entries)


class AttachmentsWidget(forms.Widget):
    """A part of the form for each file, and one field to add more."""

    template_name = "desk/attachments.html"
    needs_multipart_form = True
    use_fieldset = True

    class Media:
        css = {"all": ["css/attachments.css"]}

    def __init__(self, person: User, statement: Statement) -> None:
        super().__init__()
        self.statement = statement
        self.known = list(statement.attachments)  # as stored, whatever the form makes of the statement
        self.cleaned: Entries | None = None  # what became of what was posted
        self.signer = Signer(salt=f"files at the desk of {person.pk}")  # nobody takes back another's marks

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Posted | None:
        """What was typed and sent; None where the section was not on the page."""
        count = data.get(f"{name}-count", "")
        if not count.isdecimal():
            return None
        lead = data.get(f"{name}-lead", "")
        numbers = range(min(int(count[:3]), MOST))
        rows = (self._row(data, files, f"{name}-{number}", lead == str(number)) for number in numbers)
        added = files.getlist(f"{name}-add") if hasattr(files, "getlist") else []
        posted = Posted([row for row in rows if row], added, lead == "none", self.cleaned)
        if written := data.get(name):  # what the form itself says, where another's files are taken in
            posted.cleaned = Entries.read(written, [*posted.entries, *self.known])
        return posted

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the section was not on the page."""
        return f"{name}-count" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The section, from entries or from what was posted."""
        entries = value.entries if isinstance(value, Posted) else value or []
        named = {entry["file"] for entry in self.known}
        rows: list[dict[str, Any]] = [
            {
                "use": at_the_desk(use, self.statement),
                "prefix": f"{name}-{number}",
                "number": number,
                "place": number + 1,
                "mark": self.signer.sign_object([use.file.sha256, use.name]),
                "is_shown": use.file.is_picture and use.file.sha256 in named,
            }
            for number, use in enumerate(Use.of(entries))
        ]
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "rows": rows, "accepted": ACCEPTED, "languages": settings.CONTENT_LANGUAGES, "longest": WORDS,
            "pictures": [row for row in rows if row["use"].file.is_picture], "has_room": len(rows) < MOST,
            "has_lead": any(row["use"].is_lead for row in rows),
        }  # fmt: skip
        return context

    def _row(self, data: Mapping[str, Any], files: Any, prefix: str, is_lead: bool) -> Row | None:
        """One file's part of the form; None where its mark is not one this person was given."""
        try:
            sha256, name = self.signer.unsign_object(data.get(f"{prefix}-mark", ""))
        except (BadSignature, ValueError):
            return None
        place = data.get(f"{prefix}-place", "")
        written = {word: data.get(f"{prefix}-{word}", "") for word in (*WORDS, "language")}
        return Row(
            entry={"file": sha256, "name": name, **written, "lead": is_lead},
            place=int(place) if place.isdecimal() and len(place) < 4 else MOST,
            is_removed=f"{prefix}-remove" in data,
            replacement=files.get(f"{prefix}-replace"),
        )


class AttachmentsField(forms.Field):
    """The files of a statement, as its content holds them."""

    widget: AttachmentsWidget

    def __init__(self, person: User, statement: Statement) -> None:
        self.person = person
        super().__init__(required=False, label=_("Files"), widget=AttachmentsWidget(person, statement))

    def prepare_value(self, value: Any) -> Any:
        """Entries that can be said in words."""
        if isinstance(value, str):
            return Entries.read(value, self.widget.known)
        return Entries(value) if isinstance(value, list) else value

    def clean(self, value: Posted | None) -> Any:
        """Take in what was sent; what is refused is named, and all the rest is kept."""
        if value is None:
            return self.widget.known
        refusals: list[str] = []
        entries = Entries(self._replaced(row, refusals) for row in value.kept)
        added = [entry for sent in value.added if (entry := self._received(sent, refusals))]
        if added and not entries and not value.is_without_lead:
            _lead_with_a_picture(added)
        cleaned = self.widget.cleaned = Entries(_once([*entries, *added]))
        if refusals:
            raise ValidationError(refusals)
        return list(cleaned)

    def _replaced(self, row: Row, refusals: list[str]) -> Entry:
        """A row's entry, with the bytes and the name of its replacement."""
        received = self._received(row.replacement, refusals) if row.replacement else None
        return {**row.entry, **(received or {})}

    def _received(self, sent: UploadedFile[Any], refusals: list[str]) -> Entry | None:
        try:
            return receive(sent, by=self.person, at=timezone.now())
        except Unwelcome as unwelcome:
            refusals.append(_("%(name)s: %(why)s") % {"name": sent.name, "why": unwelcome.sentence})
            return None


def _lead_with_a_picture(added: list[Entry]) -> None:
    """Let the first picture of a statement be its lead image, until somebody says otherwise."""
    first = next((use for use in Use.of(added) if use.file.is_picture), None)
    for entry in added:
        if first and entry["file"] == first.file.sha256 and entry["name"] == first.name:
            entry["lead"] = True
            return


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """The entries without a file that was added twice under one name: a second click on Save adds nothing."""
    return list({(entry["file"], entry["name"]): entry for entry in reversed(list(entries))}.values())[::-1]


def _said(entry: Entry) -> list[str]:
    return [f"{_INDENT}{word}: {text.line(str(entry[word]))}" for word in _SAID if entry.get(word)]
