"""Suggestions in a real browser: by keyboard alone, told to whoever cannot see them, never in the way."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from statements.models import Topic
from tests.browser.test_public import DESKTOP, PHONE, Scheme, reader
from tests.cast import Newsroom


@pytest.fixture
def site(transactional_db: None, newsroom: Newsroom, live_server: Any) -> str:
    """A newsroom with a few statements."""
    newsroom.public(headline="Wages unpaid at the mill", topics=("Wages",))
    newsroom.public(headline="Wages of women", topics=("Wages",))
    newsroom.public(headline="मज़दूरी कब", language="hi", topics=("Wages",))
    Topic.objects.update(is_accepted=True)
    return str(live_server.url)


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
@pytest.mark.parametrize("path", ["/", "/statements/", "/hi/statements/"])
def test_they_are_gone_through_and_followed_by_keyboard_alone(
    site: str, browser: Browser, width: int, scheme: Scheme, path: str
) -> None:
    with reader(browser, width, scheme) as page:
        page.goto(site + path)
        box = page.get_by_role("combobox")
        box.focus()
        page.keyboard.type("wages")
        options = page.get_by_role("option")
        expect(options).to_have_count(3)
        expect(box).to_have_attribute("aria-expanded", "true")
        assert Axe().run(page).violations_count == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("ArrowDown")
        expect(options.nth(0)).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(box).to_have_attribute("aria-activedescendant", "q-suggestions-2")
        page.keyboard.press("Escape")
        expect(options).to_have_count(0)
        expect(box).to_have_value("wages")
        page.keyboard.type(" wom")
        expect(options).to_have_count(1)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Wages of women")).to_be_visible()


def test_enter_without_a_choice_searches(site: str, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(f"{site}/statements/")
        page.get_by_role("combobox").fill("wages")
        expect(page.get_by_role("option")).to_have_count(3)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="2 statements")).to_be_visible()


def test_without_a_script_the_box_is_a_plain_one(site: str, browser: Browser) -> None:
    with reader(browser, scripts=False) as page:
        page.goto(site)
        page.get_by_role("searchbox").fill("wages")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("heading", name="2 statements")).to_be_visible()
