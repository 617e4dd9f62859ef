"""The page for the press: whom to ring, how to cite, how to make sure, what there is to take along."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from . import speakers
from .formats.citations import apa, chicago
from .formats.said import said
from .handout import as_published
from .models import Edition, IssuingBody, PressContact
from .on_record import find
from .public import public_page


@public_page
def press(request: HttpRequest) -> HttpResponse:
    """Everybody journalists may ring today, by body; how to cite, shown on the newest statement."""
    at = timezone.now()
    whole = speakers.contacts_of_the_newsroom(speakers.newsroom_of(request))
    return render(
        request,
        "statements/press.html",
        {"desks": desks(at, besides=whole), "example": _example(request, at)},
    )


def desks(at: datetime, besides: list[PressContact]) -> list[tuple[IssuingBody, list[PressContact]]]:
    """The published contacts of the bodies readers know, by body; without those `besides`."""
    published = PressContact.objects.filter(is_published=True, body__in=speakers.known(at))
    others = published.exclude(pk__in=[contact.pk for contact in besides])
    per_body: dict[IssuingBody, list[PressContact]] = {}
    for contact in others.select_related("body").order_by("body__path", "name", "pk"):
        per_body.setdefault(contact.body, []).append(contact)
    return list(per_body.items())


def _example(request: HttpRequest, at: datetime) -> dict[str, object] | None:
    """How the newest statement is cited, in its language; None while there is none."""
    newest = Edition.objects.public(at).filter(already_issued_on=None).order_by("-issued_at", "-statement")
    key = newest.values_list("statement", flat=True).first()
    found = find(at, pk=key) if key else None
    if found is None or not found.editions:
        return None
    one = said(request, found)
    with as_published(found.edition):
        styles = [("APA", apa(one)), ("Chicago", chicago(one))]
    return {
        "reference": one.reference,
        "short": one.short_address,
        "language": one.language,
        "styles": styles,
    }
