"""The corpus in a real browser without any content policy: no dialog opens, nobody else is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Dialog, Page, Request

from statements.models import Statement
from tests.cast import Newsroom
from tests.statements.desk.pages import address

EVERY_EVENT = """() => {
    for (const one of document.querySelectorAll("body *")) {
        for (const kind of ["focus", "blur", "mouseover", "mouseenter", "toggle", "beforetoggle", "error",
                            "load", "animationend", "wheel", "paste", "cut", "beforematch", "scrollend"])
            one.dispatchEvent(new Event(kind))
    }
    return document.body.innerText.includes("alert(1)")
}"""


@pytest.fixture
def watched(browser: Browser, live_server: Any) -> Any:
    """A page with no policy but the sanitiser's, and what it did that no text may do."""
    context = browser.new_context(bypass_csp=True, base_url=live_server.url)
    page = context.new_page()
    done: list[str] = []

    def interrupted(dialog: Dialog) -> None:
        done.append(dialog.message)
        dialog.dismiss()

    def asked(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:,", "about:", "blob:")):
            done.append(request.url)

    page.on("dialog", interrupted)
    page.on("request", asked)
    yield page, done
    context.close()


def test_nothing_runs_in_a_browser_without_a_policy(
    transactional_db: None, attacked: Newsroom, watched: tuple[Page, list[str]], live_server: Any
) -> None:
    page, done = watched
    client, first = Client(), Statement.objects.earliest("pk")
    client.force_login(attacked.cast.drafter)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    of_readers = ["/statements/", f"/r/{first.reference}/"]
    of_the_desk = [address(first, rest) for rest in ("review/", "change/", "compare/?from=r1&to=r3")]
    for path in [*of_readers, *of_the_desk]:
        page.goto(path)
        assert page.evaluate(EVERY_EVENT), path
    page.set_content("<p>alert(1)</p><img src=x onerror='alert(1)'>")  # the watcher would notice
    page.wait_for_timeout(300)
    assert done == ["1"]
