"""Many who ask the page cache at once; and how it learns that something has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from pressoffice.epoch_watch import EpochWatch, read_epoch
from statements.models import Edition, PublicEpoch
from tests.cast import Cast, Newsroom
from tests.page_cache.house import House


@contextmanager
def at_once(what: Any, number: int) -> Iterator[list[Any]]:
    """Do `what` in so many threads at the same moment; their results, or what went wrong."""
    results: list[Any] = []
    ready = Barrier(number)

    def run() -> None:
        ready.wait()
        try:
            results.append(what())
        except Exception as fault:  # the test shows it
            results.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _one in range(number)]
    for thread in threads:
        thread.start()
    yield results
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_one_has_the_page_made(cast: Cast) -> None:
    Newsroom(cast, timezone.now).public(headline="Wages")
    house = House(None)
    django, all_have_asked = house.django.django, Event()

    def slow(environ: Any, start_response: Any) -> Any:
        all_have_asked.wait(2)
        return django(environ, start_response)

    house.django.django = slow  # type: ignore[assignment]
    with at_once(lambda: house.get("/").text, 8) as texts:
        all_have_asked.set()
    assert house.made == 1
    assert len(texts) == 8
    assert all("Wages" in text for text in texts)


@pytest.mark.django_db(transaction=True)
def test_whoever_waited_for_one_that_failed_makes_their_own(cast: Cast) -> None:
    Newsroom(cast, timezone.now).public(headline="Wages")
    house = House(None)
    django = house.django.django

    def failing(environ: Any, start_response: Any) -> Any:
        if house.made == 1:
            raise RuntimeError("fails")
        return django(environ, start_response)

    house.django.django = failing  # type: ignore[assignment]
    with at_once(lambda: house.get("/").text, 4) as texts:
        pass
    assert sum(isinstance(text, RuntimeError) for text in texts) == 1
    assert sum("Wages" in text for text in texts if isinstance(text, str)) == 3
    assert house.cache._making == {}


@pytest.mark.django_db(transaction=True)
def test_readers_never_see_an_older_page_after_a_newer_one(cast: Cast) -> None:
    """Four readers of one process, while sentences go out; the epoch is read as in life."""
    house, newsroom = House(None, every=0.1), Newsroom(cast, timezone.now)
    headlines = [f"Number {number}" for number in range(6)]
    is_over = Event()

    def read() -> list[int]:
        seen = []
        while not is_over.is_set():
            text = house.get("/").text
            seen.append(max((n for n, headline in enumerate(headlines) if headline in text), default=-1))
        return seen

    with at_once(read, 4) as readings:
        for headline in headlines:
            newsroom.public(headline=headline)
        is_over.set()
    assert len(readings) == 4
    for seen in readings:
        assert seen == sorted(seen)
    assert "Number 5" in house.get("/statements/").text


def test_the_epoch_is_read_by_one_at_a_time_and_not_too_often() -> None:
    now, looks = [0.0], []

    def read() -> int:
        looks.append(now[0])
        return len(looks)

    watch = EpochWatch(read, every=0.1, clock=lambda: now[0])
    told = []
    for tenth in (0, 0.05, 0.0999, 0.1, 0.15, 0.3):
        now[0] = tenth
        told.append(watch.now())
    assert told == [1, 1, 1, 2, 2, 3]
    watch.saw(9)
    watch.saw(4)
    assert watch.now() == 9


def test_a_slow_look_hides_no_change_for_long() -> None:
    now, is_read, goes_on = [0.0], Event(), Event()

    def slow() -> int:
        is_read.set()
        goes_on.wait(5)
        return 2

    watch = EpochWatch(lambda: 1, every=0.1, clock=lambda: now[0])
    assert watch.now() == 1
    watch.read = slow
    now[0] = 0.2
    reader = Thread(target=watch.now)
    reader.start()
    is_read.wait(5)
    assert watch.now() == 1  # meanwhile, for half a second
    now[0] = 0.5
    told: list[int | None] = []
    later = Thread(target=lambda: told.append(watch.now()))
    later.start()
    later.join(0.05)
    assert told == []  # from then on one waits
    goes_on.set()
    reader.join()
    later.join()
    assert told == [2]


def test_a_lost_database_is_no_epoch_and_comes_back(db: None) -> None:
    assert read_epoch() == PublicEpoch.current()
    PublicEpoch.objects.all().delete()
    assert read_epoch() is None
    assert Edition.objects.count() == 0
