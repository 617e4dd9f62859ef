"""What differs between two contents: field by field, with what became of each block and word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .attachments import replaced
from .models import ChangeKind, IssuingBody, Kind
from .models.content import default, labels, names
from .parts import PARTS
from .redline import Block, Mark, compare
from .wording import Passage, blocks, lines

_NEAR = 1  # unchanged blocks shown on either side of a change


@dataclass(frozen=True)
class Stretch:
    """Blocks in a row; folded where they are unchanged and not next to a change."""

    blocks: tuple[Block, ...]
    is_folded: bool


@dataclass(frozen=True)
class Difference:
    """One field in which two contents differ."""

    field: str
    label: str
    blocks: tuple[Block, ...]
    replaced: tuple[str, ...] = ()  # names of files that gave way to others

    @property
    def is_written(self) -> bool:
        """Whether it is in the language of the text; else it is the screen that names it: a date, a kind."""
        return self.field not in (_READERS.keys() | PARTS.keys()) - _WRITTEN

    @property
    def is_unseen(self) -> bool:
        """Whether it differs only in what readers do not see, such as empty lines."""
        return all(block.mark == Mark.SAME for block in self.blocks)

    def stretches(self) -> list[Stretch]:
        """The blocks, with those far from a change set apart."""
        changed = [place for place, block in enumerate(self.blocks) if block.mark != Mark.SAME]
        near = {place + step for place in changed for step in range(-_NEAR, _NEAR + 1)}
        parts = groupby(enumerate(self.blocks), key=lambda placed: placed[0] not in near)
        return [Stretch(tuple(block for _place, block in part), is_far) for is_far, part in parts]


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], *, for_desk: bool = False
) -> list[Difference]:
    """The fields in which two contents differ, given as `Content.content()` gives them; empty for none.

    Costs a query where the bodies differ, else none. Bounded for texts of any length. `for_desk` lets parts
    say what readers do not know yet, such as the title of a demand nobody has approved.
    """
    changed = [name for name in names() if _value(before, name) != _value(after, name)]
    called = labels()
    return [
        Difference(
            field=name,
            label=called[name],
            blocks=tuple(compare(*(_read(name, side, for_desk) for side in sides))),
            replaced=tuple(replaced(*sides)) if name == "attachments" else (),
        )
        for name in changed
        for sides in [(_value(before, name), _value(after, name))]
    ]


def whole(
    before: Mapping[str, Any], after: Mapping[str, Any], wanted: Iterable[str], *, for_desk: bool = False
) -> list[Difference]:
    """These fields of `after` as they read, each whole, with what differs from `before` marked in it."""
    called = labels()
    found = []
    for name in wanted:
        was, now = (_read(name, _value(content, name), for_desk) for content in (before, after))
        if was or now:
            found.append(Difference(name, called[name], tuple(compare(was, now))))
    return found


def of_lines(name: str, before: str, after: str) -> Difference:
    """The difference of two plain texts that are no content, such as addresses."""
    return Difference(name, "", tuple(compare(lines(before), lines(after))))


def _value(content: Mapping[str, Any], name: str) -> Any:
    return content.get(name, default(name))


def _read(name: str, value: Any, for_desk: bool) -> list[Passage]:
    if name in PARTS:
        return [block for line in PARTS[name].read(value or [], for_desk) for block in lines(line)]
    return _READERS.get(name, lines)(value or "")


def _choice(choices: Iterable[tuple[str, Any]]) -> Callable[[str], list[Passage]]:
    names = dict(choices)
    return lambda code: lines(str(names.get(code, code)))


def _day(iso: str) -> list[Passage]:
    return lines(date_format(date.fromisoformat(iso), "j F Y")) if iso else []


def _bodies(codes: str | list[str]) -> list[Passage]:
    """The bodies by name, each a block; by code where there is none any more."""
    wanted = [codes] if isinstance(codes, str) else codes
    known = IssuingBody.objects.in_bulk(wanted, field_name="code")
    return [block for code in wanted for block in lines(known[code].name if code in known else code)]


def _people(signatories: Iterable[Mapping[str, str]]) -> list[Passage]:
    """The signatories, each a block."""
    return [
        block
        for person in signatories
        for block in lines(", ".join(person[part] for part in ("name", "post", "body") if person.get(part)))
    ]


def _files(entries: Iterable[Mapping[str, Any]]) -> list[Passage]:
    """The files, each a block; of two with one name the fingerprint tells which bytes it is."""
    return [block for entry in entries for block in lines(_of_file(entry))]


def _of_file(entry: Mapping[str, Any]) -> str:
    role = [_("lead image")] if entry.get("lead") else []
    fingerprint = _("fingerprint %(digits)s") % {"digits": entry["file"][:12]}
    about = ", ".join([*role, fingerprint])
    said = [entry[word] for word in ("title", "alt", "caption", "credit", "rights") if entry.get(word)]
    return " · ".join([f"{entry['name']} ({about})", *said])


_READERS: dict[str, Callable[[Any], list[Passage]]] = {
    "kind": _choice(Kind.choices),
    "language": _choice(settings.CONTENT_LANGUAGES),
    "body": blocks,
    "dateline_date": _day,
    "issuing_body": _bodies,
    "joint_bodies": _bodies,
    "signatories": _people,
    # That it was the first edition is no change anybody is told of.
    "change_kind": _choice([*ChangeKind.choices, (ChangeKind.FIRST, "")]),
    "already_issued_on": _day,
    "attachments": _files,
}
_WRITTEN = {
    "body",
    "signatories",
    "attachments",
}  # of those with a reader of their own, the ones that are text
