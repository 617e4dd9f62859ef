"""Calls to action in a calendar program, read back by a parser of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from campaigns.models import CallToAction
from tests.cast import Clock
from tests.readers import get

from .builders import Campaigning

BEGIN = datetime(2026, 3, 20, 4, 30, tzinfo=UTC)


def events(path: str, clock: Clock) -> list[dict[str, object]]:
    """The events at an address, by the standard's names."""
    answer = get(path, clock)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\r\n" in answer.content
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    whole = Calendar.from_ical(answer.content)
    return [{name: event.decoded(name) for name in event} for event in whole.walk("VEVENT")]


def text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def test_a_field_with_line_breaks_comes_back_whole(campaigning: Campaigning, clock: Clock) -> None:
    words = "Wear black,\nall of you; even at work.\n\nEND:VEVENT"
    campaigning.public(CallToAction, "mourning", summaries={"en": words}, place="Vizag, gate 2; north")
    (event,) = events("/actions/mourning.ics", clock)
    assert text(event["DESCRIPTION"]) == words
    assert text(event["LOCATION"]) == "Vizag, gate 2; north"
    assert event["DTSTART"] == BEGIN
    assert text(event["URL"]).endswith("/actions/mourning/")


def test_all_days_are_days_and_end_on_the_next(campaigning: Campaigning, clock: Clock) -> None:
    midnight, end = datetime(2026, 3, 21, 18, 30, tzinfo=UTC), datetime(2026, 3, 22, 18, 30, tzinfo=UTC)
    campaigning.public(CallToAction, "day", is_all_day=True, starts_at=midnight, ends_at=end)
    (event,) = events("/actions.ics", clock)
    assert (event["DTSTART"], event["DTEND"]) == (date(2026, 3, 22), date(2026, 3, 23))


def test_what_is_cancelled_or_moved_stays_and_says_so(campaigning: Campaigning, clock: Clock) -> None:
    action = campaigning.public(CallToAction, "march", titles={"en": "March"})
    (planned,) = events("/actions.ics", clock)
    why = {"holds": "moved", "moved_from": BEGIN, "notices": {"en": "The hall burned."}}
    changed = {**action.content(), "starts_at": datetime(2026, 3, 23, 4, 30, tzinfo=UTC), **why}
    campaigning.rewritten(action, **changed)
    campaigning.approve(action)
    (moved,) = events("/actions.ics", clock)
    assert moved["UID"] == planned["UID"]
    assert moved["SEQUENCE"] > planned["SEQUENCE"]  # type: ignore[operator]
    assert moved["DTSTAMP"] > planned["DTSTAMP"]  # type: ignore[operator]
    assert "Moved from Friday, 20 March 2026, 10:00 IST.\n\nThe hall burned." in text(moved["DESCRIPTION"])
    campaigning.rewritten(action, **{**changed, "holds": "cancelled"})
    campaigning.approve(action)
    (cancelled,) = events("/actions.ics", clock)
    assert text(cancelled["STATUS"]) == "CANCELLED"
    assert text(cancelled["SUMMARY"]) == "Cancelled: March"


def test_a_version_that_waits_changes_nothing(campaigning: Campaigning, clock: Clock) -> None:
    action = campaigning.public(CallToAction, "march", titles={"en": "March"})
    before = events("/actions/march.ics", clock)
    campaigning.rewritten(action, **{**action.content(), "holds": "cancelled"})
    assert events("/actions/march.ics", clock) == before
    assert get("/actions/march-2.ics", clock).status_code == 404


def test_its_language_is_that_of_the_address(campaigning: Campaigning, clock: Clock) -> None:
    campaigning.public(CallToAction, "march", titles={"en": "March", "hi": "जुलूस"})
    (english,), (hindi,) = events("/actions/march.ics", clock), events("/hi/actions/march.ics", clock)
    assert (text(english["SUMMARY"]), text(hindi["SUMMARY"])) == ("March", "जुलूस")
