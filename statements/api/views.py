"""The addresses of the API: the archive's statements as JSON, and the description of that."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.archive import Search
from statements.formats.beside import as_json, json_answer
from statements.lists import read_besides, whole
from statements.public import open_to_all, public

from .answers import listing, problem, refusal
from .asked import refusals
from .description import PROBLEM, described
from .shapes import Problem


def _too_long(request: HttpRequest, sentence: str) -> HttpResponse:
    return _refused(problem(HTTPStatus.SERVICE_UNAVAILABLE, sentence))


@open_to_all
@public(_too_long)
def statements(request: HttpRequest) -> HttpResponse:
    """The page of the archive that the query string asks for; 422 where something of it cannot be read."""
    search = Search(request.GET, timezone.now())
    if faults := refusals(request.GET, search):
        return _refused(refusal(faults))
    page = search.page(read=whole)
    read_besides(page.editions)
    return json_answer(listing(request, search, page))


@open_to_all
@public(_too_long)
def description(request: HttpRequest) -> HttpResponse:
    """What the API takes and answers, as OpenAPI 3.1."""
    return json_answer(described(request.build_absolute_uri("/").rstrip("/")))


@open_to_all
def no_address(request: HttpRequest) -> HttpResponse:
    """The answer below the API's address where there is nothing."""
    return _refused(problem(HTTPStatus.NOT_FOUND, _("There is no page at this address")))


def _refused(why: Problem) -> HttpResponse:
    return HttpResponse(as_json(why), content_type=PROBLEM, status=why["status"])
