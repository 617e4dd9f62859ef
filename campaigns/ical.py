"""Calls to action for a calendar program: iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from .models import CallToAction, Version
from .models.actions import CallToActionQuerySet
from .models.versions import Verdict
from .when import days, moved_from

TYPE = "text/calendar; charset=utf-8"


def dated(actions: CallToActionQuerySet) -> CallToActionQuerySet:
    """Each with the number and the time of the words readers see, by which a program knows the newer ones."""
    approved = Version.objects.filter(subject=OuterRef("pk"), verdict=Verdict.APPROVED).order_by("-number")
    told = {name: Subquery(approved.values(name)[:1]) for name in ("number", "decided_at")}
    return actions.annotate(told_number=told["number"], told_at=told["decided_at"])


def ical(request: HttpRequest, actions: Iterable[CallToAction]) -> bytes:
    """A calendar of these, from `dated`; a cancelled one stays, and says so."""
    whole = Calendar()
    whole.add("prodid", "-//pressoffice//actions//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", _("Calls to action"))
    for action in actions:
        whole.add_component(_event(request, action))
    return bytes(whole.to_ical())


def _event(request: HttpRequest, action: CallToAction) -> Event:
    event, told = Event(), vars(action)
    host = urlsplit(settings.SITE_URL).hostname or request.get_host()
    event.add("uid", f"action-{action.slug}@{host}")
    event.add("dtstamp", told["told_at"])
    event.add("sequence", told["told_number"] - 1)
    _add_time(event, action)
    cancelled = action.holds == CallToAction.Holds.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("summary", f"{action.get_holds_display()}: {action.title}" if cancelled else action.title)
    if action.place:
        event.add("location", action.place)
    if words := _description(action):
        event.add("description", words)
    event.add("url", request.build_absolute_uri(reverse("action", args=[action.slug])))
    return event


def _add_time(event: Event, action: CallToAction) -> None:
    """Whole days, or hours in UTC, which every program turns into its reader's zone."""
    if action.is_all_day:
        first, last = days(action)
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))
    else:
        event.add("dtstart", action.starts_at.astimezone(UTC) if action.starts_at else None)
        if action.ends_at:
            event.add("dtend", action.ends_at.astimezone(UTC))


def _description(action: CallToAction) -> str:
    moved = moved_from(action)
    said = [_("Moved from %(time)s.") % {"time": moved} if moved else "", action.notice, action.summary]
    return "\n\n".join(filter(None, said))
