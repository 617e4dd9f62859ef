"""The pages that belong to no app: the front page, what is not found, whether the house stands."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from statements.filters import topics_of
from statements.lists import bare_for_lists, besides, once_per_family, page_of
from statements.models import Edition, Pin
from statements.on_record import where_it_moved
from statements.public import public_page, under_public_headers

LATEST_SHOWN = 12
TOPICS_SHOWN = 24
SAFE = {"GET", "HEAD"}


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The latest statements, each once; what is older than its place here is never the latest."""
    at = timezone.now()
    public = Edition.objects.public(at)
    lead, urgent = pinned(Pin.Kind.LEAD, at), pinned(Pin.Kind.URGENT, at)
    latest = once_per_family(public.filter(already_issued_on=None), get_language() or "")
    latest = latest.exclude(pk__in=[edition.pk for edition in lead])
    shown = page_of(bare_for_lists(latest), place=None, most=LATEST_SHOWN).editions
    prefetch_related_objects([*lead[:1], *shown], *besides())
    context = {
        "lead": lead[:1],
        "urgent": urgent,
        "latest": shown,
        "topics": topics_of(public, at)[:TOPICS_SHOWN],
    }
    return render(request, "pressoffice/front.html", context)


def pinned(kind: Pin.Kind, at: datetime) -> list[Edition]:
    """What is pinned to one place of the front page, each once, in the reader's language where it exists."""
    statements = Pin.objects.in_force(at).filter(kind=kind).values("statement")
    family = Q(statement__in=statements) | Q(statement__translation_of__in=statements)
    found = once_per_family(Edition.objects.public(at).filter(family), get_language() or "")
    return list(bare_for_lists(found, unread=()).order_by("-issued_at", "-statement_id"))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """A former address leads to what took its place; any other gets the same page, whatever it asked for."""
    asked = [path for path in (request.get_full_path(), request.path) if "\x00" not in path]
    moved = where_it_moved(asked, timezone.now())
    if moved and moved != request.path:
        return under_public_headers(request, HttpResponsePermanentRedirect(moved))
    page = render(request, "404.html", status=HTTPStatus.NOT_FOUND)
    return under_public_headers(request, page)


def request_refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read; or one that sends too much, with how much is taken."""
    most = "" if request.method in SAFE else _most_that_is_taken(request, exception)
    if not most:
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    return render(request, "413.html", {"sentence": most}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


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


@csrf_exempt
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
