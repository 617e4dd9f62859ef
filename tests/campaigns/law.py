"""The law of campaigns as the tests understand it: who may do which deed, where; not derived from code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from campaigns import verbs
from campaigns.models import Campaign, Demand, DemandUpdate, Subject
from statements.models import User
from tests.campaigns.builders import Campaigning
from tests.law import DRAFTERS, PUBLISHERS, REVIEWERS

WRITERS = DRAFTERS | REVIEWERS


def _back(campaigning: Campaigning) -> Campaign:
    begun = campaigning.begun(Campaign)
    one = campaigning.cast
    verbs.send_back(campaigning.waiting(begun), by=one.reviewer, reason="Shorter.", clock=campaigning.clock)
    return begun


def _rewritten(campaigning: Campaigning) -> Campaign:
    public = campaigning.public(Campaign)
    campaigning.rewritten(public, titles={"en": "Another"})
    return public


def _taken_down(campaigning: Campaigning) -> Subject:
    public, by = campaigning.public(Campaign), campaigning.cast.publisher
    return verbs.take_down(public, by=by, reason="A mistake.", clock=campaigning.clock)


def _closed(campaigning: Campaigning) -> Campaign:
    public = campaigning.public(Campaign)
    return verbs.close(public, by=campaigning.cast.publisher, clock=campaigning.clock)


def _updated(campaigning: Campaigning) -> Demand:
    demand = campaigning.public(Demand)
    campaigning.recorded(demand)
    return demand


SITUATIONS: dict[str, Callable[[Campaigning], Subject]] = {
    "begun": lambda campaigning: campaigning.begun(Campaign),
    "sent back": _back,
    "public": lambda campaigning: campaigning.public(Campaign),
    "public, written anew": _rewritten,
    "taken down": _taken_down,
    "closed": _closed,
    "demand": lambda campaigning: campaigning.public(Demand),
    "demand with an update": _updated,
}
CAMPAIGNS = {"begun", "sent back", "public", "public, written anew", "taken down", "closed"}
WAITING = {"begun", "public, written anew", "demand with an update"}


@dataclass(frozen=True)
class Law:
    """One line of the law."""

    where: set[str]
    who: set[str]


LAW = {
    "write": Law(set(SITUATIONS), WRITERS),
    "record": Law({"demand", "demand with an update"}, WRITERS),
    "approve": Law(WAITING, REVIEWERS),
    "send_back": Law(WAITING, REVIEWERS),
    "take_down": Law(set(SITUATIONS) - {"begun", "sent back", "taken down"}, PUBLISHERS),
    "put_back": Law({"taken down"}, PUBLISHERS),
    "close": Law(CAMPAIGNS - {"closed"}, PUBLISHERS),
    "reopen": Law({"closed"}, PUBLISHERS),
}

Try = Callable[[Subject, User, Any], object]


def _proposal(subject: Subject) -> Any:
    """What waits or, where nothing does, what was decided on last."""
    last: DemandUpdate | None = subject.updates.last()
    return last or subject.versions.waiting().first() or subject.versions.last()


TRIES: dict[str, Try] = {
    "write": lambda subject, by, clock: verbs.write(
        subject,
        by=by,
        content={"titles": {"en": "Tried"}},
        seen=subject.versions.latest("number").number,
        clock=clock,
    ),
    "record": lambda subject, by, clock: verbs.record(
        subject,  # type: ignore[arg-type]  # of a campaign it is refused
        by=by,
        kind="note",
        event_on=clock.now.date(),
        texts={"en": "Tried."},
        clock=clock,
    ),
    "approve": lambda subject, by, clock: verbs.approve(_proposal(subject), by=by, clock=clock),
    "send_back": lambda subject, by, clock: verbs.send_back(
        _proposal(subject), by=by, reason="Tried.", clock=clock
    ),
    "take_down": lambda subject, by, clock: verbs.take_down(subject, by=by, reason="Tried.", clock=clock),
    "put_back": lambda subject, by, clock: verbs.put_back(subject, by=by, reason="Tried.", clock=clock),
    "close": lambda subject, by, clock: verbs.close(subject, by=by, clock=clock),  # type: ignore[arg-type]
    "reopen": lambda subject, by, clock: verbs.reopen(subject, by=by, clock=clock),  # type: ignore[arg-type]
}
