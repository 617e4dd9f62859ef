"""When a call to action is, in words of the reader's language and the hours of its own place."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import CallToAction

DAY, HOUR, ZONE = "l, j F Y", "H:i", "H:i T"


def days(action: CallToAction) -> tuple[date, date]:
    """Its first and its last day, where it is."""
    begin, over = _there(action, action.starts_at), _there(action, action.over_at)
    return begin.date(), (over - timedelta(microseconds=1)).date()


def when(action: CallToAction) -> str:
    """Its days, and its hours with their zone unless it is all day."""
    first, last = days(action)
    if action.is_all_day:
        begun, over = date_format(first, DAY), date_format(last, DAY)
        return begun if first == last else _span(begun, over)
    begin = _there(action, action.starts_at)
    if action.ends_at is None:
        return moment(action, begin)
    end = _there(action, action.ends_at)
    if first == last:
        return f"{date_format(begin, DAY)}, {_span(date_format(begin, HOUR), date_format(end, ZONE))}"
    return _span(moment(action, begin), moment(action, end))


def moved_from(action: CallToAction) -> str:
    """The day or hour it was first called for; empty where it was not moved."""
    if action.holds != CallToAction.Holds.MOVED or action.moved_from is None:
        return ""
    return moment(action, action.moved_from)


def moment(action: CallToAction, at: datetime) -> str:
    """A day, with its hour unless the action is all day."""
    return day_or_hour(_there(action, at), action.is_all_day)


def day_or_hour(there: datetime, is_all_day: bool) -> str:
    """A moment in the hours of its place; of a whole day the day."""
    return date_format(there, DAY if is_all_day else f"{DAY}, {ZONE}")


def _there(action: CallToAction, at: datetime | None) -> datetime:
    if at is None:
        raise ValueError("a call to action without a time has no approved words")
    return at.astimezone(action.time_zone)


def _span(begin: str, end: str) -> str:
    return _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
