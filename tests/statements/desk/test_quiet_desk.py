"""The administrators' pages of quiet periods, and the line that everybody at the desk reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Edition, Membership, QuietPeriod, User
from statements.workflow import Plan, Role
from tests.cast import Cast, Newsroom, person

from .pages import parsed, post, review, seen

ADD = "/admin/statements/quietperiod/add/"


@pytest.fixture
def newsroom(cast: Cast) -> Newsroom:
    """A newsroom at today's time, as its pages are."""
    return Newsroom(cast, timezone.now)


@pytest.fixture
def publisher(cast: Cast) -> User:
    """An administrator who publishes for the council."""
    Membership.objects.create(user=cast.administrator, body=cast.council, role=Role.PUBLISHER)
    return cast.administrator


def switch_on(client: Client, who: User, **typed: Any) -> Any:
    """What the form sends."""
    client.force_login(who)
    return client.post(ADD, {"reason": "Mourning", "mode": "refuse", "begins_at": "", "ends_at": "", **typed})


def listed(answer: Any) -> list[str]:
    """The keys on the page's list that can be ticked."""
    return [str(key) for key in parsed(answer).xpath("//input[@name='stop']/@value")]


def tomorrow(newsroom: Newsroom, **fields: Any) -> Edition:
    """A release due tomorrow."""
    statement = newsroom.public(public_from=timezone.now() + timedelta(days=1), **fields)
    return Edition.objects.get(statement=statement)


def test_with_nothing_due_one_click_switches_it_on(client: Client, cast: Cast) -> None:
    answer = switch_on(client, cast.administrator)
    period = QuietPeriod.objects.get()
    assert answer.url == f"/admin/statements/quietperiod/{period.pk}/change/"
    assert (period.reason, period.mode, period.ends_at) == ("Mourning", "refuse", None)


def test_what_is_due_inside_is_listed_with_ticks_before_anything_happens(
    client: Client, newsroom: Newsroom, publisher: User
) -> None:
    due = tomorrow(newsroom, headline="Wages are due")
    answer = switch_on(client, publisher)
    assert "Wages are due" in seen(answer)
    assert listed(answer) == [str(due.pk)]
    assert not QuietPeriod.objects.exists()
    answer = switch_on(client, publisher, shown=str(due.pk), stop=[due.pk])
    assert "1 release is stopped" in seen(client.get(answer.url))
    assert not Edition.objects.due(timezone.now()).exists()


def test_what_is_not_ticked_goes_out_and_the_periods_page_says_so(
    client: Client, newsroom: Newsroom, publisher: User
) -> None:
    due = tomorrow(newsroom, headline="Wages are due")
    answer = switch_on(client, publisher, shown=str(due.pk))
    assert Edition.objects.due(timezone.now()).exists()
    assert "These go out as planned unless somebody stops them. " in seen(client.get(answer.url))


def test_a_release_that_came_meanwhile_is_shown_first(
    client: Client, newsroom: Newsroom, publisher: User
) -> None:
    due = tomorrow(newsroom)
    later = tomorrow(newsroom)
    answer = switch_on(client, publisher, shown=str(due.pk), stop=[due.pk])
    assert answer.status_code == 409
    assert "The releases due in this time have changed." in seen(answer)
    assert listed(answer) == [str(due.pk), str(later.pk)]
    assert not QuietPeriod.objects.exists()


def test_an_administrator_without_the_right_reads_whom_to_ring_and_no_headline(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    tomorrow(newsroom, headline="Zirconium")
    answer = switch_on(client, cast.administrator)
    assert listed(answer) == []
    assert "You cannot stop this one. Ring: Publisher" in seen(answer)
    assert "National Council" in seen(answer)
    assert "Zirconium" not in seen(answer)


@pytest.mark.parametrize(
    "typed",
    [
        {"reason": ""},
        {"mode": "loudly"},
        {"begins_at": "yesterday"},
        {"begins_at": "2020-01-01T10:00"},
        {"ends_at": "2020-01-01T10:00"},
        {"reason": "x" * 300},
    ],
)
def test_what_makes_no_period_comes_back_with_what_was_typed(
    client: Client, cast: Cast, typed: dict[str, str]
) -> None:
    answer = switch_on(client, cast.administrator, **typed)
    assert answer.status_code == 422
    assert parsed(answer).xpath("//*[@class='errorlist']//text() | //*[contains(@class,'errorlist')]//text()")
    assert not QuietPeriod.objects.exists()


def test_nonsense_in_the_list_is_no_key(client: Client, newsroom: Newsroom, publisher: User) -> None:
    due = tomorrow(newsroom)
    answer = switch_on(client, publisher, shown="x,²,9" + "9" * 40, stop=["-1", "zirconium", due.pk])
    assert answer.status_code == 409
    assert Edition.objects.due(timezone.now()).exists()


def test_others_do_not_switch_it_on(client: Client, cast: Cast) -> None:
    assert switch_on(client, cast.publisher).status_code == 403
    assert not QuietPeriod.objects.exists()


def test_everybody_reads_it_at_the_head_of_every_page_until_it_is_switched_off(
    client: Client, cast: Cast
) -> None:
    switch_on(client, cast.administrator, reason="Mourning for A. Rao")
    period = QuietPeriod.objects.get()
    client.force_login(cast.drafter)
    line = "Quiet period (Mourning for A. Rao), until it is switched off. Nothing goes out."
    assert line in seen(client.get("/admin/"))
    off = f"/admin/statements/quietperiod/{period.pk}/off/"
    assert client.post(off).status_code == 404  # for a drafter there is no such page
    client.force_login(cast.administrator)
    assert client.get(off).status_code == 302
    assert "switched off" in seen(client.post(off, follow=True))
    assert "over already" in seen(client.post(off))
    client.force_login(cast.drafter)
    assert "Mourning for A. Rao" not in seen(client.get("/admin/"))


def test_readers_never_see_the_line(client: Client, cast: Cast) -> None:
    switch_on(client, cast.administrator, reason="Zirconium")
    client.logout()
    assert "Zirconium" not in client.get("/").content.decode()
    assert "Zirconium" not in client.get("/admin/login/").content.decode()


def test_a_publishers_page_says_why_not_now_and_takes_a_time_after_it(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    approved = newsroom.approved()
    verbs.switch_on(by=cast.administrator, reason="Silence", ends_at=timezone.now() + timedelta(hours=5))
    client.force_login(cast.publisher)
    answer = post(client, approved, "publish", public_from="")
    assert answer.status_code == 422
    assert "nothing goes out" in seen(answer)
    after = timezone.localtime(timezone.now() + timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M")
    assert post(client, approved, "publish", public_from=after).status_code == 302


def test_the_button_of_a_yes_promises_no_release_inside_it(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    chief = person("chief", cast.council, Role.DRAFTER, Role.PUBLISHER)
    sent = verbs.submit(newsroom.draft(), by=chief, plan=Plan.AT_ONCE)
    assert "Approve and publish now" in seen(review(client, sent, cast.reviewer))
    verbs.switch_on(by=cast.administrator, reason="Silence")
    page = seen(review(client, sent, cast.reviewer))
    assert "Approve (a publisher decides when)" in page
    assert "Quiet period (Silence), until it is switched off: nothing goes out." in page
