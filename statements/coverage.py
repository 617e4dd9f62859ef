"""What the archive holds: how many statements a year, a body and a language; as bars and as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .filters import Bodies, Choice, Languages
from .models import Edition
from .public import public_page
from .search.finding import everything


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
    public = Edition.objects.public(at)
    of_year = public.order_by().annotate(year=ExtractYear("issued_at")).values_list("year", "language")
    counted = {(year, code): number for year, code, number in of_year.annotate(number=Count("pk"))}
    return render(request, "statements/coverage.html", _context(counted, at))


def _context(counted: dict[tuple[int, str], int], at: datetime) -> dict[str, Any]:
    public = Edition.objects.public(at)
    found = everything(at)
    per_year: Counter[int] = Counter()
    for (year, _code), number in counted.items():
        per_year[year] += number
    years = range(max(per_year, default=0), min(per_year, default=1) - 1, -1)  # those without any, too
    languages = Languages().offer(found, at)
    return {
        "total": sum(counted.values()),
        "first": public.aggregate(first=Min("issued_at"))["first"],
        "charts": [
            _chart("year", gettext_lazy("By year"), [Choice(str(y), str(y), per_year[y]) for y in years]),
            _chart("body", gettext_lazy("By body"), Bodies().offer(found, at)),
            _chart("language", gettext_lazy("By language"), languages),
        ],
        "languages": languages,
        "rows": [_row(year, languages, counted, per_year[year]) for year in years],
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


def _row(year: int, languages: list[Choice], counted: dict[tuple[int, str], int], total: int) -> Row:
    cells = [(total, urlencode({"year": year}))]
    for one in languages:
        query = urlencode({"language": one.value, "year": year})
        cells.append((counted.get((year, one.value), 0), query))
    return Row(year, cells)
