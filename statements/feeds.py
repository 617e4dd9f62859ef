"""The archive as a feed, in Atom, RSS and JSON: the same query string, the same statements, in full."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Enclosure
from django.utils.html import escape
from django.utils.translation import gettext as _

from .archive import Search
from .formats.listed import listed
from .freshness import stretch
from .lists import A_PAGE, OLDEST, bare_for_lists, beginning, read_besides, whole
from .models import Edition, Kind, Withdrawal
from .models.editions import NOTICE_OF_WITHDRAWAL, EditionQuerySet
from .models.files import Use, lead_images
from .public import public_file
from .renderings import kept
from .speakers import newsroom_name, newsroom_of
from .stored import around, stored, values
from .xml_feeds import AtomFeed, RssFeed

JSON_FEED = "application/feed+json"
TAGS_SINCE = 2026  # of tag URIs (RFC 4151): a year in which the newsroom's host was its own
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """What a feed holds, whatever it is written in."""

    title: str
    link: str
    own: str
    tag: str
    subtitle: str
    newsroom: str
    entries: list[dict[str, Any]]


@public_file
def atom(request: HttpRequest) -> HttpResponse:
    """The page of the archive that the query string asks for, as Atom."""

    def write(feed: Feed) -> HttpResponse:
        return xml(AtomFeed, feed, subtitle=feed.subtitle or None)

    return _answer(request, "feed", AtomFeed.content_type, write)


@public_file
def rss(request: HttpRequest) -> HttpResponse:
    """The same as RSS, whose descriptions readers take for HTML, that of the whole feed too."""

    def write(feed: Feed) -> HttpResponse:
        return xml(RssFeed, feed, description=escape(feed.subtitle or feed.title))

    return _answer(request, "rss", RssFeed.content_type, write)


@public_file
def json_feed(request: HttpRequest) -> HttpResponse:
    """The same as JSON Feed 1.1."""
    return _answer(request, "json_feed", JSON_FEED, _json)


def lost(search: Search) -> HttpResponse | None:
    """The answer where a filter cannot be read: whoever subscribed did not ask for all statements."""
    words = "\n".join(search.remarks)
    return HttpResponseNotFound(words, content_type="text/plain; charset=utf-8") if search.is_lost else None


def _answer(
    request: HttpRequest, name: str, media: str, write: Callable[[Feed], HttpResponse]
) -> HttpResponse:
    at = timezone.now()
    search = Search(request.GET, at)

    def written(editions: list[Edition]) -> str:
        return write(_feed(request, name, search, editions)).content.decode()

    def found(editions: list[Edition]) -> list[int]:
        return [one.pk for one in editions if one.is_public(at)]

    now, read, told = partial(beginning, at), partial(editions_of, search), partial(_told, request, at)
    return lost(search) or HttpResponse(
        stored(request, at, now, read, found, told, written), content_type=media
    )


def _told(request: HttpRequest, at: datetime, editions: list[Edition]) -> Iterator[object]:
    """All that a feed can show of these; for their pictures stands the stretch."""
    yield around(request)
    yield values(editions)
    if any(vars(one).get("attachments", True) for one in editions):  # not read: there may be some
        yield stretch(request, at)


def _feed(request: HttpRequest, name: str, search: Search, editions: list[Edition]) -> Feed:
    settled = newsroom_of(request)
    newsroom = legal(newsroom_name(settled))
    return Feed(
        title=f"{newsroom}: {legal(what_it_holds(search))}",
        link=request.build_absolute_uri(with_query(reverse("archive"), search)),
        own=request.build_absolute_uri(with_query(reverse(name), search)),
        tag=tag(request, with_query("statements", search)),
        subtitle=legal(settled.tagline),
        newsroom=newsroom,
        entries=entries(request, editions),
    )


def entries(request: HttpRequest, editions: list[Edition]) -> list[dict[str, Any]]:
    """These statements as entries."""
    leads = lead_images(editions)
    return [entry(request, edition, leads.get(edition.pk)) for edition in editions]


def editions_of(search: Search) -> list[Edition]:
    """The statements of one page of the archive, and on its first what was withdrawn of late."""
    editions = search.page(by_time=True, read=whole).editions
    if search.place is None:
        editions = sorted(
            [*editions, *withdrawn_of_late(search)],
            key=attrgetter("issued_at", "statement_id"),
            reverse=search.order != OLDEST,
        )
    read_besides(editions)
    return editions


def xml(form: type[AtomFeed | RssFeed], feed: Feed, **further: Any) -> HttpResponse:
    """A feed written in XML."""
    written = form(
        **{"description": None, **further},
        title=feed.title,
        link=feed.link,
        language=settings.LANGUAGE_CODE,
        author_name=feed.newsroom,
        feed_url=feed.own,
        feed_guid=feed.tag,
    )
    for one in feed.entries:
        written.add_item(**one)
    response = HttpResponse(content_type=written.content_type)
    written.write(response, "utf-8")
    return response


def _json(feed: Feed) -> HttpResponse:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.link,
        "feed_url": feed.own,
        "description": feed.subtitle or feed.title,
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": feed.newsroom}],
        "items": [_item(one) for one in feed.entries],
    }
    written = json.dumps(told, ensure_ascii=False, indent=2)
    return HttpResponse(f"{written}\n", content_type=JSON_FEED)


def _item(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry as JSON Feed names its parts."""
    return {
        "id": entry["unique_id"],
        "url": entry["link"],
        "title": entry["title"],
        "summary": entry["summary"],
        "content_html": entry["content"],
        "date_published": entry["pubdate"].isoformat(),
        "date_modified": entry["updateddate"].isoformat(),
        "authors": [{"name": entry["author_name"]}],
        "tags": entry["categories"],
        "language": entry["language"],
        "attachments": [
            {"url": one.url, "mime_type": one.mime_type, "size_in_bytes": int(one.length)}
            for one in entry["enclosures"]
        ],
    }


