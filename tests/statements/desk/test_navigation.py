"""The navigation on every page of the desk: where one may go, and how much waits there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statements import verbs
from statements.desk import work
from statements.desk.front import columns
from statements.models import User
from tests.cast import Cast, Newsroom

from .pages import parsed

ROOMS = {"Statements": "", "Calendar": ""}
OF_CAMPAIGNS = {"Campaigns": "", "Demands": ""}
LATER = timedelta(minutes=10)  # after which a message that was not sent is late


def places(client: Client, person: User, address: str = "/admin/account/") -> dict[str, str]:
    """The entries as this person sees them, each with its count or none."""
    client.force_login(person)
    links = parsed(client.get(address)).xpath("//nav[@id='desk-navigation']//a")
    return {" ".join(link.xpath("text()")).strip(): link.xpath("string(span)") for link in links}


def test_it_counts_what_waits_for_the_person(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    newsroom.clock.now = timezone.now() - LATER  # type: ignore[attr-defined]
    newsroom.in_review()
    verbs.send_back(newsroom.in_review(), by=cast.reviewer, reason="The figure.", clock=newsroom.clock)
    drafter = {"Desk": "", "Sent back": "1", **ROOMS, "Messages": "3", **OF_CAMPAIGNS}
    reviewer = {"Desk": "", "For my yes": "1", **ROOMS, "Messages": "3", **OF_CAMPAIGNS}
    assert places(client, cast.reviewer) == reviewer
    assert places(client, cast.drafter) == drafter
    outsider = {"Desk": "", **ROOMS, "Messages": "", **OF_CAMPAIGNS, "Front page": ""}
    assert places(client, cast.outsider) == outsider


def test_the_counts_are_those_of_the_front_page(newsroom: Newsroom, cast: Cast) -> None:
    newsroom.clock.now = timezone.now() - LATER  # type: ignore[attr-defined]
    for _number in range(3):
        newsroom.in_review()
    sent = newsroom.in_review()
    verbs.send_back(sent, by=cast.reviewer, reason="The figure.", clock=newsroom.clock)
    for person in (cast.drafter, cast.colleague, cast.reviewer, cast.publisher, cast.outsider, cast.staff):
        at = timezone.now()
        counts = work.counts(person, at)
        shown = {column.code: column.count for column in columns(person, at)}
        assert counts.for_my_yes == shown.get("waiting", 0)
        assert counts.sent_back == shown.get("sent_back", 0)
        assert counts.unsent == shown.get("unsent", 0)


def test_the_counts_cost_two_queries_however_much_there_is(newsroom: Newsroom, cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            work.counts(cast.reviewer, timezone.now())
        return len(captured)

    assert cast.reviewer.held_bodies  # asked once a request, whoever asks first
    newsroom.in_review()
    assert cost() == 2
    for _number in range(49):
        newsroom.in_review()
    assert cost() == 2


@pytest.mark.parametrize(
    "address", ["/admin/account/", "/admin/statements/statement/", "/admin/statements/effect/"]
)
def test_a_page_costs_the_same_however_much_waits(
    client: Client, newsroom: Newsroom, cast: Cast, address: str
) -> None:
    client.force_login(cast.reviewer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    newsroom.in_review()
    cost()
    few = cost()
    for _number in range(8):
        newsroom.in_review()
    assert cost() <= few + 1  # a filter beside a list asks once more


def test_administrators_have_their_rooms_and_nobody_else(
    client: Client, cast: Cast, newsroom: Newsroom
) -> None:
    rooms = {"Former addresses", "Issuing bodies", "People", "Topics"}
    assert rooms <= places(client, cast.administrator).keys()
    for person in (cast.drafter, cast.reviewer, cast.publisher, cast.staff):
        assert not rooms & places(client, person).keys()
    assert places(client, cast.staff) == {"Desk": ""}


def test_every_place_opens(client: Client, cast: Cast, newsroom: Newsroom) -> None:
    newsroom.in_review()
    for person in (cast.drafter, cast.reviewer, cast.administrator, cast.superuser):
        client.force_login(person)
        links = parsed(client.get("/admin/")).xpath("//nav[@id='desk-navigation']//a/@href")
        assert len(links) >= 3
        for link in links:
            assert client.get(link).status_code == 200, link


def test_it_says_where_one_is(client: Client, cast: Cast, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    client.force_login(cast.drafter)

    def here(address: str) -> list[Any]:
        links = parsed(client.get(address)).xpath("//nav//a[@aria-current='page']")
        return [" ".join(link.text_content().split()) for link in links]

    assert here("/admin/") == ["Desk"]
    assert here(f"/admin/statements/statement/{draft.pk}/change/") == ["Statements"]
    assert here("/admin/statements/statement/calendar/?view=list") == ["Calendar"]
    assert here("/admin/account/") == []


def test_at_the_door_there_is_none(client: Client, db: None) -> None:
    page = parsed(client.get("/admin/login/"))
    assert not page.xpath("//nav[@id='desk-navigation']")
