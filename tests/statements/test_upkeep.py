"""What SQLite's planner knows of the tables is taken anew while the newsroom answers."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import connection

from statements.models import Edition
from statements.upkeep import Upkeep, refresh
from tests.cast import Newsroom

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone needs this"),
]


def known_rows(table: str) -> int:
    """How many rows the planner believes there are; -1 where it has no idea."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = %s", [table])
        (rows,) = cursor.fetchone()
    return -1 if rows is None else int(rows)


def test_the_first_answer_takes_the_measure_and_the_next_ones_do_not(newsroom: Newsroom) -> None:
    upkeep = Upkeep()
    newsroom.public()
    upkeep.look()
    assert known_rows(Edition._meta.db_table) == 1
    newsroom.public()
    upkeep.look()
    assert known_rows(Edition._meta.db_table) == 1


def test_growth_is_seen(newsroom: Newsroom) -> None:
    newsroom.public()
    refresh()
    newsroom.public()
    refresh()
    assert known_rows(Edition._meta.db_table) == 2


def test_it_waits_for_nobody_who_writes(newsroom: Newsroom) -> None:
    newsroom.public()
    refresh()
    newsroom.public()
    with sqlite3.connect(str(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        refresh()
        other.rollback()
    assert known_rows(Edition._meta.db_table) == 1
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20_000,)
