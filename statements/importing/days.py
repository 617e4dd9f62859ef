"""The day an export means: ISO, day or month first, written out, or seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from django.utils import timezone

ORDERS = ("dmy", "mdy")  # how days in figures are read that could be either
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]+([^\s\d,.-]+)\.?,?[\s-]+(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"([^\s\d,.-]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_SECONDS = re.compile(r"-?\d{8,11}")
_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january जनवरी|feb february फरवरी फ़रवरी|mar march मार्च|apr april अप्रैल|may मई|jun june जून"
        "|jul july जुलाई|aug august अगस्त|sep sept september सितंबर सितम्बर|oct october अक्टूबर अक्तूबर"
        "|nov november नवंबर नवम्बर|dec december दिसंबर दिसम्बर".split("|"),
        1,
    )
    for name in names.split()
}


def day(written: str, order: str = "dmy") -> date | None:
    """The day; None for what is no day, or an impossible one. Moments count in the newsroom's time."""
    written = written.strip()
    if _SECONDS.fullmatch(written):
        return _of_seconds(int(written))
    try:
        if found := _ISO.search(written):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _FIGURES.search(written):
            first, second = int(found[1]), int(found[2])
            number, month = (second, first) if order == "mdy" else (first, second)
            return date(int(found[3]), month, number)
        return _written_out(written)
    except ValueError:
        return None


def _written_out(written: str) -> date | None:
    if found := _DAY_FIRST.search(written):
        number, month, year = found[1], found[2], found[3]
    elif found := _MONTH_FIRST.search(written):
        number, month, year = found[2], found[1], found[3]
    else:
        return None
    known = _MONTHS.get(month.casefold())
    return date(int(year), known, int(number)) if known else None


def moment(written: str) -> date | None:
    """The newsroom's day of a moment as mails and feeds write it (`Tue, 12 Mar 2019 06:30:00 +0000`)."""
    try:
        at = parsedate_to_datetime(written)
    except ValueError:
        return None
    return timezone.localdate(at if at.tzinfo else at.replace(tzinfo=UTC), timezone.get_default_timezone())


def _of_seconds(seconds: int) -> date | None:
    try:
        return timezone.localdate(datetime.fromtimestamp(seconds, UTC), timezone.get_default_timezone())
    except (OverflowError, OSError, ValueError):
        return None
