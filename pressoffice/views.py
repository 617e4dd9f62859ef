"""The pages that belong to no app: the front page, what is not found, what fails."""

from __future__ import annotations

import sys
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import CallToAction
from statements import away
from statements.api.views import no_address
from statements.filters import Topics
from statements.lists import bare_for_lists, once_per_family, page_of, read_besides
from statements.models import Edition, Pin
from statements.models.editions import of_families
from statements.on_record import where_it_moved
from statements.public import public_page, under_public_headers
from statements.search.finding import Kept, everything

from .logs import request_number

LATEST_SHOWN = 12
TOPICS_SHOWN = 24
COMING_SHOWN = 5
SAFE = {"GET", "HEAD"}


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The latest statements, each once; what is older than its place here is never the latest.

    Old sites keep pages at this very address, under a query string: those lead to what they became.
    """
    at = timezone.now()
    query = request.META.get("QUERY_STRING", "")
    if query and (moved := where_it_moved(request.path, query, at)) and moved != request.path:
        return HttpResponsePermanentRedirect(moved)
    public = Edition.objects.public(at)
    lead, urgent = pinned(at)
    latest = once_per_family(public.filter(already_issued_on=None), get_language() or "")
    latest = latest.exclude(pk__in=[edition.pk for edition in lead])
    shown = page_of(bare_for_lists(latest), place=None, most=LATEST_SHOWN).editions
    read_besides([*lead[:1], *shown])
    context = {
        "lead": lead[:1],
        "urgent": urgent,
        "latest": shown,
        "topics": Topics().offer(everything(at), Kept(at))[:TOPICS_SHOWN],
        "coming": CallToAction.objects.coming(at)[:COMING_SHOWN],
    }
    return render(request, "pressoffice/front.html", context)


def pinned(at: datetime) -> tuple[list[Edition], list[Edition]]:
    """What is pinned to the front page: the lead, and what is urgent."""
    pins = list(Pin.objects.in_force(at).values_list("kind", "statement"))
    lead, urgent = (
        _pinned([statement for of, statement in pins if of == kind], at)
        for kind in (Pin.Kind.LEAD, Pin.Kind.URGENT)
    )
    return lead, urgent


def _pinned(statements: list[int], at: datetime) -> list[Edition]:
    """Each of these once, in the reader's language where it exists; nothing is asked where there are none."""
    if not statements:
        return []
    public = Edition.objects.public(at).filter(of_families(statements))
    found = once_per_family(public, get_language() or "")
    return list(bare_for_lists(found, unread=()).order_by("-issued_at", "-statement_id"))


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for people with other rights; it asks nothing of the database."""
    return render(None, "403.html", status=HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """A former address leads to what took its place; any other gets the same page, whatever it asked for.

    Programs that ask below the API's address are told so in JSON.
    """
    moved = where_it_moved(request.path, request.META.get("QUERY_STRING", ""), timezone.now())
    if moved and moved != request.path:
        return under_public_headers(request, HttpResponsePermanentRedirect(moved))
    of_the_api = request.path.startswith(reverse("api").rpartition("/")[0] + "/")
    page = no_address(request) if of_the_api else render(request, "404.html", status=HTTPStatus.NOT_FOUND)
    return under_public_headers(request, page)


def request_refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read; or one that sends too much, with how much is taken."""
    most = "" if request.method in SAFE else _most_that_is_taken(request, exception)
    if not most:
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    return render(request, "413.html", {"sentence": most}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def failed(request: HttpRequest) -> HttpResponse:
    """A page that broke: with the number under which the log knows it; or the database does not answer."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError):
        sentence = {"sentence": away.words(error)}
        page = render(None, "503.html", sentence, status=HTTPStatus.SERVICE_UNAVAILABLE)
        page["Retry-After"] = away.RETRY_AFTER
        return page
    number = {"number": request_number.get()}
    return render(None, "500.html", number, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _most_that_is_taken(request: HttpRequest, exception: Exception) -> str:
    """What was too much about a request, in a sentence; empty where it is something else."""
    if isinstance(exception, RequestDataTooBig):
        sent, most = request.META.get("CONTENT_LENGTH", ""), settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        sizes = {"sent": filesizeformat(sent), "most": filesizeformat(most)}
        return _("You sent %(sent)s. At most %(most)s are taken at once.") % sizes
    if isinstance(exception, TooManyFieldsSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        return _("You sent too many fields. At most %(most)s are taken at once.") % {"most": most}
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        return _("You sent too many files. At most %(most)s are taken at once.") % {"most": most}
    return ""
