"""The pages that belong to no app: the front page, what is not found, whether the house stands."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from statements.archive import for_lists, once_per_family, page_of
from statements.filters import Topics
from statements.models import Edition
from statements.on_record import where_it_moved
from statements.public import public_page, under_public_headers

LATEST_SHOWN = 12
TOPICS_SHOWN = 24


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The latest statements, each once; what is older than its place here is never the latest."""
    at = timezone.now()
    public = Edition.objects.public(at)
    latest = once_per_family(public.filter(already_issued_on=None), get_language() or "")
    context = {
        "latest": page_of(for_lists(latest), place=None).editions[:LATEST_SHOWN],
        "topics": Topics().offer(public, at)[:TOPICS_SHOWN],
    }
    return render(request, "pressoffice/front.html", context)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """A former address leads to what took its place; any other gets the same page, whatever it asked for."""
    asked = [path for path in (request.get_full_path(), request.path) if "\x00" not in path]
    moved = where_it_moved(asked, timezone.now())
    if moved and moved != request.path:
        return under_public_headers(request, HttpResponsePermanentRedirect(moved))
    page = render(request, "404.html", status=HTTPStatus.NOT_FOUND)
    return under_public_headers(request, page)


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
