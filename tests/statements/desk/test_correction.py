"""A correction on one screen: what was wrong, what is right, send."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import prose, verbs
from statements.models import Edition, Statement, Step
from tests.cast import Cast, Newsroom

from .pages import changes, parsed, seen


def address(statement: Statement) -> str:
    return f"/admin/statements/statement/{statement.pk}/correct/"


def answers(statement: Statement, **fields: Any) -> dict[str, Any]:
    return {
        "lock_version": statement.lock_version,
        "wrong": "27 people",
        "right": "26 people",
        "change_kind": "correction",
        "change_note": "There were 26, not 27.",
        "plan": "at_once",
        **fields,
    }


def shown(client: Client, statement: Statement, **fields: Any) -> Any:
    """The page that shows what readers will see."""
    return client.post(address(statement), answers(statement, **fields))


def send(client: Client, statement: Statement, **fields: Any) -> Any:
    """Look at what readers will see, and send exactly that."""
    looked_at = parsed(shown(client, statement, **fields)).xpath("//button[@name='looked_at']/@value")
    return client.post(address(statement), answers(statement, **fields, looked_at=looked_at[0]))


@pytest.fixture
def public(newsroom: Newsroom) -> Statement:
    return newsroom.public(body="<p>At the mill 27 people &amp; their families waited.</p>")


def test_one_button_reopens_saves_and_sends_for_approval(
    client: Client, cast: Cast, public: Statement
) -> None:
    client.force_login(cast.drafter)
    assert client.get(address(public)).status_code == 200
    answer = send(client, public)
    now = Statement.objects.get()
    assert answer.status_code == 302
    assert now.state == "in_review"
    assert "26 people &amp; their families" in now.body
    assert now.change_note == "There were 26, not 27."
    assert [step.verb for step in Step.objects.order_by("number")][-3:] == ["reopen", "save", "submit"]
    assert "27 people" in Edition.objects.public(timezone.now()).get().body
    verbs.publish(verbs.approve(now, by=cast.reviewer), by=cast.publisher)
    assert "26 people" in Edition.objects.public(timezone.now()).get().body


def test_who_may_not_correct_is_told_why_and_asked_nothing(
    client: Client, cast: Cast, public: Statement
) -> None:
    client.force_login(cast.publisher)
    page = client.get(address(public))
    assert page.status_code == 200
    assert "is for: Drafter of National Council" in seen(page)
    assert not parsed(page).xpath("//form[@id='correction']")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("wrong", "28 people", "do not stand in the text"),
        ("wrong", "e", "times"),
        ("wrong", "", "required"),
        ("change_note", "", "required"),
        ("change_kind", "first", "valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    client: Client, cast: Cast, public: Statement, field: str, typed: str, sentence: str
) -> None:
    client.force_login(cast.drafter)
    answer = client.post(address(public), answers(public, **{field: typed}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "26 people" in page
    assert Statement.objects.get().state == "released"


def test_words_with_signs_of_html_are_found_as_they_are_read(
    client: Client, cast: Cast, public: Statement
) -> None:
    client.force_login(cast.drafter)
    send(client, public, wrong="people & their", right="people & all <their>")
    assert "people &amp; all &lt;their&gt; families" in Statement.objects.get().body


def test_a_stale_screen_is_refused_and_nothing_is_half_done(
    client: Client, cast: Cast, public: Statement
) -> None:
    client.force_login(cast.drafter)
    verbs.refile(public, by=cast.colleague, topics=["Wages"])
    answer = send(client, public)
    assert answer.status_code == 409
    assert "Colleague" in answer.content.decode()
    assert Statement.objects.get().state == "released"
    assert not Step.objects.filter(verb="reopen").exists()


def test_others_cannot(client: Client, cast: Cast, public: Statement) -> None:
    client.force_login(cast.publisher)
    assert client.post(address(public), answers(public)).status_code == 422
    client.force_login(cast.outsider)
    assert client.post(address(public), answers(public)).status_code == 404
    assert Statement.objects.get().state == "released"


def test_before_it_is_sent_the_difference_and_the_notice_are_shown(
    client: Client, cast: Cast, public: Statement
) -> None:
    client.force_login(cast.drafter)
    page = shown(client, public)
    assert page.status_code == 200
    assert changes(page) == (["27"], ["26"])
    notice = parsed(page).xpath("//section[@class='notice']")[0].text_content()
    assert "Corrected" in notice
    assert "There were 26, not 27." in notice
    assert Statement.objects.get().state == "released"


def test_the_notice_speaks_the_language_of_the_statement(
    client: Client, cast: Cast, newsroom: Newsroom
) -> None:
    client.force_login(cast.drafter)
    hindi = newsroom.public(body="<p>मिल पर 27 लोग थे।</p>", language="hi")
    page = shown(client, hindi, wrong="27 लोग", right="26 लोग", change_note="26 थे, 27 नहीं।")
    assert "भूल सुधार" in parsed(page).xpath("//section[@class='notice']")[0].text_content()


def test_of_a_minor_change_there_is_no_notice(client: Client, cast: Cast, public: Statement) -> None:
    client.force_login(cast.drafter)
    page = shown(client, public, change_kind="minor")
    assert not parsed(page).xpath("//section[@class='notice']")
    assert "No notice over the text" in seen(page)


def test_what_was_typed_after_looking_is_shown_before_it_is_sent(
    client: Client, cast: Cast, public: Statement
) -> None:
    client.force_login(cast.drafter)
    looked_at = parsed(shown(client, public)).xpath("//button[@name='looked_at']/@value")[0]
    page = client.post(address(public), answers(public, right="25 people", looked_at=looked_at))
    assert page.status_code == 200
    assert changes(page) == (["27"], ["25"])
    assert Statement.objects.get().state == "released"


def test_who_approves_sees_the_difference_and_the_note(client: Client, cast: Cast, public: Statement) -> None:
    client.force_login(cast.drafter)
    send(client, public)
    client.force_login(cast.reviewer)
    page = client.get(f"/admin/statements/statement/{public.pk}/review/")
    assert changes(page) == (["27"], ["26"])
    assert "Correction: There were 26, not 27." in seen(page)


def test_what_is_looked_at_after_another_s_change_can_be_sent(
    client: Client, cast: Cast, public: Statement
) -> None:
    verbs.abandon_correction(verbs.reopen(public, by=cast.colleague), by=cast.colleague)
    client.force_login(cast.drafter)
    page = parsed(shown(client, public))
    (version,) = page.xpath("//input[@name='lock_version']/@value")
    (digest,) = page.xpath("//button[@name='looked_at']/@value")
    typed = answers(public, lock_version=version, looked_at=digest)
    assert client.post(address(public), typed).status_code == 302
    assert Statement.objects.get().state == "in_review"


@pytest.mark.parametrize("wrong", ["First line.\r\nThen", "Cafe\u0301"])
def test_words_on_two_lines_or_spelt_with_marks_apart_are_found(
    client: Client, cast: Cast, newsroom: Newsroom, wrong: str
) -> None:
    public = newsroom.public(notes_to_editors="First line.\nThen another.", body="<p>At the Caf\u00e9.</p>")
    client.force_login(cast.drafter)
    assert shown(client, public, wrong=wrong, right="Another").status_code == 200


@pytest.mark.parametrize(
    ("stands", "wrong", "right", "becomes"),
    [
        ("Rs.\u00a0178 a day", "Rs. 178 a", "Rs. 187 a", "Rs.&nbsp;187 a day"),  # what was no change stays
        ("Rs. 178 a day", "Rs.\u00a0178 a", "Rs.\u00a0187 a", "Rs. 187 a day"),
        ("Rs. 178\n  a day", "Rs. 178 a", "Rs. 187 a", "Rs. 187\n  a day"),
        ("Rs.\u202f178 a day", "Rs. 178", "187 rupees", "187\u202frupees a day"),
        ("Rs.\u00a0178 a day", "Rs. 178 a day", "Nothing", "Nothing"),
        ("Rs. 178 a day", "Rs. 178", "Rs.\u00a0178", "Rs.&nbsp;178 a day"),
        ("Rs.\u00a0178 a day", "Rs.\u00a0178", "Rs. 178", "Rs. 178 a day"),
        ("Rs.\u00a0178 &amp; meals", "178 & meals", "178 & a meal", "Rs.&nbsp;178 &amp; a meal"),
    ],
)
def test_words_are_found_whatever_kind_of_blank_stands_between_them(
    client: Client, cast: Cast, newsroom: Newsroom, stands: str, wrong: str, right: str, becomes: str
) -> None:
    around = "<p>At\u00a0the mill,\u00a0{}.</p><p>No\u00a0\u00a0more.</p>"
    public = newsroom.public(body=around.format(stands))
    client.force_login(cast.drafter)
    assert send(client, public, wrong=wrong, right=right).status_code == 302
    assert Statement.objects.get().body == str(prose.clean(around)).format(becomes)


def test_words_copied_with_a_no_break_space_are_found_in_a_headline(
    client: Client, cast: Cast, newsroom: Newsroom
) -> None:
    public = newsroom.public(headline="Rs. 178 is due to 27 people")
    client.force_login(cast.drafter)
    assert send(client, public, wrong="to\u00a027\u00a0people", right="to 26 people").status_code == 302
    assert Statement.objects.get().headline == "Rs. 178 is due to 26 people"
