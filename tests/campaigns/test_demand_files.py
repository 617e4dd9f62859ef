"""A demand for programs: the same words as its page, in a real feed reader, as JSON and as a table."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import feedparser
import pytest

from campaigns import verbs as deeds
from campaigns.models import Evidence
from statements import verbs
from statements.models import Statement
from tests.cast import Clock, Newsroom
from tests.readers import get, links

from .builders import GAZETTE, Campaigning
from .known import QUOTE, Known, know

ADDRESS = "/demands/pay-the-families"


@pytest.fixture
def known(newsroom: Newsroom) -> Known:
    """A demand with a promise, a partial step, and a statement that raises it."""
    about = know(newsroom)
    newsroom.public(headline="On pay", body=about.body, **about.parts)
    return about


def entries(clock: Clock) -> list[Any]:
    read = feedparser.parse(get(f"{ADDRESS}.atom", clock).content)
    assert not read.bozo
    return list(read.entries)


def table(clock: Clock) -> list[list[str]]:
    answer = get(f"{ADDRESS}.csv", clock)
    assert answer["Content-Disposition"] == 'attachment; filename="pay-the-families.csv"'
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_its_page_leads_to_them(known: Known, clock: Clock) -> None:
    ways = links(get(f"{ADDRESS}/", clock), "list-ways")
    assert list(ways.values())[:3] == [f"{ADDRESS}.{suffix}" for suffix in ("atom", "json", "csv")]


def test_the_feed_tells_of_statements_and_of_what_came_of_them(
    newsroom: Newsroom, known: Known, clock: Clock
) -> None:
    told = {entry.title: entry for entry in entries(clock)}
    assert list(told) == ["On pay", "Partial step: Pay the families", "Promise: Pay the families"]
    assert QUOTE in told["On pay"].content[0].value
    step = told["Partial step: Pay the families"]
    assert step.link == f"http://testserver{ADDRESS}/"
    assert step.id == "tag:testserver,2026:demands/pay-the-families/updates/2"
    assert "Notification 7" in step.content[0].value
    assert [one.term for one in step.tags] == ["Partly met"]
    statement = Statement.objects.get(headline="On pay")
    verbs.withdraw(statement, by=newsroom.cast.publisher, explanation="A forged letter.", clock=clock)
    assert entries(clock)[0].title == "Withdrawn: On pay"


def test_what_is_struck_leaves_the_feed(campaigning: Campaigning, known: Known, clock: Clock) -> None:
    wrong = known.demand.updates.get(kind="partial")
    campaigning.updated(known.demand, "rejected", status="refused", evidence=[GAZETTE], strikes=wrong)
    assert [entry.title for entry in entries(clock)] == [
        "Rejected: Pay the families", "On pay", "Promise: Pay the families",
    ]  # fmt: skip


def test_the_json_holds_what_the_page_shows(known: Known, clock: Clock) -> None:
    answer = get(f"{ADDRESS}.json", clock)
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = answer.json()
    assert told["title"] == {"en": "Pay the families", "hi": "परिवारों को मुआवज़ा"}
    assert told["status"] == {"type": "partial", "name": "Partly met", "since": "2026-03-10"}
    (asked,) = told["asked_of"]
    assert asked == {
        "slug": "labour-ministry", "name": {"en": "Labour Ministry"}, "holder": "B. Before", "in_copy": False
    }  # fmt: skip
    assert (told["statements"], told["statements_since"]) == (1, "2026-03-12")
    assert (told["campaigns"], told["causes"]) == (["gas-leak"], ["gas-victims"])
    assert told["overdue_promise"] == "2026-03-11"
    assert [one["day"] for one in told["timeline"]] == ["2026-03-12", "2026-03-10", "2026-03-05"]
    said, step, promise = told["timeline"]
    assert (said["relation"], said["quote"], said["paragraph"]) == ("raises", QUOTE, 2)
    assert said["address"] == "http://testserver/statements/2026/on-pay/"
    (key,) = Evidence.objects.exclude(file=None).values_list("file__key", flat=True)
    file = f"http://testserver/files/{key}/Notification-7.jpg"
    assert step["evidence"] == [{**GAZETTE, "quote": "Paid in part.", "file": file}]
    assert promise["promised_for"] == "2026-03-11"
    assert get("/demands/a-point.json", clock).json()["point_of"] == "pay-the-families"


def test_the_table_has_a_row_for_each_day(known: Known, clock: Clock) -> None:
    _heads, said, step, promise = table(clock)
    assert said[:6] == ["2026-03-12", "raises it", "", "en", "On pay", QUOTE]
    assert step[:3] == ["2026-03-10", "Partial step", "Partly met"]
    assert step[-1].startswith(
        "Gazette: Notification 7, Gazette, https://gazette.example/2026/7, http://test"
    )
    assert promise[1] == "Promise"


def test_words_that_look_like_a_formula_stay_words(
    campaigning: Campaigning, known: Known, clock: Clock
) -> None:
    campaigning.updated(known.demand, "note", texts={"en": "=HYPERLINK(1)"})
    assert "'=HYPERLINK(1)" in [row[4] for row in table(clock)]


@pytest.mark.parametrize("suffix", ["atom", "json", "csv"])
def test_of_what_readers_do_not_know_there_is_none(
    newsroom: Newsroom, campaigning: Campaigning, known: Known, clock: Clock, suffix: str
) -> None:
    assert get(f"/demands/no-such.{suffix}", clock).status_code == 404
    known.demand.refresh_from_db()
    deeds.take_down(known.demand, by=newsroom.cast.publisher, reason="Not ours.", clock=clock)
    assert get(f"{ADDRESS}.{suffix}", clock).status_code == 404
