"""Two editions compared in public: every pair, as the desk compares them, and nothing of what is sealed."""

from __future__ import annotations

import pytest

from statements import verbs
from statements.models import Statement, Withdrawal
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import find, get, seen


@pytest.fixture
def thrice(newsroom: Newsroom, cast: Cast) -> Statement:
    """A statement with three editions: a correction, then a clarification."""
    statement = newsroom.public(headline="Wages", body="<p>Four hundred workers are owed nine weeks.</p>")
    for change in (
        {"body": "<p>Forty workers are owed nine weeks.</p>"},
        {"standfirst": "What is owed.", "change_kind": "clarification", "change_note": "Said more clearly."},
    ):
        desk = newsroom.correct(Statement.objects.get(pk=statement.pk), **change)
        statement = verbs.publish(desk, by=cast.publisher, clock=newsroom.clock)
    return statement


REMOVED = Withdrawal.Kind.REMOVED
PAGE = "/statements/2026/wages/editions/"


@pytest.mark.parametrize(("first", "second", "fields"), [(1, 2, 1), (2, 3, 1), (1, 3, 2)])
def test_any_two_editions_are_compared(
    thrice: Statement, clock: Clock, first: int, second: int, fields: int
) -> None:
    page = get(f"{PAGE}{first}..{second}/", clock)
    assert page.status_code == 200
    assert len(find(page, "//section[@class='difference']")) == fields
    back = get(f"{PAGE}{second}..{first}/", clock)
    assert (back.status_code, back["Location"]) == (301, f"{PAGE}{first}..{second}/")


def test_what_was_changed_is_said_without_colour(thrice: Statement, clock: Clock) -> None:
    page = get(f"{PAGE}1..2/", clock)
    assert [e.text_content().split() for e in find(page, "//del")] == [["removed:", "Four", "hundred"]]
    assert [e.text_content().split() for e in find(page, "//ins")] == [["added:", "Forty"]]
    told = seen(page)
    assert "A figure was wrong." in told
    assert "underlined" in told


def test_two_editions_are_chosen_without_a_script(thrice: Statement, clock: Clock) -> None:
    page = get(PAGE, clock)
    assert find(page, "//form[@class='compare-choice']//select/@name") == ["from", "to"]
    assert find(page, "//select[@name='from']/option/@value") == ["1", "2", "3"]
    chosen = get(f"{PAGE}?from=3&to=1", clock)
    assert (chosen.status_code, chosen["Location"]) == (301, f"{PAGE}1..3/")


@pytest.mark.parametrize(
    "query", ["from=1&to=1", "from=1", "to=9&from=1", "from=%00&to=" + "9" * 4000, "from=x"]
)
def test_a_choice_that_cannot_be_read_is_told(thrice: Statement, clock: Clock, query: str) -> None:
    page = get(f"{PAGE}?{query}", clock)
    assert page.status_code == 200
    assert "Choose two different editions" in seen(page)


@pytest.mark.parametrize("pair", ["1..1", "1..9", "0..1", "1..", "..", "1..2..3", "1..٢", "999999..1"])
def test_editions_that_are_not_there_are_not_found(thrice: Statement, clock: Clock, pair: str) -> None:
    answer = get(f"{PAGE}{pair}/", clock, follow=True)
    assert answer.status_code == 404


def test_each_change_leads_to_its_words(thrice: Statement, clock: Clock) -> None:
    for page in (get("/statements/2026/wages/", clock), get(PAGE, clock)):
        links = find(page, "//a[contains(., 'word by word')]/@href")
        assert links == [f"{PAGE}2..3/", f"{PAGE}1..2/"]


def test_a_sealed_edition_is_compared_with_none(thrice: Statement, cast: Cast, clock: Clock) -> None:
    first = edition(thrice, 1)
    verbs.seal(thrice, by=cast.publisher, edition=first, reason="A name stood in it.", clock=clock)
    for pair in ("1..2", "1..3"):
        answer = get(f"{PAGE}{pair}/", clock)
        assert answer.status_code == 410
        assert "A name stood in it." in seen(answer)
        assert b"hundred" not in answer.content
    page = get(PAGE, clock)
    assert find(page, "//select[@name='from']/option/@value") == ["2", "3"]
    assert find(page, "//a[contains(., 'word by word')]/@href") == [f"{PAGE}2..3/"]


def test_nothing_is_compared_of_what_was_removed(thrice: Statement, cast: Cast, clock: Clock) -> None:
    verbs.withdraw(thrice, by=cast.publisher, explanation="Not ours.", kind=REMOVED, clock=clock)
    assert get(f"{PAGE}1..2/", clock).status_code == 410
