"""The calendar: what goes out, what is planned, the private address and what stands at it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from statements import verbs
from statements.models import CalendarAddress, PlannedDay, Statement, User
from statements.workflow import Plan
from tests.cast import Cast, Newsroom

from .pages import address, parsed, seen

HERE = "/admin/statements/statement/calendar/"
LATE = datetime(2026, 3, 31, 19, 0, tzinfo=UTC)  # 1 April, 00:30 in the newsroom


@pytest.fixture(autouse=True)
def noon() -> Any:
    """Pages see the time the newsroom's clock shows."""
    with time_machine.travel(datetime(2026, 3, 12, 7, 30, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def listed(client: Client, query: str = "") -> list[str]:
    """The days of the list and what stands on them, in its order."""
    page = parsed(client.get(f"{HERE}?view=list&{query}"))
    found = page.xpath("//h3 | //*[@class='entries']/li/a | //*[@class='entries']/li/*[@class='entry-what']")
    return [" ".join(one.text_content().split()) for one in found]


def subscribed(person: User) -> Any:
    """What a calendar program gets at the person's address."""
    token = CalendarAddress.objects.make(person, datetime.now(UTC))
    return Client().get(f"/calendar/{token}.ics")


def events(answer: Any) -> dict[str, Any]:
    return {str(one["summary"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def plan(client: Client, statement: Statement, day: str) -> Any:
    return client.post(address(statement, "planned-day/"), {"day": day}, follow=True)


# --- what stands there ----------------------------------------


def test_it_shows_releases_plans_and_days_in_order(desk: Client, newsroom: Newsroom) -> None:
    morning = datetime(2026, 3, 20, 4, 30, tzinfo=UTC)
    newsroom.public(headline="Due", public_from=morning)
    newsroom.in_review(headline="Sent", plan=Plan.AT_TIME, planned_for=morning - timedelta(hours=1))
    plan(desk, newsroom.draft(headline="Meant"), "2026-03-20")
    newsroom.public(headline="Out")
    assert listed(desk) == [
        "Friday, 20 March", "09:00 IST Planned", "Sent", "10:00 IST Goes out", "Due",
        "Planned for the day", "Meant",
    ]  # fmt: skip


def test_a_day_is_the_newsrooms_wherever_its_reader_is(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    newsroom.public(headline="Just after midnight", public_from=LATE)
    User.objects.filter(pk=cast.drafter.pk).update(time_zone="America/New_York")
    assert listed(desk, "month=2026-03") == []
    assert listed(desk, "month=2026-04") == [
        "Wednesday, 1 April",
        "00:30 IST Goes out",
        "Just after midnight",
    ]
    assert "Hours of the newsroom (IST)." in seen(desk.get(HERE))


def test_mine_is_what_i_began_or_sent(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    newsroom.public(headline="Mine", public_from=LATE)
    assert "Mine" in listed(desk, "month=2026-04&whose=mine")
    desk.force_login(cast.colleague)
    assert listed(desk, "month=2026-04&whose=mine") == []
    assert "Mine" in listed(desk, "month=2026-04")


def test_the_month_marks_today_and_leads_on(desk: Client) -> None:
    page = parsed(desk.get(f"{HERE}?whose=mine"))
    (today,) = page.xpath("//td[@aria-current='date']")
    assert "12" in today.text_content()
    assert page.xpath("//a[@rel='next']/@href") == ["?whose=mine&month=2026-04"]
    assert page.xpath("//a[@rel='prev']/@href") == ["?whose=mine&month=2026-02"]


@pytest.mark.parametrize(
    "query", ["month=x", "month=2026-13", "month=0001-01", "month=9999-12", "month=1990-01", "month=2099-12",
              "whose=x", "view=x", "month=२०२६-०३"]
)  # fmt: skip
def test_an_unreadable_month_is_this_month(desk: Client, query: str) -> None:
    assert desk.get(f"{HERE}?{query}").status_code == 200


def test_the_calendar_costs_the_same_with_many(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(f"{HERE}?month=2026-04").status_code == 200
        return len(queries)

    def more() -> None:
        newsroom.public(public_from=LATE)
        newsroom.in_review(plan=Plan.AT_TIME, planned_for=LATE)
        PlannedDay.objects.put(newsroom.draft(), date(2026, 4, 2), cast.drafter, LATE)

    more()
    few = cost()
    for _number in range(9):
        more()
    assert cost() == few


# --- planning a day -------------------------------------------


def test_a_day_is_planned_moved_and_taken_away(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    assert "The day is planned." in seen(plan(desk, draft, "2026-04-02"))
    assert "Planned for 2 April" in seen(desk.get(address(draft, "change/")))
    plan(desk, draft, "2026-04-03")
    assert PlannedDay.objects.get().day == date(2026, 4, 3)
    assert "No day is planned any more." in seen(plan(desk, draft, ""))
    assert not PlannedDay.objects.exists()
    assert Statement.objects.get().lock_version == draft.lock_version


@pytest.mark.parametrize("day", ["x", "0001-01-01", "9999-12-31", "31/31/2026"])
def test_a_day_nobody_plans_is_refused(desk: Client, newsroom: Newsroom, day: str) -> None:
    answer = plan(desk, newsroom.draft(), day)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not PlannedDay.objects.exists()


def test_a_release_ends_the_planned_day(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    approved = newsroom.approved()
    plan(desk, approved, "2026-04-02")
    released = verbs.publish(approved, by=cast.publisher, clock=newsroom.clock)
    assert not PlannedDay.objects.exists()
    assert plan(desk, released, "2026-04-02").status_code == 403


def test_others_plan_nothing_and_see_nothing(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(headline="Secret")
    PlannedDay.objects.put(draft, date(2026, 3, 20), cast.drafter, LATE)
    client.force_login(cast.outsider)
    assert plan(client, draft, "2026-04-02").status_code == 404
    assert "Secret" not in seen(client.get(HERE))
    assert b"Secret" not in subscribed(cast.outsider).content


# --- the private address --------------------------------------


def test_the_address_is_shown_once_and_ends(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    newsroom.public(headline="Due", public_from=LATE)
    (link,) = parsed(desk.post(f"{HERE}address/")).xpath("//input[@readonly]/@value")
    path = link.removeprefix("https://newsroom.example")
    assert b"Due" in Client().get(path).content
    assert path not in desk.get(HERE).content.decode()
    (newer,) = parsed(desk.post(f"{HERE}address/")).xpath("//input[@readonly]/@value")
    assert Client().get(path).status_code == 404
    desk.post(f"{HERE}address/", {"end": "1"})
    assert Client().get(newer.removeprefix("https://newsroom.example")).status_code == 404


def test_who_is_no_longer_at_the_desk_has_no_calendar(client: Client, cast: Cast) -> None:
    token = CalendarAddress.objects.make(cast.drafter, LATE)
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    for field in ("is_active", "is_staff"):
        User.objects.filter(pk=cast.drafter.pk).update(**{field: False})
        assert client.get(f"/calendar/{token}.ics").status_code == 404
        User.objects.filter(pk=cast.drafter.pk).update(**{field: True})
    assert client.get("/calendar/guessed.ics").status_code == 404
    assert client.post(f"/calendar/{token}.ics").status_code == 405


def test_a_program_gets_hours_in_utc_and_whole_days(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    newsroom.public(headline="Due", public_from=LATE, body="<p>Not yet known.</p>")
    plan(desk, newsroom.draft(headline="Meant"), "2026-04-02")
    answer = subscribed(cast.drafter)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    found = events(answer)
    assert found["Goes out: Due"]["dtstart"].dt == LATE
    assert b"DTSTART:20260331T190000Z" in answer.content
    assert b"DTSTART;VALUE=DATE:20260402" in answer.content
    assert b"Not yet known" not in answer.content
    assert len({str(one["uid"]) for one in found.values()}) == 2


def test_long_headlines_are_folded_at_75_octets(newsroom: Newsroom, cast: Cast) -> None:
    headline = "मज़दूरी, पेंशन; और \\ काम " * 8
    newsroom.public(headline=headline, language="hi", public_from=LATE)
    answer = subscribed(cast.drafter)
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    assert f"Goes out: {headline.strip()}" in events(answer)


def test_the_calendar_speaks_the_persons_language(newsroom: Newsroom, cast: Cast) -> None:
    newsroom.public(headline="Due", public_from=LATE)
    User.objects.filter(pk=cast.drafter.pk).update(language="hi")
    assert "Goes out: Due" not in events(subscribed(User.objects.get(pk=cast.drafter.pk)))
