"""A release and a quiet period at the same moment: the release is kept back, or it is on the list."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from statements import verbs
from statements.models import Edition, QuietPeriod, Step
from statements.verbs.quieting import Unseen
from statements.workflow import Plan, Role
from tests.cast import Cast, Clock, Newsroom, edition, person
from tests.statements.test_race import Deed, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8


@pytest.mark.parametrize("by_plan", [False, True])
def test_no_release_slips_by_a_quiet_period_that_is_switched_on(
    newsroom: Newsroom, cast: Cast, clock: Clock, by_plan: bool
) -> None:
    chief = person("chief", cast.council, Role.DRAFTER, Role.PUBLISHER)
    ways = set()
    for _ in range(ROUNDS):
        soon = clock() + timedelta(hours=2)
        if by_plan:
            planned: dict[str, Any] = {"plan": Plan.AT_TIME, "planned_for": soon}
            sent = verbs.submit(newsroom.draft(), by=chief, clock=clock, **planned)
            deed: Deed = partial(verbs.approve, sent, by=cast.reviewer, clock=clock)
        else:
            approved = newsroom.approved()
            deed = partial(verbs.publish, approved, by=cast.publisher, public_from=soon, clock=clock)
        on = partial(
            verbs.switch_on, by=cast.administrator, reason="Mourning", clock=clock,
            ends_at=clock() + timedelta(days=1),
        )  # fmt: skip
        _released, switched = at_once(deed, on)
        is_due = Edition.objects.due(clock()).exists()
        # Switched on without a list, nothing is due inside; where something is, the list was asked for.
        assert isinstance(switched, Unseen) if is_due else isinstance(switched, QuietPeriod)
        ways.add(is_due)
        QuietPeriod.objects.all().delete()
        for due in Edition.objects.due(clock()):
            verbs.stop_release(due.statement, by=cast.publisher, clock=clock)
    assert Step.objects.first_break() is None
    assert ways  # either may win; neither slips by


def test_stopping_and_releasing_at_once_do_not_wait_for_each_other_for_ever(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    chief = person("chief", cast.council, Role.PUBLISHER, is_superuser=True)
    for _ in range(ROUNDS):
        due = [newsroom.public(public_from=clock() + timedelta(hours=2)) for _ in range(3)]
        ready = [newsroom.approved() for _ in range(3)]
        keys = {edition(one).pk for one in due}
        ends_at = clock() + timedelta(hours=4)
        after = ends_at + timedelta(hours=1)
        on = partial(
            verbs.switch_on,
            by=chief,
            reason="Mourning",
            ends_at=ends_at,
            shown=keys,
            stopping=keys,
            clock=clock,
        )  # fmt: skip
        publish = partial(verbs.publish, by=cast.publisher, public_from=after, clock=clock)
        switched, *_rest = at_once(on, *(partial(publish, one) for one in ready))
        assert isinstance(switched, QuietPeriod)
        assert not Edition.objects.due(clock()).filter(pk__in=keys).exists()
        verbs.switch_off(switched, by=chief, clock=clock)
    assert Step.objects.first_break() is None
