"""The record for outsiders: the digest of every edition, by year, and of the chain of steps as a day ended.

Who keeps a copy notices what is changed quietly: a digest that is another, an edition that is gone, a chain
in which the end of that day does not stand any more (`check_record --anchor`).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from .formats.beside import json_answer
from .models import Edition
from .models.editions import EditionQuerySet
from .models.record import digest_of_last_step, utc_text
from .public import open_to_all, public_file


@open_to_all
@public_file
def record(request: HttpRequest) -> HttpResponse:
    """The years, with how many editions each has on record, and the end of the chain of yesterday."""
    years = _on_record(timezone.now()).values_list("statement__year").annotate(Count("pk"))
    told = {
        "chain": _end_of_chain(timezone.localdate() - timedelta(days=1)),
        "years": [
            {"year": year, "editions": editions, "address": _whole(request, year)}
            for year, editions in years.order_by("-statement__year")
        ],
    }
    return json_answer(told)


@open_to_all
@public_file
def record_of_year(request: HttpRequest, year: int) -> HttpResponse:
    """Every edition on record of the statements numbered in this year, by reference."""
    rows = _on_record(timezone.now()).filter(statement__year=year).order_by("statement__reference", "number")
    told = rows.values_list("statement__reference", "number", "public_from", "digest")
    editions = [
        {"reference": reference, "edition": number, "public_from": utc_text(public_from), "digest": digest}
        for reference, number, public_from, digest in told
    ]
    if not editions:
        raise Http404
    return json_answer({"year": year, "editions": editions})


def _on_record(at: datetime) -> EditionQuerySet:
    return Edition.objects.on_record(at).order_by()


def _end_of_chain(day: date) -> dict[str, str] | None:
    """The digest of the last step of this day in the newsroom's time; not its number, which counts drafts."""
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    last = digest_of_last_step(midnight)
    return {"day": day.isoformat(), "digest": last} if last else None


def _whole(request: HttpRequest, year: int) -> str:
    return request.build_absolute_uri(reverse("record_of_year", args=[year]))
