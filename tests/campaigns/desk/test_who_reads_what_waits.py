"""Of what a body keeps, other bodies of the desk read what readers know, and no word nobody has approved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from campaigns import verbs
from campaigns.models import Cause, Demand
from tests.campaigns.builders import Campaigning
from tests.cast import Cast
from tests.statements.desk.pages import seen

from .test_subject_pages import as_, at_desk, page_of

SECRET = "vanadium"  # every word that waits, came back or was turned down bears it


@pytest.fixture
def demand(campaigning: Campaigning, cast: Cast) -> Demand:
    """A public demand of the council: a newer text of it and an update wait, others were sent back."""
    clock, hidden = campaigning.clock, {"en": f"{SECRET} words"}
    charter = campaigning.public(Demand, slug="charter", titles={"en": "The charter"})
    campaigning.rewritten(charter, titles=hidden, wordings=hidden)
    demand = campaigning.public(
        Demand, slug="wages", titles={"en": "Living wages"}, wordings={"en": "Pay them."}, parent="charter"
    )
    campaigning.rewritten(demand, titles=hidden, wordings=hidden)
    back: dict[str, Any] = {"by": cast.reviewer, "reason": f"{SECRET} reason", "clock": clock}
    verbs.send_back(campaigning.waiting(demand), **back)
    verbs.send_back(campaigning.recorded(demand, texts=hidden), **back)
    campaigning.updated(demand, texts={"en": "They met the ministry."})
    campaigning.recorded(
        demand, texts=hidden, evidence=[{"url": "https://e.example/", "title": SECRET, "publisher": SECRET}]
    )
    campaigning.rewritten(demand, titles=hidden, wordings=hidden, parent="charter")
    return demand


def told(client: Client, demand: Demand) -> str:
    """All that the desk tells somebody of a demand, where it might."""
    places = [page_of(demand), at_desk(Demand), at_desk(Demand) + f"?q={SECRET}", at_desk(Demand, "add/"),
              "/admin/", "/admin/statements/statement/add/"]  # fmt: skip
    return " ".join(client.get(place).content.decode().replace(f"?q={SECRET}", "") for place in places)


def test_its_own_body_reads_it(client: Client, demand: Demand, cast: Cast) -> None:
    page = seen(as_(client, cast.drafter).get(page_of(demand)))
    for words in (f"{SECRET} words", f"{SECRET} reason", "A text waits for approval", "What was done"):
        assert words in page
    assert SECRET in told(client, demand)


def test_others_read_what_readers_know(client: Client, demand: Demand, cast: Cast) -> None:
    page = seen(as_(client, cast.outsider).get(page_of(demand)))
    for words in ("Living wages", "Pay them.", "The charter", "They met the ministry."):
        assert words in page
    assert (
        f'value="{SECRET}"' in client.get(at_desk(Demand) + f"?q={SECRET}").content.decode()
    )  # the question
    shown = told(client, demand).replace(f'value="{SECRET}"', "")
    assert SECRET not in shown
    assert "A text waits" not in shown
    assert "a newer text waits" not in shown
    assert "What was done" not in shown


@pytest.mark.parametrize("deed", ["approve", "send_back", "take_down", "put_back", "close", "reopen"])
def test_others_are_forbidden_every_deed_and_told_no_word(
    client: Client, demand: Demand, cast: Cast, deed: str
) -> None:
    sent = {"proposal": "version-3", "reason": "Because."}
    answer = as_(client, cast.outsider).post(page_of(demand, f"deed/{deed}/"), sent)
    assert answer.status_code == 403
    assert SECRET not in answer.content.decode()


def test_a_wing_is_read_by_the_body_above_it(client: Client, campaigning: Campaigning, cast: Cast) -> None:
    begun = verbs.begin(
        Cause,
        by=cast.wing_drafter,
        body=cast.wing,
        content={"titles": {"en": "The miners"}},
        clock=campaigning.clock,
    )
    assert "The miners" in seen(as_(client, cast.reviewer).get(page_of(begun)))
