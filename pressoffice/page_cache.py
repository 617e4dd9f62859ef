"""The page cache: a layer before Django that hands finished answers to readers, under the public epoch.

What is kept was asked for in nobody's name: the request that Django sees for it has no header but the host's,
and its query string in one order. So nothing that is sent can end up in what others get. Who is signed in,
sends something, asks for a part or puts a condition of their own is answered by Django itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from threading import Event, Lock
from typing import Any, cast

from django.conf import settings
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from statements.freshness import Stretch

from .epoch_watch import EpochWatch, read_epoch
from .finished import Finished, Form
from .kept_pages import KeptPages

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

KEPT = {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.GONE}
# What only the answer to this one request can regard, beside a person's cookie.
OWN_WISHES = (
    "HTTP_RANGE",
    "HTTP_IF_RANGE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_AUTHORIZATION",
)
IN_PARTS = {"file", "rendition"}  # routes that stream, and are asked for in parts
# What others append to an address to follow people; the API refuses parameters it does not know, these too.
FOLLOWING = re.compile(r"(?:utm_[a-z_]+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|twclid|ref_src)(?:=|$)")
PATIENCE = 5  # seconds that a request waits for another that makes the same page; then it makes its own


class PageCache:
    """Answers from what is kept, or has `application` (Django) make it once and keeps it."""

    def __init__(
        self,
        application: Application,
        room: int,
        epoch: EpochWatch | None = None,
    ) -> None:
        self.application = application
        self.pages = KeptPages(room)
        self.epoch = epoch or EpochWatch(read_epoch)
        self._believed = believed_headers()
        self._own_cookies = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")
        self._making: dict[str, Event] = {}
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Serve one request (PEP 3333)."""
        if not self._is_for_all(environ):
            return self.application(environ, start_response)
        key = key_of(environ, self._believed)
        page = self._kept(key)
        if page is None:
            if not is_public(environ.get("PATH_INFO", "")):
                return self.application(environ, start_response)
            page = self._made(key, environ)
        status, headers, body = page.answer(environ)
        start_response(status, headers)
        return body

    def _is_for_all(self, environ: Environ) -> bool:
        """Whether this request is anybody's."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not environ.keys().isdisjoint(OWN_WISHES):
            return False
        cookies = environ.get("HTTP_COOKIE")
        return not (cookies and any(name in cookies for name in self._own_cookies))

    def _kept(self, key: str) -> Finished | None:
        """The page of this key where it holds now, in every process's eyes."""
        epoch = self.epoch.now()
        page = self.pages.get(key)
        if page is None or page.stretch is None or epoch is None:
            return None
        return page if page.stretch.holds(datetime.now(UTC), epoch) else None

    def _made(self, key: str, environ: Environ) -> Finished:
        """The page, made by this request, or by the one that was first and kept."""
        with self._turn(key) as is_first:
            if not is_first and (page := self._kept(key)):
                return page
            page = self._make(environ)
            if page.stretch:
                self.epoch.saw(page.stretch.epoch)
                self.pages.put(key, page)
            return page

    @contextmanager
    def _turn(self, key: str) -> Iterator[bool]:
        """Be the first to make a page, or wait for whoever is."""
        with self._lock:
            waited_for = self._making.get(key)
            if waited_for is None:
                self._making[key] = Event()
        if waited_for:
            waited_for.wait(PATIENCE)
            yield False
            return
        try:
            yield True
        finally:
            with self._lock:
                self._making.pop(key).set()

    def _make(self, environ: Environ) -> Finished:
        """What Django answers to nobody in particular."""
        told: list[Any] = []
        bare = asked_by_nobody(environ, self._believed)
        answer = cast(HttpResponseBase, self.application(bare, lambda *head, **_more: told.extend(head)))
        try:
            status, headers = told[:2]
            stretch = getattr(answer, "stretch", None)
            if isinstance(stretch, Stretch) and is_for_keeping(answer, headers):
                return Finished.for_all(status, headers, b"".join(answer), stretch)
            return Finished(status, Form(headers, b"".join(answer), []), None)
        finally:
            answer.close()


def key_of(environ: Environ, believed: Sequence[str]) -> str:
    """What tells one page from another: all of a request that Django may put into a public answer."""
    get, path = environ.get, environ.get("PATH_INFO", "")
    host = get("HTTP_HOST") or f"{get('SERVER_NAME')}:{get('SERVER_PORT')}"
    query = canonical(get("QUERY_STRING", ""), path)
    told = [get(name, "") for name in believed]
    return "\n".join((environ["wsgi.url_scheme"], host, *told, get("SCRIPT_NAME", ""), path, query))


def believed_headers() -> list[str]:
    """The headers of a front server that the settings let Django believe, as WSGI names them."""
    proxy = settings.SECURE_PROXY_SSL_HEADER
    of_the_host = {
        "HTTP_X_FORWARDED_HOST": settings.USE_X_FORWARDED_HOST,
        "HTTP_X_FORWARDED_PORT": settings.USE_X_FORWARDED_PORT,
    }
    return [*([proxy[0]] if proxy else []), *(name for name, is_so in of_the_host.items() if is_so)]


def canonical(query: str, path: str) -> str:
    """The query string, its parameters by name and then as they stood, without those that follow people."""
    if not query:
        return ""
    parts = [part for part in query.split("&") if part]
    if not path.startswith("/api/"):
        parts = [part for part in parts if not FOLLOWING.match(part)]
    return "&".join(sorted(parts, key=lambda part: part.partition("=")[0]))


def asked_by_nobody(environ: Environ, believed: Sequence[str]) -> Environ:
    """The request without whatever might tell one reader from another; its number is for the log alone."""
    kept = {"HTTP_HOST", "HTTP_X_REQUEST_ID", *believed}
    bare = {name: value for name, value in environ.items() if not name.startswith("HTTP_") or name in kept}
    query = canonical(environ.get("QUERY_STRING", ""), environ.get("PATH_INFO", ""))
    nothing = {"CONTENT_LENGTH": "", "CONTENT_TYPE": "", "wsgi.input": BytesIO()}
    return {**bare, **nothing, "REQUEST_METHOD": "GET", "QUERY_STRING": query}


def is_public(path: str) -> bool:
    """Whether a public page stands at this path, one that is asked for whole."""
    written = path.encode("latin-1", "replace").decode("utf-8", "replace")  # PEP 3333
    with override(get_language_from_path(written) or settings.LANGUAGE_CODE):
        try:
            match = resolve(written)
        except Resolver404:
            return False
    return bool(getattr(match.func, "is_public", False)) and match.url_name not in IN_PARTS


def is_for_keeping(answer: HttpResponseBase, headers: list[tuple[str, str]]) -> bool:
    """Whether anybody may get this very answer."""
    named = {name.lower() for name, _value in headers}
    private = {"set-cookie", "vary", "content-encoding"} & named
    return answer.status_code in KEPT and not answer.streaming and not private
