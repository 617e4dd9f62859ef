"""The public pages of statements, topics and bodies. A view reads the request, asks, and renders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from . import speakers
from .archive import Search
from .carriers import is_carried
from .files.serving import hand_out
from .formats.beside import elsewhere
from .formats.said import Beside, said
from .freshness import press_contacts, stretch
from .lists import FAMILY, beginning, filed_under, listed, read_besides
from .models import Edition, File, IssuingBody, Topic, TopicOfStatement
from .on_record import Found, find, on_record, reference_as_said, target_address
from .public import public_page
from .stored import around, stored, values
from .ways_out import WaysOut
from .word_for_word import WordForWord


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """All statements that fit the query string, with what there is to filter by."""
    at = timezone.now()
    search = Search(request.GET, at)
    return HttpResponse(
        stored(
            request,
            at,
            now=partial(beginning, at),
            read=partial(_found_by, search),
            found=lambda read: [one.pk for one in read["page"].editions],
            told=lambda read: [*_listed(request, read), search.total, read["filters"]],
            write=lambda read: render_to_string("statements/archive.html", read, request),
        )
    )


def _listed(request: HttpRequest, read: dict[str, Any]) -> list[object]:
    """All that a page can show of its list."""
    page = read["page"]
    return [around(request), values(press_contacts(request)), values(page.editions), page.older, page.newer]


def _found_by(search: Search) -> dict[str, Any]:
    page = search.page()
    similar, loosely = search.similar()
    ways_out = None if page.editions or search.place else WaysOut(search)
    meant = ways_out.shown if ways_out else []
    read_besides([*page.editions, *similar, *meant])
    return {
        "search": search,
        "page": page,
        "rows": search.passages(page.editions),
        "query": search.query(),
        "filters": search.kept_found.get(
            f"filters {get_language()} {search.query()}",
            lambda: render_to_string("statements/_filters.html", {"search": search}),
        ),
        "similar": similar,
        "loosely": loosely,
        "ways_out": ways_out,
        "word_for_word": WordForWord.of(search, page.editions),
    }


@public_page
def statement(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """A statement as it stands, with everything readers may know of its history."""
    at = timezone.now()
    try:
        return HttpResponse(
            stored(
                request,
                at,
                now=partial(on_record, at, year, slug),
                read=partial(_read, request, at, year, slug),
                found=lambda read: [(one.pk, one.public_until) for one in read[0].editions],
                told=partial(_told, request),
                write=partial(_written, request),
            )
        )
    except Instead as other:
        return other.answer


class Instead(Exception):
    """What is answered in the place of a statement's page."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer


def _read(request: HttpRequest, at: datetime, year: int, slug: str) -> tuple[Found, Beside]:
    found = found_or_answer(request, year, slug, at=at)
    if isinstance(found, HttpResponse):
        raise Instead(found)
    if found.edition.is_sealed:
        raise Instead(sealed_page(request, found, found.edition))
    return found, Beside.of(request, found)


def _told(request: HttpRequest, read: tuple[Found, Beside]) -> Iterator[object]:
    """All that a statement's page can show; for what files and other apps say in it stands the stretch."""
    found, beside = read
    yield around(request)
    yield values([*found.editions, *found.flags, *found.topics])
    yield values([*beside.neighbours.versions, *beside.neighbours.since, *beside.neighbours.before])
    yield values([*beside.voices.bodies, *beside.voices.contacts])
    if found.edition.attachments or found.edition.parts:
        yield stretch(request, found.at)


def _written(request: HttpRequest, read: tuple[Found, Beside]) -> str:
    found, beside = read
    one = said(request, found, beside)
    context = {
        "found": found,
        "edition": found.edition,
        "contacts": one.contacts,
        "parts": speakers.phrase(one.speakers),
        "anchors": found.anchors.of[found.edition.number or 0],
        "versions": one.neighbours.versions,
        "neighbours": one.neighbours,
        "elsewhere": elsewhere(one, found),
        "printed_address": one.short_address,
        "uses": one.uses,
    }
    return render_to_string("statements/statement.html", context, request)


@public_page
def edition(request: HttpRequest, year: int, slug: str, number: int) -> HttpResponse:
    """One edition as it was issued; a sealed one gives its number, time, digest and the reason only."""
    found = found_or_answer(request, year, slug, f"editions/{number}/")
    if isinstance(found, HttpResponse):
        return found
    one = next((edition for edition in found.editions if edition.number == number), None)
    if one is None:
        raise Http404
    if one.is_sealed:
        return sealed_page(request, found, one)
    voices = speakers.voices(one, speakers.newsroom_of(request))
    context = {
        "found": found,
        "edition": one,
        "replaced_at": found.replaced(one),
        "contacts": voices.contacts,
        "parts": speakers.phrase(voices.bodies),
        "anchors": found.anchors.of[number],
        "printed_address": request.build_absolute_uri(found.statement.short_path()),
        "uses": one.uses(),
    }
    return render(request, "statements/edition.html", context)


