"""What every public page answers alike: GET and HEAD only, constant headers, an ETag of its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

P = ParamSpec("P")

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
        return under_public_headers(request, view(request, *args, **kwargs))

    return csrf_exempt(require_safe(page))


def under_public_headers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response with the constant headers; 304 where the asker has these very bytes."""
    response["Cache-Control"] = CACHE_CONTROL
    etag = response.get("ETag") or _etag(response)
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=cast(HttpResponse, response)) or response


def _etag(response: HttpResponseBase) -> str:
    """The hash of a page's bytes; what streams brings its own."""
    content: bytes = getattr(response, "content", b"")
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
