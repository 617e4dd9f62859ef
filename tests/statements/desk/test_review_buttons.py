"""The two buttons of the review page: a yes that does what it says, and sending back with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Edition, Note, Statement, Step, Withdrawal
from statements.workflow import Plan, Role
from tests.cast import Cast, Newsroom

from .pages import address, changes, offered, parsed, post, review, saved, seen

# --- approve ------------------------------------------------------------------------------------------------


def buttons(answer: Any, verb: str = "approve") -> list[str]:
    """The words of the buttons that say yes."""
    found = parsed(answer).xpath(f"//form[contains(@action, '/verb/{verb}/')]//button")
    return [" ".join(button.text_content().split()) for button in found]


PLANS = {
    "at once": Plan.AT_ONCE,
    "in an hour": Plan.AT_TIME,
    "an hour ago": Plan.AT_TIME,
    "later": Plan.LATER,
}
WITH_PUBLISHER = {  # when → how the first button begins, whether it is out at once, whether within two hours
    "at once": ("Approve and publish now", True, True),
    "in an hour": ("Approve: goes out ", False, True),
    "an hour ago": ("Approve and publish now (was planned for ", True, True),
    "later": ("Approve (a publisher decides when)", False, False),
}


def planned(newsroom: Newsroom, when: str) -> Statement:
    """A text in review, planned at once, in an hour, an hour ago, or for later."""
    now = timezone.now()
    newsroom.clock.now = now - timedelta(hours=2)  # type: ignore[attr-defined]
    times = {"in an hour": now + timedelta(hours=1), "an hour ago": now - timedelta(hours=1)}
    return newsroom.in_review(plan=PLANS[when], planned_for=times.get(when))


@pytest.mark.parametrize("when", PLANS)
def test_the_button_says_what_happens_and_that_happens(
    client: Client, newsroom: Newsroom, cast: Cast, when: str
) -> None:
    waiting = planned(newsroom, when)
    cast.reviewer.memberships.create(body=cast.council, role=Role.PUBLISHER)
    words, is_out_now, is_out_soon = WITH_PUBLISHER[when]
    answer = review(client, waiting, cast.reviewer)
    assert buttons(answer)[0].startswith(words)
    named = parsed(answer).xpath("//form[contains(@action, '/verb/approve/')]//button/@name")
    done = post(client, waiting, "approve", **dict.fromkeys(named, "on"))
    assert done.headers["Location"] == address(waiting, "review/")
    after = client.get(done.headers["Location"])
    assert "Done: Approve. Now: " in seen(after)
    assert offered(after) == set()
    at = timezone.now()
    assert Edition.objects.public(at).exists() == is_out_now
    assert Edition.objects.public(at + timedelta(hours=2)).exists() == is_out_soon


@pytest.mark.parametrize("when", PLANS)
def test_without_a_publisher_it_promises_no_release(
    client: Client, newsroom: Newsroom, cast: Cast, when: str
) -> None:
    waiting = planned(newsroom, when)
    assert buttons(review(client, waiting, cast.reviewer)) == ["Approve (a publisher decides when)"]
    post(client, waiting, "approve", release_now="on")
    assert Statement.objects.get().state == "approved"
    assert not Edition.objects.exists()


def test_where_more_must_say_yes_it_says_how_many(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    cast.reviewer.memberships.create(body=cast.council, role=Role.PUBLISHER)
    cast.council.approvals_required = 3
    cast.council.save()
    waiting = planned(newsroom, "at once")
    assert buttons(review(client, waiting, cast.reviewer)) == ["Approve (2 more yeses needed)"]
    post(client, waiting, "approve")
    waiting.refresh_from_db()
    assert buttons(review(client, waiting, cast.second_reviewer)) == ["Approve (1 more yes needed)"]


def test_a_text_that_changed_meanwhile_is_not_approved_and_its_change_is_shown(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review(headline="Wages are due")
    client.force_login(cast.reviewer)
    saved(waiting, cast.drafter, "Wages are paid")
    answer = post(client, waiting, "approve")
    assert answer.status_code == 409
    assert "Drafter was faster (“Save”). Look again." in seen(answer)
    assert "What changed while you were reading" in seen(answer)
    assert changes(answer) == (["due"], ["paid"])
    assert Statement.objects.get().state == "in_review"
    fields = parsed(answer).xpath("//form[contains(@action, '/verb/approve/')]//input[@type='hidden']")
    again = {field.get("name"): field.get("value") for field in fields}
    assert client.post(address(waiting, "verb/approve/"), again).status_code == 302
    assert Statement.objects.get().state == "in_review"  # the save voided the drafter's yes
    assert Statement.objects.get().standing_yeses().get().user == cast.reviewer


def test_what_somebody_else_approved_meanwhile_needs_no_second_yes(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    verbs.approve(waiting, by=cast.second_reviewer)
    answer = post(client, waiting, "approve")
    assert answer.status_code == 409
    assert "Second_Reviewer was faster (“Approve”)." in seen(answer)
    assert offered(answer) == set()


def test_a_plan_that_was_overtaken_asks_which_of_two(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = planned(newsroom, "an hour ago")
    cast.reviewer.memberships.create(body=cast.council, role=Role.PUBLISHER)
    answer = review(client, waiting, cast.reviewer)
    assert len(buttons(answer)) == 2
    assert "The planned time has passed: nothing goes out unless you say so." in seen(answer)
    assert post(client, waiting, "approve").status_code == 302
    assert Statement.objects.get().state == "approved"


@pytest.mark.parametrize("kind", [Withdrawal.Kind.WITHDRAWN, Withdrawal.Kind.MERGED])
def test_under_a_withdrawal_it_says_what_becomes_of_it(
    client: Client, newsroom: Newsroom, cast: Cast, kind: Withdrawal.Kind
) -> None:
    cast.reviewer.memberships.create(body=cast.council, role=Role.PUBLISHER)
    is_merged = kind == Withdrawal.Kind.MERGED
    taken_back = newsroom.withdrawn(kind=kind, target=newsroom.public() if is_merged else None)
    draft = verbs.reopen(taken_back, by=cast.drafter)
    change = {"change_kind": "correction", "change_note": "A figure.", "standfirst": "Better."}
    waiting = verbs.submit(
        verbs.save(draft, by=cast.drafter, content=change), by=cast.drafter, plan=Plan.AT_ONCE
    )
    words = buttons(review(client, waiting, cast.reviewer))
    assert words == ["Approve (a publisher decides when)" if is_merged else "Approve and publish now"]
    post(client, waiting, "approve")
    state = Statement.objects.get(pk=waiting.pk).state
    assert state == ("approved" if is_merged else "released")


def test_after_a_yes_the_next_text_is_one_tap_away(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    first, second = newsroom.in_review(), newsroom.in_review(headline="The second one")
    client.force_login(cast.reviewer)
    assert "The next one" not in seen(client.get(address(first, "review/")))
    post(client, first, "approve")
    links = parsed(client.get(address(first, "review/"))).xpath("//p[@class='review-next']/a/@href")
    assert links == [address(second, "review/")]
    post(client, second, "approve")
    assert "The next one" not in seen(client.get(address(second, "review/")))


def test_a_colleague_agrees_there(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    improved = saved(newsroom.in_review(), cast.reviewer, "Better")
    waiting = verbs.approve(improved, by=cast.reviewer)
    answer = review(client, waiting, cast.drafter)
    assert offered(answer) == {"agree"}
    assert buttons(answer, "agree") == ["Agree to this text (a publisher decides when)"]
    assert post(client, waiting, "agree").status_code == 302
    assert Statement.objects.get().state == "approved"


# --- send back ----------------------------------------------------------------------------------------------


def test_it_goes_back_with_a_reason_and_remarks_on_parts_at_once(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    typed = {"reason": "Two things.", "on_headline": "Too long.", "on_body": "Whose figure?\nSay so."}
    assert post(client, waiting, "send_back", **typed).status_code == 302
    assert Statement.objects.get().state == "draft"
    step = Step.objects.latest("number")
    assert (step.verb, step.note) == ("send_back", "Two things.")
    notes = Note.objects.values_list("field", "text", "author__username", "made_at")
    assert set(notes) == {
        ("headline", "Too long.", "reviewer", step.at),
        ("body", "Whose figure?\nSay so.", "reviewer", step.at),
    }
    client.force_login(cast.drafter)
    words = seen(client.get(address(waiting, "change/")))
    assert "Too long." in words
    assert "2 open notes" in words


@pytest.mark.parametrize("typed", [{}, {"reason": " "}, {"reason": "x" * 2001}])
def test_without_a_fitting_reason_it_stays_and_what_was_typed_is_kept(
    client: Client, newsroom: Newsroom, cast: Cast, typed: dict[str, str]
) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    answer = post(client, waiting, "send_back", on_headline="Too long.", **typed)
    assert answer.status_code == 422
    (form,) = parsed(answer).xpath("//details[@open]/form[contains(@action, '/verb/send_back/')]")
    assert form.xpath("string(.//textarea[@name='on_headline'])").strip() == "Too long."
    assert form.xpath(".//ul[contains(@class, 'errorlist')]")
    assert not Note.objects.exists()
    assert Statement.objects.get().state == "in_review"


def test_a_reason_typed_while_the_text_changed_is_kept_and_can_be_sent_again(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    saved(waiting, cast.drafter, "Better")
    answer = post(client, waiting, "send_back", reason="A long and careful reason.")
    assert answer.status_code == 409
    (form,) = parsed(answer).xpath("//details[@open]/form[contains(@action, '/verb/send_back/')]")
    again = {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}
    again["reason"] = form.xpath("string(.//textarea[@name='reason'])").strip()
    assert again["reason"] == "A long and careful reason."
    assert client.post(form.get("action"), again).status_code == 302
    assert Statement.objects.get().state == "draft"


def test_who_may_not_send_back_is_told_so(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.drafter)
    answer = post(client, waiting, "send_back", reason="I changed my mind.")
    assert answer.status_code == 403
    assert "“Send back” is for: Reviewer of National Council." in seen(answer)
    assert Statement.objects.get().state == "in_review"
