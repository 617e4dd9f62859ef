"""Moments in words, as the desk says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def clock_words(moment: datetime, at: datetime | None = None) -> str:
    """A moment in the reader's zone with its name and in UTC: `22 June 2026, 10:00 IST (04:30 UTC)`.

    Where it is read at `at` on the same day, without the date.
    """
    local = timezone.localtime(moment)
    same_day = at is not None and local.date() == timezone.localdate(at)
    when = date_format(local, "H:i" if same_day else "j F Y, H:i")
    return f"{when} {local:%Z} ({moment.astimezone(UTC):%H:%M} UTC)"


def age(span: timedelta) -> str:
    """A span in the largest unit that fits: 3 days, 5 hours, 2 minutes."""
    if span >= 2 * DAY:
        return ngettext("%(number)s day", "%(number)s days", span.days) % {"number": span.days}
    if span >= HOUR:
        hours = int(span / HOUR)
        return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    minutes = max(0, int(span / MINUTE))
    return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
