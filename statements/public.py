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
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .bounded import TookTooLong, bounded
from .freshness import Stretch, remember, remembered, stretch

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
TooLong = Callable[[HttpRequest, str], HttpResponse]

TOO_LONG = gettext_lazy(
    "What you asked for could not be found in time, so we stopped looking. "
    "Ask for less: more or rarer words, a topic, a year."
)
CONDITIONS = {"If-None-Match", "If-Modified-Since"}
# The same for every page at every moment: a header that counted down would announce an embargo's minute.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, must-revalidate"
# What a cache in front is told to let go of (`pressoffice.front_caches`): all that is public hangs together.
SURROGATE_KEY = "public"
CONSTANT = {"Cache-Control": CACHE_CONTROL, "Surrogate-Key": SURROGATE_KEY}

TO_ALL = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Last-Modified"}
BEFOREHAND = {  # what a browser asks before it sends a condition
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}


def public(too_long: TooLong) -> Callable[[View[P]], View[P]]:
    """Let a view answer GET and HEAD, under the public headers; every other method gets 405.

    `too_long` answers whoever asks for what takes too long, from the sentence that says so: in the form in
    which they would have got the rest. Where nothing can be sent, nothing is asked of a sender either: with
    that question first, the answer to a POST would be about a token.
    """

    def decorated(view: View[P]) -> View[P]:
        @wraps(view)
        def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            at = timezone.now()
            try:
                with bounded():
                    now = stretch(request, at)
                    if unchanged := _unchanged(request, now, at):
                        return unchanged
                    response = view(request, *args, **kwargs)
            except TookTooLong:
                return _not_kept(too_long(request, str(TOO_LONG)))
            if response.status_code == HTTPStatus.OK:
                _dated(response, now, at)
            answer = under_public_headers(request, response)
            if response.status_code == HTTPStatus.OK:
                remember(request, response["ETag"], now)  # the answer may be 412, which has none
            vars(answer)["stretch"] = now  # for the page cache: how long it holds, read before it was made
            return answer

        safe = csrf_exempt(require_safe(page))
        vars(safe)["is_public"] = True  # for the page cache
        return safe

    return decorated


def _in_our_design(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "too_long.html", {"sentence": sentence}, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _plainly(request: HttpRequest, sentence: str) -> HttpResponse:
    return HttpResponse(
        f"{sentence}\n", content_type="text/plain; charset=utf-8", status=HTTPStatus.SERVICE_UNAVAILABLE
    )


public_page = public(_in_our_design)
public_file = public(_plainly)  # what a program fetches: a feed, a spreadsheet, a calendar


def open_to_all(view: View[P]) -> View[P]:
    """Let scripts of any site read the answers of this public page (CORS): they depend on nobody's cookie."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=TO_ALL | BEFOREHAND)
        response = view(request, *args, **kwargs)
        for name, value in TO_ALL.items():
            response[name] = value
        return response

    return page


def _not_kept(answer: HttpResponse) -> HttpResponse:
    """Of what may be another in a minute."""
    answer["Cache-Control"], answer["Retry-After"] = "no-store", "60"
    return answer


def under_public_headers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response with the constant headers; 304 where the asker has these very bytes."""
    for name, value in CONSTANT.items():
        response[name] = value
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
    empty = HttpResponse(headers={**CONSTANT, "ETag": etag})
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
