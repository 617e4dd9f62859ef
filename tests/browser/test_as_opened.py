"""A save after another's in a real browser: what stands is read beside what was typed; axe finds nothing."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from statements.models import IssuingBody
from tests.cast import Cast

from .test_desk_accessibility import DESKTOP, PHONE, browser_of, lines, too_wide


def test_who_saves_later_compares_and_saves_again(
    transactional_db: None, cast: Cast, live_server: Any, browser: Browser
) -> None:
    address = str(live_server.url)
    with browser_of(browser, address, cast.administrator) as page:
        page.goto(f"{address}/admin/statements/issuingbody/{cast.council.pk}/change/")
        IssuingBody.objects.filter(pk=cast.council.pk).update(address="4 Ashok Road")
        page.get_by_role("textbox", name="Postal address").fill("14 Ashok Road")
        page.get_by_role("button", name="Save and continue editing").click()
        said = page.get_by_role("alert")
        assert "Somebody changed this after you opened it." in said.inner_text()
        assert "Stands now: 4 Ashok Road" in page.locator("form").last.inner_text()
        for width in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": 900})
            assert list(too_wide(page, width)) == []
        assert list(lines(Axe().run(page).response)) == []
        page.get_by_role("button", name="Save and continue editing").click()
        assert said.count() == 0
        assert page.get_by_role("textbox", name="Postal address").input_value() == "14 Ashok Road"
