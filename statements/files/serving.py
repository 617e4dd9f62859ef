"""How the bytes of a file go out: whole or in part (RFC 9110), by this process or by the server in front.

Whether somebody may have them has been asked before.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from statements.models import File

from . import store

logger = logging.getLogger(__name__)

A_PIECE = 64 * 1024  # bytes
# What a browser may do with a file that is opened by itself: show it, and nothing else.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
_RANGE = re.compile("bytes=([0-9]{0,18})-([0-9]{0,18})")


def hand_out(request: HttpRequest, file: File, name: str, width: int = 0) -> HttpResponseBase:
    """The answer with a file's bytes, or those of its rendition of this width, under the name."""
    path = store.path(file, width)
    if not path.is_file():
        logger.error("The bytes of file %s are not in FILES_ROOT.", file)
        raise Http404
    response = _by_front_server(file, width) or _by_this_process(request, path, _etag(file, width))
    response["Content-Type"] = file.media(width)
    response["Content-Disposition"] = _disposition(file, name, width)
    response["Content-Security-Policy"] = POLICY
    response["ETag"] = _etag(file, width)
    return response


def _disposition(file: File, name: str, width: int) -> str:
    """Pictures are shown, all else is saved, each under its name."""
    called = f"{name.rpartition('.')[0]}.webp" if width else name
    return content_disposition_header(not file.is_picture, called) or "attachment"


def _etag(file: File, width: int) -> str:
    return f'"{file.sha256[:32]}-{width}"'


def _by_front_server(file: File, width: int) -> HttpResponseBase | None:
    """The word to the server in front to send the file itself; None where there is none that can."""
    folder = settings.FILES_BY_FRONT_SERVER
    if not folder:
        return None
    response = HttpResponse()
    response["X-Accel-Redirect"] = f"{folder.rstrip('/')}/{store.place(file, width)}"
    return response


def _by_this_process(request: HttpRequest, path: Path, etag: str) -> HttpResponseBase:
    size = path.stat().st_size
    asked = _asked(request, etag, size)
    if asked is None:
        return _piece(path, range(size), HTTPStatus.OK)
    if not asked:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    partial = _piece(path, asked, HTTPStatus.PARTIAL_CONTENT)
    partial["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{size}"
    return partial


def _asked(request: HttpRequest, etag: str, size: int) -> range | None:
    """The bytes asked for; none of them where there are none such; None where the whole is to be sent.

    Several ranges at once, a unit but bytes, or a part of other bytes than these (If-Range) get the whole.
    """
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or match is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _piece(path: Path, part: range, status: HTTPStatus) -> HttpResponseBase:
    response = StreamingHttpResponse(_read(path, part), status=status)
    response["Content-Length"] = str(len(part))
    response["Accept-Ranges"] = "bytes"
    return response


def _read(path: Path, part: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(A_PIECE, left))):
            left -= len(piece)
            yield piece
