"""What the archive holds: how many statements a year, a body and a language; as bars and as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .filters import Bodies, Choice, Languages
from .models import SearchRow
from .public import public_page
from .search import whole
from .search.finding import Kept, together


@dataclass(frozen=True)
class Bar:
    """One bar: what it counts, and its length in hundredths of the longest."""

    choice: Choice
    length: str
    query: str  # of the archive that lists what it counts


@dataclass(frozen=True)
class Chart:
    """Bars under a heading."""

    name: str
    heading: str | Promise
    bars: list[Bar]


@dataclass(frozen=True)
class Row:
    """A year of the table: its number, in all and in each language, with the query strings behind them."""

    year: int
    cells: list[tuple[int, str]]


@public_page
def coverage(request: HttpRequest) -> HttpResponse:
    """The counts of the archive's lists; each language version counts, as it has a line there."""
    at = timezone.now()
    return render(request, "statements/coverage.html", _context(whole.by_year(at), at))


def _context(by_year: dict[int, whole.Counts], at: datetime) -> dict[str, Any]:
    found, kept = together(by_year), Kept(at)
    counted = {year: counts["language"] for year, counts in by_year.items()}
    years = range(max(counted, default=0), min(counted, default=1) - 1, -1)  # those without any, too
    per_year = {year: counted.get(year, Counter()) for year in years}
    choices = [Choice(str(year), str(year), numbers.total()) for year, numbers in per_year.items()]
    languages = Languages().offer(found, kept)
    first = SearchRow.objects.public(at).order_by("moment").values_list("edition__issued_at", flat=True)
    return {
        "total": found.total,
        "first": first.first(),
        "charts": [
            _chart("year", gettext_lazy("By year"), choices),
            _chart("body", gettext_lazy("By body"), Bodies().offer(found, kept)),
            _chart("language", gettext_lazy("By language"), languages),
        ],
        "languages": languages,
        "rows": [_row(year, languages, numbers) for year, numbers in per_year.items()],
    }


def _chart(name: str, heading: str | Promise, choices: list[Choice]) -> Chart:
    longest = max((choice.count for choice in choices), default=1)
    return Chart(
        name,
        heading,
        [
            Bar(choice, f"{100 * choice.count / longest:.1f}", urlencode({name: choice.value}))
            for choice in choices
        ],
    )


def _row(year: int, languages: list[Choice], counted: Counter[str]) -> Row:
    cells = [(counted.total(), urlencode({"year": year}))]
    for one in languages:
        query = urlencode({"language": one.value, "year": year})
        cells.append((counted[one.value], query))
    return Row(year, cells)
