"""The calendar and the front page on a desktop: a week is a line of seven days, long buttons stay inside."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.cast import Cast, Newsroom

from .test_review import DESKTOP, Open, house, open_as  # noqa: F401  (fixtures)


def test_every_week_is_a_line_of_seven_days(house: Newsroom, cast: Cast, open_as: Open) -> None:  # noqa: F811
    page = open_as(cast.drafter, **DESKTOP)
    for month in ("2026-02", "2026-11", "2027-01"):
        page.goto(f"/admin/statements/statement/calendar/?month={month}")
        for week in page.locator(".month tbody tr").all():
            places = [day.bounding_box() for day in week.locator("td").all()]
            assert len(places) == 7
            assert len({place and place["y"] for place in places}) == 1


def test_a_button_that_says_much_leaves_room_for_what_it_is_about(
    house: Newsroom,  # noqa: F811
    cast: Cast,
    open_as: Open,  # noqa: F811
) -> None:
    house.public(public_from=timezone.now() + timedelta(days=3), headline="Twelve hours standing, no chair")
    house.in_review()
    page = open_as(cast.reviewer, **DESKTOP)
    page.goto("/admin/")
    row = page.locator(".work li").filter(has=page.locator(".verb-stop_release"))
    whole, button = row.bounding_box(), row.locator(".button").bounding_box()
    assert whole
    assert button
    assert button["width"] <= whole["width"] * 0.51
