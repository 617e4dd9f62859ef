"""Words no campaign, demand, cause, addressee or call to action can have: each refused in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns import verbs
from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand, Subject
from statements.verbs import Refused
from tests.campaigns.builders import Campaigning
from tests.cast import Cast


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        (Campaign, {"titles": {}}, "Give it a title"),
        (Campaign, {"titles": {"en": " \u200b "}}, "Give it a title"),
        (Campaign, {"titles": {"xx": "Of no language"}}, "one text per language"),
        (Campaign, {"bodies": ["NOBODY"]}, "there is no “NOBODY”"),
        (Campaign, {"begins_on": "2026-05-01", "ends_on": "2026-04-30"}, "cannot end on 2026-04-30"),
        (Cause, {"nature": "whim"}, "kind"),
        (Cause, {"begins_on": "0001-01-01"}, "not a date of any statement"),
        (Cause, {"demands": ["no-such"]}, "there is no “no-such”"),
        (Demand, {"wordings": {}}, "word for word"),
        (Demand, {"raised_on": "2026-03-10", "deadline": "2026-03-09"}, "cannot end on 2026-03-09"),
        (Demand, {"parent": "no-such"}, "there is no “no-such”"),
        (Demand, {"asked": [{"addressee": "no-such"}]}, "no addressee “no-such”"),
        (Demand, {"asked": [{"addressee": "ministry"}, {"addressee": "ministry"}]}, "named twice"),
        (Demand, {"campaigns": ["no-such"]}, "there is no “no-such”"),
        (Addressee, {"holder": "x" * 201}, "held today by"),
        (CallToAction, {"starts_at": None}, "Say when it is"),
        (CallToAction, {"ends_at": "2026-03-19T00:00:00+00:00"}, "cannot end"),
        (CallToAction, {"zone": "Mars/Olympus"}, "no such time zone"),
        (CallToAction, {"holds": "moved"}, "from when it was moved"),
    ],
)
def test_it_is_refused_and_nothing_is_written(
    campaigning: Campaigning, kind: type[Subject], fields: dict[str, Any], sentence: str
) -> None:
    campaigning.public(Addressee, slug="ministry")
    with pytest.raises(Refused, match=sentence):
        campaigning.begun(kind, **fields)
    assert Subject.objects.count() == 1


def test_a_demand_is_no_point_of_itself_or_of_its_points(campaigning: Campaigning) -> None:
    charter = campaigning.public(Demand, slug="charter")
    point = campaigning.public(Demand, slug="point", parent="charter")
    campaigning.public(Demand, slug="half", parent="point")
    assert list(charter.points.all()) == [point]
    for below in ("charter", "point", "half"):
        with pytest.raises(Refused, match="cannot be a point of itself"):
            campaigning.rewritten(charter, parent=below)


def test_of_two_that_wait_to_be_each_others_points_one_is_approved(
    campaigning: Campaigning, cast: Cast
) -> None:
    one, other = campaigning.public(Demand, slug="one"), campaigning.public(Demand, slug="other")
    waiting = [campaigning.rewritten(one, parent="other"), campaigning.rewritten(other, parent="one")]
    verbs.approve(waiting[0], by=cast.reviewer, clock=campaigning.clock)
    with pytest.raises(Refused, match="cannot be a point of itself"):
        verbs.approve(waiting[1], by=cast.reviewer, clock=campaigning.clock)


def test_addressees_are_kept_with_who_held_the_office(campaigning: Campaigning) -> None:
    ministry = campaigning.public(Addressee, slug="ministry", holder="A. Rao")
    campaigning.public(Addressee, slug="company", nature="company")
    asked = [
        {"addressee": "ministry", "holder": " A.  Rao ", "copy": False},
        {"addressee": "company", "copy": True},
    ]
    demand = campaigning.public(Demand, asked=asked)
    kept = [(one.addressee.slug, one.holder, one.is_copy) for one in demand.asks.all()]
    assert kept == [("ministry", "A. Rao", False), ("company", "", True)]
    assert list(ministry.demands.public(campaigning.clock())) == [demand]
    campaigning.rewritten(demand, asked=asked[:1])
    campaigning.approve(demand)
    assert [one.addressee for one in demand.asks.all()] == [ministry]
