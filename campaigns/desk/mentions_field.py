"""What a text says of demands, causes, campaigns and actions, on its form: a row for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from campaigns.models import Mention, Subject
from statements.models import User
from statements.parts import Entry

from .choosing import Offered

MOST = 60
_BETWEEN = " | "


class Entries(list[Entry]):
    """Entries that can be written down in lines, and read again: unsaved text is kept so."""

    def __str__(self) -> str:
        return "\n".join(_BETWEEN.join(entry.get(word, "") for word in _WORDS) for entry in self)

    @classmethod
    def read(cls, written: str) -> Entries:
        """The entries of what `str` wrote."""
        told = (line.split(_BETWEEN, len(_WORDS) - 1) for line in written.splitlines() if line.strip())
        named = (dict(zip(_WORDS, said, strict=False)) for said in told)
        return cls({word: said for word, said in one.items() if said} for one in named)


_WORDS = ("slug", "relation", "quote")


@dataclass(frozen=True)
class Section:
    """What a section of the form is about: the kind of thing, and what is asked of each."""

    kind: type[Subject]
    one: str | Promise  # what one of them is called
    help: str | Promise
    blank_rows: int = 1
    is_quoting: bool = False  # whether a relation and the words of the text are asked


class MentionsWidget(forms.Widget):
    """A row for each thing, and empty rows below."""

    template_name = "desk/mentions.html"
    use_fieldset = True

    class Media:
        css = {"all": ["css/mentions.css"]}
        js = ["js/demand-of-selection.js"]

    def __init__(self, section: Section, person: User) -> None:
        super().__init__()
        self.section, self.person = section, person

    @cached_property
    def offered(self) -> Offered:
        """What the person may choose, asked once."""
        return Offered(self.section.kind, self.person, timezone.now())

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Entries | None:
        """What was typed; None where the section was not on the page."""
        if written := data.get(name):
            return Entries.read(written)
        count = data.get(f"{name}-count", "")
        if not count.isdecimal():
            return None
        numbers = range(min(int(count[:3]), MOST))
        rows = [self._row(data, f"{name}-{number}") for number in numbers]
        placed = sorted((row for row in rows if row), key=lambda row: row[0])
        return Entries(entry for _place, entry in placed)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the section was not on the page."""
        return f"{name}-count" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The section."""
        entries = Entries.read(value) if isinstance(value, str) else value or []
        blank: list[Entry] = [{}] * min(self.section.blank_rows, MOST - len(entries))
        rows = [
            {
                "prefix": f"{name}-{number}",
                "place": number + 1,
                "is_filled": bool(entry),
                "relation": entry.get("relation", ""),
                "quote": entry.get("quote", ""),
                "chosen": self.offered.line(entry.get("slug", "")),
            }
            for number, entry in enumerate([*entries, *blank])
        ]
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "rows": rows,
            "section": self.section,
            "offered": self.offered.lines,
            "relations": Mention.Relation.choices,
        }
        return context

    def _row(self, data: Mapping[str, Any], prefix: str) -> tuple[int, Entry] | None:
        """One row's place and entry; None for one that is removed or left empty."""
        thing, quote = (str(data.get(f"{prefix}-{word}", "")).strip() for word in ("slug", "quote"))
        if f"{prefix}-remove" in data or not (thing or quote):
            return None
        relation = str(data.get(f"{prefix}-relation", "")) if self.section.is_quoting else ""
        entry = {"slug": self.offered.slug_of(thing) if thing else "", "relation": relation, "quote": quote}
        place = str(data.get(f"{prefix}-place", ""))
        return int(place) if place.isdecimal() and len(place) < 4 else MOST, _without_empty(entry)


class MentionsField(forms.Field):
    """The entries of one part, as content holds them; of a new demand the words alone."""

    widget: MentionsWidget

    def __init__(self, section: Section, label: str, person: User, stored: list[Entry]) -> None:
        self.stored = stored
        super().__init__(
            required=False, label=label, help_text=str(section.help), widget=MentionsWidget(section, person)
        )

    def prepare_value(self, value: Any) -> Any:
        """Entries that can be written down."""
        return Entries(value) if isinstance(value, list) else value

    def clean(self, value: Entries | None) -> list[Entry]:
        """The entries; a thing that is not there is refused by the name that was typed."""
        if value is None:
            return self.stored
        if refusals := list(self._refusals(value)):
            raise ValidationError(refusals)
        return list(value)

    def _refusals(self, entries: Iterable[Entry]) -> Iterable[str]:
        known = self.widget.offered.titles.keys() | {entry["slug"] for entry in self.stored}
        for entry in entries:
            if "slug" in entry and entry["slug"] not in known:
                sentence = _("There is no “%(typed)s” to choose. Take one from the list.")
                yield sentence % {"typed": entry["slug"]}
            elif entry.get("relation") and entry["relation"] not in Mention.Relation.values:
                yield _("Choose from the list what the text says of it.")


def _without_empty(entry: Entry) -> Entry:
    return {word: said for word, said in entry.items() if said}