def entry(request: HttpRequest, edition: Edition, lead: Use | None) -> dict[str, Any]:
    """One statement as an entry; of a withdrawn one the headline and the explanation, not the text."""
    explanation = getattr(edition, "explanation", "")
    title = "%(headline)s" if edition.kind != Kind.NOT_OURS else _("Not our statement: %(headline)s")
    title = _("Withdrawn: %(headline)s") if explanation else title
    row = listed(request, edition)
    context = {"edition": edition, "explanation": explanation, "warning": row.warning}
    return {
        "title": legal(title % {"headline": row.headline}),
        "link": row.address,
        "unique_id": tag(request, row.reference),
        "language": row.language,
        "author_name": legal(row.author),
        "categories": [legal(name) for _slug, name in row.topics],
        "pubdate": row.issued_at,
        "updateddate": timezone.localtime(_updated(edition, bool(explanation))),
        "description": legal(escape(explanation or row.standfirst)),
        "summary": legal(explanation or row.standfirst),
        "content": legal(
            kept("statements/feed_entry.html", context, values([edition]), explanation, row.warning)
        ),
        "enclosures": enclosures(request, lead),
    }


def enclosures(request: HttpRequest, lead: Use | None) -> list[Enclosure]:
    """The lead image of an entry, whole."""
    if lead is None:
        return []
    address = request.build_absolute_uri(lead.address)
    return [Enclosure(address, str(lead.file.size), lead.file.media())]


def withdrawn_of_late(search: Search) -> EditionQuerySet:
    """The editions that a withdrawal ended in the last 30 days, with its `explanation`; no sealed ones."""
    over = "statement__withdrawals__"
    ended = Edition.objects.on_record(search.at).filter(
        Q(**{f"{over}until": None}) | Q(**{f"{over}until__gt": search.at}),
        sealed_at=None,
        **{
            f"{over}kind": Withdrawal.Kind.WITHDRAWN,
            f"{over}in_force_from": F("public_until"),
            f"{over}in_force_from__lte": search.at,
            f"{over}in_force_from__gt": search.at - NOTICE_OF_WITHDRAWAL,
        },
    )
    fitting = bare_for_lists(search.fitting(ended)).annotate(explanation=F(f"{over}explanation"))
    return fitting.order_by("-issued_at")[:A_PAGE]


def what_it_holds(search: Search) -> str:
    """The filters in words, for the feed's title."""
    parts = " ".join(part.words for part in search.parts())
    return _("Statements %(parts)s") % {"parts": parts} if parts else _("Statements")


def tag(request: HttpRequest, what: str) -> str:
    """An identifier that stays, whatever the address becomes."""
    host, _port = split_domain_port(request.get_host())
    return f"tag:{host},{TAGS_SINCE}:{what}"


def legal(written: str) -> str:
    """Text without the characters XML has no way to hold."""
    return _NOT_IN_XML.sub("", written)


def _updated(edition: Edition, is_withdrawn: bool) -> datetime:
    """When readers of the feed should look again; for a first edition its date of issue, be it long past."""
    if is_withdrawn and edition.public_until:
        return edition.public_until
    own = edition.issued_at if edition.number == 1 else edition.public_from
    warned_since: datetime | None = vars(edition).get("warned_since")
    return max(own, warned_since or own)


def with_query(path: str, search: Search) -> str:
    query = search.query()
    return f"{path}?{query}" if query else path
