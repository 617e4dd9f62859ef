"""The public pages of campaigns: approved words, counted once, with their evidence, in both languages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from campaigns.models import CallToAction, Demand
from statements import verbs
from tests.cast import Cast, Clock, Newsroom
from tests.readers import find, get, history, links, rows, seen

from .builders import Campaigning
from .known import QUOTE, Known, know


@pytest.fixture
def known(newsroom: Newsroom) -> Known:
    return know(newsroom)


def said(newsroom: Newsroom, known: Known, **fields: Any) -> None:
    newsroom.public(body=known.body, **known.parts, **fields)


def test_empty_lists_say_so(cast: Cast, clock: Clock) -> None:
    assert "No demand has been recorded yet." in seen(get("/demands/", clock))
    assert "No campaign has been recorded yet." in seen(get("/campaigns/", clock))
    assert "No cause has been recorded yet." in seen(get("/causes/", clock))
    assert "Nothing is called for just now." in seen(get("/actions/", clock))


def test_a_demand_shows_its_wording_standing_and_evidence(
    newsroom: Newsroom, known: Known, clock: Clock
) -> None:
    said(newsroom, known, headline="After the leak")
    page = get("/demands/pay-the-families/", clock)
    words = seen(page)
    assert "Partly met since 10 March 2026" in words
    assert "as National Council judges" in words
    assert "Pay every family ten million." in words
    assert "Promised for 11 March 2026, overdue" in words
    assert "Labour Ministry (B. Before)" in words
    assert "Gazette: Notification 7" in words.replace(" :", ":")
    assert "Paid in part." in words
    assert "A statement raises it" in words
    assert QUOTE in words
    assert links(page, "points") == {"Pay at once": "/demands/a-point/"}
    assert rows(page) == ["After the leak"]
    signs = find(page, "//*[contains(@class,'timeline-picture')]/*[name()='svg']/*[name()='title']/text()")
    assert signs == ["5 March 2026: Promise", "10 March 2026: Partial step", "12 March 2026: raises it"]
    assert "परिवारों को मुआवज़ा" in seen(get("/hi/demands/pay-the-families/", clock))


def test_a_statement_and_its_translations_raise_a_demand_once(
    newsroom: Newsroom, known: Known, clock: Clock
) -> None:
    parts: dict[str, Any] = {"demands": [{"slug": known.demand.slug}]}
    history(newsroom, date(2019, 5, 1), "Of old", **parts)
    original = newsroom.public(headline="On pay", **parts)
    newsroom.public(headline="मुआवज़े पर", language="hi", translation_of=original, **parts)
    other = newsroom.public(headline="Else", demands=[{"slug": "a-point"}])
    assert "raised in 2 statements since 2019" in seen(get("/demands/", clock))
    assert "raised in 1 statement, in 2026" in seen(get("/demands/", clock))
    assert rows(get("/hi/demands/pay-the-families/", clock)) == ["मुआवज़े पर", "Of old"]
    verbs.withdraw(other, by=newsroom.cast.publisher, explanation="Wrong.", clock=clock)
    assert "in 1 statement" not in seen(get("/demands/", clock))


def test_a_correction_changes_what_a_statement_demands_only_when_it_is_out(
    newsroom: Newsroom, known: Known, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public(headline="On pay", body=known.body, **known.parts)
    approved = newsroom.correct(public, demands=[{"slug": "a-point"}])
    address = "/statements/2026/on-pay/"
    before = get(address, clock)
    assert "/demands/pay-the-families/" in links(before, "after").values()
    assert "/demands/a-point/" not in links(before, "after").values()
    verbs.publish(approved, by=cast.publisher, clock=clock)
    assert "/demands/a-point/" in links(get(address, clock), "after").values()
    assert "/demands/pay-the-families/" not in links(get(address, clock), "after").values()
    assert "/demands/pay-the-families/" in links(get(f"{address}editions/1/", clock), "after").values()


def test_a_statement_links_to_all_it_mentions(newsroom: Newsroom, known: Known, clock: Clock) -> None:
    said(newsroom, known, headline="On pay")
    there = set(links(get("/statements/2026/on-pay/", clock), "after").values())
    wanted = {
        "/demands/pay-the-families/", "/causes/gas-victims/", "/campaigns/gas-leak/",
        "/actions/day-of-mourning/",
    }  # fmt: skip
    assert wanted <= there


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Pay the families", "Pay at once"]),
        ("?status=partial", ["Pay the families"]),
        ("?status=open", ["Pay at once"]),
        ("?status=met", []),
        ("?addressee=labour-ministry", ["Pay the families"]),
        ("?campaign=gas-leak", ["Pay the families"]),
        ("?body=nc", ["Pay the families", "Pay at once"]),
        ("?topic=wages", ["Pay the families"]),
        ("?overdue=1", ["Pay the families"]),
        ("?campaign=gas-leak&status=open", []),
        ("?page=2", []),
        ("?page=0", ["Pay the families", "Pay at once"]),
        ("?page=%C2%B2", ["Pay the families", "Pay at once"]),
    ],
)
def test_demands_are_filtered(
    newsroom: Newsroom, known: Known, clock: Clock, query: str, titles: list[str]
) -> None:
    said(newsroom, known, topics=("Wages",))
    assert rows(get(f"/demands/{query}", clock)) == titles


@pytest.mark.parametrize("name", ["status", "addressee", "campaign", "body", "topic"])
def test_what_is_not_there_is_said_and_left_out(known: Known, clock: Clock, name: str) -> None:
    page = get(f"/demands/?{name}=%00no-such<b>", clock)
    assert page.status_code == 200
    assert "there is nothing called “" in seen(page)
    assert len(rows(page)) == 2


def test_states_are_counted_and_lead_to_their_demands(newsroom: Newsroom, known: Known, clock: Clock) -> None:
    said(newsroom, known)
    assert links(get("/demands/?campaign=gas-leak", clock), "standings") == {
        "Partly met 1": "?campaign=gas-leak&status=partial",
        "Overdue promises 1": "?campaign=gas-leak&overdue=1",
    }
    assert links(get("/demands/?status=open", clock), "standings")["Open 1 (remove)"] == "?"


def test_campaign_cause_and_addressee_show_what_belongs_to_them(
    newsroom: Newsroom, known: Known, clock: Clock
) -> None:
    newsroom.public(headline="By its demand", demands=[{"slug": known.demand.slug}])
    newsroom.public(headline="By its cause", causes=[{"slug": known.cause.slug}])
    newsroom.public(headline="Of nothing")
    campaign, cause = get("/campaigns/gas-leak/", clock), get("/causes/gas-victims/", clock)
    assert rows(campaign) == ["Pay the families", "By its cause", "By its demand"]
    assert "Day of mourning" in links(campaign, "coming")
    assert rows(cause) == ["Pay the families", "By its cause"]
    assert "Five villages" in seen(cause)
    for page, query in ((campaign, "campaign=gas-leak"), (cause, "cause=gas-victims")):
        assert links(page, "list-ways")["Feed"] == f"/statements/feed.atom?{query}"
        assert rows(get(f"/statements/?{query}", clock)) == rows(page)[1:]  # beside the demand
    office = get("/addressees/labour-ministry/", clock)
    assert "held today by A. Minister" in seen(office)
    assert rows(office) == ["Pay the families"]


def test_what_is_taken_down_is_gone_everywhere(
    newsroom: Newsroom, known: Known, cast: Cast, clock: Clock
) -> None:
    from campaigns import verbs as deeds

    said(newsroom, known, headline="On pay")
    for one in (known.demand, known.addressee, known.cause, known.action, known.campaign):
        one.refresh_from_db()
        deeds.take_down(one, by=cast.publisher, reason="Not ours.", clock=clock)
    for path in ("demands/pay-the-families", "addressees/labour-ministry", "causes/gas-victims"):
        assert get(f"/{path}/", clock).status_code == 404
    assert rows(get("/demands/", clock)) == ["Pay at once"]
    assert not links(get("/statements/2026/on-pay/", clock), "after")
    assert "BEGIN:VEVENT" not in get("/actions.ics", clock).content.decode()


def test_coming_actions_stand_on_the_front_page_until_they_are_over(known: Known, clock: Clock) -> None:
    assert links(get("/", clock), "coming") == {"Day of mourning": "/actions/day-of-mourning/"}
    assert "Friday, 20 March 2026, 10:00 IST" in seen(get("/", clock))
    clock.pass_(days=9)
    assert not links(get("/", clock), "coming")
    assert rows(get("/actions/", clock)) == ["Day of mourning"]


@pytest.mark.parametrize(
    ("zone", "begin", "last"),
    [
        ("", "2026-03-21T18:30Z", "2026-03-22T18:29Z"),
        ("America/New_York", "2026-03-22T04:00Z", "2026-03-23T03:59Z"),
        ("Pacific/Auckland", "2026-04-04T11:00Z", "2026-04-05T11:59Z"),  # a day of 25 hours
    ],
)
def test_a_day_of_action_without_an_end_is_over_with_its_day_where_it_is(
    campaigning: Campaigning, clock: Clock, zone: str, begin: str, last: str
) -> None:
    starts_at = datetime.fromisoformat(begin)
    campaigning.public(
        CallToAction, "day", titles={"en": "Day"}, is_all_day=True, starts_at=starts_at, zone=zone
    )
    clock.now = datetime.fromisoformat(last)
    assert links(get("/", clock), "coming") == {"Day": "/actions/day/"}
    clock.pass_(minutes=1)
    assert not links(get("/", clock), "coming")
    assert rows(get("/actions/", clock)) == ["Day"]


def test_a_cancelled_and_a_moved_action_say_so(campaigning: Campaigning, clock: Clock) -> None:
    why = {"notices": {"en": "The hall burned."}}
    campaigning.public(CallToAction, "off", titles={"en": "March"}, holds="cancelled", **why)
    campaigning.public(
        CallToAction, "moved", titles={"en": "Sit-in"}, holds="moved",
        moved_from=datetime.fromisoformat("2026-03-18T04:30:00+00:00"), **why,
    )  # fmt: skip
    words = seen(get("/actions/", clock))
    assert "Cancelled · The hall burned." in words
    assert "Moved · it was called for Wednesday, 18 March 2026, 10:00 IST · The hall burned." in words
    assert "Cancelled" in seen(get("/actions/off/", clock))


def test_lists_go_on_in_portions(campaigning: Campaigning, cast: Cast, clock: Clock) -> None:
    for number in range(51):
        campaigning.public(Demand, f"number-{number}", titles={"en": f"Number {number}"})
    first, second = get("/demands/", clock), get("/demands/?page=2", clock)
    assert len(rows(first)) == 50
    assert rows(second) == ["Number 0"]
    assert list(links(first, "pager").values()) == ["?page=2"]


def test_the_archive_filters_by_what_statements_mention(
    newsroom: Newsroom, known: Known, clock: Clock
) -> None:
    newsroom.public(headline="By its demand", demands=[{"slug": known.demand.slug}])
    newsroom.public(headline="By its cause", causes=[{"slug": known.cause.slug}])
    newsroom.public(headline="Of nothing")
    due = clock.now + timedelta(hours=1)
    newsroom.public(headline="Due", demands=[{"slug": known.demand.slug}], public_from=due)
    assert rows(get("/statements/?demand=pay-the-families", clock)) == ["By its demand"]
    assert rows(get("/statements/?cause=gas-victims", clock)) == ["By its cause"]
    assert rows(get("/statements/?campaign=gas-leak", clock)) == ["By its cause", "By its demand"]
    page = get("/statements/?demand=pay-the-families&campaign=no-such", clock)
    assert "on the demand Pay the families" in seen(page)
    assert "We have no campaign “no-such”." in seen(page)


def test_the_sitemap_knows_them(known: Known, clock: Clock) -> None:
    words = get("/sitemaps/pages.xml", clock).content.decode()
    for path in (
        "demands/pay-the-families/",
        "hi/campaigns/gas-leak/",
        "actions/day-of-mourning/",
        "causes/",
    ):
        assert f"http://testserver/{path}<" in words
