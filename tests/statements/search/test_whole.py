"""The whole archive, counted year by year: what is kept of a year holds until something of it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements import verbs
from statements.models import SearchRow, Statement, Topic
from statements.models.search import begin_of, moment_of
from statements.search.whole import Counts, by_year
from tests.cast import Clock, Newsroom
from tests.readers import history


def anew(clock: Clock) -> dict[int, Counts]:
    """The counts, with nothing kept."""
    caches["years"].clear()
    return by_year(clock.now)


def changes(newsroom: Newsroom, clock: Clock) -> Iterator[Callable[[], object]]:
    """What changes the archive, one after the other."""
    cast = newsroom.cast
    old = history(newsroom, date(2019, 5, 1), "On wages", topics=("Wages",))
    new = newsroom.public(headline="On pensions")
    yield lambda: newsroom.public(headline="Another", language="hi", dateline_place="Patna")
    yield lambda: history(newsroom, date(2004, 5, 1), "Long ago")
    yield lambda: newsroom.public(clock.now + timedelta(hours=1), headline="At six")
    yield lambda: clock.pass_(hours=2)
    yield lambda: newsroom.correct(new, headline="On all pensions", dateline_place="Agra")
    yield lambda: verbs.refile(now(old), by=cast.drafter, topics=["Wages", "Prices"], clock=clock)
    yield lambda: Topic.objects.update(is_accepted=True)
    yield lambda: verbs.withdraw(now(old), by=cast.publisher, explanation="Not so.", clock=clock)
    yield lambda: verbs.restore(now(old), by=cast.publisher, reason="It is so.", clock=clock)


def now(statement: Statement) -> Statement:
    """As it stands."""
    return Statement.objects.get(pk=statement.pk)


def test_what_is_kept_is_what_is_there_after_every_change(newsroom: Newsroom, clock: Clock) -> None:
    seen = []
    for change in changes(newsroom, clock):
        by_year(clock.now)
        change()
        clock.pass_(seconds=1)
        kept = by_year(clock.now)
        assert kept == anew(clock)
        seen.append(kept)
    assert seen[0][2026]["language"] == {"en": 1, "hi": 1}
    assert list(seen[1]) == [2004, 2019, 2026]
    assert [one[2026]["language"].total() for one in seen[2:4]] == [2, 3]


def test_of_a_change_only_its_year_is_read_again(newsroom: Newsroom, clock: Clock) -> None:
    history(newsroom, date(2019, 5, 1), "On wages")
    by_year(clock.now)
    newsroom.public(headline="On pensions")
    with CaptureQueriesContext(connection) as asked:
        by_year(clock.now)
    read = [one["sql"] for one in asked if f'"{SearchRow._meta.db_table}"."topics"' in one["sql"]]
    assert len(read) == 1
    assert f'"moment" >= {moment_of(begin_of(date(2020, 1, 1)))}' in read[0]  # of those nothing was known yet
