"""Suggestions while somebody types: topics, bodies and headlines that begin so, all of them public."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from statements import verbs
from statements.models import Topic
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, history


def suggested(typed: str, clock: Clock, prefix: str = "") -> list[str]:
    """What is suggested, in order."""
    return [one["words"] for one in asked(typed, clock, prefix)]


def asked(typed: str, clock: Clock, prefix: str = "") -> list[dict[str, Any]]:
    answer = get(f"{prefix}/statements/suggestions", clock, data={"q": typed})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["suggestions"]
    return found


@pytest.fixture
def known(newsroom: Newsroom) -> Newsroom:
    """Five statements on two topics."""
    newsroom.public(headline="Wages unpaid at the mill", topics=("Wages",))
    newsroom.public(headline="Of women's wages", topics=("Wages", "Women"), issuing_body=newsroom.cast.wing)
    newsroom.public(headline="मज़दूरी कब", language="hi", topics=("Wages",))
    newsroom.public(headline="On water", body="<p>Wages are not the matter.</p>")
    Topic.objects.update(is_accepted=True)
    Topic.objects.filter(name="Wages").update(names={"en": "Wages", "hi": "मज़दूरी"})
    return newsroom


SUGGESTED = {
    "wag": ["Wages", "Of women's wages", "Wages unpaid at the mill"],
    "WAGES": ["Wages", "Of women's wages", "Wages unpaid at the mill"],
    "wom": ["Women", "Women's Wing", "Of women's wages"],
    "women wag": ["Of women's wages"],
    "the mill": ["Wages unpaid at the mill"],
    "wages of": ["Of women's wages", "Wages unpaid at the mill"],
    "मज": ["Wages", "मज़दूरी कब"],
    "nation": ["National Council"],
    "w": [],
    "": [],
    "matter": [],
    "xylophone": [],
}


@pytest.mark.parametrize("typed", SUGGESTED)
def test_what_begins_so_is_suggested(known: Newsroom, clock: Clock, typed: str) -> None:
    assert suggested(typed, clock) == SUGGESTED[typed]


def test_each_says_what_it_is_and_leads_there(known: Newsroom, clock: Clock) -> None:
    topic, body, statement = asked("wom", clock)
    assert topic == {
        "words": "Women",
        "language": "en",
        "told": "Topic · 1 statement",
        "address": "/topics/women/",
    }
    assert (body["told"], body["address"]) == ("Issued by · 1 statement", "/bodies/ww/")
    assert statement["told"] == "Press statement · 12 March 2026"
    assert get(statement["address"], clock).status_code == 200
    assert suggested("मज", clock, "/hi") == ["मज़दूरी", "मज़दूरी कब"]


def test_the_newest_headlines_come_first_and_old_ones_are_reached(newsroom: Newsroom, clock: Clock) -> None:
    for year in range(2001, 2009):
        history(newsroom, date(year, 1, 1), f"Rally of {year}")
    newsroom.public(headline="Rally today")
    assert suggested("rall", clock) == [
        "Rally today",
        *(f"Rally of {year}" for year in range(2008, 2004, -1)),
    ]


def test_nothing_is_suggested_that_is_not_public(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    due = clock.now + timedelta(hours=9)
    hidden: dict[str, Any] = {"topics": ("Gratuity",), "issuing_body": cast.wing}
    newsroom.draft(headline="Gratuity in a draft", **hidden)
    statement = newsroom.public(headline="Gratuity due", public_from=due, **hidden)
    Topic.objects.update(is_accepted=True)
    for typed in ("grat", "women"):
        assert suggested(typed, clock) == []
    clock.now = due
    assert suggested("grat", clock) == ["Gratuity", "Gratuity due"]
    assert suggested("women", clock) == ["Women's Wing"]
    verbs.withdraw(statement, by=cast.publisher, explanation="Wrong.", clock=clock)
    for typed in ("grat", "women"):
        assert suggested(typed, clock) == []
