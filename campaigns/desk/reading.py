"""The words of a version as they read at the desk, and what a newer version makes of the public ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.models import Addressee, Subject
from campaigns.models.actions import zone_called
from campaigns.when import day_or_hour
from statements.models import File, IssuingBody, User
from statements.models.languages import TextPerLanguage, language_called
from statements.redline import Block, compare
from statements.wording import lines

from .choosing import newest_title, with_newest_words

Words = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """One word of a version as it reads, with what became of it; `language` where it is a text."""

    label: str
    blocks: tuple[Block, ...]
    language: str


def told(kind: type[Subject], before: Words, after: Words, person: User) -> list[Told]:
    """The words of `after` as they read to this person, with what differs from `before` marked.

    Empty ones are left out.
    """
    return [
        Told(label, tuple(compare(lines(was), lines(now))), language)
        for name, column in kind.fields().items()
        for language, label, was, now in _sides(name, column, before, after, person)
        if was or now
    ]


def _sides(
    name: str, column: Any, before: Words, after: Words, person: User
) -> Iterator[tuple[str, str, str, str]]:
    """Language, label and both readings of a column: one for each language of a text."""
    label = capfirst(str(column.verbose_name))
    if isinstance(column, TextPerLanguage):
        was, now = (side.get(name, {}) for side in (before, after))
        for language in dict.fromkeys([*was, *now]):
            said = _("%(field)s (%(language)s)") % {"field": label, "language": language_called(language)}
            yield language, said, was.get(language, ""), now.get(language, "")
    else:
        yield "", label, _read(name, column, before, person), _read(name, column, after, person)


def _read(name: str, column: Any, said: Words, person: User) -> str:
    value = said.get(name)
    if value in (None, "", []):
        return ""
    if name == "asked":
        return "\n".join(_asked(value, person))
    if column.is_relation:
        return "\n".join(_titles(column.related_model, value if column.many_to_many else [value], person))
    if column.choices:
        return str(dict(column.choices).get(value, value))
    if isinstance(column, models.DateTimeField):
        return _moment(name, value, said)
    return _plain(column, value)


def _moment(name: str, value: str, said: Words) -> str:
    """As readers are told it: in the zone of the words, of a whole day the day, and of days the last one."""
    moment, is_all_day = parse_datetime(value), bool(said.get("is_all_day"))
    if moment and is_all_day and name == "ends_at":
        moment -= timedelta(microseconds=1)
    return day_or_hour(moment.astimezone(zone_called(said.get("zone", ""))), is_all_day) if moment else ""


def _plain(column: Any, value: Any) -> str:
    if isinstance(column, models.DateField):
        day = parse_date(value)
        return date_format(day, "j F Y") if day else ""
    return pgettext("of a box that is ticked", "yes") if value is True else str(value)


def _asked(entries: list[dict[str, Any]], person: User) -> Iterator[str]:
    titles = _titles(Addressee, [one["addressee"] for one in entries], person)
    for title, one in zip(titles, entries, strict=True):
        copy = str(_("copy")) if one.get("copy") else ""
        yield ", ".join(filter(None, [title, one.get("holder", ""), copy]))


def _picture(file: File) -> str:
    return f"{file.get_kind_display()}, {file.width} × {file.height} ({file.sha256[:8]})"


def _titles(other: Any, names: list[str], person: User) -> list[str]:
    """What the desk calls them before this person, in this order."""
    if other is File:
        known = {file.sha256: _picture(file) for file in File.objects.filter(sha256__in=names)}
    elif other is IssuingBody:
        known = {body.code: body.name for body in IssuingBody.objects.filter(code__in=names)}
    else:
        named = with_newest_words(Subject.objects.filter(kind=other.KIND, slug__in=names), person)
        known = {one.slug: newest_title(one) for one in named}
    return [known.get(name, name) for name in names]
