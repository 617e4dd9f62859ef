"""Moments in words, as the desk says them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format


def clock_words(moment: datetime, at: datetime | None = None) -> str:
    """A moment in the reader's zone with its name and in UTC: `22 June 2026, 10:00 IST (04:30 UTC)`.

    Where it is read at `at` on the same day, without the date.
    """
    local = timezone.localtime(moment)
    same_day = at is not None and local.date() == timezone.localdate(at)
    when = date_format(local, "H:i" if same_day else "j F Y, H:i")
    return f"{when} {local:%Z} ({moment.astimezone(UTC):%H:%M} UTC)"
