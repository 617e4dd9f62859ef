"""What a verb changes is in the archive at once, while four readers search it without a pause."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.archive import Search
from statements.models import Statement
from tests.cast import Cast, Newsroom, edition
from tests.readers import rows

pytestmark = pytest.mark.django_db(transaction=True)

READERS = 4
QUERY = "/statements/?q=gratuity"


def shown() -> list[str]:
    """What a reader who comes now finds."""
    page = Client().get(QUERY)
    assert page.status_code == 200
    return rows(page)


@contextmanager
def readers() -> Iterator[None]:
    """Four who search all the time; none of them may ever meet an error."""
    is_over = threading.Event()

    def search() -> int:
        try:
            number = 0
            while not is_over.is_set() or not number:
                shown()
                number += 1
            return number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(search) for _ in range(READERS)]
        try:
            yield
        finally:
            is_over.set()
        assert all(one.result(60) for one in reading)


@pytest.fixture
def newsroom(cast: Cast) -> Newsroom:
    """A newsroom whose clock is the world's: readers are not told what time it is."""
    return Newsroom(cast, timezone.now)


Change = Callable[[Newsroom, Cast, Statement], list[str]]


def publish(newsroom: Newsroom, cast: Cast, statement: Statement) -> list[str]:
    newsroom.public(headline="Gratuity again")
    return ["Gratuity again", "Gratuity"]


def correct(newsroom: Newsroom, cast: Cast, statement: Statement) -> list[str]:
    correction = newsroom.correct(statement, headline="Gratuity corrected")
    verbs.publish(correction, by=cast.publisher)
    return ["Gratuity corrected"]


def withdraw(newsroom: Newsroom, cast: Cast, statement: Statement) -> list[str]:
    verbs.withdraw(statement, by=cast.publisher, explanation="Wrong.")
    return []


def seal(newsroom: Newsroom, cast: Cast, statement: Statement) -> list[str]:
    correction = newsroom.correct(statement, headline="On wages")
    corrected = verbs.publish(correction, by=cast.publisher)
    verbs.seal(corrected, by=cast.publisher, edition=edition(statement), reason="A name stood in it.")
    return []


@pytest.mark.parametrize("change", [publish, correct, withdraw, seal])
def test_a_change_is_found_at_once(change: Change, newsroom: Newsroom, cast: Cast) -> None:
    with readers():
        statement = newsroom.public(headline="Gratuity")
        assert shown() == ["Gratuity"]
        expected = change(newsroom, cast, statement)
        assert shown() == expected


def test_a_release_is_found_on_its_second(newsroom: Newsroom) -> None:
    with readers():
        due = timezone.now() + timedelta(hours=1)
        newsroom.public(headline="Gratuity", public_from=due)
        assert shown() == []
        before, after = (Search(QueryDict("q=gratuity"), due - timedelta(microseconds=n)) for n in (1, 0))
        assert [one.headline for one in before.page().editions] == []
        assert [one.headline for one in after.page().editions] == ["Gratuity"]
        assert (before.total, after.total) == (0, 1)
        assert shown() == []