@public_page
def reference(request: HttpRequest, reference: str) -> HttpResponse:
    """The permanent short address: leads to the statement, or says that none bears this number."""
    found = find(timezone.now(), reference=reference_as_said(reference))
    if found is None:
        return render(request, "statements/unknown_reference.html", status=HTTPStatus.NOT_FOUND)
    address = target_address(found) or (found.address if found.editions else "")
    return HttpResponsePermanentRedirect(address) if address else _removed(request, found)


@public_page
def file(request: HttpRequest, key: str, name: str, width: int = 0) -> HttpResponseBase:
    """A file, or one of its renditions, that something public carries under this name."""
    at = timezone.now()
    one = get_object_or_404(File.objects.defer("text"), key=key)
    if width and width not in one.widths:
        raise Http404
    if is_carried(one, name, at):
        return hand_out(request, one, name, width)
    return _instead_of_file(request, one.last_seen_in(name, at), at)


@public_page
def topics(request: HttpRequest) -> HttpResponse:
    """Every topic readers know, by name, with the number of statements under it."""
    at = timezone.now()
    filed = TopicOfStatement.objects.filter(content_object__in=Edition.objects.public(at).values("statement"))
    family = Coalesce("content_object__translation_of", "content_object")
    counts = dict(filed.order_by().values_list("tag").annotate(number=Count(family, distinct=True)))
    named = sorted(Topic.objects.public(at), key=lambda topic: topic.label.casefold())
    counted = [(topic, counts.get(topic.pk, 0)) for topic in named]
    return render(request, "statements/topics.html", {"topics": counted})


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said on a topic, each statement once."""
    at = timezone.now()
    one = get_object_or_404(Topic.objects.select_related("merged_into"), slug=slug, is_accepted=True)
    living = one.merged_into or one
    filed = partial(filed_under, Edition.objects.public(at), living.slug)

    def read() -> dict[str, Any]:
        if not Topic.objects.public(at).filter(pk=living.pk).exists():
            raise Http404
        return {"topic": living, "query": f"topic={living.slug}", **listed(request.GET, filed(), at)}

    if living != one:
        read()
        return redirect(living, permanent=True)
    return HttpResponse(
        stored(
            request,
            at,
            now=lambda: values([living]),
            read=read,
            found=lambda read: values([living]),
            told=lambda read: [*_listed(request, read), *values([living])],
            write=lambda read: render_to_string("statements/topic.html", read, request),
        )
    )


@public_page
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body readers know, each under the one it is part of, with the number of its statements."""
    at = timezone.now()
    known = list(speakers.known(at))
    counts = speakers.counts(Edition.objects.public(at), known, of=FAMILY)
    listed = [(body, counts[body.pk], len(body.lineage)) for body in known]
    return render(request, "statements/bodies.html", {"bodies": listed})


@public_page
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """A body as it is today, and what it and the bodies below it said, each statement once."""
    at = timezone.now()
    known = speakers.known(at)
    one: IssuingBody = get_object_or_404(known.select_related("parent"), slug=slug)
    context = {
        "body": one,
        "sub_bodies": known.filter(parent=one).order_by("code"),
        "contacts": speakers.contacts_of(one, speakers.newsroom_of(request)),
        "query": f"body={one.slug}",
        **listed(request.GET, speakers.spoken_by(Edition.objects.public(at), [one]), at),
    }
    return render(request, "statements/body.html", context)


def found_or_answer(
    request: HttpRequest, year: int, slug: str, below: str = "", at: datetime | None = None
) -> Found | HttpResponse:
    """The statement with something on record; else the answer that stands in its place.

    Merged leads to the other statement, another than the one canonical address leads there, removed is gone.
    """
    found = find(at or timezone.now(), year=year, slug=slug)
    if found is None:
        raise Http404
    address = target_address(found) or (found.address + below if found.editions else request.path)
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    if not found.editions:
        return _removed(request, found)
    return found


def _instead_of_file(request: HttpRequest, last: Edition | None, at: datetime) -> HttpResponse:
    """What stands in the place of a file readers may not have any more: what its statement says of itself."""
    found = find(at, pk=last.statement_id) if last else None
    if last is None or found is None:
        raise Http404
    if address := target_address(found):
        return HttpResponsePermanentRedirect(address)
    return sealed_page(request, found, last) if found.editions else _removed(request, found)


def _removed(request: HttpRequest, found: Found) -> HttpResponse:
    return render(request, "statements/removed.html", {"found": found}, status=HTTPStatus.GONE)


def sealed_page(request: HttpRequest, found: Found, one: Edition) -> HttpResponse:
    context = {"found": found, "edition": one}
    return render(request, "statements/sealed.html", context, status=HTTPStatus.GONE)
