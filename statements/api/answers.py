"""The API's answers, written from a search and the rows of its page."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest
from django.urls import reverse

from statements import facets, prose
from statements.archive import RELEVANCE, Search
from statements.formats.beside import address_beside
from statements.formats.listed import listed
from statements.lists import OLDEST, Page
from statements.models import Edition
from statements.search import snippets

from .asked import Fault, known_parameters
from .shapes import Elsewhere, Facet, Links, Listing, Option, Problem, Refusal, Run, Statement


def problem(status: HTTPStatus, detail: str) -> Problem:
    """Why there is no answer."""
    return {"title": status.phrase, "status": status.value, "detail": detail}


def refusal(faults: Iterable[Fault]) -> Refusal:
    """Why a query string is not answered, and what there is to ask."""
    told = list(faults)
    return {
        **problem(HTTPStatus.UNPROCESSABLE_ENTITY, " ".join(dict.fromkeys(one.sentence for one in told))),
        "faults": [{"parameter": one.parameter, "sentence": one.sentence} for one in told],
        "parameters": known_parameters(),
    }


def listing(request: HttpRequest, search: Search, page: Page) -> Listing:
    """A page of the archive."""
    return {
        "total": search.total,
        "is_capped": search.is_capped,
        "order": search.order,
        "read_as": search.read_as(),
        "remarks": search.remarks,
        "statements": [_statement(request, *row) for row in search.passages(page.editions)],
        "facets": [_facet(request, one) for one in search.facets],
        "links": _links(request, search, page),
    }


def _statement(request: HttpRequest, edition: Edition, passages: list[list[snippets.Run]]) -> Statement:
    row = listed(request, edition)
    return {
        "reference": row.reference,
        "address": row.address,
        "short_address": row.short_address,
        "formats": _elsewhere(row.address),
        "kind": row.kind,
        "kind_name": row.kind_name,
        "language": row.language,
        "headline": row.headline,
        "standfirst": row.standfirst,
        "html": str(prose.clean(edition.body)),
        "place": row.place,
        "day": row.day.isoformat() if row.day else None,
        "bodies": [{"slug": slug, "name": name} for slug, name in row.bodies],
        "author": row.author,
        "topics": [{"slug": slug, "name": name} for slug, name in row.topics],
        "issued_at": row.issued_at.isoformat(),
        "edition": row.edition,
        "public_from": row.public_from.isoformat(),
        "change_kind": row.change_kind,
        "change_note": row.change_note,
        "warning": row.warning,
        "digest": row.digest,
        "passages": [[_run(run) for run in passage] for passage in passages],
    }


def _elsewhere(page: str) -> Elsewhere:
    text, json, pdf = (address_beside(page, suffix) for suffix in ("txt", "json", "pdf"))
    return {"text": text, "json": json, "pdf": pdf}


def _run(run: snippets.Run) -> Run:
    return {"text": run.text, "is_marked": run.is_marked}


def _facet(request: HttpRequest, facet: facets.Facet) -> Facet:
    return {
        "parameter": facet.name,
        "name": str(facet.heading),
        "is_capped": facet.is_capped,
        "options": [_option(request, one) for one in facet.options],
    }


def _option(request: HttpRequest, option: facets.Option) -> Option:
    choice = option.choice
    return {
        "value": choice.value,
        "name": choice.label,
        "language": choice.language,
        "count": choice.count,
        "is_chosen": option.is_chosen,
        "address": _address(request, "api", option.query),
    }


def _links(request: HttpRequest, search: Search, page: Page) -> Links:
    before, after = _around(search, page)
    query = search.query()
    return {
        "next": _address(request, "api", after) if after else None,
        "previous": _address(request, "api", before) if before else None,
        "page": _address(request, "archive", query),
        "atom": _address(request, "feed", query),
        "rss": _address(request, "rss", query),
        "json_feed": _address(request, "json_feed", query),
        "csv": _address(request, "export", query),
    }


def _around(search: Search, page: Page) -> tuple[str, str]:
    """The query strings of the pages before and after; empty where there is none."""
    if search.order == RELEVANCE:
        before = search.query("page", [str(page.number - 1)]) if page.number > 1 else ""
        return before, "" if page.is_last else search.query("page", [str(page.number + 1)])
    older = search.query("older", [page.older]) if page.older else ""
    newer = search.query("newer", [page.newer]) if page.newer else ""
    return (older, newer) if search.order == OLDEST else (newer, older)


def _address(request: HttpRequest, name: str, query: str) -> str:
    path = reverse(name)
    return request.build_absolute_uri(f"{path}?{query}" if query else path)
