"""The files of a text behind an outsider's link: at addresses below the link's own, and shut with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from statements.files.serving import hand_out
from statements.models.files import Use
from statements.models.outsiders import OutsidersLink


def uses_behind(link: OutsidersLink, address: str, token: str) -> list[Use]:
    """The files of a link's revision, with their addresses below this one of the link."""

    def addresses_of(number: int) -> Callable[[Use, int], str]:
        return lambda _use, width: reverse(address, args=[token, _signer(link).sign(f"{number}-{width}")])

    uses = Use.of(_entries(link))
    return [replace(use, address_of=addresses_of(number)) for number, use in enumerate(uses)]


def hand_out_behind(request: HttpRequest, link: OutsidersLink, mark: str) -> HttpResponseBase:
    """The file, or its rendition, that a page behind the link named; whoever saw no page has no such mark."""
    try:
        number, width = map(int, _signer(link).unsign(mark).split("-"))
    except BadSignature as guess:
        raise Http404 from guess
    use = Use.of(_entries(link))[number]
    return hand_out(request, use.file, use.name, width)


def _entries(link: OutsidersLink) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = link.revision.content.get("attachments", [])
    return entries


def _signer(link: OutsidersLink) -> Signer:
    return Signer(salt=f"files behind the link {link.token_hash}")
