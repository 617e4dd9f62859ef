"""Notes as a conversation: open ones beside the text, answers below them, a last word with the resolving."""

from __future__ import annotations

import pytest
from django.test import Client

from statements.models import Note, Statement, User
from tests.cast import NOON, Cast, Newsroom

from .pages import address, parsed, review, seen


def note(statement: Statement, by: User, text: str = "Whose figure?", field: str = "body") -> Note:
    return Note.objects.create(statement=statement, author=by, text=text, field=field, made_at=NOON)


def panel(answer: object) -> str:
    """The words of the panel of notes."""
    (found,) = parsed(answer).xpath("//section[@class='notes']")
    return " ".join(found.text_content().split())


@pytest.mark.parametrize("page", ["review/", "change/"])
def test_open_notes_stand_beside_the_text_with_their_answers(
    client: Client, newsroom: Newsroom, cast: Cast, page: str
) -> None:
    waiting = newsroom.in_review()
    note(waiting, cast.reviewer).answer(cast.drafter, "The ministry's.", NOON)
    note(waiting, cast.reviewer, "Dealt with.").resolve(cast.drafter, NOON)
    client.force_login(cast.drafter)
    words = panel(client.get(address(waiting, page)))
    assert (
        "Reviewer on: text 12 Mar, 12:00 IST Whose figure? Drafter 12 Mar, 12:00 IST The ministry's." in words
    )
    assert "Dealt with." not in words


def test_an_answer_stands_below_its_note_and_a_second_one_below_the_same(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review()
    kept = note(waiting, cast.reviewer)
    client.force_login(cast.drafter)
    sent = client.post(
        address(waiting, f"notes/{kept.pk}/answer/"), {"text": "The ministry's.", "from": "review"}
    )
    assert sent.headers["Location"] == address(waiting, "review/")
    first = Note.objects.get(answer_to=kept)
    client.force_login(cast.reviewer)
    client.post(address(waiting, f"notes/{first.pk}/answer/"), {"text": "Of which year?"})
    answers = kept.answers.values_list("text", "field", "author__username")
    assert list(answers) == [
        ("The ministry's.", "body", "drafter"),
        ("Of which year?", "body", "reviewer"),
    ]
    assert waiting.notes.unresolved().count() == 1


def test_a_last_word_goes_with_the_resolving(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    kept = note(waiting, cast.reviewer)
    client.force_login(cast.drafter)
    client.post(address(waiting, f"notes/{kept.pk}/resolve/"), {"text": "Mended.", "from": "change"})
    kept.refresh_from_db()
    assert (kept.resolved_by, kept.answers.get().text) == (cast.drafter, "Mended.")
    assert not waiting.notes.unresolved().exists()
    timeline = seen(client.get(address(waiting, "history/")))
    assert "Answer on: text Drafter Mended." in timeline
    assert "Resolved by Drafter" in timeline


@pytest.mark.parametrize("deed", ["answer", "resolve"])
def test_an_answer_too_long_comes_back_with_its_words(
    client: Client, newsroom: Newsroom, cast: Cast, deed: str
) -> None:
    waiting = newsroom.in_review()
    kept = note(waiting, cast.reviewer)
    client.force_login(cast.drafter)
    answer = client.post(address(waiting, f"notes/{kept.pk}/{deed}/"), {"text": "x" * 2001})
    assert answer.status_code == 422
    assert "x" * 2001 in answer.content.decode()
    assert Note.objects.get().resolved_at is None


def test_an_empty_answer_is_none(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    kept = note(waiting, cast.reviewer)
    client.force_login(cast.drafter)
    assert client.post(address(waiting, f"notes/{kept.pk}/answer/"), {"text": " "}).status_code == 422
    assert Note.objects.count() == 1


def test_an_answer_is_resolved_with_its_note_only(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    answer = note(waiting, cast.reviewer).answer(cast.drafter, "The ministry's.", NOON)
    client.force_login(cast.reviewer)
    assert client.post(address(waiting, f"notes/{answer.pk}/resolve/")).status_code == 404


def test_on_the_timeline_notes_are_answered_and_answers_are_not_resolved(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review()
    kept = note(waiting, cast.reviewer)
    kept.answer(cast.drafter, "The ministry's.", NOON)
    client.force_login(cast.drafter)
    page = parsed(client.get(address(waiting, "history/"), {"show": "notes"}))
    sent_to = page.xpath("//ol//form/@action | //ol//button/@formaction")
    assert sent_to == [address(waiting, f"notes/{kept.pk}/{deed}/") for deed in ("answer", "resolve")]


def test_others_do_not_answer(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    joint, other = newsroom.in_review(joint_bodies=["SC"]), newsroom.in_review()
    kept = note(joint, cast.reviewer)
    client.force_login(cast.outsider)
    assert client.post(address(joint, f"notes/{kept.pk}/answer/"), {"text": "Ours."}).status_code == 403
    client.force_login(cast.staff)
    assert client.post(address(joint, f"notes/{kept.pk}/answer/"), {"text": "Ours."}).status_code == 404
    client.force_login(cast.drafter)
    assert client.post(address(other, f"notes/{kept.pk}/answer/"), {"text": "Ours."}).status_code == 404
    assert client.get(address(joint, f"notes/{kept.pk}/answer/")).status_code == 405
    assert Note.objects.count() == 1


@pytest.mark.parametrize("came_from", ["review", "change", "history"])
def test_a_note_leads_back_to_where_it_was_written(
    client: Client, newsroom: Newsroom, cast: Cast, came_from: str
) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    sent = client.post(address(waiting, "notes/"), {"text": "Seen.", "from": came_from})
    assert sent.headers["Location"] == address(waiting, f"{came_from}/")


def test_nobody_is_led_elsewhere(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    sent = client.post(address(waiting, "notes/"), {"text": "Seen.", "from": "https://elsewhere.example"})
    assert sent.headers["Location"] == address(waiting, "history/")


def test_what_a_reviewer_notes_without_sending_back_the_drafter_reads(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    client.post(address(waiting, "notes/"), {"text": "Name the mill.", "field": "headline", "from": "review"})
    assert Statement.objects.get().state == "in_review"
    words = panel(review(client, waiting, cast.drafter))
    assert words.startswith("Notes 1 Reviewer on: headline")
    assert "Name the mill." in words
