"""Two editions of a statement compared in public, word by word, as the desk compares them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from .differences import Difference, differences
from .models import Edition
from .on_record import Found
from .public import public_page
from .views import found_or_answer, sealed_page

OF_THE_CHANGE = {"change_kind", "change_note"}  # what an edition says of itself stands over the comparison


@dataclass(frozen=True)
class Comparison:
    """What became of one edition in a later one."""

    before: Edition
    after: Edition

    @cached_property
    def differences(self) -> list[Difference]:
        """The fields in which they differ, without what each says of its own change."""
        told = differences(self.before.content(), self.after.content())
        return [difference for difference in told if difference.field not in OF_THE_CHANGE]


@public_page
def editions(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The public history of a statement, newest first; `?from=1&to=2` leads to what differs between two."""
    found = found_or_answer(request, year, slug, "editions/")
    if isinstance(found, HttpResponse):
        return found
    remark = ""
    if {"from", "to"} & set(request.GET):
        wanted = chosen(request, found)
        if len(wanted) == 2:
            return HttpResponsePermanentRedirect(address(found, *sorted(wanted)))
        remark = _("Choose two different editions of those below.")
    context = {"found": found, "history": found.history(), "remarks": [remark] if remark else []}
    return render(request, "statements/editions.html", context)


def chosen(request: HttpRequest, found: Found) -> set[int]:
    """The numbers of the editions a reader chose, of those there are."""
    known = {str(edition.number): edition.number or 0 for edition in found.editions}
    return {known[value] for name in ("from", "to") if (value := request.GET.get(name, "")) in known}


@public_page
def compare(request: HttpRequest, year: int, slug: str, first: int, second: int) -> HttpResponse:
    """What differs between two editions on record; of a sealed one only its number, time and digest."""
    below = f"editions/{min(first, second)}..{max(first, second)}/"
    found = found_or_answer(request, year, slug, below)
    if isinstance(found, HttpResponse):
        return found
    by_number = {edition.number: edition for edition in found.editions}
    if first == second or not {first, second} <= by_number.keys():
        raise Http404
    compared = Comparison(by_number[first], by_number[second])
    for one in (compared.before, compared.after):
        if one.is_sealed:
            return sealed_page(request, found, one)
    return render(request, "statements/compare.html", {"found": found, "compared": compared})


def address(found: Found, first: int, second: int) -> str:
    """Where two editions are compared, the earlier one named first."""
    return f"{found.address}editions/{first}..{second}/"
