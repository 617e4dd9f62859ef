"""The page cache over Django, asked as a server asks it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from pressoffice.epoch_watch import EpochWatch, read_epoch
from pressoffice.page_cache import PageCache
from tests.cast import Clock, Newsroom

ROOM = 10_000_000


class Answer:
    """What a server would have sent."""

    def __init__(self, status: str, headers: list[tuple[str, str]], content: bytes) -> None:
        self.status, self.headers, self.content = int(status[:3]), {n.lower(): v for n, v in headers}, content

    @property
    def text(self) -> str:
        """The words, whatever they are packed in."""
        is_packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.content) if is_packed else self.content).decode()


class Counting:
    """Django, and how often it was asked for what."""

    def __init__(self) -> None:
        self.django, self.asked = WSGIHandler(), list[str]()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        return self.django(environ, start_response)


@contextmanager
def held(clock: Clock) -> Iterator[None]:
    """At the clock's time; and Django leaves the connection, which holds the test's transaction, open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with time_machine.travel(clock.now, tick=False):
        yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class House:
    """The page cache over Django, with an epoch that is read at every look unless a test says otherwise.

    Without a clock it goes by the real time: a clock of the test's cannot be held by many threads at once.
    """

    def __init__(self, clock: Clock | None, room: int = ROOM, every: float = 0) -> None:
        self.clock, self.django = clock, Counting()
        self.cache = PageCache(self.django, room, EpochWatch(read_epoch, every))

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer; `headers` as WSGI names them, without HTTP_."""
        place, _mark, query = path.partition("?")
        environ: dict[str, Any] = {"PATH_INFO": place, "QUERY_STRING": query, "REQUEST_METHOD": method}
        environ |= {"HTTP_HOST": "testserver", "wsgi.input": BytesIO()}
        environ |= {f"HTTP_{name}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        told: list[Any] = []
        with held(self.clock) if self.clock else nullcontext():
            body = self.cache(environ, lambda *head: told.extend(head))
            try:
                content = b"".join(body)
            finally:
                getattr(body, "close", lambda: None)()
        return Answer(told[0], told[1], content)

    @property
    def made(self) -> int:
        """How often Django was asked."""
        return len(self.django.asked)


@pytest.fixture
def house(newsroom: Newsroom, clock: Clock) -> House:
    return House(clock)
