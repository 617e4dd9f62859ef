"""A quiet period keeps back what would go out inside it, or asks for one more yes; its acts are recorded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from statements import verbs
from statements.models import Edition, Membership, PublicEpoch, QuietPeriod, Step, User
from statements.objections import objections
from statements.verbs.act import steps_of
from statements.verbs.quieting import Unseen
from statements.verbs.quieting import steps_of as steps_of_period
from statements.workflow import Plan, Role, Verb
from tests.cast import Cast, Clock, Newsroom, edition, person

ASK = QuietPeriod.Mode.ASK


def quiet(cast: Cast, clock: Clock, hours: float = 24, begins_in: float = 0, **asked: Any) -> QuietPeriod:
    """A quiet period of mourning."""
    begins_at = clock() + timedelta(hours=begins_in) if begins_in else None
    ends_at = (begins_at or clock()) + timedelta(hours=hours)
    return verbs.switch_on(
        by=cast.administrator, reason="Mourning", begins_at=begins_at, ends_at=ends_at, clock=clock, **asked
    )


@pytest.fixture
def chief(cast: Cast) -> User:
    """Drafter, reviewer and publisher in one."""
    return person("chief", cast.council, Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)


# --- nothing goes out -------------------------------------------------------------------------------------


def test_publishing_now_is_refused_and_says_until_when(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    approved = newsroom.approved()
    quiet(cast, clock)
    with pytest.raises(verbs.Refused, match=r"Quiet period \(Mourning\), until 13 March 2026, 12:00 IST"):
        verbs.publish(approved, by=cast.publisher, clock=clock)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(("in_hours", "is_refused"), [(5, False), (10, True), (33, True), (35, False)])
def test_a_time_inside_is_refused_and_one_outside_is_not(
    newsroom: Newsroom, cast: Cast, clock: Clock, in_hours: int, is_refused: bool
) -> None:
    quiet(cast, clock, begins_in=10 - 1 / 60)
    public_from = clock() + timedelta(hours=in_hours)
    approved = newsroom.approved()
    if is_refused:
        with pytest.raises(verbs.Refused, match="nothing goes out"):
            verbs.publish(approved, by=cast.publisher, public_from=public_from, clock=clock)
    else:
        verbs.publish(approved, by=cast.publisher, public_from=public_from, clock=clock)


def test_the_second_it_begins_is_inside_and_the_second_it_ends_is_not(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    period = quiet(cast, clock, begins_in=1)
    ends_at = period.ends_at
    assert ends_at
    for moment, holds in ((period.begins_at, True), (ends_at, False), (ends_at - timedelta(seconds=1), True)):
        assert period.is_in_force(moment) == holds
        assert QuietPeriod.objects.in_force(moment).exists() == holds


def test_a_plan_for_a_time_inside_is_refused(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    quiet(cast, clock)
    inside: datetime = clock() + timedelta(hours=2)
    with pytest.raises(verbs.Refused, match="nothing goes out"):
        newsroom.in_review(plan=Plan.AT_TIME, planned_for=inside)
    assert newsroom.in_review(plan=Plan.AT_TIME, planned_for=inside + timedelta(days=1)).state == "in_review"


@pytest.mark.parametrize("plan", [Plan.AT_ONCE, Plan.AT_TIME])
def test_a_yes_is_said_but_carries_no_plan_out(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User, plan: Plan
) -> None:
    time = clock() + timedelta(hours=2) if plan == Plan.AT_TIME else None
    sent = verbs.submit(newsroom.draft(), by=chief, plan=plan, planned_for=time, clock=clock)
    quiet(cast, clock)
    approved = verbs.approve(sent, by=cast.reviewer, clock=clock)
    assert approved.state == "approved"
    assert not Edition.objects.exists()


def test_nothing_goes_out_without_approval_or_by_being_restored_either(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    draft, withdrawn = newsroom.draft(), newsroom.withdrawn()
    quiet(cast, clock)
    with pytest.raises(verbs.Refused, match="nothing goes out"):
        verbs.publish_without_approval(draft, by=cast.publisher, reason="By phone.", clock=clock)
    with pytest.raises(verbs.Refused, match="nothing goes out"):
        verbs.restore(withdrawn, by=cast.publisher, reason="It was right.", clock=clock)


def test_readers_can_still_be_warned_and_a_text_withdrawn(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public()
    quiet(cast, clock)
    public = verbs.flag(public, by=cast.publisher, words="We are checking a figure.", clock=clock)
    verbs.withdraw(public, by=cast.publisher, explanation="It was wrong.", clock=clock)


# --- one more yes -----------------------------------------------------------------------------------------


def test_a_publisher_who_said_no_yes_before_is_the_one_more(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    approved = newsroom.approved()
    quiet(cast, clock, mode=ASK)
    assert verbs.publish(approved, by=cast.publisher, clock=clock).state == "released"


def test_a_publisher_whose_yes_stands_is_not(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    Membership.objects.create(user=cast.reviewer, body=cast.council, role=Role.PUBLISHER)
    approved = newsroom.approved()
    quiet(cast, clock, mode=ASK)
    with pytest.raises(verbs.Refused, match="one more person has to say yes"):
        verbs.publish(approved, by=cast.reviewer, clock=clock)


def test_a_plan_is_carried_out_only_where_one_more_said_yes(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User
) -> None:
    quiet(cast, clock, mode=ASK)
    with_two = verbs.submit(newsroom.draft(), by=chief, plan=Plan.AT_ONCE, clock=clock)
    with_three = verbs.submit(newsroom.draft(), by=cast.drafter, plan=Plan.AT_ONCE, clock=clock)
    with_three = verbs.agree(with_three, by=cast.colleague, clock=clock)
    assert verbs.approve(with_two, by=cast.reviewer, clock=clock).state == "approved"
    assert verbs.approve(with_three, by=chief, clock=clock).state == "released"


def test_without_approval_it_names_who_confirms(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    quiet(cast, clock, mode=ASK)
    alone: dict[str, Any] = {"by": cast.publisher, "reason": "By phone.", "clock": clock}
    with pytest.raises(verbs.Refused, match="say who approved it"):
        verbs.publish_without_approval(newsroom.draft(), **alone)
    assert (
        verbs.publish_without_approval(newsroom.draft(), asked_of=cast.reviewer, **alone).state == "released"
    )


def test_restoring_asks_for_one_who_did_not_say_yes_when_it_first_went_out(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    Membership.objects.create(user=cast.reviewer, body=cast.council, role=Role.PUBLISHER)
    text = newsroom.withdrawn()
    period = quiet(cast, clock, mode=ASK)
    in_work = verbs.reopen(text, by=cast.drafter, clock=clock)  # voids the yeses, not that they were said
    for sure in (text, in_work):
        assert "one more person" in " ".join(objections(sure, Verb.RESTORE, cast.reviewer, clock()))
    with pytest.raises(verbs.Refused, match="says theirs by restoring it"):
        verbs.restore(in_work, by=cast.reviewer, reason="It was right.", clock=clock)
    back = verbs.restore(in_work, by=cast.publisher, reason="It was right.", clock=clock)
    assert back.edition_public(clock())
    back = verbs.withdraw(back, by=cast.publisher, explanation="Wrong after all.", clock=clock)
    with pytest.raises(verbs.Refused, match="says theirs by restoring it"):
        verbs.restore(back, by=cast.reviewer, reason="It was right.", clock=clock)
    verbs.switch_off(period, by=cast.administrator, clock=clock)
    assert verbs.restore(back, by=cast.reviewer, reason="It was right.", clock=clock)


# --- switching on and off ---------------------------------------------------------------------------------


def test_releases_due_inside_have_been_seen_and_those_chosen_are_stopped(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    Membership.objects.create(user=cast.administrator, body=cast.council, role=Role.PUBLISHER)
    stopped, kept = (newsroom.public(public_from=clock() + timedelta(hours=hours)) for hours in (2, 3))
    later = newsroom.public(public_from=clock() + timedelta(hours=30))
    keys = {one.pk: edition(one).pk for one in (stopped, kept, later)}
    with pytest.raises(Unseen):
        quiet(cast, clock, shown={keys[stopped.pk]}, stopping={keys[stopped.pk]})
    assert not QuietPeriod.objects.exists()
    quiet(cast, clock, shown={keys[stopped.pk], keys[kept.pk]}, stopping={keys[stopped.pk]})
    still_due = set(Edition.objects.due(clock()).values_list("pk", flat=True))
    assert still_due == {keys[kept.pk], keys[later.pk]}
    last = steps_of(stopped).last()
    assert (last.verb, last.to_state, last.actor) == ("stop_release", "approved", cast.administrator)
    assert Step.objects.first_break() is None


def test_an_administrator_stops_nothing_the_law_does_not_let_them_stop(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = edition(newsroom.public(public_from=clock() + timedelta(hours=2)))
    with pytest.raises(verbs.Refused, match="“Stop” is for"):
        quiet(cast, clock, shown={due.pk}, stopping={due.pk})
    assert not QuietPeriod.objects.exists()


def test_only_administrators_switch_it_on_and_off(cast: Cast, clock: Clock) -> None:
    with pytest.raises(verbs.Refused, match="Only administrators"):
        verbs.switch_on(by=cast.publisher, reason="Mourning", clock=clock)
    period = quiet(cast, clock)
    with pytest.raises(verbs.Refused, match="Only administrators"):
        verbs.switch_off(period, by=cast.publisher, clock=clock)


@pytest.mark.parametrize(
    ("begins_in", "ends_in", "sentence"), [(-1, 2, "in the past"), (2, 1, "later"), (0, -1, "later")]
)
def test_times_that_make_no_period_are_refused(
    cast: Cast, clock: Clock, begins_in: int, ends_in: int, sentence: str
) -> None:
    begins_at = clock() + timedelta(hours=begins_in) if begins_in else None
    ends_at = clock() + timedelta(hours=ends_in)
    with pytest.raises(verbs.Refused, match=sentence):
        verbs.switch_on(by=cast.administrator, reason="No", begins_at=begins_at, ends_at=ends_at, clock=clock)


def test_switched_off_it_holds_no_longer_and_once_is_enough(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    period = verbs.switch_on(by=cast.administrator, reason="Until further notice", clock=clock)
    verbs.switch_off(period, by=cast.administrator, clock=clock)
    newsroom.public()
    with pytest.raises(verbs.Refused, match="over already"):
        verbs.switch_off(period, by=cast.administrator, clock=clock)


def test_one_that_is_switched_off_before_it_began_never_holds(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    period = quiet(cast, clock, begins_in=5)
    verbs.switch_off(period, by=cast.administrator, clock=clock)
    assert not QuietPeriod.objects.not_over(clock()).exists()
    newsroom.public(public_from=clock() + timedelta(hours=6))


def test_both_are_steps_in_the_chain_and_readers_notice_nothing(cast: Cast, clock: Clock) -> None:
    before = PublicEpoch.current()
    period = quiet(cast, clock)
    verbs.switch_off(period, by=cast.administrator, clock=clock)
    told = steps_of_period(period).values_list("verb", "actor_name", "note")
    assert list(told) == [
        ("switched_off", "Administrator", "Mourning"),
        ("switched_on", "Administrator", "Mourning"),
    ]
    assert Step.objects.first_break() is None
    assert PublicEpoch.current() == before
