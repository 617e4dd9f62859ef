"""The calendar for a calendar program: iCalendar (RFC 5545) at a private address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from statements.desk.routes import absolute
from statements.models import CalendarAddress, User

from .entries import Entry, entries, newsroom_zone

BEFORE, AHEAD = timedelta(days=31), timedelta(days=366)


@csrf_exempt  # other methods are refused as such, not for want of a token
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """What goes out and what is planned, as the person of this address may see it; headlines, no texts."""
    person = CalendarAddress.objects.person_of(token)
    if person is None:
        raise Http404
    at = timezone.now()
    with override(person.language):
        response = HttpResponse(ical(request, person, at), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def ical(request: HttpRequest, person: User, at: datetime) -> bytes:
    """The calendar of this person at `at`, lines folded at 75 octets."""
    today = at.astimezone(newsroom_zone()).date()
    whole = Calendar()
    whole.add("prodid", "-//pressoffice//calendar//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", _("Press office: what goes out"))
    whole.add("x-wr-timezone", settings.TIME_ZONE)
    whole.add("refresh-interval", timedelta(minutes=30), parameters={"VALUE": "DURATION"})
    for entry in entries(person, today - BEFORE, today + AHEAD, at):
        whole.add_component(_event(request, entry))
    return bytes(whole.to_ical())


def _event(request: HttpRequest, entry: Entry) -> Event:
    """One entry: an hour in UTC, which every program turns into its reader's zone, or a whole day."""
    statement, event = entry.statement, Event()
    host = urlsplit(settings.SITE_URL).hostname or "desk"
    event.add("uid", f"statement-{statement.pk}-{entry.sort}@{host}")
    event.add("dtstamp", statement.changed_at)
    event.add("dtstart", entry.moment.astimezone(UTC) if entry.moment else entry.day)
    event.add("summary", f"{entry.what}: {statement.headline_for_lists()}")
    event.add("description", entry.standing.words)
    page = reverse("admin:statements_statement_change", args=[statement.pk])
    event.add("url", absolute(request, page))
    event.add("transp", "TRANSPARENT")
    return event
