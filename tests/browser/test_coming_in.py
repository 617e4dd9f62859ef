"""Coming in at the desk in a real browser, desktop and phone: enrolment, logout, code, recovery code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from statements.models import User
from tests.cast import Cast
from tests.statements.people.visitor import PASSWORD, Phone, with_password

WIDTHS = {"desktop": 1280, "phone": 360}


@pytest.fixture
def drafter(transactional_db: None, cast: Cast, settings: Any) -> User:
    """The drafter, at a desk that requires the second factor."""
    settings.REQUIRE_SECOND_FACTOR = True
    return with_password(cast.drafter)


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of this width; nothing on it may be refused by the content policy."""
    context = browser.new_context(viewport={"width": WIDTHS[request.param], "height": 800}, locale="en-GB")
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert refused == []


def is_in_order(page: Page) -> None:
    """Nothing that axe finds, and nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def log_in(page: Page, person: User) -> None:
    page.get_by_label("Username").fill(person.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def test_enrolment_then_code_then_recovery_code(live_server: Any, drafter: User, page: Page) -> None:
    wanted = f"{live_server.url}/admin/statements/statement/?q=wages"
    page.goto(wanted)
    is_in_order(page)
    log_in(page, drafter)
    expect(page.get_by_role("heading", name="Set up your phone")).to_be_visible()
    is_in_order(page)
    phone = Phone(page.locator("code.secret").inner_text())
    page.get_by_label("The six digits your phone shows now").fill("000000")
    page.get_by_role("button", name="Set up this phone").click()
    expect(page.get_by_text("This code is not right.")).to_be_visible()
    page.get_by_label("The six digits your phone shows now").fill(phone.code())
    page.get_by_role("button", name="Set up this phone").click()
    codes = page.locator(".recovery-codes code").all_inner_texts()
    is_in_order(page)
    page.get_by_role("link", name="I have kept them: go on").click()
    expect(page).to_have_url(wanted)

    page.get_by_role("button", name="Log out").click()
    log_in(page, drafter)
    is_in_order(page)
    page.get_by_label("Code from your phone").fill(phone.code(1))
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()

    page.get_by_role("button", name="Log out").click()
    log_in(page, drafter)
    page.get_by_label("Code from your phone").fill(codes[2])
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_text("7 are left")).to_be_visible()

    for address in ("account/", "account/phone/", "account/codes/", "password_change/", "forgotten/"):
        page.goto(f"{live_server.url}/admin/{address}")
        is_in_order(page)
