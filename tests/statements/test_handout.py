"""What a press office hands on in words: what readers see, and first what must be said first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from statements import verbs
from statements.handout import SHORT_MESSAGE, Handout, bold, handout
from statements.models import PressContact, Statement
from statements.on_record import find
from statements.short_post import MOST, weight
from tests.cast import Cast, Clock, Newsroom
from tests.readers import history

ADDRESS = "https://newsroom.example/r/NC-2026-001/"
NOTE = "Forty marched, not four hundred."


def given(statement: Statement, clock: Clock) -> Handout:
    """What is handed on of a statement at the clock's time."""
    found = find(clock.now, pk=statement.pk)
    assert found is not None
    return handout(found)


def all_texts(one: Handout) -> tuple[str, ...]:
    return one.message, one.whole_message, one.subject, one.mail, one.post, one.card


def wages(newsroom: Newsroom, **fields: Any) -> Statement:
    """A public statement on wages."""
    body = "<p>The <b>mill</b> owes nine weeks.</p><h2>We demand</h2><ol><li>Pay.</li><li>Open.</li></ol>"
    said = {"headline": "Wages are due", "standfirst": "Nine weeks.", "body": body, **fields}
    return newsroom.public(**said)


# --- the texts --------------------------------------------------------------------------------------------


def test_a_message_is_what_a_messaging_app_shows(newsroom: Newsroom, clock: Clock) -> None:
    expected = f"""*Wages are due*

Nine weeks.

New Delhi, 12 March — The mill owes nine weeks.

*We demand*

1. Pay.
2. Open.

National Council
NC-2026-001
{ADDRESS}"""
    assert given(wages(newsroom), clock).message == expected


def test_the_beginning_of_a_long_text_ends_with_a_whole_paragraph(newsroom: Newsroom, clock: Clock) -> None:
    paragraph = f"<p>{'word ' * 60}</p>"
    one = given(wages(newsroom, body=paragraph * 2 + "<h2>And</h2>" + paragraph * 4), clock)
    assert one.message.count("word") == 120
    assert "\n\n…\n\nNational Council" in one.message
    assert "*And*" not in one.message  # no heading without its text
    assert one.whole_message.count("word") == 360
    assert "…" not in one.whole_message


def test_a_first_paragraph_is_never_cut(newsroom: Newsroom, clock: Clock) -> None:
    one = given(wages(newsroom, body=f"<p>{'word ' * 400}</p><p>More.</p>"), clock)
    assert one.message.count("word") == 400 > SHORT_MESSAGE / 5


