"""The archive as CSV for a spreadsheet: the same query string, more statements at a time."""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .archive import Search
from .feeds import lost, warned
from .lists import bare_for_lists, besides
from .models import Edition
from .public import public_page
from .speakers import called_then
from .spreadsheet import lines
from .templatetags.newsroom import change

MOST = 1000  # rows; the header `Link` says where the next ones are


@public_page
def export(request: HttpRequest) -> HttpResponse:
    """What fits, a row each, the newest edition of every statement."""
    search = Search(request.GET, timezone.now())
    if answer := lost(search):
        return answer
    page = search.page(MOST, by_time=True, read=lambda those: warned(bare_for_lists(those), search.at))
    prefetch_related_objects(page.editions, *besides())
    rows: list[list[object]] = [_heads(), *(_cells(request, edition) for edition in page.editions)]
    response = HttpResponse("".join(lines(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statements.csv"'
    response["Link"] = _around(request, search, page.older)
    return response


def _heads() -> list[object]:
    return [
        _("Number"), _("Issued on"), _("Issued by"), _("Kind"), _("Language"), _("Place"), _("Headline"),
        _("Summary line"), _("Topics"), _("Address"), _("Edition"), _("Change"), _("What was changed"),
        _("Warning"), _("Digest"),
    ]  # fmt: skip


def _cells(request: HttpRequest, edition: Edition) -> list[object]:
    return [
        edition.statement.reference,
        timezone.localdate(edition.issued_at).isoformat(),
        called_then(edition),
        edition.get_kind_display(),
        edition.language,
        edition.dateline_place,
        edition.headline,
        edition.standfirst,
        ", ".join(filing.tag.label for filing in edition.statement.filings.all()),
        request.build_absolute_uri(edition.get_absolute_url()),
        edition.number,
        change(edition),
        edition.change_note if change(edition) else "",
        vars(edition).get("warning") or "",
        edition.digest,
    ]


def _around(request: HttpRequest, search: Search, older: str) -> str:
    """The page these rows are of, and where there are more of them."""
    page = request.build_absolute_uri(f"{reverse('archive')}?{search.query()}")
    links = [f'<{page}>; rel="alternate"; type="text/html"']
    if older:
        further = request.build_absolute_uri(f"{reverse('export')}?{search.query('older', [older])}")
        links.append(f'<{further}>; rel="next"')
    return ", ".join(links)
