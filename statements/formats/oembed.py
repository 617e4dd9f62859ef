"""oEmbed: whoever is given a link to a statement asks here what to show."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language_from_path, override

from statements.on_record import Found, find, reference_as_said, target_address
from statements.public import public_file

from .beside import PLAIN, gone
from .card import oembed
from .said import said

LONGEST = 2000  # characters of an address


@public_file
def embed(request: HttpRequest) -> HttpResponse:
    """The card of the statement at `url`, as JSON; no other form is spoken here."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("json\n", content_type=PLAIN, status=HTTPStatus.NOT_IMPLEMENTED)
    asked = request.GET.get("url", "")
    if not asked:
        return HttpResponse("url?\n", content_type=PLAIN, status=HTTPStatus.BAD_REQUEST)
    found = _found(request, asked[:LONGEST])
    if target := target_address(found):
        query = urlencode({"url": request.build_absolute_uri(target)})
        return HttpResponsePermanentRedirect(f"{request.path}?{query}")
    if words := gone(found):
        return HttpResponse(words, content_type=PLAIN, status=HTTPStatus.GONE)
    told = json.dumps(oembed(said(request, found)), ensure_ascii=False)
    return HttpResponse(f"{told}\n", content_type="application/json")


def _found(request: HttpRequest, address: str) -> Found:
    """The statement that this address of ours leads to."""
    identity = _identity(request, address)
    found = find(timezone.now(), **identity) if identity else None
    if found is None:
        raise Http404
    return found


def _identity(request: HttpRequest, address: str) -> dict[str, Any]:
    try:
        parts = urlsplit(address)
        language = get_language_from_path(parts.path) or settings.LANGUAGE_CODE
        with override(language):
            match = resolve(parts.path)
    except (ValueError, Resolver404):
        return {}
    if parts.netloc != request.get_host():
        return {}
    if match.url_name == "reference":
        return {"reference": reference_as_said(match.kwargs["reference"])}
    return match.kwargs if match.url_name == "statement" else {}
