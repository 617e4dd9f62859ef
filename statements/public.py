"""What every public page answers alike: GET and HEAD only, constant headers, an ETag of its bytes.

Who has these bytes is told so without their being made anew, while the ETag remembered for the address holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .freshness import Stretch, remember, remembered, stretch

P = ParamSpec("P")

CONDITIONS = {"If-None-Match", "If-Modified-Since"}
# The same for every page at every moment: a header that counted down would announce an embargo's minute.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, must-revalidate"


def public_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let the view answer GET and HEAD, under the public headers; every other method gets 405.

    Where nothing can be sent, nothing is asked of a sender either: with that question first, the answer to a
    POST would be about a token.
    """

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        at = timezone.now()
        now = stretch(request, at)
        if unchanged := _unchanged(request, now, at):
            return unchanged
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            _dated(response, now, at)
            answer = under_public_headers(request, response)
            remember(request, response["ETag"], now)  # the answer may be 412, which has none
            return answer
        return under_public_headers(request, response)

    return csrf_exempt(require_safe(page))


def under_public_headers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response with the constant headers; 304 where the asker has these very bytes."""
    response["Cache-Control"] = CACHE_CONTROL
    etag = response.get("ETag") or _etag(response)
    response["ETag"] = etag
    modified = response.get("Last-Modified")
    dated = parse_http_date(modified) if modified else None
    found = get_conditional_response(request, etag, dated, cast(HttpResponse, response))
    return found or response


def _unchanged(request: HttpRequest, now: Stretch, at: datetime) -> HttpResponseBase | None:
    """The answer to whoever has these bytes already (304), without a look at what they say."""
    if not CONDITIONS & request.headers.keys() or not (etag := remembered(request, at, now)):
        return None
    empty = HttpResponse(headers={"Cache-Control": CACHE_CONTROL, "ETag": etag})
    _dated(empty, now, at)
    answer = get_conditional_response(request, etag, parse_http_date(empty["Last-Modified"]), empty)
    return answer if answer is not empty else None


def _dated(response: HttpResponseBase, now: Stretch, at: datetime) -> None:
    """Say when readers last saw something change: of the newsroom as a whole, never of what is to come."""
    response["Last-Modified"] = http_date(int(min(now.changed_at, at).timestamp()))


def _etag(response: HttpResponseBase) -> str:
    """The hash of a page's bytes; what streams brings its own."""
    content: bytes = getattr(response, "content", b"")
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
