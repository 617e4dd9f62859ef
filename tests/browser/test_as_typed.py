"""The form looked at as readers would see it, in another tab, with the real editor."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from statements.models import Revision, Statement
from tests.browser.test_desk_accessibility import EDITORS_ARE_READY, browser_of, lines
from tests.cast import Cast, Newsroom


@pytest.fixture
def statement(transactional_db: None, cast: Cast) -> Statement:
    """A draft."""
    return Newsroom(cast, timezone.now).draft(headline="Wages are due")


def looked_at(page: Page) -> Page:
    """Press the button; the tab it opens."""
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview, not saved").first.click()
    opened.value.wait_for_load_state()
    return opened.value


@pytest.mark.parametrize("width", [360, 1280])
def test_a_tab_shows_what_is_typed_and_the_form_keeps_it(
    browser: Browser, live_server: Any, cast: Cast, statement: Statement, width: int
) -> None:
    with browser_of(browser, live_server.url, cast.drafter) as page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/admin/statements/statement/{statement.pk}/change/")
        page.evaluate(EDITORS_ARE_READY)
        page.get_by_label("Headline").fill("Wages are overdue")
        page.evaluate("CKEDITOR.instances.id_body.setData('<p>Typed a moment ago.</p>')")
        tab = looked_at(page)
        tab.set_viewport_size({"width": width, "height": 900})
        refused: list[str] = []
        tab.on("console", lambda said: refused.append(said.text))
        tab.reload()
        for title in ("On a phone", "On a desktop"):
            framed = tab.frame_locator(f"iframe[title='{title}']")
            expect(framed.get_by_role("heading", level=1)).to_have_text("Wages are overdue")
            expect(framed.get_by_text("Typed a moment ago.")).to_be_visible()
            serif = framed.locator(".statement-text").evaluate("(text) => getComputedStyle(text).fontFamily")
            assert "Charter" in serif  # the readers' style sheets have come in
        assert refused == []
        assert list(lines(Axe().run(tab).response)) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.close()
        assert page.get_by_label("Headline").input_value() == "Wages are overdue"
    assert Revision.objects.count() == 1
