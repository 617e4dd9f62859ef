"""The plan chosen on sending: carried out as a verb of its own, only where a publisher stands behind it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from statements import verbs
from statements.models import Edition, Membership, Statement, User
from statements.verbs.act import steps_of
from statements.workflow import Plan, Role
from tests.cast import Cast, Clock, Newsroom, person


def told(statement: Statement) -> list[tuple[str, str, str, str]]:
    """Verb, from, to and person of every step."""
    return list(steps_of(statement).values_list("verb", "from_state", "to_state", "actor__username"))


@pytest.fixture
def chief(cast: Cast) -> User:
    """A drafter who is a publisher as well."""
    return person("chief", cast.council, Role.DRAFTER, Role.PUBLISHER)


def planned(newsroom: Newsroom, by: User, plan: Plan, in_hours: float = 0) -> Statement:
    """A draft sent for approval with a plan."""
    time = newsroom.clock() + timedelta(hours=in_hours) if plan == Plan.AT_TIME else None
    return verbs.submit(newsroom.draft(), by=by, plan=plan, planned_for=time, clock=newsroom.clock)


def test_as_soon_as_approved_is_carried_out_as_a_second_verb_in_the_planners_name(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User
) -> None:
    released = verbs.approve(planned(newsroom, chief, Plan.AT_ONCE), by=cast.reviewer, clock=clock)
    assert released.state == "released"
    assert released.edition_public(clock()) is not None
    assert told(released)[-2:] == [
        ("approve", "in_review", "approved", "reviewer"),
        ("publish", "approved", "released", "chief"),
    ]


def test_it_waits_where_no_publisher_stands_behind_it(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    approved = verbs.approve(planned(newsroom, cast.drafter, Plan.AT_ONCE), by=cast.reviewer, clock=clock)
    assert approved.state == "approved"
    assert told(approved)[-1] == ("approve", "in_review", "approved", "reviewer")
    assert not Edition.objects.exists()


def test_a_reviewer_who_is_a_publisher_stands_behind_it_by_saying_yes(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    Membership.objects.create(user=cast.reviewer, body=cast.council, role=Role.PUBLISHER)
    released = verbs.approve(planned(newsroom, cast.drafter, Plan.AT_ONCE), by=cast.reviewer, clock=clock)
    assert told(released)[-1] == ("publish", "approved", "released", "reviewer")


def test_a_colleagues_agree_completes_approval_and_carries_the_plan_out(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User
) -> None:
    sent = planned(newsroom, chief, Plan.AT_ONCE)
    better = verbs.save(sent, by=cast.reviewer, content={"standfirst": "Better."}, clock=clock)
    yes = verbs.approve(better, by=cast.reviewer, clock=clock)
    assert yes.state == "in_review"
    released = verbs.agree(yes, by=cast.colleague, clock=clock)
    # The planner's yes is void by the change; the plan is still theirs.
    assert told(released)[-2:] == [
        ("agree", "in_review", "approved", "colleague"),
        ("publish", "approved", "released", "chief"),
    ]


def test_a_publishers_void_yes_stands_behind_nothing(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User
) -> None:
    agreed = verbs.agree(planned(newsroom, cast.drafter, Plan.AT_ONCE), by=chief, clock=clock)
    better = verbs.save(agreed, by=cast.reviewer, content={"standfirst": "Better."}, clock=clock)
    yes = verbs.approve(better, by=cast.reviewer, clock=clock)
    assert verbs.agree(yes, by=cast.colleague, clock=clock).state == "approved"


def test_a_planner_who_is_no_publisher_any_more_stands_behind_nothing(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User
) -> None:
    sent = planned(newsroom, chief, Plan.AT_ONCE)
    User.objects.filter(pk=chief.pk).update(is_active=False)
    assert verbs.approve(sent, by=cast.reviewer, clock=clock).state == "approved"


def test_a_planned_time_is_kept_to_the_second(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User
) -> None:
    sent = planned(newsroom, chief, Plan.AT_TIME, in_hours=2)
    released = verbs.approve(sent, by=cast.reviewer, clock=clock)
    due = released.edition_due(clock())
    assert due is not None
    assert due.public_from == sent.planned_for


def test_a_planned_time_that_has_passed_waits_for_a_person(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User
) -> None:
    sent = planned(newsroom, chief, Plan.AT_TIME, in_hours=1)
    clock.pass_(hours=2)
    approved = verbs.approve(sent, by=cast.reviewer, clock=clock)
    assert approved.state == "approved"
    assert not Edition.objects.exists()
    assert verbs.publish(approved, by=cast.publisher, clock=clock).state == "released"


def test_a_planned_time_that_has_passed_goes_out_where_the_approver_says_so(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User
) -> None:
    sent = planned(newsroom, chief, Plan.AT_TIME, in_hours=1)
    clock.pass_(hours=2)
    released = verbs.approve(sent, by=cast.reviewer, release_now=True, clock=clock)
    assert released.edition_public(clock()) is not None


@pytest.mark.parametrize(("plan", "in_hours"), [(Plan.LATER, 0), (Plan.AT_TIME, 3)])
def test_saying_now_overrides_no_other_plan(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User, plan: Plan, in_hours: float
) -> None:
    sent = planned(newsroom, chief, plan, in_hours)
    done = verbs.approve(sent, by=cast.reviewer, release_now=True, clock=clock)
    assert done.edition_public(clock()) is None


def test_decide_later_publishes_nothing(newsroom: Newsroom, cast: Cast, clock: Clock, chief: User) -> None:
    approved = verbs.approve(planned(newsroom, chief, Plan.LATER), by=cast.reviewer, clock=clock)
    assert approved.state == "approved"


@pytest.mark.parametrize("hours", [None, -1])
def test_a_plan_needs_a_time_that_is_not_past(
    newsroom: Newsroom, cast: Cast, clock: Clock, hours: float | None
) -> None:
    time = None if hours is None else clock() + timedelta(hours=hours)
    with pytest.raises(verbs.Refused, match="time"):
        verbs.submit(newsroom.draft(), by=cast.drafter, plan=Plan.AT_TIME, planned_for=time, clock=clock)


def test_a_plan_is_not_carried_out_under_a_merger(
    newsroom: Newsroom, cast: Cast, clock: Clock, chief: User
) -> None:
    other = newsroom.public()
    merged = newsroom.withdrawn(kind="merged", target=other)
    draft = verbs.reopen(merged, by=cast.drafter, clock=clock)
    draft = verbs.save(draft, by=cast.drafter, content={"change_kind": "minor"}, clock=clock)
    sent = verbs.submit(draft, by=chief, plan=Plan.AT_ONCE, clock=clock)
    assert verbs.approve(sent, by=cast.reviewer, clock=clock).state == "approved"
