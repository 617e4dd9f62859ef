"""What of campaigns readers must never hear of, one maker a state; every word of theirs bears the mark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand, Subject
from tests.cast import Newsroom
from tests.never_public import MARK, marked
from tests.sent import picture, uploaded

from .builders import GAZETTE, Campaigning
from .known import PARTS, SLUGS

KINDS: tuple[type[Subject], ...] = (Campaign, Demand, Cause, Addressee, CallToAction)


def begun(newsroom: Newsroom) -> None:
    """One of each kind that nobody approved, at an address one may guess; a public text mentions them all."""
    make, texts = Campaigning(newsroom.cast, newsroom.clock), {"en": f"{MARK} begun"}
    for kind in KINDS:
        make.begun(kind, f"{MARK}-begun", titles=texts, summaries=texts)
    make.begun(Demand, f"{MARK}-draft", titles=texts, parent=SLUGS["demand"], campaigns=[SLUGS["campaign"]])
    make.begun(Cause, f"{MARK}-draft", titles=texts, demands=[SLUGS["demand"]], campaigns=[SLUGS["campaign"]])


def rewritten(newsroom: Newsroom) -> None:
    """Other words for each that readers know, waiting."""
    make, texts = Campaigning(newsroom.cast, newsroom.clock), {"en": f"{MARK} rewritten"}
    for kind in KINDS:
        one = kind.objects.get(slug=SLUGS[kind.KIND])
        make.rewritten(one, **{**one.content(), "titles": texts, "summaries": texts})
    other = uploaded(newsroom, picture(500, 10, colour="plum"))
    led = {"picture": other.sha256, "picture_alts": texts, "picture_credit": MARK}
    make.rewritten(Campaign.objects.get(slug=SLUGS["campaign"]), **led)


def update_waiting(newsroom: Newsroom) -> None:
    """A verdict nobody approved, and a promise that would be overdue."""
    make, demand = Campaigning(newsroom.cast, newsroom.clock), Demand.objects.get(slug=SLUGS["demand"])
    file = uploaded(newsroom, picture(500, 10, colour="olive"))
    evidence: list[dict[str, Any]] = [{**GAZETTE, "title": f"{MARK} gazette", "file": file}]
    make.recorded(demand, "met", status="met", texts={"en": f"{MARK} met"}, evidence=evidence)
    make.recorded(demand, "promise", due_on=date(2026, 3, 1), event_on=date(2026, 2, 1), status="promised")


def mentioned_in_a_draft(newsroom: Newsroom) -> None:
    """What readers know, in texts that are not out."""
    newsroom.draft(**marked("asking", newsroom), **PARTS)
    tomorrow = newsroom.clock() + timedelta(days=1)
    newsroom.public(**marked("later", newsroom), **PARTS, public_from=tomorrow)


NEVER_PUBLIC: tuple[Callable[[Newsroom], None], ...] = (
    begun,
    rewritten,
    update_waiting,
    mentioned_in_a_draft,
)
