"""The real page taken through: what it demands and of whom, whom it stands with, what it calls for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand
from statements import verbs
from statements.models import Statement
from tests.cast import Clock, Newsroom
from tests.readers import find, get, links, rows, seen
from tests.real_page import real_page

from .builders import Campaigning
from .test_ical import events

COMPANY, GOVERNMENT = "lg-polymers", "union-government"
MIDNIGHT = datetime(2020, 6, 21, 18, 30, tzinfo=UTC)  # as the day of mourning began in Delhi


@pytest.fixture
def taken_through(newsroom: Newsroom, campaigning: Campaigning, clock: Clock) -> Newsroom:
    """The page's statements imported, read, tied to what they are about, and public under their dates."""
    call_command("import_statements", str(real_page()), "--body", "NC", stdout=StringIO())
    clock.now = datetime.now(UTC)  # the import has no clock
    campaigning.public(Campaign, "gas-leak", titles={"en": "Justice after the gas leak"})
    campaigning.public(Addressee, COMPANY, titles={"en": "LG Polymers"}, nature="company")
    campaigning.public(Addressee, GOVERNMENT, titles={"en": "The Union government"})
    approve_demands(campaigning)
    issue(newsroom, "Visakhapatnam", date(2020, 5, 7))
    campaigning.public(
        CallToAction, "mourning", titles={"en": "Day of mourning"}, is_all_day=True, starts_at=MIDNIGHT,
        bodies=["NC"],
    )  # fmt: skip
    issue(newsroom, "Mourning", date(2020, 6, 20), actions=[{"slug": "mourning"}])
    campaigning.public(Cause, "peoples", titles={"en": "Peoples under sanctions"}, nature="people")
    campaigning.public(Cause, "prisoners", titles={"en": "Prisoners of opinion"}, nature="case")
    issue(newsroom, "Venezuela", date(2020, 5, 2), causes=[{"slug": "peoples"}])
    issue(newsroom, "Navlakha", date(2020, 4, 15), causes=[{"slug": "prisoners"}])
    return newsroom


def approve_demands(campaigning: Campaigning) -> None:
    """Give each imported demand a title and those it is asked of; a second person approves it."""
    asked = ([COMPANY, GOVERNMENT], [COMPANY], [GOVERNMENT])
    for number, (demand, slugs) in enumerate(zip(Demand.objects.order_by("pk"), asked, strict=True), 1):
        fields: dict[str, Any] = {
            "titles": {"en": f"Point {number}"},
            "asked": [{"addressee": slug} for slug in slugs],
            "campaigns": ["gas-leak"],
            "raised_on": date(2020, 5, 7),
        }
        campaigning.rewritten(demand, **fields)
        campaigning.approve(demand)


def issue(newsroom: Newsroom, named: str, day: date, **parts: Any) -> None:
    """Complete one of the drafts, and let those who may approve and issue it as of its day."""
    dated = {"dateline_place": "New Delhi", "dateline_date": day, "already_issued_on": day, **parts}
    draft = Statement.objects.get(headline__contains=named)
    draft = verbs.save(draft, by=newsroom.cast.drafter, content=dated, clock=newsroom.clock)
    approved = newsroom.approve(verbs.submit(draft, by=newsroom.cast.drafter, clock=newsroom.clock))
    verbs.publish(approved, by=newsroom.cast.publisher, clock=newsroom.clock)


def quoted(page: Any) -> list[str]:
    """The words in quotation on a page."""
    words = find(page, "//blockquote//text()[normalize-space()]")
    return [" ".join(one.split()) for one in words]


def headline(named: str) -> str:
    return " ".join(Statement.objects.get(headline__contains=named).headline.split())


def test_its_demands_are_public_with_those_they_are_asked_of(taken_through: Newsroom, clock: Clock) -> None:
    page = get("/demands/", clock)
    assert sorted(rows(page)) == ["Point 1", "Point 2", "Point 3"]
    assert "raised in 1 statement, in 2020" in seen(page)
    assert sorted(rows(get(f"/addressees/{COMPANY}/", clock))) == ["Point 1", "Point 2"]
    assert sorted(rows(get(f"/demands/?addressee={GOVERNMENT}", clock))) == ["Point 1", "Point 3"]
    assert len(rows(get("/campaigns/gas-leak/", clock))) == 4  # and the statement


def test_a_demand_quotes_the_words_of_its_statement(taken_through: Newsroom, clock: Clock) -> None:
    statement = Statement.objects.get(headline__contains="Visakhapatnam")
    demand = Demand.objects.get(titles__en="Point 2")
    quote = statement.parts["demands"][1]["quote"]
    page = get(f"/demands/{demand.slug}/", clock)
    assert quoted(page) == [quote, quote]  # as it is worded, and as the statement says it
    assert "7 May 2020" in seen(page)
    assert rows(page) == [headline("Visakhapatnam")]
    assert links(get(f"/statements/2020/{statement.slug}/", clock), "points")["Point 2"] == (
        f"/demands/{demand.slug}/"
    )


def test_the_day_of_mourning_has_its_date(taken_through: Newsroom, clock: Clock) -> None:
    page = get("/actions/mourning/", clock)
    assert "Monday, 22 June 2020" in seen(page)
    assert rows(page) == [headline("Mourning")]
    assert rows(get("/actions/", clock)) == ["Day of mourning"]
    (event,) = events("/actions/mourning.ics", clock)
    assert (event["DTSTART"], event["DTEND"]) == (date(2020, 6, 22), date(2020, 6, 23))


def test_each_cause_has_the_statement_that_stands_with_it(taken_through: Newsroom, clock: Clock) -> None:
    assert sorted(rows(get("/causes/", clock))) == ["Peoples under sanctions", "Prisoners of opinion"]
    assert rows(get("/causes/peoples/", clock)) == [headline("Venezuela")]
    assert rows(get("/causes/prisoners/", clock)) == [headline("Navlakha")]
    assert rows(get("/statements/?cause=prisoners", clock)) == [headline("Navlakha")]


def test_what_came_of_a_demand_is_told_with_its_day(
    taken_through: Newsroom, campaigning: Campaigning, clock: Clock
) -> None:
    demand = Demand.objects.get(titles__en="Point 1")
    order: dict[str, Any] = {
        "kind": "order", "url": "https://tribunal.example/order", "title": "Order", "publisher": "Tribunal",
    }  # fmt: skip
    campaigning.updated(demand, "partial", status="partly-met", event_on=date(2020, 5, 8), evidence=[order])
    page = get(f"/demands/{demand.slug}/", clock)
    assert "Partly met since 8 May 2020" in seen(page)
    signs = find(page, "//*[contains(@class,'timeline-picture')]/*[name()='svg']/*[name()='title']/text()")
    assert signs == ["7 May 2020: raises it", "8 May 2020: Partial step"]


def test_until_a_second_person_has_read_them_its_demands_are_not_there(
    newsroom: Newsroom, clock: Clock
) -> None:
    call_command("import_statements", str(real_page()), "--body", "NC", stdout=StringIO())
    clock.now = datetime.now(UTC)
    issue(newsroom, "Visakhapatnam", date(2020, 5, 7))
    assert Demand.objects.count() == 3
    assert rows(get("/demands/", clock)) == []
    for demand in Demand.objects.all():
        assert get(f"/demands/{demand.slug}/", clock).status_code == 404
