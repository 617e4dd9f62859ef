"""The archive searched: what is best first, what is marked, what is similar, and counts that hold."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements import verbs
from statements.models import Topic
from tests.cast import Cast, Clock, Newsroom
from tests.readers import find, get, links, rows, seen


def test_the_best_match_is_first_and_marked(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Pensions unpaid", body="<p>Nothing more.</p>")
    newsroom.public(headline="On wages", standfirst="And pensions too", body="<p>Nothing more.</p>")
    newsroom.public(headline="On water", body="<p>Of a <b>pension</b> & of <i>water</i>.</p>")
    page = get("/statements/?q=pension", clock)
    assert rows(page) == ["Pensions unpaid", "On wages", "On water"]
    assert [mark.text for mark in find(page, "//mark")] == ["pension"]
    assert rows(get("/statements/?q=pension&order=newest", clock)) == [
        "On water",
        "On wages",
        "Pensions unpaid",
    ]
    assert rows(get("/statements/?q=pension -water", clock)) == ["Pensions unpaid", "On wages"]


def test_what_is_similar_stands_apart_from_what_is_exact(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Exact", body="<p>The minimum wage is due.</p>")
    newsroom.public(headline="Loose", body="<p>Wages at a minimum are due.</p>")
    page = get('/statements/?q="minimum wage"', clock)
    assert "1 statement " in seen(page)
    assert rows(page) == ["Exact", "Loose"]
    assert "Loose" in links(page, "similar")


def test_a_pasted_paragraph_is_found_whatever_became_of_its_signs(newsroom: Newsroom, clock: Clock) -> None:
    said = "We say that the workers' wages, all of them, are due. " * 5
    newsroom.public(headline="The one", body=f"<p>{said}</p>")
    newsroom.public(headline="Another")
    assert rows(get("/statements/", clock, data={"q": said.replace("'", "’").upper()})) == ["The one"]
    assert rows(get("/statements/", clock, data={"q": said.replace("due", "paid")})) == []


def test_the_search_follows_every_verb_at_once(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    due = clock.now + timedelta(hours=9)
    statement = newsroom.public(headline="Gratuity", public_from=due)
    assert rows(get("/statements/?q=gratuity", clock)) == []
    clock.now = due
    assert rows(get("/statements/?q=gratuity", clock)) == ["Gratuity"]
    verbs.withdraw(statement, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert rows(get("/statements/?q=gratuity", clock)) == []


def test_every_count_is_the_length_of_the_list_behind_it(newsroom: Newsroom, clock: Clock) -> None:
    for number in range(12):
        newsroom.public(
            topics=("Wages",) if number % 3 else ("Heat", "Wages"),
            language="hi" if number % 4 == 0 else "en",
            dateline_place="Delhi" if number % 2 else "Nashik",
            issuing_body=newsroom.cast.wing if number % 5 == 0 else newsroom.cast.council,
        )
    Topic.objects.update(is_accepted=True)
    for query in ("", "q=council", "language=en", "topic=heat&place=Delhi", "q=council&body=ww"):
        asked = dict(parse_qsl(query))
        for said, address in links(get(f"/statements/?{query}", clock), "filters").items():
            added = set(dict(parse_qsl(urlsplit(address).query))) - set(asked)
            if (
                added and said.split()[-1].isdigit()
            ):  # another value of a chosen filter widens the list instead
                assert len(rows(get(address, clock))) == int(said.split()[-1]), (query, said)


def test_a_filtered_page_asks_little_of_bodies_and_of_places(newsroom: Newsroom, clock: Clock) -> None:
    for number in range(9):
        newsroom.public(dateline_place="NASHIK" if number % 2 else "Nashik", topics=("Wages",))
    Topic.objects.update(is_accepted=True)
    with CaptureQueriesContext(connection) as asked:
        page = get(
            "/statements/?body=nc&body=ww&place=nashik&year=2026&topic=wages&kind=press_statement", clock
        )
    assert len(rows(page)) == 9
    assert "from Nashik" in seen(page)
    of_bodies = [one["sql"] for one in asked if one["sql"].startswith('SELECT "statements_issuingbody"')]
    assert len(of_bodies) <= 3  # which are meant, which are offered, which are named; however many filters
