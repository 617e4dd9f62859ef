"""The archive as a feed, in Atom, RSS and JSON: the same query string, the same statements, in full."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from .archive import Search
from .formats.listed import listed
from .lists import A_PAGE, OLDEST, bare_for_lists, read_besides, whole
from .models import Edition, Kind, Withdrawal
from .models.editions import NOTICE_OF_WITHDRAWAL, EditionQuerySet
from .models.files import Use, lead_images
from .public import public_file
from .speakers import newsroom_name, newsroom_of

NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # when an empty feed was updated: a time that never changes
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


class AtomFeed(Atom1Feed):
    """Atom with the text's language on each entry and its full text as content."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        """The newest `updated` of an entry; an empty feed must not seem new at every look."""
        return latest(self.items)


class RssFeed(Rss201rev2Feed):
    """RSS 2.0 with what it has no words of its own for: author, language, last change and full text."""

    def root_attributes(self) -> dict[str, Any]:
        content, dublin_core = "http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/"
        return {**super().root_attributes(), "xmlns:content": content, "xmlns:dc": dublin_core}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("dc:language", item["language"])
        handler.addQuickElement("atom:updated", item["updateddate"].isoformat())
        handler.addQuickElement("content:encoded", item["content"])

    def latest_post_date(self) -> datetime:
        """As in Atom."""
        return latest(self.items)


def latest(entries: list[dict[str, Any]]) -> datetime:
    """The newest change of an entry; a time that stays where there is none."""
    return max((entry["updateddate"] for entry in entries), default=NEVER)


@public_file
def atom(request: HttpRequest) -> HttpResponse:
    """The page of the archive that the query string asks for, as Atom."""
    return _answer(request, "feed", lambda feed: xml(AtomFeed, feed, subtitle=feed.subtitle or None))


@public_file
def rss(request: HttpRequest) -> HttpResponse:
    """The same as RSS, whose descriptions readers take for HTML, that of the whole feed too."""

    def write(feed: Feed) -> HttpResponse:
        return xml(RssFeed, feed, description=escape(feed.subtitle or feed.title))

    return _answer(request, "rss", write)


@public_file
def json_feed(request: HttpRequest) -> HttpResponse:
    """The same as JSON Feed 1.1."""
    return _answer(request, "json_feed", _json)


def lost(search: Search) -> HttpResponse | None:
    """The answer where a filter cannot be read: whoever subscribed did not ask for all statements."""
    words = "\n".join(search.remarks)
    return HttpResponseNotFound(words, content_type="text/plain; charset=utf-8") if search.is_lost else None


def _answer(request: HttpRequest, name: str, write: Callable[[Feed], HttpResponse]) -> HttpResponse:
    search = Search(request.GET, timezone.now())
    return lost(search) or write(_feed(request, name, search))


def _feed(request: HttpRequest, name: str, search: Search) -> Feed:
    settled = newsroom_of(request)
    newsroom = legal(newsroom_name(settled))
    return Feed(
        title=f"{newsroom}: {legal(what_it_holds(search))}",
        link=request.build_absolute_uri(with_query(reverse("archive"), search)),
        own=request.build_absolute_uri(with_query(reverse(name), search)),
        tag=tag(request, with_query("statements", search)),
        subtitle=legal(settled.tagline),
        newsroom=newsroom,
        entries=entries(request, search),
    )


def entries(request: HttpRequest, search: Search) -> list[dict[str, Any]]:
    """The statements of one page of the archive, and on its first what was withdrawn of late."""
    editions = search.page(by_time=True, read=whole).editions
    if search.place is None:
        editions = sorted(
            [*editions, *withdrawn_of_late(search)], key=_issued, reverse=search.order != OLDEST
        )
    read_besides(editions)
    leads = lead_images(editions)
    return [entry(request, edition, leads.get(edition.pk)) for edition in editions]


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
    return HttpResponse(f"{written}\n", content_type="application/feed+json")


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
        "content": legal(render_to_string("statements/feed_entry.html", context)),
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


def _issued(edition: Edition) -> tuple[datetime, int]:
    return edition.issued_at, edition.statement_id


def with_query(path: str, search: Search) -> str:
    query = search.query()
    return f"{path}?{query}" if query else path
