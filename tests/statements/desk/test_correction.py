"""A correction on one screen: what was wrong, what is right, send."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Edition, Statement, Step
from tests.cast import Cast, Newsroom


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


@pytest.fixture
def public(newsroom: Newsroom) -> Statement:
    return newsroom.public(body="<p>At the mill 27 people &amp; their families waited.</p>")


def test_one_post_reopens_saves_and_sends_for_approval(client: Client, cast: Cast, public: Statement) -> None:
    client.force_login(cast.drafter)
    assert client.get(address(public)).status_code == 200
    answer = client.post(address(public), answers(public))
    now = Statement.objects.get()
    assert answer.status_code == 302
    assert now.state == "in_review"
    assert "26 people &amp; their families" in now.body
    assert now.change_note == "There were 26, not 27."
    assert [step.verb for step in Step.objects.order_by("number")][-3:] == ["reopen", "save", "submit"]
    assert "27 people" in Edition.objects.public(timezone.now()).get().body
    verbs.publish(verbs.approve(now, by=cast.reviewer), by=cast.publisher)
    assert "26 people" in Edition.objects.public(timezone.now()).get().body


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
    client.post(address(public), answers(public, wrong="people & their", right="people & all <their>"))
    assert "people &amp; all &lt;their&gt; families" in Statement.objects.get().body


def test_a_stale_screen_is_refused_and_nothing_is_half_done(
    client: Client, cast: Cast, public: Statement
) -> None:
    verbs.refile(public, by=cast.colleague, topics=["Wages"])
    client.force_login(cast.drafter)
    answer = client.post(address(public), answers(public))
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
