"""A demand for programs: what was said of it and what came of it, as a feed, as JSON and as a table."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from statements import feeds
from statements.archive import Search
from statements.formats.beside import json_answer
from statements.lists import A_PAGE
from statements.models.languages import language_shown
from statements.public import open_to_all, public_file
from statements.speakers import newsroom_name, newsroom_of
from statements.spreadsheet import lines
from statements.xml_feeds import AtomFeed

from .demand_list import rows
from .models import Demand, DemandUpdate, Evidence
from .one_demand import around, found
from .timeline import Entry, Mentioned, Updated, timeline


@public_file
def atom(request: HttpRequest, slug: str) -> HttpResponse:
    """The statements that mention it, as the archive's feed tells of them, and its updates, as Atom."""
    at = timezone.now()
    demand = found(slug, at)
    search = Search(QueryDict(f"demand={demand.slug}"), at)
    entries = [
        *feeds.entries(request, feeds.editions_of(search)),
        *(_entry(request, demand, one) for one in _newest(demand, at)),
    ]
    newsroom = feeds.legal(newsroom_name(newsroom_of(request)))
    title = feeds.legal(demand.title)
    feed = feeds.Feed(
        title=f"{newsroom}: {title}",
        link=_page(request, demand),
        own=request.build_absolute_uri(reverse("demand_feed", args=[demand.slug])),
        tag=feeds.tag(request, f"demands/{demand.slug}"),
        subtitle=feeds.legal(demand.wording),
        newsroom=newsroom,
        entries=sorted(entries, key=lambda entry: entry["pubdate"], reverse=True),
    )
    return feeds.xml(AtomFeed, feed, subtitle=feed.subtitle)


@open_to_all
@public_file
def json(request: HttpRequest, slug: str) -> HttpResponse:
    """All its page shows: its words in every language, where it stands, its time with the evidence."""
    at = timezone.now()
    return json_answer(_told(request, found(slug, at), at))


@public_file
def csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Its time as a table, a row for each statement and each update."""
    at = timezone.now()
    demand = found(slug, at)
    heads: list[object] = [
        _("Day"), _("What happened"), _("Status"), _("Language"), _("Text"), _("In the words"), _("Address"),
        _("Evidence"),
    ]  # fmt: skip
    table = [heads, *(_cells(request, demand, entry) for entry in timeline(demand, at).entries)]
    response = HttpResponse("".join(lines(table)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{demand.slug}.csv"'
    return response


def _newest(demand: Demand, at: datetime) -> list[DemandUpdate]:
    updates = DemandUpdate.objects.public(at).filter(subject=demand.pk).select_related("status")
    return list(updates.with_evidence().order_by("-decided_at")[:A_PAGE])


def _entry(request: HttpRequest, demand: Demand, update: DemandUpdate) -> dict[str, Any]:
    """An update as an entry of a feed, under the time at which it became public."""
    context = {"update": update, "site": request.build_absolute_uri("/").rstrip("/")}
    content = render_to_string("campaigns/_update.html", context)
    told = timezone.localtime(update.decided_at)
    return {
        "title": feeds.legal(f"{update.get_kind_display()}: {demand.title}"),
        "link": _page(request, demand),
        "unique_id": feeds.tag(request, f"demands/{demand.slug}/updates/{update.number}"),
        "language": language_shown(update.texts),
        "author_name": feeds.legal(demand.body.name),
        "categories": [feeds.legal(update.status.name)] if update.status else [],
        "pubdate": told,
        "updateddate": told,
        "description": feeds.legal(escape(update.text)),
        "summary": feeds.legal(update.text),
        "content": feeds.legal(content),
        "enclosures": [],
    }


def _told(request: HttpRequest, demand: Demand, at: datetime) -> dict[str, Any]:
    row, belongs = rows([demand], at)[0], around(demand, at)
    stands, said = row.followed, row.raised
    return {
        "slug": demand.slug,
        "address": _page(request, demand),
        "title": demand.titles,
        "wording": demand.wordings,
        "summary": demand.summaries,
        "kind": demand.nature,
        "asked_of": [
            {
                "slug": ask.addressee.slug,
                "name": ask.addressee.titles,
                "holder": ask.holder,
                "in_copy": ask.is_copy,
            }
            for ask in row.asked
        ],
        "body": demand.body.slug,
        "point_of": belongs["parent"].slug if belongs["parent"] else None,
        "campaigns": [one.slug for one in belongs["campaigns"]],
        "causes": [one.slug for one in belongs["causes"]],
        "raised_on": _iso(demand.raised_on),
        "deadline": _iso(demand.deadline),
        "status": {"type": stands.type, "name": stands.label, "since": _iso(stands.since)},
        "overdue_promise": _iso(stands.overdue),
        "statements": said.times if said else 0,
        "statements_since": _iso(timezone.localdate(said.since)) if said else None,
        "timeline": [_happened(request, entry) for entry in timeline(demand, at).entries],
        "digest": demand.digest,
    }


def _happened(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """A day of its time: a statement with what it says of it, or an update with its evidence."""
    told: dict[str, Any] = {"day": _iso(entry.day)}
    if isinstance(entry, Mentioned):
        told |= {
            "statement": entry.edition.statement.reference,
            "address": request.build_absolute_uri(entry.edition.get_absolute_url()),
            "language": entry.edition.language,
            "headline": entry.edition.headline,
            "relation": entry.mention.relation,
            "quote": entry.mention.quote,
            "paragraph": entry.mention.paragraph,
        }
    if isinstance(entry, Updated):
        update = entry.update
        told |= {
            "update": update.number,
            "kind": update.kind,
            "status": update.status.type if update.status else None,
            "text": update.texts,
            "promised_for": _iso(update.due_on),
            "evidence": [_shown(request, one) for one in update.evidence.all()],
        }
    return told


def _cells(request: HttpRequest, demand: Demand, entry: Entry) -> list[object]:
    said: list[object] = []
    if isinstance(entry, Mentioned):
        edition = entry.edition
        address = request.build_absolute_uri(edition.get_absolute_url())
        said = ["", edition.language, edition.headline, entry.mention.quote, address, ""]
    if isinstance(entry, Updated):
        update = entry.update
        evidence = "\n".join(_in_a_line(request, one) for one in update.evidence.all())
        status = update.status.name if update.status else ""
        said = [status, language_shown(update.texts), update.text, "", _page(request, demand), evidence]
    return [_iso(entry.day), entry.what, *said]


def _shown(request: HttpRequest, evidence: Evidence) -> dict[str, Any]:
    """What it says, and where its file is."""
    file = _file(request, evidence)
    return {**evidence.content(), **({"file": file} if file else {})}


def _in_a_line(request: HttpRequest, evidence: Evidence) -> str:
    where = filter(None, (evidence.url, _file(request, evidence)))
    return f"{evidence.get_kind_display()}: {', '.join([evidence.title, evidence.publisher, *where])}"


def _file(request: HttpRequest, evidence: Evidence) -> str:
    return request.build_absolute_uri(evidence.use.address) if evidence.use else ""


def _page(request: HttpRequest, demand: Demand) -> str:
    return request.build_absolute_uri(reverse("demand", args=[demand.slug]))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
