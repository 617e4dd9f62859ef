"""Caches in front are told of what has changed: a real server on this machine takes the place of one."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from pressoffice.front_caches import SETTLED, FrontCaches
from tests.cast import Clock, Newsroom
from tests.readers import get

pytestmark = pytest.mark.django_db


class Cache(ThreadingHTTPServer):
    """Notes which keys it was asked to let go of, and refuses while it is `away`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.purged: list[str | None] = []
        self.away = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Asked(BaseHTTPRequestHandler):
    """One request to it."""

    server: Cache

    def do_PURGE(self) -> None:
        if not self.server.away:
            self.server.purged.append(self.headers["Surrogate-Key"])
        self.send_response(503 if self.server.away else 200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def cache() -> Iterator[Cache]:
    with Cache() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


class Seconds:
    """A clock that stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def settled(cache: Cache, seconds: Seconds, newsroom: Newsroom) -> FrontCaches:
    """Told once, as at the beginning of a worker, and nothing due."""
    caches = FrontCaches([cache.address], seconds)
    caches.look()
    assert cache.purged == ["public"]
    seconds.now += SETTLED
    cache.purged.clear()
    return caches


def test_where_nothing_changes_nothing_is_told(settled: FrontCaches, cache: Cache) -> None:
    settled.look()
    assert cache.purged == []


def test_a_change_is_told_until_no_process_can_hand_out_what_was_before(
    settled: FrontCaches, cache: Cache, seconds: Seconds, newsroom: Newsroom
) -> None:
    newsroom.public()
    settled.look()
    seconds.now += SETTLED / 2
    settled.look()
    seconds.now += SETTLED
    settled.look()
    assert cache.purged == ["public", "public"]


def test_a_cache_that_is_away_is_told_when_it_is_back(
    settled: FrontCaches, cache: Cache, seconds: Seconds, newsroom: Newsroom
) -> None:
    cache.away = True
    newsroom.public()
    settled.look()
    seconds.now += 10 * SETTLED
    settled.look()
    cache.away = False
    settled.look()
    settled.look()
    assert cache.purged == ["public"]


def test_an_address_that_is_none_keeps_no_other_cache_from_being_told(
    cache: Cache, seconds: Seconds, newsroom: Newsroom
) -> None:
    FrontCaches(["varnish", cache.address], seconds).look()
    assert cache.purged == ["public"]


def test_every_public_answer_bears_the_key_and_no_other_does(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public()
    assert get("/", clock)["Surrogate-Key"] == "public"
    assert "Surrogate-Key" not in get("/admin/login/", clock)
    assert get("/nowhere/", clock)["Surrogate-Key"] == "public"  # it may be there a moment later
