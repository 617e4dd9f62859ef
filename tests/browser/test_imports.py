"""How far an import is: the page tells it by itself, and without scripts when one asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from statements.models import ImportFile
from tests.cast import Cast
from tests.statements.importing.exports import due


@pytest.fixture
def file(transactional_db: None, cast: Cast) -> ImportFile:
    """An import at work."""
    return due(cast.administrator)


def opened(browser: Browser, address: str, cast: Cast, file: ImportFile, **how: Any) -> Page:
    """Its page in the administrator's browser."""
    client = Client()
    client.force_login(cast.administrator)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(**how)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/admin/statements/importfile/{file.pk}/change/")
    return page


def broken_off() -> None:
    ImportFile.objects.update(phase=ImportFile.Phase.FAILED, turn=None, fault="The file has gone.")


def test_the_page_tells_it_by_itself(
    browser: Browser, live_server: Any, cast: Cast, file: ImportFile
) -> None:
    page = opened(browser, live_server.url, cast, file)
    expect(page.locator("progress")).to_have_attribute("value", "0")
    ImportFile.objects.update(position=6)
    expect(page.locator("progress")).to_have_attribute("value", "66", timeout=20_000)
    broken_off()
    expect(page.get_by_text("The file has gone.")).to_be_visible(timeout=20_000)
    page.context.close()


def test_without_scripts_it_is_told_when_one_asks(
    browser: Browser, live_server: Any, cast: Cast, file: ImportFile
) -> None:
    page = opened(browser, live_server.url, cast, file, java_script_enabled=False)
    broken_off()
    page.get_by_role("link", name="Look how far it is").click()
    expect(page.get_by_text("The file has gone.")).to_be_visible()
    page.context.close()
