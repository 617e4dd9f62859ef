"""The archive's choices of campaigns, demands and causes: each count is the length of the list behind it."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from campaigns.models import Cause, Demand
from statements import verbs
from statements.archive import Search
from statements.models import Edition, Statement
from statements.search import finding
from tests.cast import Clock, Newsroom
from tests.readers import find, get

from .builders import Campaigning
from .known import Known, know

OURS = ("campaign", "demand", "cause")


@pytest.fixture
def known(newsroom: Newsroom) -> Known:
    """Statements on a demand, on its cause, on both, on neither, and one that is not out."""
    about = know(newsroom)
    newsroom.public(headline="Demand", demands=[{"slug": about.demand.slug}], topics=("Wages",))
    newsroom.public(headline="Cause", causes=[{"slug": about.cause.slug}])
    newsroom.public(headline="All", body=about.body, **about.parts)
    newsroom.public(headline="Neither", topics=("Wages",))
    newsroom.approved(headline="Not out", demands=[{"slug": about.demand.slug}])
    return about


def offered(clock: Clock, query: str = "") -> dict[str, dict[str, int]]:
    """The counts by filter and value; each is compared with its list."""
    search = Search(QueryDict(query), clock.now)
    counts: dict[str, dict[str, int]] = {}
    for facet in search.facets:
        if facet.name in OURS:
            told = {option.choice.value: option.choice.count for option in facet.options}
            counts[facet.name] = told
            for value, number in told.items():
                behind = Search(QueryDict(search.query(facet.name, [value])), clock.now)
                assert behind.fitting(Edition.objects.public(clock.now)).count() == number, (
                    facet.name,
                    value,
                )
    return counts


def test_each_count_is_that_of_its_list(known: Known, clock: Clock) -> None:
    assert offered(clock) == {
        "campaign": {"gas-leak": 3}, "demand": {"pay-the-families": 2}, "cause": {"gas-victims": 2},
    }  # fmt: skip
    assert offered(clock, "topic=wages") == {
        "campaign": {"gas-leak": 1}, "demand": {"pay-the-families": 1}, "cause": {},
    }  # fmt: skip
    assert offered(clock, "demand=pay-the-families")["cause"] == {"gas-victims": 1}


def test_they_stand_beside_the_archive_in_the_readers_language(known: Known, clock: Clock) -> None:
    page = get("/hi/statements/", clock)
    (link,) = find(page, "//section[@aria-labelledby='facet-demand']//a")
    assert " ".join(link.text_content().split()).startswith("परिवारों को मुआवज़ा 2")
    assert link.get("href") == "/hi/statements/?demand=pay-the-families"


def test_what_changes_is_counted_anew(newsroom: Newsroom, known: Known, clock: Clock) -> None:
    assert offered(clock)["demand"] == {"pay-the-families": 2}
    statement = Statement.objects.get(headline="Demand")
    verbs.withdraw(statement, by=newsroom.cast.publisher, explanation="Wrong.", clock=clock)
    assert offered(clock)["demand"] == {"pay-the-families": 1}


def test_what_nobody_has_approved_is_not_offered(
    newsroom: Newsroom, campaigning: Campaigning, known: Known, clock: Clock
) -> None:
    begun, cause = campaigning.begun(Demand, "begun"), campaigning.begun(Cause, "begun")
    newsroom.public(demands=[{"slug": begun.slug}], causes=[{"slug": cause.slug}])
    assert "begun" not in offered(clock)["demand"]
    campaigning.approve(begun)
    assert offered(clock)["demand"]["begun"] == 1


def test_above_the_cap_the_newest_are_counted_and_of_everything_all(
    newsroom: Newsroom, known: Known, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "CAP", 1)
    assert offered(clock)["campaign"] == {"gas-leak": 3}
    (facet,) = [one for one in Search(QueryDict("language=en"), clock.now).facets if one.name == "campaign"]
    assert facet.is_capped
    assert facet.options == []  # the newest one is on neither
