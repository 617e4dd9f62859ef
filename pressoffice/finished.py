"""A finished answer: its bytes as they are and compressed, its headers, and how it answers a condition."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.http import parse_etags, parse_http_date_safe

from statements.freshness import Stretch

Headers = list[tuple[str, str]]
Answer = tuple[str, Headers, list[bytes]]

COMPRESSED = re.compile(r"(?:text/|application/(?:[a-z0-9.-]+\+)?(?:json|xml)|image/svg)")
SMALLEST = 500  # bytes worth compressing
NO_GZIP = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")
# What a 304 repeats (RFC 9110 15.4.5), and what every answer says.
OF_304 = {"cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary"}
ALWAYS = (
    "access-control-",
    "content-security-",
    "cross-origin-",
    "permissions-",
    "referrer-",
    "strict-",
    "x-",
)
BESIDE = 2000  # bytes that headers and the object take, about


@dataclass(frozen=True)
class Form:
    """The answer in one encoding."""

    headers: Headers
    body: bytes
    unchanged: Headers  # those of the answer that it has not changed


@dataclass(frozen=True)
class Finished:
    """An answer for everybody, and the stretch of time in which it holds."""

    status: str
    plain: Form
    gzipped: Form | None
    stretch: Stretch | None = None  # None: it is for one asker alone, and nothing is compressed or compared

    @classmethod
    def for_all(cls, status: str, headers: Headers, body: bytes, stretch: Stretch) -> Finished:
        """An answer to keep; what is text is compressed once, where that makes it smaller."""
        media = next((value for name, value in headers if name.lower() == "content-type"), "")
        smaller = _smaller(media, body)
        if smaller is None:
            return cls(status, _form(headers, body), None, stretch)
        varying = [*headers, ("Vary", "Accept-Encoding")]
        return cls(status, _form(varying, body), _form(_compressed(varying, len(smaller)), smaller), stretch)

    @cached_property
    def size(self) -> int:
        """The bytes it takes in memory, about."""
        return len(self.plain.body) + (len(self.gzipped.body) if self.gzipped else 0) + BESIDE

    def answer(self, environ: Mapping[str, Any]) -> Answer:
        """What whoever asks like this gets: the whole, its head, or that it is what they have."""
        form = self.plain
        if self.gzipped and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            form = self.gzipped
        if self._is_comparable and self._is_had(environ):
            return "304 Not Modified", form.unchanged.copy(), []
        return self.status, form.headers.copy(), [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]

    def _is_had(self, environ: Mapping[str, Any]) -> bool:
        """Whether the asker has it (RFC 9110 13.2.2); an ETag goes before a date."""
        if tags := environ.get("HTTP_IF_NONE_MATCH", ""):
            return _has(tags, self._etag)
        if not (date := environ.get("HTTP_IF_MODIFIED_SINCE", "")):
            return False
        since = parse_http_date_safe(date)
        return since is not None and self._modified is not None and self._modified <= since

    @cached_property
    def _is_comparable(self) -> bool:
        return self.stretch is not None and self.status.startswith("200")

    @cached_property
    def _etag(self) -> str:
        return self._told("etag")

    @cached_property
    def _modified(self) -> int | None:
        return parse_http_date_safe(self._told("last-modified"))

    def _told(self, header: str) -> str:
        return next((value for name, value in self.plain.headers if name.lower() == header), "")


def _compressed(headers: Headers, size: int) -> Headers:
    """The headers of the same words in other bytes: its weak ETag compares as the strong one does."""
    others = [(name, value) for name, value in headers if name.lower() != "content-length"]
    weak = [(name, f"W/{value}" if name.lower() == "etag" else value) for name, value in others]
    return [*weak, ("Content-Encoding", "gzip"), ("Content-Length", str(size))]


def _form(headers: Headers, body: bytes) -> Form:
    unchanged = [(n, v) for n, v in headers if n.lower() in OF_304 or n.lower().startswith(ALWAYS)]
    return Form(headers, body, unchanged)


def _smaller(media: str, body: bytes) -> bytes | None:
    """The body compressed; None where that is not worth it."""
    if len(body) < SMALLEST or not COMPRESSED.match(media):
        return None
    compressed = gzip.compress(body, 6, mtime=0)
    return compressed if len(compressed) < len(body) else None


def _takes_gzip(accepted: str) -> bool:
    return "gzip" in accepted and not NO_GZIP.search(accepted)


def _has(tags: str, etag: str) -> bool:
    """Whether the etag is among those listed, compared weakly."""
    listed = parse_etags(tags)
    return listed == ["*"] or (etag != "" and etag in {one.removeprefix("W/") for one in listed})
