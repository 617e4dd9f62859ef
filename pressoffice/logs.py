"""What the house writes to its log: a line of JSON for each event, with the number of its request.

No word of a text gets into it. Others' messages are written without their arguments, errors without what they
say (a database quotes the row it refuses): their kind and the lines of code they came by are enough.
"""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

OWN = ("pressoffice", "statements", "campaigns")  # whose messages hold nothing they ought not
A_NUMBER = re.compile(r"[0-9A-Za-z-]{8,64}")
request_number: ContextVar[str] = ContextVar("request_number", default="")
requests = logging.getLogger("pressoffice.requests")


class RequestLog:
    """Gives each request its number, or takes the front server's, and writes one line when it is answered.

    The line names the route and no address: in addresses stand guessed headlines, words searched for at the
    desk, and the tokens of links.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request under its number."""
        begun, number = time.monotonic(), request_number.set(_number(request))
        try:
            response = self.get_response(request)
            requests.info("answered", extra={"facts": _facts(request, response, time.monotonic() - begun)})
        finally:
            request_number.reset(number)
        return response


class JsonLines(logging.Formatter):
    """One line of JSON for a record: time in UTC, level, who says it, what, and the facts of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "by": record.name,
            "says": words_of(record),
            "request": request_number.get(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            said["error"] = list(error_lines(record.exc_info[1]))
        return json.dumps({name: value for name, value in said.items() if value != ""}, ensure_ascii=False)


def words_of(record: logging.LogRecord) -> str:
    """A record's message; another library's without arguments, nothing where they are filled in."""
    if record.name.split(".")[0] in OWN:
        return record.getMessage()
    return str(record.msg) if record.args else ""


def error_lines(error: BaseException) -> Iterator[str]:
    """An error and what caused it: its kind, and where it passed, never what it says."""
    number = getattr(error, "errno", None) or getattr(error, "sqlstate", None)
    yield f"{type(error).__module__}.{type(error).__name__}{f' {number}' if number else ''}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
    if cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        yield from error_lines(cause)


def _number(request: HttpRequest) -> str:
    """The number a front server we trust has given it, or a new one."""
    given = request.headers.get("X-Request-ID", "")
    is_trusted = settings.TRUSTED_PROXIES and A_NUMBER.fullmatch(given)
    return given if is_trusted else uuid4().hex


def _facts(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, Any]:
    match = request.resolver_match
    return {
        "method": request.method,
        "route": match.view_name or match.route if match else "",
        "status": response.status_code,
        "ms": round(seconds * 1000),
    }


def _short(path: str) -> str:
    """A file's path from its package on, without where this machine keeps it."""
    parts = Path(path).parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.removeprefix(f"{settings.BASE_DIR}/")
