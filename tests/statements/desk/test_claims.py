"""Who is looking at a waiting text, and when it is needed: advice that all see and that binds nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Claim, Deadline, Statement, Step, User
from statements.workflow import Plan
from tests.cast import NOON, Cast, Newsroom
from tests.law import SITUATIONS, WAITING

from .pages import address, parsed, post, review, seen


def claim(client: Client, statement: Statement, who: User, instead_of: User | None = None) -> Any:
    """Press the button that takes it, on a page that showed this person looking, or nobody."""
    client.force_login(who)
    named = {"instead_of": instead_of.pk} if instead_of else {}
    return client.post(address(statement, "claim/"), {"seen": 1, **named})


def holder(statement: Statement) -> str:
    """The name of the person who is looking at it."""
    return ", ".join(Claim.objects.filter(statement=statement).values_list("person__username", flat=True))


# --- taking, giving back, taking over -----------------------------------------------------------------------


def test_a_reviewer_takes_it_and_the_others_see_it(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        assert claim(client, waiting, cast.reviewer).headers["Location"] == address(waiting, "review/")
    words = "Reviewer is looking at it since 12:10 IST"
    with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
        assert words in seen(review(client, waiting, cast.second_reviewer))
        assert words in seen(client.get("/admin/"))
        client.force_login(cast.drafter)
        assert words in seen(client.get(address(waiting, "change/")))
        assert words in seen(client.get("/admin/"))
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        later = seen(review(client, waiting, cast.second_reviewer))
    assert "Reviewer is looking at it since 12 March, 12:10 IST" in later


def test_it_is_given_back_by_whoever_holds_it(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    claim(client, waiting, cast.reviewer)
    client.force_login(cast.second_reviewer)
    answer = client.post(address(waiting, "give-back/"), follow=True)
    assert "You were not looking at it any more." in seen(answer)
    assert holder(waiting) == "reviewer"
    client.force_login(cast.reviewer)
    assert "Give it back" in seen(client.get(address(waiting, "review/")))
    client.post(address(waiting, "give-back/"))
    assert holder(waiting) == ""


def test_it_is_taken_over_from_the_one_the_page_named_and_from_no_other(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review()
    claim(client, waiting, cast.reviewer)
    late = claim(client, waiting, cast.second_reviewer)
    assert late.status_code == 409
    (said,) = parsed(late).xpath("//ul[@class='errorlist']/li/text()")
    assert said.startswith("Reviewer is looking at it since")
    (button,) = parsed(late).xpath("//form[@class='claim']//button/text()")
    assert button.strip() == "Take it over"
    assert claim(client, waiting, cast.second_reviewer, instead_of=cast.reviewer).status_code == 302
    assert holder(waiting) == "second_reviewer"
    assert claim(client, waiting, cast.reviewer, instead_of=cast.reviewer).status_code == 409


def test_taking_it_twice_keeps_the_first_time(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    claim(client, waiting, cast.reviewer)
    since = Claim.objects.get().since
    assert claim(client, waiting, cast.reviewer, instead_of=cast.second_reviewer).status_code == 302
    assert Claim.objects.get().since == since


@pytest.mark.parametrize("named", ["", "x", "-1", "9" * 40, "²"])
def test_an_odd_name_is_nobody(client: Client, newsroom: Newsroom, cast: Cast, named: str) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    assert client.post(address(waiting, "claim/"), {"instead_of": named}).status_code == 302
    assert holder(waiting) == "reviewer"


@pytest.mark.parametrize("situation", [name for name in SITUATIONS if name != "discarded"])
def test_only_what_waits_is_taken_and_only_by_who_may_approve_it(
    client: Client, newsroom: Newsroom, cast: Cast, situation: str
) -> None:
    statement = SITUATIONS[situation](newsroom, {})
    for who in (cast.drafter, cast.publisher):
        assert claim(client, statement, who).status_code == 403
    status = claim(client, statement, cast.reviewer).status_code
    assert (status, holder(statement)) == ((302, "reviewer") if situation in WAITING else (422, ""))


# --- it binds nobody ----------------------------------------------------------------------------------------


def test_a_claim_is_no_lock(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    before = (Step.objects.count(), Statement.objects.values().get())
    claim(client, waiting, cast.reviewer)
    client.post(address(waiting, "needed-by/"), {"needed_by": ""})
    assert (Step.objects.count(), Statement.objects.values().get()) == before
    client.force_login(cast.second_reviewer)
    assert post(client, waiting, "approve").status_code == 302
    assert Statement.objects.get().state == "approved"


def test_it_ends_with_the_review(newsroom: Newsroom, cast: Cast) -> None:
    def taken() -> Statement:
        waiting = newsroom.in_review()
        assert Claim.objects.take(waiting, cast.reviewer, None, newsroom.clock())
        return waiting

    verbs.approve(taken(), by=cast.second_reviewer)
    verbs.send_back(taken(), by=cast.second_reviewer, reason="The figure.")
    verbs.publish_without_approval(taken(), by=cast.publisher, reason="By phone.")
    assert not Claim.objects.exists()
    verbs.save(taken(), by=cast.drafter, content={"headline": "Better"})
    assert Claim.objects.count() == 1


def test_it_ends_with_the_yes_of_the_one_who_looks(newsroom: Newsroom, cast: Cast) -> None:
    cast.council.approvals_required = 3
    cast.council.save()
    waiting = newsroom.in_review()
    Claim.objects.take(waiting, cast.reviewer, None, newsroom.clock())
    waiting = verbs.approve(waiting, by=cast.second_reviewer)
    assert holder(waiting) == "reviewer"
    verbs.approve(waiting, by=cast.reviewer)
    assert holder(waiting) == ""


# --- when it is needed --------------------------------------------------------------------------------------


def say(client: Client, statement: Statement, who: User, needed_by: str) -> Any:
    client.force_login(who)
    return client.post(address(statement, "needed-by/"), {"needed_by": needed_by})


def test_it_is_said_when_the_text_is_sent(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    client.force_login(cast.drafter)
    with time_machine.travel(NOON, tick=False):
        past = post(client, draft, "submit", plan="later", needed_by="2026-03-12T11:00")
        assert past.status_code == 422
        assert "The time it is needed by lies in the past." in seen(past)
        assert parsed(past).xpath("//input[@name='needed_by']/@value") == ["2026-03-12T11:00"]
        assert post(client, draft, "submit", plan="later", needed_by="2026-03-12T18:00").status_code == 302
    deadline = Deadline.objects.get()
    assert (deadline.needed_by, deadline.set_by) == (NOON + timedelta(hours=6), cast.drafter)


@pytest.mark.parametrize("name", ["drafter", "reviewer", "publisher"])
def test_those_concerned_say_it_later_and_take_it_back(
    client: Client, newsroom: Newsroom, cast: Cast, name: str
) -> None:
    waiting, who = newsroom.in_review(), getattr(cast, name)
    with time_machine.travel(NOON, tick=False):
        assert say(client, waiting, who, "2026-03-12T18:00").status_code == 302
        words = seen(review(client, waiting, who))
    assert "Needed by 18:00 IST (12:30 UTC)" in words
    assert f"said by {who.called}" in words
    say(client, waiting, who, "")
    assert not Deadline.objects.exists()


@pytest.mark.parametrize("typed", ["2020-01-01T10:00", "soon", "2026-99-99T10:00"])
def test_a_time_that_is_none_or_past_comes_back_with_what_was_typed(
    client: Client, newsroom: Newsroom, cast: Cast, typed: str
) -> None:
    answer = say(client, newsroom.in_review(), cast.drafter, typed)
    assert answer.status_code == 422
    (form,) = parsed(answer).xpath("//details[@open]/form[contains(@action, 'needed-by')]")
    assert form.xpath(".//input[@name='needed_by']/@value") == [typed]
    assert form.xpath(".//ul[contains(@class, 'errorlist')]")
    assert not Deadline.objects.exists()


def test_without_a_word_it_is_needed_when_it_is_planned_to_go_out(newsroom: Newsroom, cast: Cast) -> None:
    planned = newsroom.clock() + timedelta(hours=3)
    waiting = newsroom.in_review(plan=Plan.AT_TIME, planned_for=planned)
    assert waiting.needed_by == planned
    assert newsroom.in_review().needed_by is None
    public = verbs.publish(verbs.approve(waiting, by=cast.reviewer), by=cast.publisher)
    correction = verbs.reopen(public, by=cast.drafter)
    assert correction.needed_by is None  # the plan of the edition before says nothing of the next one


def test_the_deadline_outlasts_a_sending_back_and_ends_with_the_release(
    newsroom: Newsroom, cast: Cast
) -> None:
    def needed(statement: Statement) -> datetime | None:
        return Statement.objects.get(pk=statement.pk).needed_by

    at = newsroom.clock() + timedelta(hours=3)
    sent = verbs.submit(newsroom.draft(), by=cast.drafter, needed_by=at, clock=newsroom.clock)
    back = verbs.send_back(sent, by=cast.reviewer, reason="The figure.", clock=newsroom.clock)
    assert needed(back) == at
    sent = verbs.submit(back, by=cast.drafter, needed_by=at, clock=newsroom.clock)
    approved = verbs.approve(sent, by=cast.reviewer, clock=newsroom.clock)
    assert needed(approved) == at
    public = verbs.publish(approved, by=cast.publisher, clock=newsroom.clock)
    assert needed(public) is None
    assert not Deadline.objects.exists()


def test_of_what_is_out_nobody_says_it(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    public = newsroom.public()
    answer = say(
        client, public, cast.drafter, (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    )
    assert answer.status_code == 403
    assert "until it is released" in seen(answer)
    assert not Deadline.objects.exists()
