"""The archive as CSV for a spreadsheet: the same query string, more statements at a time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .archive import Search
from .feeds import lost
from .formats.listed import Listed, listed
from .lists import in_short, read_besides
from .public import public_file
from .spreadsheet import lines

MOST = 1000  # rows; the header `Link` says where the next ones are


@public_file
def export(request: HttpRequest) -> HttpResponse:
    """What fits, a row each, the newest edition of every statement."""
    search = Search(request.GET, timezone.now())
    if answer := lost(search):
        return answer
    page = search.page(MOST, by_time=True, read=in_short)
    read_besides(page.editions)
    rows: list[list[object]] = [_heads(), *(_cells(listed(request, edition)) for edition in page.editions)]
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


def _cells(row: Listed) -> list[object]:
    return [
        row.reference,
        row.issued_at.date().isoformat(),
        row.author,
        row.kind_name,
        row.language,
        row.place,
        row.headline,
        row.standfirst,
        ", ".join(name for _slug, name in row.topics),
        row.address,
        row.edition,
        row.change,
        row.change_note,
        row.warning,
        row.digest,
    ]


def _around(request: HttpRequest, search: Search, older: str) -> str:
    """The page these rows are of, and where there are more of them."""
    page = request.build_absolute_uri(f"{reverse('archive')}?{search.query()}")
    links = [f'<{page}>; rel="alternate"; type="text/html"']
    if older:
        further = request.build_absolute_uri(f"{reverse('export')}?{search.query('older', [older])}")
        links.append(f'<{further}>; rel="next"')
    return ", ".join(links)
