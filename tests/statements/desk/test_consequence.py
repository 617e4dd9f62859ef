"""What a yes will do, said beforehand on the button and beside it, and done afterwards exactly so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from statements import verbs
from statements.desk.consequence import button, consequence, is_overtaken, plan
from statements.models import Edition, Statement, Withdrawal
from statements.objections import clock_words
from statements.workflow import Plan, Role, Verb
from tests.cast import Cast, Newsroom

NOT_PUBLISHED = "It is not published by this; a publisher of National Council decides when."
IN = {"at once": Plan.AT_ONCE, "in an hour": Plan.AT_TIME, "an hour ago": Plan.AT_TIME, "later": Plan.LATER}


@dataclass
class Sent:
    """A text that was sent for approval, and the words of its time."""

    statement: Statement
    time: str = ""


def sent(newsroom: Newsroom, when: str, **fields: object) -> Sent:
    """A text in review, planned at once, in an hour, an hour ago, or for later."""
    now = timezone.now()
    newsroom.clock.now = now - timedelta(hours=2)  # type: ignore[attr-defined]
    times = {"in an hour": now + timedelta(hours=1), "an hour ago": now - timedelta(hours=1)}
    statement = newsroom.in_review(plan=IN[when], planned_for=times.get(when), **fields)  # type: ignore[arg-type]
    return Sent(statement, clock_words(times[when]) if when in times else "")


@pytest.fixture
def chief(cast: Cast) -> Cast:
    """The reviewer is a publisher too, so that plans are carried out."""
    cast.reviewer.memberships.create(body=cast.council, role=Role.PUBLISHER)
    return cast


CARRIED_OUT = {
    "at once": ("Approve and publish now", ""),
    "in an hour": ("Approve: goes out {time}", "It goes out {time}. Until then it can be stopped."),
    "an hour ago": (
        "Approve and publish now (was planned for {time})",
        "It was planned for {time}, which has passed.",
    ),
    "later": ("Approve", NOT_PUBLISHED),
}


@pytest.mark.parametrize("when", CARRIED_OUT)
def test_with_a_publisher_behind_it_the_plan_stands_on_the_button(
    newsroom: Newsroom, chief: Cast, when: str
) -> None:
    text = sent(newsroom, when)
    on_button, beside = CARRIED_OUT[when]
    said = button(text.statement, Verb.APPROVE, chief.reviewer)
    assert said.replace(clock_words_today(text), text.time) == on_button.format(time=text.time)
    assert consequence(text.statement, Verb.APPROVE, chief.reviewer) == beside.format(time=text.time)
    assert is_overtaken(text.statement, chief.reviewer) == (when == "an hour ago")
    verbs.approve(text.statement, by=chief.reviewer, release_now=when == "an hour ago")
    at, later = timezone.now(), timezone.now() + timedelta(hours=2)
    assert Edition.objects.public(at).exists() == ("now" in on_button)
    assert Edition.objects.public(later).exists() == (when != "later")


def clock_words_today(text: Sent) -> str:
    """The words of its time as they stand on a button: without the date on the same day."""
    planned_for = text.statement.planned_for
    return clock_words(planned_for, timezone.now()) if planned_for else "no time"


@pytest.mark.parametrize("when", CARRIED_OUT)
def test_without_a_publisher_nothing_is_promised(newsroom: Newsroom, cast: Cast, when: str) -> None:
    text = sent(newsroom, when)
    assert button(text.statement, Verb.APPROVE, cast.reviewer) == "Approve"
    assert consequence(text.statement, Verb.APPROVE, cast.reviewer) == NOT_PUBLISHED
    assert not is_overtaken(text.statement, cast.reviewer)
    verbs.approve(text.statement, by=cast.reviewer, release_now=True)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("when", CARRIED_OUT)
def test_where_more_must_say_yes_the_button_says_no_more_than_the_verb(
    newsroom: Newsroom, chief: Cast, when: str
) -> None:
    chief.council.approvals_required = 2
    chief.council.save()
    text = sent(newsroom, when)
    assert button(text.statement, Verb.APPROVE, chief.reviewer) == "Approve"
    said = consequence(text.statement, Verb.APPROVE, chief.reviewer)
    assert said.startswith("After yours one more yes is needed. ")
    verbs.approve(text.statement, by=chief.reviewer, release_now=True)
    assert not Edition.objects.exists()


def test_how_many_more_are_needed_counts_reviewers_and_people(newsroom: Newsroom, cast: Cast) -> None:
    cast.council.approvals_required = 3
    cast.council.save()
    waiting = newsroom.in_review()
    assert "After yours 2 more are needed." in consequence(waiting, Verb.APPROVE, cast.reviewer)
    improved = verbs.save(waiting, by=cast.reviewer, content={"headline": "Better"})
    cast.council.approvals_required = 1
    cast.council.save()
    improved = Statement.objects.get(pk=improved.pk)
    assert "After yours one more yes is needed." in consequence(improved, Verb.APPROVE, cast.reviewer)


def test_a_colleagues_yes_promises_the_same(newsroom: Newsroom, chief: Cast) -> None:
    text = sent(newsroom, "at once")
    improved = verbs.save(text.statement, by=chief.reviewer, content={"headline": "Better"})
    waiting = verbs.approve(improved, by=chief.reviewer)
    assert button(waiting, Verb.AGREE, chief.colleague) == "Agree and publish now"
    verbs.agree(waiting, by=chief.colleague)
    assert Edition.objects.public(timezone.now()).exists()


def withdrawn(newsroom: Newsroom, kind: Withdrawal.Kind) -> Statement:
    """The correction of a text that is withdrawn, or merged into another, sent to go out at once."""
    target = newsroom.public() if kind == Withdrawal.Kind.MERGED else None
    taken_back = newsroom.withdrawn(kind=kind, target=target)
    draft = verbs.reopen(taken_back, by=newsroom.cast.drafter, clock=newsroom.clock)
    change = {"change_kind": "correction", "change_note": "A figure.", "standfirst": "Better."}
    draft = verbs.save(draft, by=newsroom.cast.drafter, content=change, clock=newsroom.clock)
    return verbs.submit(draft, by=newsroom.cast.drafter, plan=Plan.AT_ONCE, clock=newsroom.clock)


def test_it_says_that_a_withdrawal_ends(newsroom: Newsroom, chief: Cast) -> None:
    waiting = withdrawn(newsroom, Withdrawal.Kind.WITHDRAWN)
    assert button(waiting, Verb.APPROVE, chief.reviewer) == "Approve and publish now"
    said = consequence(waiting, Verb.APPROVE, chief.reviewer)
    assert said == "The withdrawal ends when this goes out."


def test_of_a_merged_statement_it_promises_no_release(newsroom: Newsroom, chief: Cast) -> None:
    waiting = withdrawn(newsroom, Withdrawal.Kind.MERGED)
    assert button(waiting, Verb.APPROVE, chief.reviewer) == "Approve"
    assert consequence(waiting, Verb.APPROVE, chief.reviewer) == NOT_PUBLISHED
    approved = verbs.approve(waiting, by=chief.reviewer)
    assert approved.state == "approved"


def test_the_plan_is_said_in_words(newsroom: Newsroom, cast: Cast) -> None:
    assert plan(sent(newsroom, "later").statement) == "Decide later"
    text = sent(newsroom, "in an hour")
    assert plan(text.statement) == f"At a set time: {text.time}"
    with override("hi"):
        assert plan(text.statement).startswith("तय समय पर: ")
