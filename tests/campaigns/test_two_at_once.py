"""Two people decide at once: one wins, the other is told, and no two yeses make what neither saw."""

from __future__ import annotations

import pytest

from campaigns import verbs
from campaigns.models import Campaign, Demand, DemandUpdate
from statements.models import Step
from tests.campaigns.builders import Campaigning
from tests.cast import Cast
from tests.statements.test_race import at_once, lost, won

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 3


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_yeses_to_one_text_are_one(campaigning: Campaigning, cast: Cast, _round: int) -> None:
    waiting = campaigning.waiting(campaigning.begun(Campaign))
    results = at_once(
        lambda: verbs.approve(waiting, by=cast.reviewer),
        lambda: verbs.approve(waiting, by=cast.second_reviewer),
    )
    assert (len(won(results)), len(lost(results))) == (1, 1)
    assert Campaign.objects.get().is_true_to_digest
    assert Step.objects.filter(verb="approve").count() == 1
    assert Step.objects.first_break() is None


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_yes_and_a_newer_text_leave_the_newer_one_waiting(
    campaigning: Campaigning, cast: Cast, _round: int
) -> None:
    begun = campaigning.begun(Campaign, titles={"en": "Seen"})
    waiting = campaigning.waiting(begun)
    at_once(
        lambda: verbs.approve(waiting, by=cast.reviewer),
        lambda: verbs.write(begun, by=cast.colleague, content={"titles": {"en": "Unseen"}}, seen=1),
    )
    assert Campaign.objects.get().title in {"", "Seen"}
    assert campaigning.waiting(begun).title == "Unseen"


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_yeses_never_make_a_circle_of_points(campaigning: Campaigning, cast: Cast, _round: int) -> None:
    one, other = campaigning.public(Demand, slug="one"), campaigning.public(Demand, slug="other")
    first, second = campaigning.rewritten(one, parent="other"), campaigning.rewritten(other, parent="one")
    results = at_once(
        lambda: verbs.approve(first, by=cast.reviewer),
        lambda: verbs.approve(second, by=cast.second_reviewer),
    )
    assert (len(won(results)), len(lost(results))) == (1, 1)
    assert Demand.objects.filter(parent=None).count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_updates_at_once_are_both_kept(campaigning: Campaigning, cast: Cast, _round: int) -> None:
    demand = campaigning.public(Demand)
    day = campaigning.clock().date()
    results = at_once(
        lambda: verbs.record(demand, by=cast.drafter, kind="note", event_on=day, texts={"en": "One."}),
        lambda: verbs.record(demand, by=cast.colleague, kind="note", event_on=day, texts={"en": "Two."}),
    )
    assert not lost(results)
    assert sorted(DemandUpdate.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_who_begin_at_one_address_one_gets_it(
    campaigning: Campaigning, cast: Cast, _round: int
) -> None:
    words = {"titles": {"en": "Living wage"}}
    results = at_once(
        lambda: verbs.begin(Campaign, by=cast.drafter, body=cast.council, content=words),
        lambda: verbs.begin(Campaign, by=cast.colleague, body=cast.council, content=words),
    )
    slugs = set(Campaign.objects.values_list("slug", flat=True))
    assert "living-wage" in slugs
    assert len(slugs) == len(won(results))
