"""The desk's list of messages: each sees those of their statements and says what becomes of the unsent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from statements.models import Effect
from statements.outbox.waiting import SMTP
from tests.cast import Cast, Newsroom

LIST = "/admin/statements/effect/"
State = Effect.State


def page(client: Client, query: str = "") -> str:
    return client.get(LIST + query).content.decode()


def test_a_message_is_seen_by_those_for_whom_its_statement_exists(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.in_review(headline="Farmers stand firm")
    client.force_login(cast.drafter)
    assert "Farmers stand firm" in page(client)
    client.force_login(cast.outsider)
    assert "Farmers stand firm" not in page(client)
    client.force_login(cast.staff)
    assert client.get(LIST).status_code == 403


def test_partners_of_a_joint_statement_neither_see_nor_stop_the_mail_of_its_issuer(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    joint = newsroom.in_review(headline="Two bodies speak", joint_bodies=["SC"])
    effect = joint.effects.get()
    joint.effects.update(state=State.FAILED)
    client.force_login(cast.outsider)
    assert client.get(f"/admin/statements/statement/{joint.pk}/review/").status_code == 200
    assert "Two bodies speak" not in page(client)
    client.post(LIST, {"action": "leave_unsent", "_selected_action": [effect.pk]})
    assert joint.effects.get().state == State.FAILED


def test_the_filter_shows_what_was_not_sent_and_why(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    newsroom.in_review(headline="On its way")
    Effect.objects.update(due_at=timezone.now())
    given_up = newsroom.in_review(headline="Given up")
    given_up.effects.update(state=State.FAILED, attempts=14, last_error="550 no such mailbox")
    client.force_login(cast.drafter)
    shown = page(client, "?sent=no")
    assert "Given up, tried 14 times: 550 no such mailbox" in shown
    assert "On its way" not in shown
    assert "Given up" not in page(client, "?sent=yes").partition("result_list")[2]


def test_the_page_says_that_mail_is_not_set_up(
    client: Client, newsroom: Newsroom, cast: Cast, settings: Settings
) -> None:
    client.force_login(cast.drafter)
    assert "Mail is not set up" not in page(client)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, ""
    assert "Mail is not set up: nobody is told of anything. Messages wait here." in page(client)


def test_the_page_says_since_when_the_oldest_message_waits(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.in_review()
    client.force_login(cast.drafter)
    assert "has been waiting since 12 March 2026, 12:00 IST (06:30 UTC)" in page(client)


@pytest.mark.parametrize(("action", "state"), [("send_again", State.DUE), ("leave_unsent", State.VOID)])
@pytest.mark.parametrize("unsent", [State.FAILED, State.HELD])
def test_the_unsent_is_sent_again_or_left_as_a_person_says(
    client: Client, newsroom: Newsroom, cast: Cast, action: str, state: State, unsent: State
) -> None:
    effect = newsroom.in_review().effects.get()
    Effect.objects.update(state=unsent, attempts=14)
    client.force_login(cast.drafter)
    client.post(LIST, {"action": action, "_selected_action": [effect.pk]})
    effect.refresh_from_db()
    assert effect.state == state
    if state == State.DUE:
        assert effect.attempts == 0
        assert timezone.now() - effect.due_at < timedelta(minutes=1)


def test_what_was_sent_is_not_sent_again(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    effect = newsroom.in_review().effects.get()
    Effect.objects.update(state=State.SENT)
    client.force_login(cast.drafter)
    client.post(LIST, {"action": "send_again", "_selected_action": [effect.pk]})
    effect.refresh_from_db()
    assert effect.state == State.SENT


def test_a_person_of_another_body_acts_on_no_message_here(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    effect = newsroom.in_review().effects.get()
    Effect.objects.update(state=State.FAILED)
    client.force_login(cast.outsider)
    client.post(LIST, {"action": "send_again", "_selected_action": [effect.pk]})
    effect.refresh_from_db()
    assert effect.state == State.FAILED
    assert client.get(f"{LIST}{effect.pk}/change/").status_code == 302


def test_nobody_writes_changes_or_deletes_a_message(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    effect = newsroom.in_review().effects.get()
    client.force_login(cast.publisher)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{effect.pk}/change/", {"state": "void"}).status_code == 403
    assert client.post(f"{LIST}{effect.pk}/delete/", {"post": "yes"}).status_code == 403
    effect.refresh_from_db()
    assert effect.state == State.DUE
