"""Somebody holds SQLite's write lock: readers notice nothing, writers wait, and after that are told."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from statements.models import Revision
from tests.cast import Newsroom
from tests.environment import on_postgres
from tests.statements.desk.test_statement_form import change, typed

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(on_postgres(), reason="PostgreSQL locks rows, not the database"),
]
# As long as a writer waits by itself is tried with 3 seconds; `LOCKED_SECONDS=30` makes a drill of the rest.
LOCKED, IMPATIENT = 3.0, int(os.environ.get("LOCKED_SECONDS", "1"))


@contextmanager
def locked(seconds: float) -> Iterator[None]:
    """The write lock in other hands for so long."""
    other = sqlite3.connect(
        connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False, timeout=60
    )
    other.execute("BEGIN IMMEDIATE")

    def let_go() -> None:
        time.sleep(seconds)
        other.execute("ROLLBACK")

    holding = Thread(target=let_go)
    holding.start()
    try:
        yield
    finally:
        holding.join(timeout=seconds + 10)
        other.close()


@pytest.fixture
def desk(client: Client, newsroom: Newsroom) -> Client:
    client.raise_request_exception = False
    client.force_login(newsroom.cast.drafter)
    return client


def test_for_three_seconds_writers_wait_and_readers_do_not(desk: Client, newsroom: Newsroom) -> None:
    newsroom.public()
    draft = newsroom.draft()
    before = Revision.objects.count()
    with locked(LOCKED):
        begun = time.monotonic()
        assert Client().get("/").status_code == 200
        assert time.monotonic() - begun < LOCKED
        answer: Any = desk.post(change(draft), typed(draft, headline="Waited for"))
    assert (answer.status_code, Revision.objects.count()) == (302, before + 1)


def test_longer_than_anybody_waits_is_said_and_nothing_is_half_saved(
    desk: Client, newsroom: Newsroom
) -> None:
    draft = newsroom.draft()
    before = Revision.objects.count()
    with connection.cursor() as cursor:
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        if patience / 1000 > IMPATIENT:
            cursor.execute(f"PRAGMA busy_timeout = {IMPATIENT * 300}")
    with locked(IMPATIENT):
        refused = desk.post(change(draft), typed(draft, headline="Typed meanwhile"))
    assert (refused.status_code, refused["Retry-After"], Revision.objects.count()) == (503, "30", before)
    again = desk.post(change(draft), typed(draft, headline="Typed meanwhile"))
    assert (again.status_code, Revision.objects.count()) == (302, before + 1)
