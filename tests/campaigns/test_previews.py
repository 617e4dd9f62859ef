"""A text that is not out, as it will read: what it says of demands and causes, in words that are approved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from campaigns.models import Demand
from tests.cast import Clock, Newsroom
from tests.readers import links, seen
from tests.statements.desk.test_as_typed import frames, look
from tests.statements.outsiders import test_consent_link as consents
from tests.statements.outsiders import test_preview as previews

from .builders import Campaigning
from .known import Known, know

THERE = {
    "/demands/pay-the-families/", "/causes/gas-victims/", "/campaigns/gas-leak/", "/actions/day-of-mourning/",
}  # fmt: skip
SECRET = "Nobody approved this title"


@pytest.fixture
def known(newsroom: Newsroom, campaigning: Campaigning) -> Known:
    campaigning.begun(Demand, "secret", titles={"en": SECRET})
    return know(newsroom)


def parts(known: Known) -> dict[str, Any]:
    """All there is, and one demand whose text nobody has approved."""
    asked = [*known.parts["demands"], {"slug": "secret"}]
    return {"body": known.body, **known.parts, "demands": asked}


def told(page: Any) -> None:
    assert set(links(page, "after").values()) == THERE
    assert SECRET not in seen(page)


def test_behind_a_preview_link(newsroom: Newsroom, known: Known, clock: Clock) -> None:
    told(previews.open_(previews.make(newsroom.in_review(**parts(known)), newsroom), clock))


def test_where_a_partner_is_asked(newsroom: Newsroom, known: Known, clock: Clock) -> None:
    told(consents.open_(consents.ask(newsroom, newsroom.cast.elsewhere, **parts(known)), clock))


def test_as_it_is_typed(client: Client, newsroom: Newsroom, known: Known) -> None:
    sent = {
        "demands-count": "2", "demands-0-slug": "pay-the-families", "demands-1-quote": "Words of a new one.",
        "causes-count": "1", "causes-0-slug": "gas-victims",
    }  # fmt: skip
    page = look(client, newsroom.cast.drafter, newsroom.draft(), **sent)
    assert page.status_code == 200
    for framed in frames(page):
        assert framed.xpath("//*[@class='after']//a/@href") == [
            "/demands/pay-the-families/", "/causes/gas-victims/",
        ]  # fmt: skip
