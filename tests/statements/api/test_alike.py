"""One query string, six answers: page, Atom, RSS, JSON Feed, spreadsheet and API find the same alike."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statements.models import PublicEpoch, Topic
from tests.cast import Clock, Newsroom
from tests.readers import find, get, history

VALUES: dict[str, list[str]] = {
    "q": ["mill", "wages mill", '"the mill"', "-mill council", "mill OR strike", "मज़दूर", "NC-2025-003", "of"],
    "topic": ["wages", "heat", "nowhere"],
    "body": ["nc", "ww", "sc"],
    "kind": ["press_statement", "condolence", "poem"],
    "language": ["en", "hi", "xx"],
    "place": ["Pune", "new delhi", "Atlantis"],
    "year": ["2026", "1999", "x"],
    "from": ["2026-03-01", "2027", "no day"],
    "to": ["2026-03-12", "1999"],
    "order": ["newest", "oldest", "relevance"],
    "older": ["NC-2025-005", "gone"],
    "newer": ["NC-2025-002"],
}
QUERIES = st.lists(
    st.sampled_from([(name, value) for name, values in VALUES.items() for value in values]), max_size=4
)


@pytest.fixture
def archive(newsroom: Newsroom) -> Newsroom:
    """Two dozen statements that differ in all there is to filter by."""
    for number in range(24):
        history(
            newsroom,
            date(2026, 3, 1) - timedelta(days=40 * (number // 2)),
            f"The mill {number}" if number % 3 else f"Strike {number}",
            body="<p>मज़दूर mill</p>" if number % 6 == 0 else "<p>Wages at the mill of the council.</p>",
            language="hi" if number % 6 == 0 else "en",
            topics=(("Wages",), ("Heat", "Wages"), ())[number % 3],
            joint_bodies=(["SC"], ["WW"], [])[number % 3],
            kind=("press_statement", "condolence")[number % 4 == 0],
            dateline_place=("New Delhi", "Pune")[number % 3 == 0],
        )
    Topic.objects.update(is_accepted=True)
    PublicEpoch.bump()
    return newsroom


def of_page(query: str, clock: Clock) -> list[str]:
    """Where the rows of the page lead, from the top."""
    rows = find(get(f"/statements/{query}", clock), "//ol[contains(@class, 'rows')]")
    own = rows[0].xpath(".//h3//a/@href") if rows else []  # the first list: the second are similar ones
    return [f"http://testserver{path}" for path in own]


def of_feed(name: str, query: str, clock: Clock) -> list[str] | None:
    answer = get(f"/statements/{name}{query}", clock)
    if answer.status_code == 404:
        return None
    if name == "feed.json":
        return [item["url"] for item in json.loads(answer.content)["items"]]
    if name == "export.csv":
        return [row["Address"] for row in csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))][:20]
    return [entry.link for entry in feedparser.parse(answer.content).entries]


FEEDS = ("feed.atom", "feed.rss", "feed.json", "export.csv")


def compare(asked: list[tuple[str, str]], clock: Clock) -> None:
    """Hold the answers to one query string against each other."""
    query = f"?{urlencode(asked)}"
    answer = get(f"/api/statements{query}", clock)
    told: dict[str, Any] = json.loads(answer.content)
    page, feeds = of_page(query, clock), [of_feed(name, query, clock) for name in FEEDS]
    assert feeds[1:] == feeds[:-1], query
    if answer.status_code == 422:
        assert told["faults"]
        return
    of_api = [one["address"] for one in told["statements"]]
    assert of_api == page, query
    if told["order"] != "relevance":
        assert feeds[0] == page, query
    elif told["total"] <= 20:
        assert sorted(feeds[0] or []) == sorted(page), query


@pytest.mark.django_db
def test_they_find_the_same(archive: Newsroom, clock: Clock) -> None:
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(QUERIES)
    def hold(asked: list[tuple[str, str]]) -> None:
        compare(asked, clock)

    for name, values in VALUES.items():  # each alone, and then by chance
        for value in values:
            compare([(name, value)], clock)
    hold()
