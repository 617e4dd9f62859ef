"""What must be said first is said everywhere: on the page, in every feed, in every export."""

from __future__ import annotations

import json
from typing import Any

import pytest

from statements import verbs
from statements.models import Statement
from tests.cast import Cast, Clock, Newsroom
from tests.readers import find, get, seen

ADDRESS = "/statements/2026/wages-are-due"
LISTS = ("/statements/feed.atom", "/statements/feed.rss", "/statements/feed.json", "/statements/export.csv")
BESIDE = (".txt", ".json", ".bib", ".ris", ".csl.json")
SAID = "Forty and not four hundred"


def changed(kind: str) -> Any:
    """What makes a public statement bear a notice of this kind, in the words `SAID`."""

    def change(newsroom: Newsroom, statement: Statement) -> None:
        by, clock = newsroom.cast.publisher, newsroom.clock
        if kind == "flag":
            verbs.flag(statement, by=by, words=SAID, clock=clock)
        elif kind == "withdrawal":
            verbs.withdraw(statement, by=by, explanation=SAID, clock=clock)
        else:
            note = {"change_kind": kind, "change_note": SAID, "body": "<p>Other.</p>"}
            verbs.publish(newsroom.correct(statement, **note), by=by, clock=clock)

    return change


@pytest.mark.parametrize("kind", ["correction", "clarification", "update", "flag", "withdrawal"])
def test_a_notice_is_told_everywhere(newsroom: Newsroom, cast: Cast, clock: Clock, kind: str) -> None:
    changed(kind)(newsroom, newsroom.public(headline="Wages are due"))
    silent = {path for path in LISTS if SAID not in get(path, clock).content.decode()}
    # A spreadsheet is a list of what stands.
    assert silent == ({"/statements/export.csv"} if kind == "withdrawal" else set())
    page = get(f"{ADDRESS}/", clock)
    assert SAID in seen(page)
    description = find(page, "//meta[@property='og:description']/@content")
    assert SAID in description[0]
    for suffix in BESIDE:
        assert SAID in get(f"{ADDRESS}{suffix}", clock).content.decode(), suffix
    data = json.loads(find(page, "//script[@type='application/ld+json']/text()")[0])
    told = [comment["text"] for comment in data.get("correction", [])]
    assert (SAID in str(told)) == (kind != "flag")  # a warning corrects nothing yet
    assert SAID in find(page, "//textarea[@id='share']")[0].text


def test_a_warning_is_news_in_a_feed_and_gone_with_its_time(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(headline="Wages are due")
    (before,) = json.loads(get("/statements/feed.json", clock).content)["items"]
    verbs.flag(statement, by=cast.publisher, words=SAID, clock=clock)
    (warned,) = json.loads(get("/statements/feed.json", clock).content)["items"]
    assert warned["id"] == before["id"]
    assert warned["date_modified"] > before["date_modified"]
    clock.pass_(days=2)
    assert json.loads(get("/statements/feed.json", clock).content)["items"] == [before]
