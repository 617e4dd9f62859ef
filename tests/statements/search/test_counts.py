"""Counts proven: in a random archive, of random filters, each is the length of the list behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from urllib.parse import urlencode

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.http import QueryDict

from statements.archive import Search
from statements.models import Edition
from statements.search import finding

UNTIL = datetime(2026, 3, 12, 6, 30, tzinfo=UTC)
WORDS = [
    "wages",
    "hearing -gate",
    "register*",
    "यूनियन",
    '"in writing"',
    "members OR मजदूर",
    "wages after:2015",
]
SEARCHES = 10


@pytest.fixture
def archive(db: None) -> None:
    call_command("make_archive", 260, seed=7, until=UNTIL)


def search(query: str) -> Search:
    return Search(QueryDict(query), UNTIL)


def listed(found: Search) -> list[int]:
    """The keys of the editions of the whole list, page by page."""
    keys: list[int] = []
    query, place = found.query(), ""
    while True:
        page = search(f"{query}&order=newest{place}").page()
        keys += [edition.pk for edition in page.editions]
        if not page.older:
            return keys
        place = f"&older={page.older}"


def asked(rng: Random) -> str:
    """A random search: at times words, and values of up to three filters that something is filed under."""
    pairs = [("q", rng.choice(WORDS))] if rng.random() < 0.6 else []
    for facet in rng.sample(search("").facets, rng.randint(0, 3)):
        values = [option.choice.value for option in facet.options]
        pairs += [(facet.name, value) for value in rng.sample(values, min(len(values), rng.randint(1, 2)))]
    return urlencode(pairs)


def clicks(found: Search) -> Iterator[tuple[int, str]]:
    """Every count that is offered, and the search behind it with this value alone of its filter."""
    for facet in found.facets:
        for option in facet.options:
            yield option.choice.count, found.query(facet.name, [option.choice.value])


def test_every_count_is_the_length_of_the_list_behind_it(archive: None) -> None:
    for seed in range(SEARCHES):
        check(Random(seed))


def check(rng: Random) -> None:
    """One random search, and every count it offers."""
    found = search(asked(rng))
    keys = listed(found)
    assert found.total == len(keys) == len(set(keys))
    assert set(keys) == set(found.fitting(Edition.objects.public(UNTIL)).values_list("pk", flat=True))
    offered = list(clicks(found))
    for number, query in offered:
        assert search(query).fitting(Edition.objects.public(UNTIL)).count() == number, query
    for number, query in rng.sample(offered, min(4, len(offered))):
        assert len(listed(search(query))) == number, query


def test_above_the_cap_the_newest_are_counted_and_all_are_listed(
    archive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = search("q=confederation")
    everything = listed(whole)
    assert whole.total == len(everything) > 100
    monkeypatch.setattr(finding, "CAP", 60)
    caches["searches"].clear()
    capped = search("q=confederation")
    assert (capped.total, capped.is_capped) == (60, True)
    assert list(capped.found.editions) == everything[:60]
    assert listed(capped) == everything
    assert sum(capped.found.counts["language"].values()) == 60
    newest = Edition.objects.filter(pk__in=everything[:60])
    assert capped.found.counts["kind"]["resolution"] == newest.filter(kind="resolution").count()
    assert all(facet.is_capped for facet in capped.facets)


def test_where_fewer_fit_than_the_cap_the_count_is_exact_though_the_archive_is_large(
    archive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = [f"q={urlencode({'': word})[1:]}" for word in WORDS]
    exact = {query: listed(search(query)) for query in queries}
    monkeypatch.setattr(finding, "CAP", 150)
    caches["searches"].clear()
    for query, keys in exact.items():
        found = search(query)
        assert found.total == min(150, len(keys)), query
        assert found.is_capped == (len(keys) > 150)
        assert list(found.found.editions) == keys[:150]
