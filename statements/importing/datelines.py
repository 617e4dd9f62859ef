"""A dateline that stands at the beginning of a text goes into the fields it belongs to, and reads once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from statements import prose, text

from . import days
from .passages import RunIn, run_in

_NEAR = timedelta(days=31)  # between the day of a dateline and that of its publication
_FIRST = re.compile(r"\s*<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_EMPTY = re.compile(r"<(strong|b|em|i|u|span)>\s*</\1>")


@dataclass(frozen=True)
class Taken:
    """What a text began with: place and day, the words as they stood there, and the text without them."""

    place: str
    day: date | None
    words: str
    body: str


def taken(body: str, place: str, day: date | None, order: str) -> Taken | None:
    """The dateline at the beginning of clean HTML, taken out of it; None where there is none to take.

    It stays where it is, so that no word is lost, where another place is named already, or its day cannot be
    read or is far from `day`, the day of publication; `order` says how a day in figures is read.
    """
    first = _FIRST.match(body)
    words = prose.plain(first[0]) if first else ""
    found = run_in(words)
    if first is None or found is None or (place and text.fold(place) != text.fold(found.place)):
        return None
    written = _day(found, day, order)
    if found.day and (written is None or (day and abs(written - day) > _NEAR)):
        return None
    rest = _without(first[0], words[: found.end])
    if rest is None:
        return None
    return Taken(
        found.place, written or day, words[: found.end].strip(), str(prose.clean(rest + body[first.end() :]))
    )


def _day(found: RunIn, day: date | None, order: str) -> date | None:
    has_year = re.search(r"\d{4}", found.day)
    return days.day(found.day if has_year or day is None else f"{found.day} {day.year}", order)


def _without(html: str, words: str) -> str | None:
    """The HTML without these words at its beginning, its elements kept; None where it begins otherwise."""
    apart = r"(?:<[^<>]*>)*"
    signs = (r"(?:\s|&nbsp;)+" if sign == " " else re.escape(sign) for sign in " ".join(words.split()))
    found = re.match(rf"\s*{apart}\s*{apart.join(signs)}(?:\s|&nbsp;)*", html)
    if found is None:
        return None
    rest = _EMPTY.sub("", "".join(_TAG.findall(found[0])) + html[found.end() :])
    return re.sub(rf"\A({apart})\s+", r"\1", rest)
