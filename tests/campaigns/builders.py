"""Builders of campaigns, demands, causes and calls to action through the real verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest

from campaigns import verbs
from campaigns.models import (
    CallToAction,
    Demand,
    DemandUpdate,
    Status,
    Subject,
)
from campaigns.models.subject import SubjectT
from campaigns.models.versions import Version
from tests.cast import Cast, Newsroom

_numbers = count(1)
GAZETTE = {
    "kind": "gazette",
    "url": "https://gazette.example/2026/7",
    "title": "Notification 7",
    "publisher": "Gazette",
}
OWN = {"kind": "own", "url": "https://newsroom.example/x/", "title": "Our word", "publisher": "We"}


def words(kind: type[Subject], **fields: Any) -> dict[str, Any]:
    """Words of a kind that lack nothing."""
    number = next(_numbers)
    own: dict[type[Subject], dict[str, Any]] = {
        Demand: {"wordings": {"en": f"Repeal order {number} at once."}},
        CallToAction: {"starts_at": datetime.fromisoformat("2026-03-20T04:30:00+00:00")},
    }
    return {"titles": {"en": f"{kind.KIND.title()} number {number}"}, **own.get(kind, {}), **fields}


class Campaigning:
    """Builders in every state, each by the people who may."""

    def __init__(self, cast: Cast, clock: Callable[[], datetime]) -> None:
        self.cast, self.clock = cast, clock

    def begun(self, kind: type[SubjectT], slug: str = "", **fields: Any) -> SubjectT:
        """One whose first words wait."""
        return verbs.begin(
            kind,
            by=self.cast.drafter,
            body=fields.pop("body", self.cast.council),
            content=words(kind, **fields),
            slug=slug,
            clock=self.clock,
        )

    def waiting(self, subject: Subject) -> Version:
        """The version that waits."""
        return subject.versions.waiting().get()

    def approve(self, subject: Subject) -> None:
        """The reviewer's yes to what waits."""
        verbs.approve(self.waiting(subject), by=self.cast.reviewer, clock=self.clock)

    def public(self, kind: type[SubjectT], slug: str = "", **fields: Any) -> SubjectT:
        """One readers know."""
        begun = self.begun(kind, slug, **fields)
        self.approve(begun)
        begun.refresh_from_db()
        return begun

    def rewritten(self, subject: Subject, **fields: Any) -> Version:
        """A newer version of its words, waiting."""
        seen = subject.versions.latest("number").number
        return verbs.write(subject, by=self.cast.drafter, content=fields, seen=seen, clock=self.clock)

    def recorded(self, demand: Demand, kind: str = "note", **fields: Any) -> DemandUpdate:
        """An update that waits."""
        said: dict[str, Any] = {
            "event_on": date(2026, 3, 10),
            "texts": {"en": f"What happened, number {next(_numbers)}."},
            **fields,
        }
        if isinstance(said.get("status"), str):
            said["status"] = Status.objects.get(slug=said["status"])
        return verbs.record(demand, by=self.cast.drafter, kind=kind, clock=self.clock, **said)

    def updated(self, demand: Demand, kind: str = "note", **fields: Any) -> DemandUpdate:
        """An update readers see."""
        recorded = self.recorded(demand, kind, **fields)
        return verbs.approve(recorded, by=self.cast.reviewer, clock=self.clock)


@pytest.fixture
def campaigning(newsroom: Newsroom) -> Campaigning:
    """Builders at the test's clock."""
    return Campaigning(newsroom.cast, newsroom.clock)


def mentioning(demand: Demand, relation: str = "raises", quote: str = "") -> dict[str, Any]:
    """The part of a text that mentions a demand."""
    entry = {"slug": demand.slug, "relation": relation, "quote": quote}
    return {"demands": [entry]}


def followed_up(newsroom: Newsroom) -> Demand:
    """A demand with an update; a newer text of it and one more update wait."""
    campaigning = Campaigning(newsroom.cast, newsroom.clock)
    demand = campaigning.public(Demand, titles={"en": "Wages", "hi": "मज़दूरी"})
    campaigning.updated(demand, "met", status="met", evidence=[GAZETTE])
    campaigning.recorded(demand)
    campaigning.rewritten(demand, titles={"en": "Living wages", "hi": "जीने लायक मज़दूरी"})
    return demand
