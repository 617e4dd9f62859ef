"""The text of the form in plain signs or in the editor: nothing is lost, changed or saved on the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements import verbs
from statements.models import Revision, Statement
from tests.cast import Cast, Newsroom
from tests.statements.desk.pages import parsed
from tests.statements.desk.test_statement_form import ADD, change, typed

TABLE = "<table><tbody><tr><td>178</td></tr></tbody></table>"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def in_signs(
    statement: Statement | None = None, text: str = "The council said so.", **fields: Any
) -> dict[str, Any]:
    """The form as a browser posts it in which the text is written in plain signs."""
    form = typed(statement, **fields)
    del form["body"]
    return {**form, "body_plain": text}


def shown(answer: Any) -> str:
    """What stands in the field of plain signs; an error where there is none."""
    [area] = parsed(answer).xpath("//textarea[@name='body_plain']")
    return str(area.text).removeprefix("\n")


def in_editor(answer: Any) -> str:
    """What stands in the editor where it is shown at once."""
    [area] = parsed(answer).xpath("//textarea[@name='body'][not(ancestor::template)]")
    return str(area.text or "").strip()


def test_a_text_is_begun_in_plain_signs(desk: Client, cast: Cast) -> None:
    assert shown(desk.get(ADD)) == ""
    answer = desk.post(
        ADD, in_signs(issuing_body=cast.council.pk, text="We *demand*:\r\n\r\n- wages\r\n- land")
    )
    assert answer.status_code == 302
    body = Statement.objects.get().body
    assert body == "<p>We <strong>demand</strong>:</p>\n<ul><li>wages</li><li>land</li></ul>"


def test_a_stored_text_is_shown_in_plain_signs_with_the_editor_waiting_beside(
    desk: Client, newsroom: Newsroom
) -> None:
    page = desk.get(change(newsroom.draft(body="<p>We <b>demand</b></p>")))
    assert shown(page) == "We *demand*"
    [waiting] = parsed(page).xpath("//template//textarea[@name='body']")
    assert waiting.text.strip() == "<p>We <b>demand</b></p>"


def test_a_text_saved_in_plain_signs_without_a_change_makes_no_revision(
    desk: Client, newsroom: Newsroom
) -> None:
    body = "<p>We <b>demand: </b>wages</p>\n\n\n<p>and&nbsp;land</p>"
    draft = newsroom.draft(headline="Wages are due", standfirst="", body=body, topics=("May Day", "Wages"))
    stored = Statement.objects.get().body
    answer = desk.post(
        change(draft), in_signs(draft, text=shown(desk.get(change(draft))).replace("\n", "\r\n"))
    )
    assert answer.status_code == 302
    assert Revision.objects.count() == 1
    assert Statement.objects.get().body == stored


def test_a_text_that_plain_signs_cannot_hold_is_not_touched_and_says_so(
    desk: Client, newsroom: Newsroom
) -> None:
    page = desk.get(change(newsroom.draft(body=TABLE)))
    assert in_editor(page) == TABLE
    assert "Plain signs cannot hold" in page.content.decode()


def test_what_is_asked_for_in_plain_signs_and_cannot_be_held_stays_as_it_was_typed(
    desk: Client, newsroom: Newsroom
) -> None:
    draft = newsroom.draft()
    page = desk.post(change(draft), {**typed(draft, body=TABLE), "_write_in": "plain"})
    assert in_editor(page) == TABLE
    assert "Plain signs cannot hold" in page.content.decode()


def test_the_other_way_is_shown_with_everything_kept_and_nothing_saved(
    desk: Client, newsroom: Newsroom
) -> None:
    draft = newsroom.draft(body="<p>Old.</p>")
    changed = {"headline": "Not saved yet", "dateline_date": "31 February"}
    page = desk.post(change(draft), {**in_signs(draft, text="*New*", **changed), "_write_in": "editor"})
    assert page.status_code == 200
    assert in_editor(page) == "<p><strong>New</strong></p>"
    assert "Not saved yet" in page.content.decode()
    assert "31 February" in page.content.decode()
    assert not parsed(page).xpath("//*[contains(@class, 'errornote') or contains(@class, 'errorlist')]")
    assert Revision.objects.count() == 1
    page = desk.post(change(draft), {**typed(draft, body="<p><b>Newer</b></p>"), "_write_in": "plain"})
    assert shown(page) == "*Newer*"
    assert not parsed(page).xpath("//*[@class='two-ways']//template")
    assert Revision.objects.count() == 1


def test_a_statement_is_not_begun_by_showing_the_other_way(desk: Client, cast: Cast) -> None:
    page = desk.post(ADD, {**in_signs(text="*New*"), "form_token": "one", "_write_in": "editor"})
    assert page.status_code == 200
    assert not Statement.objects.exists()
    [token] = parsed(page).xpath("//input[@name='form_token']/@value")
    assert token == "one"


def test_the_browser_remembers_the_way_for_the_desk_alone(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    assert parsed(desk.get(change(draft))).xpath("//*[@data-last]/@data-last") == [""]
    answer = desk.post(change(draft), {**in_signs(draft), "_write_in": "editor"})
    cookie = answer.cookies["writes_in"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
    assert parsed(desk.get(change(draft))).xpath("//*[@data-last]/@data-last") == ["editor"]


@pytest.mark.parametrize("said", ["", "novel", "editor'\"><script>"])
def test_a_way_nobody_knows_is_none(desk: Client, newsroom: Newsroom, said: str) -> None:
    draft = newsroom.draft()
    desk.cookies["writes_in"] = said
    assert parsed(desk.get(change(draft))).xpath("//*[@data-last]/@data-last") == [""]
    assert desk.post(change(draft), {**in_signs(draft), "_write_in": said}).status_code == 302


def test_a_stale_text_comes_back_as_it_was_typed_and_a_second_save_succeeds(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft(body="<p>Old.</p>")
    verbs.save(draft, by=cast.colleague, content={"body": "<p>Theirs.</p>"})
    mine = in_signs(draft, text="*Mine*,   with  blanks\n- and a list")
    page = desk.post(change(draft), mine)
    assert page.status_code == 409
    assert shown(page) == "*Mine*,   with  blanks\n- and a list"
    assert "Theirs." in page.content.decode()
    again = {**mine, "seen_version": page.context["adminform"].form["seen_version"].value()}
    assert desk.post(change(draft), again).status_code == 302
    assert (
        Statement.objects.get().body
        == "<p><strong>Mine</strong>, with blanks</p>\n<ul><li>and a list</li></ul>"
    )


def test_what_the_law_refuses_comes_back_as_it_was_typed(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft()
    verbs.approve(verbs.submit(draft, by=cast.colleague), by=cast.reviewer)
    late = in_signs(draft, text="*Mine*", seen_version=Statement.objects.get().lock_version)
    page = desk.post(change(draft), late)
    assert page.status_code == 422
    assert shown(page) == "*Mine*"
    page = desk.post(change(draft), typed(Statement.objects.get(), body="<p><b>Mine</b></p>"))
    assert page.status_code == 422
    assert in_editor(page) == "<p><b>Mine</b></p>"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("word " * 110_000, "500000"), ("- a\n\nb\n\n" * 8_000, "too many"), ("a\x00b", "Null")],
)
def test_what_is_too_much_is_refused_in_words_and_comes_back(
    desk: Client, cast: Cast, text: str, sentence: str
) -> None:
    page = desk.post(ADD, in_signs(issuing_body=cast.council.pk, text=text))
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert len(shown(page)) >= len(text) - 1
    assert not Statement.objects.exists()


def test_enter_in_a_line_of_the_form_saves(desk: Client, newsroom: Newsroom) -> None:
    """A browser presses a form's first button then: it must not be one that only shows the other way."""
    page = parsed(desk.get(change(newsroom.draft())))
    buttons = page.xpath("//form[@id='statement_form']//*[@type='submit'][not(ancestor::template)]")
    assert buttons[0].get("name") != "_write_in"


def test_text_sent_after_the_session_ended_comes_back(client: Client, cast: Cast) -> None:
    page = client.post(ADD, in_signs(issuing_body=cast.council.pk, text="*Mine*"))
    assert page.status_code == 403
    assert "*Mine*" in page.content.decode()
