"""The buttons that let a text go out say the very moment; a time just typed is read back before it counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements.models import Statement
from statements.objections import clock_words
from statements.workflow import Plan
from tests.cast import Cast, Newsroom

from .pages import address, parsed, seen

TOMORROW = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)


def typed_time(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def buttons(answer: Any) -> list[str]:
    return [
        " ".join(button.text_content().split())
        for button in parsed(answer).xpath("//button[@name='public_from']")
    ]


def publish(client: Client, statement: Statement, **typed: Any) -> Any:
    page = address(statement, "verb/publish/")
    return client.post(page, {"lock_version": statement.lock_version, "public_from": "", **typed})


def test_without_a_plan_it_goes_out_now(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    client.force_login(cast.publisher)
    approved = newsroom.approved()
    assert buttons(client.get(address(approved, "verb/publish/"))) == ["Publish now"]
    assert publish(client, approved).status_code == 302
    assert Statement.objects.get().edition_public(timezone.now())


def test_the_planned_time_stands_on_the_first_button(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    client.force_login(cast.publisher)
    approved = newsroom.approved(plan=Plan.AT_TIME, planned_for=TOMORROW)
    said = f"Publish: goes out {clock_words(TOMORROW)}"
    assert buttons(client.get(address(approved, "verb/publish/"))) == [said, "Publish now"]


def test_a_time_just_typed_is_read_back_and_nothing_is_done(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    client.force_login(cast.publisher)
    approved = newsroom.approved()
    for pressed in ({"_look": "1"}, {}):  # the button beside it; or “Publish now”, though a time was typed
        answer = publish(client, approved, another_time=typed_time(TOMORROW), **pressed)
        assert buttons(answer)[0] == f"Publish: goes out {clock_words(TOMORROW)}"
    assert not Statement.objects.get().editions.exists()
    done = publish(client, approved, another_time=typed_time(TOMORROW), public_from=typed_time(TOMORROW))
    assert done.status_code == 302
    due = Statement.objects.get().edition_due(timezone.now())
    assert due
    assert due.public_from == TOMORROW


def test_without_approval_what_was_typed_stays_while_the_time_is_read_back(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    client.force_login(cast.publisher)
    draft = newsroom.draft()
    asked = {"reason": "By phone.", "another_time": typed_time(TOMORROW), "_look": "1"}
    answer = client.post(
        address(draft, "verb/publish_without_approval/"), {"lock_version": draft.lock_version, **asked}
    )
    assert "By phone." in answer.content.decode()
    assert buttons(answer) == [
        f"Publish without approval: goes out {clock_words(TOMORROW)}",
        "Publish without approval now",
    ]
    assert not draft.editions.exists()


@pytest.mark.parametrize("typed", ["soon", "2020-01-01T10:00"])
def test_a_time_that_is_none_or_past_is_refused(
    client: Client, newsroom: Newsroom, cast: Cast, typed: str
) -> None:
    client.force_login(cast.publisher)
    answer = publish(client, newsroom.approved(), another_time=typed, _look="1")
    assert answer.status_code == 422
    assert not Statement.objects.get().editions.exists()


def test_stopping_says_what_it_stops(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    client.force_login(cast.publisher)
    due = newsroom.public(public_from=TOMORROW)
    said = f"Stop: nothing goes out {clock_words(TOMORROW)}"
    assert said in seen(client.get(address(due, "verb/stop_release/")))
    assert said in seen(client.get(address(due, "change/")))


def test_taking_back_an_approved_text_speaks_of_no_readers(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    client.force_login(cast.drafter)
    words = seen(client.get(address(newsroom.approved(), "verb/reopen/")))
    assert "It becomes a draft again" in words
    assert "What readers see" not in words
