"""Kept queries: the rows that the queryset would give, for any values, built once for each shape."""

from __future__ import annotations

from datetime import datetime
from threading import Thread

from django.db import connection
from django.db.models import QuerySet

from statements.models import Edition
from statements.models.compiled import MOMENT, NUMBER, WORDS, compiled
from statements.models.editions import EditionQuerySet
from tests.cast import Clock, Newsroom

built: list[tuple[object, ...]] = []


@compiled(at=MOMENT, keys=NUMBER, language=WORDS)
def in_language(at: datetime, keys: list[int], language: str | None, newest_first: bool) -> EditionQuerySet:
    """Some editions with their statements, in a language or in any."""
    built.append((at, keys, language, newest_first))
    chosen = Edition.objects.public(at).filter(pk__in=keys).select_related("statement")
    chosen = chosen.filter(language=language) if language else chosen
    return chosen.order_by("-pk" if newest_first else "pk")


@compiled(headline=WORDS)
def keys_of(headline: str) -> QuerySet[Edition, int]:
    """Keys alone."""
    return Edition.objects.filter(headline=headline).order_by("pk").values_list("pk", flat=True)


def test_it_gives_what_the_queryset_gives_and_is_built_once_a_shape(newsroom: Newsroom, clock: Clock) -> None:
    built.clear()
    names = ("One", "Two", "Three")
    one, two, three = (newsroom.public(headline=name).editions.get().pk for name in names)
    began = clock()
    assert [row.headline for row in in_language(began, [one, two, three], "en", False)] == list(names)
    assert [row.pk for row in in_language(began, [three, two, one, three], "en", False)] == [one, two, three]
    assert len(built) == 1
    assert [row.pk for row in in_language(began, [one, two, three], "en", True)] == [three, two, one]
    assert [row.pk for row in in_language(began, [two], None, True)] == [two]
    assert not in_language(began, [two], "hi", True)
    assert not in_language(began, [], "en", True)
    assert not in_language(datetime(2000, 1, 1, tzinfo=began.tzinfo), [one], None, True)
    assert keys_of("Two") == [two]
    assert keys_of("' OR 1=1 --") == []


def test_rows_are_new_at_each_question_with_all_that_was_read(newsroom: Newsroom, clock: Clock) -> None:
    edition = newsroom.public(headline="One").editions.get()
    first, again = (in_language(clock(), [edition.pk], "en", False)[0] for _time in range(2))
    assert first == again == edition
    assert first is not again
    assert "statement" in first._state.fields_cache


def test_each_thread_asks_by_its_own_connection(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="One")
    keys_of("One")
    asked: list[list[int]] = []

    def ask() -> None:
        asked.append(keys_of("No such headline"))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join(timeout=20)
    assert asked == [[]]
