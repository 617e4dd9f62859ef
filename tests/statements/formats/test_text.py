"""The text of a statement, as a newsroom pastes it."""

from __future__ import annotations

from datetime import date

from statements import verbs
from statements.models import PressContact
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, history

BODY = "<p>The <b>mill</b> owes nine weeks.</p><h2>We demand</h2><ol><li>Pay.</li><li>Open.</li></ol>"


def text(path: str, clock: Clock) -> str:
    """What the newsroom gives as text at this address."""
    answer = get(path, clock)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return str(answer.content.decode())


def test_it_is_the_whole_statement_with_its_number_and_its_address(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    contact = {"name": "Press desk", "phone": "011-5550-0100", "email": "press@example.org"}
    PressContact.objects.create(body=cast.council, is_published=True, languages=["en", "hi"], **contact)
    newsroom.public(
        headline="Wages are due",
        standfirst="Nine weeks.",
        body=BODY,
        joint_bodies=["WW"],
        signatories=[{"name": "A. Devi", "post": "Chair", "body": ""}],
        notes_to_editors="The mill closed in May.",
    )
    expected = """National Council
Women's Wing
Press statement · NC-2026-001
Released on 12 March 2026, 12:00 IST

Wages are due
Nine weeks.

New Delhi, 12 March — The mill owes nine weeks.

We demand

1. Pay.
2. Open.

ENDS

Signed by
A. Devi · Chair

Notes to editors
The mill closed in May.

About National Council
The council speaks for its members.

For the press
Press desk, 011-5550-0100, press@example.org, English, हिन्दी

Edition 1 of 12 March 2026
http://testserver/statements/2026/wages-are-due/
http://testserver/r/NC-2026-001/
"""
    assert text("/statements/2026/wages-are-due.txt", clock) == expected


def test_it_speaks_the_language_of_the_text(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="मज़दूरी दो", language="hi", dateline_place="कानपुर")
    given = text("/hi/statements/2026/mazduri-do.txt", clock)
    assert "प्रेस" in given
    assert "कानपुर, 12 मार्च — The council" in given
    assert get("/statements/2026/mazduri-do.txt", clock)["Location"] == "/hi/statements/2026/mazduri-do.txt"


def test_what_must_be_said_first_stands_first(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.corrected(headline="Corrected", change_note="Forty, not four hundred.")
    path = f"/statements/2026/{statement.slug}.txt"
    assert text(path, clock).startswith("CORRECTION to NC-2026-001: Forty, not four hundred.\n\nNational")
    statement = verbs.flag(statement, by=cast.publisher, words="We check a figure.", clock=clock)
    assert text(path, clock).startswith("PLEASE NOTE: We check a figure.\n\nCORRECTION")
    verbs.withdraw(statement, by=cast.publisher, explanation="All wrong.", clock=clock)
    given = text(path, clock)
    assert given.startswith("WITHDRAWAL of NC-2026-001: All wrong.\n\nThe text below is what was said then.")
    assert "CORRECTION" not in given
    assert "Corrected" in given


def test_what_is_older_than_its_place_here_says_so(newsroom: Newsroom, clock: Clock) -> None:
    history(newsroom, date(1972, 1, 30), "Long ago", dateline_date=date(1972, 1, 29))
    given = text("/statements/1972/long-ago.txt", clock)
    assert "Issued on 30 January 1972, placed in this archive on 12 March 2026" in given
