"""Days as people write them: a year, a month, a day, or so many days ago; in English and Hindi."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from statements import text
from statements.models.content import YEARS

Span = tuple[date, date]  # the first and the last day, both of them part of it

_ENGLISH = [name.lower() for name in calendar.month_name]  # read at start, before any locale is set
_HINDI = "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर".split()
_OTHERWISE = {"फ़रवरी": 2, "अक्तूबर": 10, "सितम्बर": 9, "नवम्बर": 11, "दिसम्बर": 12, "sept": 9}
MONTHS = {
    **{name: number for number, name in enumerate(_ENGLISH) if name},
    **{name[:3]: number for number, name in enumerate(_ENGLISH) if name},
    **{text.fold(name): number for number, name in enumerate(_HINDI, 1)},
    **{text.fold(name): number for name, number in _OTHERWISE.items()},
}
FARTHEST = 100_000  # days back
_MONTH = r"(?P<name>[^\W\d_][^\s\d.,/-]*)\.?"
_YEAR = r"(?P<year>\d{4})"


def span_of(typed: str, now: datetime) -> Span | None:
    """The days somebody means; None where it is no date, or beyond every archive.

    2019 · 2019-03 · March 2019, मार्च 2019 · 2019-03-12 · 12/03/2019, 12.3.2019 (the day first, as in India) ·
    12 March 2019, March 12, 2019 · -30d, -2w, -6m, -1y: since so long ago · today, yesterday.
    """
    said = text.fold(typed).strip(" .,")
    for pattern, read in _WAYS:
        if found := re.fullmatch(pattern, said):
            try:
                return _within_reach(read(found, timezone.localdate(now, timezone.get_default_timezone())))
            except (ValueError, OverflowError, KeyError):
                return None
    return None


def _within_reach(span: Span) -> Span | None:
    return span if span[0].year in YEARS and span[1].year in YEARS else None


def _day(found: re.Match[str], today: date) -> Span:
    one = date(int(found["year"]), _month(found), int(found["day"]))
    return one, one


def _whole_month(found: re.Match[str], today: date) -> Span:
    year, month = int(found["year"]), _month(found)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _whole_year(found: re.Match[str], today: date) -> Span:
    return date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31)


def _ago(found: re.Match[str], today: date) -> Span:
    number, unit = int(found["number"][:7]), found["unit"]
    if unit in "dw":
        return today - timedelta(days=min(number * (7 if unit == "w" else 1), FARTHEST)), today
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1])), today


def _named(found: re.Match[str], today: date) -> Span:
    one = today - timedelta(days=_NAMED[found[0]])
    return one, one


def _month(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return int(groups["month"]) if groups.get("month") else MONTHS[groups["name"]]


_NAMED = {"today": 0, "आज": 0, "yesterday": 1, "कल": 1}
_WAYS: list[tuple[str, Callable[[re.Match[str], date], Span]]] = [
    (rf"{_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})", _day),
    (rf"(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-]{_YEAR}", _day),
    (rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}[ ,-]+{_YEAR}", _day),
    (rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,]+{_YEAR}", _day),
    (rf"{_YEAR}[-/](?P<month>\d{{1,2}})", _whole_month),
    (rf"(?P<month>\d{{1,2}})/{_YEAR}", _whole_month),
    (rf"{_MONTH}[ ,-]+{_YEAR}", _whole_month),
    (_YEAR, _whole_year),
    (r"-(?P<number>\d{1,7}) ?(?P<unit>[dwmy])", _ago),
    ("|".join(map(text.fold, _NAMED)), _named),
]
