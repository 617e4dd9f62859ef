"""The front page at the desk: publishers pin and take down, others have no such page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements.models import Pin
from tests.cast import Cast, Newsroom

from .pages import parsed, seen

ADD, LIST = "/admin/statements/pin/add/", "/admin/statements/pin/"


@pytest.fixture
def newsroom(cast: Cast) -> Newsroom:
    """A newsroom at today's time, as its pages are."""
    return Newsroom(cast, timezone.now)


@pytest.fixture
def publisher(client: Client, cast: Cast) -> Client:
    client.force_login(cast.publisher)
    return client


def typed(statement: Any, days: int = 2, **fields: Any) -> dict[str, Any]:
    """What the form sends."""
    until = timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
    return {"statement": statement.pk, "kind": "lead", "until": until, **fields}


def test_a_publisher_pins_and_takes_down(publisher: Client, newsroom: Newsroom) -> None:
    statement = newsroom.public(headline="Wages are due")
    assert "Readers see it now" in seen(publisher.post(ADD, typed(statement), follow=True))
    assert "on the front page" in seen(publisher.get(LIST))
    pinned = Pin.objects.get()
    page = f"/admin/statements/pin/{pinned.pk}/"
    assert "Take down now" in seen(publisher.get(f"{page}change/"))
    assert publisher.get(f"{page}down/").status_code == 302
    assert "Taken down." in seen(publisher.post(f"{page}down/", follow=True))
    assert "ended already" in seen(publisher.post(f"{page}down/"))
    assert "over" in seen(publisher.get(LIST))


def test_only_public_statements_one_publishes_are_offered(
    publisher: Client, newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.draft(headline="A draft")
    newsroom.public(headline="Wages are due")
    offered = parsed(publisher.get(ADD)).xpath("//select[@name='statement']/option/text()")
    assert len(offered) == 1
    assert "Wages are due" in offered[0]


@pytest.mark.parametrize("wrong", [{"kind": "huge"}, {"until": ""}, {"until": "soon"}, {"statement": "x"}])
def test_what_makes_no_pin_comes_back(publisher: Client, newsroom: Newsroom, wrong: dict[str, str]) -> None:
    answer = publisher.post(ADD, {**typed(newsroom.public()), **wrong})
    assert answer.status_code == 422
    assert not Pin.objects.exists()


def test_a_time_too_far_away_is_refused_in_words(publisher: Client, newsroom: Newsroom) -> None:
    answer = publisher.post(ADD, typed(newsroom.public(), days=40))
    assert answer.status_code == 422
    assert "after thirty days at the latest" in seen(answer)


def test_others_have_no_such_page(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    statement = newsroom.public()
    client.force_login(cast.drafter)
    assert client.post(ADD, typed(statement)).status_code == 403
    assert client.get(LIST).status_code == 403
    assert LIST not in client.get("/admin/").content.decode()
    client.force_login(cast.outsider)  # publishes elsewhere
    assert client.post(ADD, typed(statement)).status_code == 422
    assert not Pin.objects.exists()
