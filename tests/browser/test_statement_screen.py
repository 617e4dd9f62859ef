"""The statement screen in a real browser: a column that stays, on a phone a bar, both without any script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from statements.models import Statement, User
from tests.cast import Cast, Newsroom

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@pytest.fixture
def newsroom(transactional_db: None, cast: Cast) -> Newsroom:
    return Newsroom(cast, timezone.now)


class Screen:
    """A browser without scripts, in which one person after the other opens a statement."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.context, self.address = browser.new_context(**options), address

    def open(self, statement: Statement, who: User, viewport: Any) -> Page:
        client = Client()
        client.force_login(who)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}]
        )
        page = self.context.new_page()
        page.set_viewport_size(viewport)
        page.goto(f"{self.address}/admin/statements/statement/{statement.pk}/change/")
        return page


@pytest.fixture
def screen(browser: Browser, live_server: Any) -> Iterator[Screen]:
    screen = Screen(browser, str(live_server.url), java_script_enabled=False)
    yield screen
    screen.context.close()


def box(page: Page, selector: str) -> dict[str, float]:
    found: Any = page.locator(selector).first.bounding_box()
    assert found
    return dict(found)


def test_the_column_stays_while_the_text_scrolls_and_nothing_of_it_is_folded(
    screen: Screen, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft(body="<p>A long text.</p>" * 200)
    page = screen.open(draft, cast.drafter, DESKTOP)
    expect(page.get_by_role("heading", name="Checklist")).to_be_visible()
    expect(page.locator(".side-rest > summary")).to_be_hidden()
    text, side = box(page, "#content-main"), box(page, ".side")
    assert text["width"] > 2 * side["width"]
    assert text["x"] + text["width"] < side["x"]
    page.locator("#id_kind").scroll_into_view_if_needed()
    assert box(page, "h1")["y"] < 0
    assert 0 <= box(page, ".side-next")["y"] < DESKTOP["height"] / 4


def test_on_a_phone_it_is_a_bar_that_opens_the_rest(screen: Screen, newsroom: Newsroom, cast: Cast) -> None:
    page = screen.open(newsroom.draft(), cast.drafter, PHONE)
    bar = box(page, ".side")
    assert bar["y"] + bar["height"] == PHONE["height"]
    assert bar["height"] < PHONE["height"] / 5
    expect(page.get_by_role("button", name="Save and send for approval …")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Checklist")).to_be_hidden()
    page.locator(".side-rest > summary").click()
    expect(page.get_by_role("heading", name="Checklist")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Save and send for approval …")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_publish_never_stands_where_save_stands(
    screen: Screen, newsroom: Newsroom, cast: Cast, viewport: Any
) -> None:
    page = screen.open(newsroom.draft(), cast.drafter, viewport)
    page.locator("input[name=_save]").click(trial=True)  # scrolls there, and sees that nothing lies over it
    save = box(page, "input[name=_save]")
    page = screen.open(newsroom.approved(), cast.publisher, viewport)
    publish = box(page, ".side-next a.verb-publish")
    assert not _overlap(save, publish)


def _overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    down = one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
    return across and down
