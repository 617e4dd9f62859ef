"""Lists as RSS, JSON Feed and CSV: the query string of the page, its statements, its filters in the title."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

import feedparser
import pytest

from statements import verbs
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get

LISTS = {
    "feed.rss": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "export.csv": "text/csv; charset=utf-8",
}


def rss(clock: Clock, query: str = "") -> Any:
    """The feed as a feed reader understands it."""
    read = feedparser.parse(get(f"/statements/feed.rss{query}", clock).content)
    assert not read.bozo
    return read


def json_feed(clock: Clock, query: str = "") -> dict[str, Any]:
    told: dict[str, Any] = json.loads(get(f"/statements/feed.json{query}", clock).content)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    return told


def rows(clock: Clock, query: str = "") -> list[dict[str, str]]:
    """The rows as a spreadsheet has them, by their heads."""
    content = get(f"/statements/export.csv{query}", clock).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", LISTS)
def test_each_has_the_headers_of_every_public_page_and_is_whole_when_empty(
    name: str, cast: Cast, clock: Clock
) -> None:
    answer = get(f"/statements/{name}", clock)
    assert (answer.status_code, answer["Content-Type"]) == (200, LISTS[name])
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
    clock.pass_(hours=1)
    same = get(f"/statements/{name}", clock, headers={"If-None-Match": answer["ETag"]})
    assert same.status_code == 304
    assert rss(clock).entries == json_feed(clock)["items"] == rows(clock) == []


def test_they_hold_what_the_page_holds(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="On wages", standfirst="A < B", topics=("Wages",), body="<p>Pay <b>now</b>.</p>")
    newsroom.public(headline="On heat", topics=("Heat",))
    query = "?topic=wages"
    read, told, (row,) = rss(clock, query), json_feed(clock, query), rows(clock, query)
    assert read.feed.title == told["title"] == "National Council: Statements on Wages"
    (entry,), (item,) = read.entries, told["items"]
    assert entry.id == item["id"] == "tag:testserver,2026:NC-2026-001"
    assert entry.link == item["url"] == row["Address"] == "http://testserver/statements/2026/on-wages/"
    assert entry.title == item["title"] == row["Headline"] == "On wages"
    assert "Pay <b>now</b>." in entry.content[0].value
    assert "Pay <b>now</b>." in item["content_html"]
    assert item["summary"] == row["Summary line"] == "A < B"
    assert (item["language"], item["tags"]) == ("en", ["Wages"])
    assert item["authors"] == [{"name": "National Council"}]
    assert entry.author == "National Council"
    assert entry.published_parsed[:3] == (2026, 3, 12)
    assert (row["Number"], row["Issued on"], row["Topics"]) == ("NC-2026-001", "2026-03-12", "Wages")


def test_a_withdrawn_statement_is_a_notice_without_text(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(headline="Wages", body="<p>Zinc.</p>", standfirst="Zinc.")
    verbs.withdraw(statement, by=cast.publisher, explanation="All wrong.", clock=clock)
    (entry,), (item,) = rss(clock).entries, json_feed(clock)["items"]
    assert entry.title == item["title"] == "Withdrawn: Wages"
    assert item["summary"] == "All wrong."
    assert "Zinc" not in f"{entry}{item}"
    assert rows(clock) == []


@pytest.mark.parametrize("sign", "=+-@")
def test_a_spreadsheet_carries_nothing_out(sign: str, newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline=f"{sign}cmd|' /C calc'!A0")
    (row,) = rows(clock)
    assert row["Headline"] == f"'{sign}cmd|' /C calc'!A0"


@pytest.mark.parametrize("name", LISTS)
def test_a_filter_that_cannot_be_read_gives_no_list_of_everything(
    name: str, newsroom: Newsroom, clock: Clock
) -> None:
    newsroom.public()
    answer = get(f"/statements/{name}?topic=nowhere", clock)
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "query", ["?q=%00%01%FF", "?older=x&older=y", "?format=xml", f"?q={'a' * 100_000}", "?year=20%00"]
)
def test_no_query_is_a_fault(name: str, query: str, newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="A bell \x07 and \ufffe")
    assert get(f"/statements/{name}{query}", clock).status_code in (200, 404)
