"""“Send it” in a real browser: copied by button, by keyboard and by hand, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from statements.models import Statement
from tests.cast import Cast, Newsroom
from tests.statements.people.visitor import PASSWORD, with_password

PHONE, DESKTOP = 360, 1280
HEADLINE = "मज़दूरी बाक़ी है"


@pytest.fixture
def statement(transactional_db: None, newsroom: Newsroom, cast: Cast) -> Statement:
    """A corrected statement with its Hindi version, and a drafter with a password."""
    with_password(cast.drafter)
    original = newsroom.corrected(headline="Wages are due", change_note="Nine weeks, not seven.")
    newsroom.public(headline=HEADLINE, language="hi", translation_of=original)
    return original


@contextmanager
def screen(
    browser: Browser, live_server: Any, statement: Statement, width: int = DESKTOP, **kind: Any
) -> Iterator[Page]:
    """The screen of a statement, the drafter logged in; nothing on it is refused by the content policy."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="en-GB", **kind)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"{live_server.url}/admin/statements/statement/{statement.pk}/change/")
    page.get_by_label("Username").fill("drafter")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/change/")
    if (rest := page.locator(".side-rest > summary")).is_visible():  # on a phone the bar is folded
        rest.click()
    page.get_by_role("link", name="Send it").click()
    page.wait_for_url("**/send/")
    yield page
    assert refused == []
    context.close()


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_button_copies_the_whole_text(browser: Browser, live_server: Any, statement: Statement) -> None:
    with screen(browser, live_server, statement) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        area = page.locator("#NC-2026-001-hi-message")
        page.get_by_role("button", name="Copy Beginning").nth(1).click()
        expect(page.locator("#NC-2026-001-hi-message-copy")).to_have_text("Copied")
        expect(page.get_by_role("status")).to_have_text("Copied")
        assert copied(page) == area.input_value()
        assert copied(page).startswith(f"*{HEADLINE}*\n\n")


def test_the_keyboard_alone_copies(browser: Browser, live_server: Any, statement: Statement) -> None:
    with screen(browser, live_server, statement) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("link", name="English").focus()
        for _stop in ("हिन्दी", "button", "short address"):
            page.keyboard.press("Tab")
        expect(page.locator("#NC-2026-001-address")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        assert copied(page) == "https://newsroom.example/r/NC-2026-001/"


def test_where_the_clipboard_is_closed_the_text_is_marked(
    browser: Browser, live_server: Any, statement: Statement
) -> None:
    with screen(browser, live_server, statement) as page:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('closed')); }")
        page.get_by_role("button", name="Copy Text of the post").first.click()
        expect(page.get_by_role("status")).to_have_text("Marked: copy it with your keyboard")
        expect(page.locator("#NC-2026-001-post")).to_be_focused()
        marked = page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]")
        assert marked == [0, len(page.locator("#NC-2026-001-post").input_value())]


def test_without_scripts_every_text_can_be_marked_by_hand(
    browser: Browser, live_server: Any, statement: Statement
) -> None:
    with screen(browser, live_server, statement, java_script_enabled=False) as page:
        expect(page.get_by_role("button", name="Copy", exact=False)).to_have_count(0)
        area = page.get_by_label("Subject").first
        expect(area).to_have_value("CORRECTION to NC-2026-001: Wages are due")
        expect(area).to_be_editable(editable=False)
        page.get_by_role("link", name="हिन्दी").click()
        expect(page.locator("#NC-2026-001-hi")).to_be_in_viewport()


def test_pictures_load_and_files_are_saved_under_the_reference(
    browser: Browser, live_server: Any, statement: Statement
) -> None:
    with screen(browser, live_server, statement) as page:
        picture = page.locator("#NC-2026-001 img").first
        picture.scroll_into_view_if_needed()
        page.wait_for_function("(image) => image.complete", arg=picture.element_handle())
        assert picture.evaluate("(image) => [image.naturalWidth, image.naturalHeight]") == [1200, 630]
        for name, saved in (
            ("Save the PDF", "NC-2026-001.pdf"),
            ("Save 1080 × 1080", "NC-2026-001-square.png"),
        ):
            with page.expect_download() as download:
                page.get_by_role("link", name=name).first.click()
            assert download.value.suggested_filename == saved


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (PHONE, "light"), (DESKTOP, "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, live_server: Any, statement: Statement, width: int, scheme: str
) -> None:
    with screen(browser, live_server, statement, width, color_scheme=scheme) as page:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_screen_speaks_hindi(
    browser: Browser, live_server: Any, statement: Statement, cast: Cast
) -> None:
    with screen(browser, live_server, statement, PHONE) as page:
        cast.drafter.language = "hi"
        cast.drafter.save()
        page.reload()
        expect(page.get_by_role("heading", name="बयान भेजें", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="कॉपी करें छोटा पता").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        # The texts themselves stay in the language of the statement.
        expect(page.locator("#NC-2026-001-subject")).to_have_value("CORRECTION to NC-2026-001: Wages are due")
