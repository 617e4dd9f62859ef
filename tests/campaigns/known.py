"""What readers know of campaigns in tests: one of each kind, with something to show on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand
from tests.cast import Newsroom
from tests.sent import picture, uploaded

from .builders import GAZETTE, Campaigning

SLUGS = {
    "campaign": "gas-leak", "demand": "pay-the-families", "cause": "gas-victims",
    "addressee": "labour-ministry", "action": "day-of-mourning",
}  # fmt: skip
# The parts of a text that mentions all of them, in as few words as can be.
PARTS: dict[str, Any] = {f"{kind}s": [{"slug": slug}] for kind, slug in SLUGS.items() if kind != "addressee"}
QUOTE = "Pay every family."


@dataclass
class Known:
    """One of each kind, public, and what a statement has to say to mention all of them."""

    campaign: Campaign
    addressee: Addressee
    demand: Demand
    cause: Cause
    action: CallToAction
    body: str = f"<p>Eleven died.</p><p>We demand: {QUOTE}</p>"

    @property
    def parts(self) -> dict[str, Any]:
        """The parts of a text that mentions them."""
        return {**PARTS, "demands": [{"slug": self.demand.slug, "relation": "raises", "quote": QUOTE}]}


def know(newsroom: Newsroom) -> Known:
    """Make them, each approved, the demand with a promise that is overdue and its evidence."""
    make = Campaigning(newsroom.cast, newsroom.clock)
    campaign = make.public(
        Campaign, SLUGS["campaign"], titles={"en": "The gas leak", "hi": "गैस रिसाव"}, bodies=["NC"],
        summaries={"en": "Who answers for it?"}, stories={"en": "It leaked.\n\nAgain."},
        begins_on=date(2026, 3, 1), picture=uploaded(newsroom, picture(500, 10, colour="gold")).sha256,
        picture_alts={"en": "A pipe."},
    )  # fmt: skip
    addressee = make.public(
        Addressee, SLUGS["addressee"], titles={"en": "Labour Ministry"}, holder="A. Minister"
    )
    demand = make.public(
        Demand, SLUGS["demand"], titles={"en": "Pay the families", "hi": "परिवारों को मुआवज़ा"},
        wordings={"en": "Pay every family ten million."}, campaigns=[campaign.slug], nature="pay",
        raised_on=date(2026, 3, 2), asked=[{"addressee": addressee.slug, "holder": "B. Before"}],
    )  # fmt: skip
    make.public(Demand, "a-point", titles={"en": "Pay at once"}, parent=demand.slug)
    cause = make.public(
        Cause, SLUGS["cause"], titles={"en": "Victims of the leak"}, place="Vizag", concerns="Five villages",
        campaigns=[campaign.slug], demands=[demand.slug], begins_on=date(2026, 3, 1),
    )  # fmt: skip
    action = make.public(
        CallToAction, SLUGS["action"], titles={"en": "Day of mourning"}, place="Everywhere", bodies=["NC"],
        campaigns=[campaign.slug], summaries={"en": "Wear black,\nall of you; even at work"},
    )  # fmt: skip
    make.updated(demand, "promise", status="promised", due_on=date(2026, 3, 11), event_on=date(2026, 3, 5))
    evidence = {
        **GAZETTE,
        "quote": "Paid in part.",
        "file": uploaded(newsroom, picture(500, 10, colour="navy")),
    }
    make.updated(demand, "partial", status="partly-met", evidence=[evidence])
    return Known(campaign, addressee, demand, cause, action)
