"""The newsroom for search engines: sitemaps of pages and statements, and one of the news of two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, ExpressionWrapper, Max, Q
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from campaigns.models import Subject
from statements import speakers
from statements.feeds import legal
from statements.lists import FAMILY
from statements.models import Edition, Topic
from statements.models.editions import NEWS, EditionQuerySet
from statements.public import public_file
from statements.speakers import newsroom_name, newsroom_of

A_CHUNK = 5_000  # keys of statements in one sitemap; their translations stand beside them
MOST_NEWS = 1_000  # Google's limit
PAGES = (
    "front", "archive", "topics", "bodies", "coverage", "press", "demands", "campaigns", "causes", "actions",
)  # fmt: skip
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class Place:
    """One address, when it last changed, and where the same stands in other languages."""

    address: str
    versions: list[tuple[str, str]]  # language and address, its own among them
    changed_at: datetime | None = None


@public_file
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one sitemap of pages, and one for every few thousand statements, by their keys."""
    of_keys = ExpressionWrapper(FAMILY / A_CHUNK, output_field=BigIntegerField())
    public = Edition.objects.public(timezone.now()).annotate(chunk=of_keys).order_by("chunk")
    chunks = public.values_list("chunk").annotate(changed_at=Max("public_from"))
    maps = [(reverse("sitemap_of_pages"), None)]
    maps += [(reverse("sitemap_of_statements", args=[chunk + 1]), changed) for chunk, changed in chunks]
    whole = [(request.build_absolute_uri(path), changed) for path, changed in maps]
    return _xml(request, "sitemap", maps=whole)


@public_file
def sitemap_of_statements(request: HttpRequest, number: int) -> HttpResponse:
    """The statements of one stretch of keys, each version with the others."""
    first, end = (number - 1) * A_CHUNK, number * A_CHUNK
    originals = Q(statement__translation_of=None, statement__gte=first, statement__lt=end)
    translations = Q(statement__translation_of__gte=first, statement__translation_of__lt=end)
    within = originals | translations
    places = list(_statements(request, Edition.objects.public(timezone.now()).filter(within)))
    if not places:
        raise Http404
    return _xml(request, "sitemap_of", places=places)


@public_file
def sitemap_of_pages(request: HttpRequest) -> HttpResponse:
    """Every other page, in every language of the screens."""
    return _xml(request, "sitemap_of", places=list(_pages(request, timezone.now())))


@public_file
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """What was issued in the last two days; nothing that is older than its place here."""
    at = timezone.now()
    news = Edition.objects.public(at).filter(issued_at__gt=at - NEWS, already_issued_on=None)
    fields = ("language", "headline", "issued_at", "statement__year", "statement__slug")
    newest = news.select_related("statement").only(*fields).order_by("-issued_at", "-statement")[:MOST_NEWS]
    told = [
        {
            "address": request.build_absolute_uri(one.get_absolute_url()),
            "language": one.language,
            "issued_at": timezone.localtime(one.issued_at),
            "title": legal(one.headline),
        }
        for one in newest
    ]
    return _xml(
        request, "news_sitemap", told=told, newsroom_called=legal(newsroom_name(newsroom_of(request)))
    )


def _statements(request: HttpRequest, editions: EditionQuerySet) -> Iterator[Place]:
    fields = ("language", "public_from", "statement__year", "statement__slug", "statement__translation_of")
    rows = editions.select_related("statement").only(*fields).annotate(family=FAMILY)
    for _family, members in groupby(
        rows.order_by("family", "statement"), lambda row: getattr(row, "family", 0)
    ):
        group = [(one, request.build_absolute_uri(one.get_absolute_url())) for one in members]
        versions = [(one.language, address) for one, address in group]
        yield from (Place(address, versions, timezone.localtime(one.public_from)) for one, address in group)


def _pages(request: HttpRequest, at: datetime) -> Iterator[Place]:
    for name, arguments in _routes(at):
        versions = []
        for language, _name in settings.LANGUAGES:
            with override(language):
                versions.append((language, request.build_absolute_uri(reverse(name, args=arguments))))
        yield from (Place(address, versions) for _language, address in versions)


def _routes(at: datetime) -> Iterable[tuple[str, list[Any]]]:
    """The routes of pages that are no statements, with their arguments."""
    yield from ((name, []) for name in PAGES)
    subjects = Subject.objects.public(at).order_by("kind", "slug").values_list("kind", "slug")
    yield from ((kind, [slug]) for kind, slug in subjects)  # the routes bear the names of the kinds
    yield from (("topic", [slug]) for slug in Topic.objects.public(at).values_list("slug", flat=True))
    yield from (("body", [slug]) for slug in speakers.known(at).values_list("slug", flat=True))
    public = Edition.objects.public(at).order_by()
    months = list(public.values_list(TruncMonth("issued_at"), flat=True).distinct())
    yield from (("year", [year]) for year in sorted({month.year for month in months}))
    yield from (("month", [month.year, month.month]) for month in sorted(months))


def _xml(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"pressoffice/{name}.xml", context, content_type=XML)
