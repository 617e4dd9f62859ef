"""The archive by date: a page for each year and each month in which something was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import ExtractMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from .lists import FAMILY, listed
from .models import Edition
from .models.content import YEARS
from .models.editions import EditionQuerySet
from .models.search import begin_of
from .public import public_page


@dataclass(frozen=True)
class Span:
    """A year or a month: its name in the reader's language, its page, how many statements it has."""

    name: str
    address: str
    count: int = 0


@public_page
def year(request: HttpRequest, year: int) -> HttpResponse:
    """What was said in a year, by the newsroom's calendar, each statement once; its months."""
    if year not in YEARS:
        raise Http404
    context = _dated(request, date(year, 1, 1), date(year + 1, 1, 1), _year)
    months = context["editions"].annotate(month=ExtractMonth("issued_at")).order_by("month")
    counted = months.values_list("month").annotate(number=Count(FAMILY, distinct=True))
    context["months"] = [_month(date(year, month, 1), number) for month, number in counted]
    return render(request, "statements/dated.html", {**context, "query": f"year={year}"})


@public_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """What was said in a month, each statement once."""
    if year not in YEARS:
        raise Http404
    begin, end = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    context = _dated(request, begin, end, _month)
    days = {"from": begin.isoformat(), "to": (end - timedelta(days=1)).isoformat()}
    context |= {"of_year": _year(begin), "query": urlencode(days)}
    return render(request, "statements/dated.html", context)


def _dated(request: HttpRequest, begin: date, end: date, span: Any) -> dict[str, Any]:
    """The statements of the days from `begin` to before `end`, and what lies before and after."""
    at = timezone.now()
    public = Edition.objects.public(at)
    within = public.filter(issued_at__gte=begin_of(begin), issued_at__lt=begin_of(end))
    page = listed(request.GET, within, at)
    if not page["page"].editions and not within.exists():
        raise Http404
    before = public.filter(issued_at__lt=begin_of(begin)).order_by("-issued_at")
    after = public.filter(issued_at__gte=begin_of(end)).order_by("issued_at")
    return {
        "span": span(begin),
        "earlier": _first(before, span),
        "later": _first(after, span),
        "editions": within,
        **page,
    }


def _first(editions: EditionQuerySet, span: Any) -> Span | None:
    moment = editions.values_list("issued_at", flat=True).first()
    return span(timezone.localdate(moment)) if moment else None


def _year(day: date, count: int = 0) -> Span:
    return Span(f"{day.year:04d}", reverse("year", args=[day.year]), count)


def _month(day: date, count: int = 0) -> Span:
    return Span(date_format(day, "F Y", use_l10n=False), reverse("month", args=[day.year, day.month]), count)