def test_a_mail_is_the_whole_statement_as_a_newsroom_would_paste_it(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    reached = {"phone": "011-5550-0100", "email": "press@example.org", "hours": "10:00 to 19:00"}
    PressContact.objects.create(
        body=cast.council, name="Press desk", is_published=True, languages=["en", "hi"], **reached
    )
    PressContact.objects.create(body=cast.council, is_published=False, name="Night desk", phone="99")
    one = given(
        wages(
            newsroom,
            joint_bodies=["WW"],
            signatories=[{"name": "A. Devi", "post": "Chair", "body": ""}],
            notes_to_editors="The mill closed in May.",
        ),
        clock,
    )
    assert one.subject == "Press statement: Wages are due"
    expected = f"""National Council
Women's Wing
Press statement · NC-2026-001

Wages are due

Nine weeks.

New Delhi, 12 March — The mill owes nine weeks.

We demand

1. Pay.
2. Open.

ENDS

Signed by
A. Devi, Chair

Notes to editors
The mill closed in May.

About National Council
The council speaks for its members.

For the press
Press desk
011-5550-0100
press@example.org
English, हिन्दी
10:00 to 19:00

{ADDRESS}"""
    assert one.mail == expected


def test_a_post_holds_headline_reference_and_address(newsroom: Newsroom, clock: Clock) -> None:
    assert given(wages(newsroom), clock).post == f"Wages are due\nNC-2026-001\n{ADDRESS}"
    long = given(wages(newsroom, headline="Wages " * 50), clock)
    assert weight(long.post) <= MOST
    assert long.post.endswith(f"\n{long.reference}\n{long.address}")


def test_a_text_that_begins_with_a_list_has_its_dateline_before_it(newsroom: Newsroom, clock: Clock) -> None:
    one = given(wages(newsroom, body="<ol><li>Pay.</li></ol>"), clock)
    assert "New Delhi, 12 March\n\n1. Pay." in one.whole_message


def test_a_headline_with_a_star_is_not_made_bold(newsroom: Newsroom, clock: Clock) -> None:
    assert bold("wages") == "*wages*"
    one = given(wages(newsroom, headline="5*4 is twenty"), clock)
    assert one.message.startswith("5*4 is twenty\n")


def test_a_hindi_text_speaks_hindi_and_keeps_its_reference(newsroom: Newsroom, clock: Clock) -> None:
    one = given(wages(newsroom, language="hi", headline="मज़दूरी बाक़ी है"), clock)
    assert "New Delhi, 12 मार्च — " in one.message
    assert "\n\nसमाप्त\n\n" in one.mail
    assert one.message.endswith(f"National Council (हि)\nNC-2026-001\n{ADDRESS}")


def test_whoever_asks_gets_the_same_words(newsroom: Newsroom, clock: Clock) -> None:
    statement = history(
        newsroom, date(2019, 1, 1), "Of long ago", language="hi", dateline_date=date(2019, 1, 1)
    )
    here = given(statement, clock)
    with translation.override("hi"), timezone.override("Pacific/Honolulu"):
        assert given(statement, clock) == here
    assert "1 जनवरी — " in here.message


def test_without_an_address_of_the_newsroom_no_text_holds_half_of_one(
    newsroom: Newsroom, clock: Clock, settings: Any
) -> None:
    settings.SITE_URL = ""
    one = given(wages(newsroom, body='<p>See <a href="/statements/">all</a>.</p>'), clock)
    assert one.address == ""
    for text in all_texts(one):
        assert "/r/" not in text
        assert "(/" not in text
    assert one.post == "Wages are due\nNC-2026-001"


# --- what is said first -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "kind", "begins"),
    [
        ("en", "correction", "CORRECTION to NC-2026-001"),
        ("en", "clarification", "CLARIFICATION to NC-2026-001"),
        ("en", "update", "UPDATE to NC-2026-001"),
        ("hi", "correction", "भूल सुधार – NC-2026-001"),
        ("hi", "clarification", "स्पष्टीकरण – NC-2026-001"),
        ("ur", "correction", "CORRECTION to NC-2026-001"),
    ],
)
def test_a_change_begins_everything_and_says_what_it_was(
    newsroom: Newsroom, cast: Cast, clock: Clock, language: str, kind: str, begins: str
) -> None:
    fields: dict[str, Any] = {
        "language": language,
        "change_kind": kind,
        "change_note": NOTE,
        "headline": "Forty marched",
    }
    newsroom.corrected(**fields)
    one = given(Statement.objects.get(), clock)
    assert one.message.startswith(f"*{begins}*: {NOTE}\n\n*Forty marched*")
    assert one.whole_message.startswith(f"*{begins}*: {NOTE}\n\n")
    assert one.mail.startswith(f"{begins}: {NOTE}\n\n")
    assert one.subject == f"{begins}: Forty marched"
    assert one.post == f"{begins}: {NOTE}\nForty marched\n{ADDRESS}"
    assert f"{begins}: {NOTE} · Forty marched" in one.card


def test_a_minor_change_is_not_announced_but_the_correction_before_it_still_is(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    corrected = newsroom.corrected(change_note=NOTE)
    approved = newsroom.correct(corrected, change_kind="minor", change_note="", headline="Forty marched")
    verbs.publish(approved, by=cast.publisher, clock=clock)
    assert given(corrected, clock).message.startswith(
        f"*CORRECTION to NC-2026-001*: {NOTE}\n\n*Forty marched*"
    )


def test_a_correction_not_yet_out_changes_no_word(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = wages(newsroom)
    before = given(statement, clock)
    approved = newsroom.correct(statement, headline="zirconium", change_note="zirconium")
    verbs.publish(approved, by=cast.publisher, public_from=clock.now + timedelta(days=1), clock=clock)
    assert given(statement, clock) == before


def test_a_warning_to_readers_comes_first(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = wages(newsroom)
    verbs.flag(statement, by=cast.publisher, words="We are checking a figure.", clock=clock)
    one = given(statement, clock)
    assert one.message.startswith("*PLEASE NOTE*: We are checking a figure.\n\n*Wages are due*")
    assert one.post.endswith(f"\nNC-2026-001\n{ADDRESS}")


def test_of_a_withdrawn_statement_only_the_withdrawal_is_handed_on(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = wages(newsroom)
    verbs.withdraw(statement, by=cast.publisher, explanation="The figure\nwas wrong.", clock=clock)
    one = given(statement, clock)
    expected = f"""*WITHDRAWAL of NC-2026-001*: The figure was wrong.

This statement no longer stands. Please do not use it.

*Wages are due*

National Council
NC-2026-001
{ADDRESS}"""
    assert one.message == one.whole_message == expected
    assert one.subject == "WITHDRAWAL of NC-2026-001: Wages are due"
    assert one.mail.startswith("WITHDRAWAL of NC-2026-001: The figure was wrong.\n\nThis statement no longer")
    assert "nine weeks" not in "".join(all_texts(one))
