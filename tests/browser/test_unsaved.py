"""In a real browser: text is kept as it is typed, with and without a network, and offered on return."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Dialog, Page, expect

from statements.models import Presence, Statement, WorkingCopy
from tests.cast import Cast, Newsroom

from .test_desk_accessibility import EDITORS_ARE_READY, browser_of

KEPT = "for you alone"
OFFLINE = "No connection"


@pytest.fixture
def draft(transactional_db: None, cast: Cast) -> Statement:
    return Newsroom(cast, timezone.now).draft(headline="Wages are due", body="<p>The council said so.</p>")


def form_of(page: Page, live_server: Any, statement: Statement | None) -> None:
    """Open the form of a statement, or of a new one."""
    where = f"{statement.pk}/change" if statement else "add"
    page.goto(f"{live_server.url}/admin/statements/statement/{where}/")
    page.evaluate(EDITORS_ARE_READY)


def write_into_the_text(page: Page, words: str) -> None:
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def line(page: Page) -> Any:
    return page.locator("[data-unsaved-line]")


def stored(page: Page) -> list[str]:
    """The keys under which this browser holds text."""
    keys: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('unsaved:'))")
    return keys


def test_what_is_typed_is_kept_and_offered_in_a_browser_elsewhere(
    draft: Statement, cast: Cast, live_server: Any, browser: Browser
) -> None:
    with browser_of(browser, live_server.url, cast.drafter) as page:
        form_of(page, live_server, draft)
        expect(line(page)).to_be_hidden()
        write_into_the_text(page, " And it will say so again.")
        expect(line(page)).to_contain_text(KEPT)
        with page.expect_response("**/unsaved/") as second:
            page.get_by_label("Headline:").fill("Wages are overdue")
        assert second.value.ok
    with browser_of(browser, live_server.url, cast.drafter) as page:
        form_of(page, live_server, draft)
        page.get_by_role("link", name="Take it up").click()
        expect(page.get_by_label("Headline:")).to_have_value("Wages are overdue")
        body = page.frame_locator("iframe.cke_wysiwyg_frame").locator("body")
        expect(body).to_contain_text("The council said so. And it will say so again.")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        expect(page.get_by_text("You have unsaved text")).to_have_count(0)
    assert Statement.objects.get().headline == "Wages are overdue"
    assert not WorkingCopy.objects.filter(is_saved=False).exists()


def test_opening_the_form_and_looking_keeps_nothing_but_the_sign(
    draft: Statement, cast: Cast, live_server: Any, browser: Browser
) -> None:
    with browser_of(browser, live_server.url, cast.drafter) as page:
        with page.expect_response("**/opened/") as opened:
            form_of(page, live_server, draft)
        assert opened.value.status == 204
        page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").click()
        page.close(run_before_unload=True)  # nobody is asked
    assert Presence.objects.get().person == cast.drafter
    assert not WorkingCopy.objects.exists()


def test_without_a_network_it_stays_in_the_browser_and_is_offered_on_return(
    draft: Statement, cast: Cast, live_server: Any, browser: Browser
) -> None:
    with browser_of(browser, live_server.url, cast.drafter) as page:
        form_of(page, live_server, draft)
        page.context.set_offline(True)
        page.get_by_label("Headline:").fill("Typed in a tunnel")
        expect(line(page)).to_contain_text(OFFLINE)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(line(page)).to_contain_text(OFFLINE)  # the page is still there, with the text
        assert len(stored(page)) == 1
        browser_with_text = page.context
        page.close()
        browser_with_text.set_offline(False)
        again = browser_with_text.new_page()
        form_of(again, live_server, draft)
        offer = again.get_by_role("group", name="Unsaved text")
        expect(offer).to_contain_text("without a connection")
        offer.get_by_role("button", name="Take it up").click()
        expect(again.get_by_label("Headline:")).to_have_value("Typed in a tunnel")
        assert stored(again) == []
        again.get_by_role("button", name="Save", exact=True).click()
        expect(again.get_by_text("Saved.")).to_be_visible()
        assert stored(again) == []
    assert Statement.objects.get().headline == "Typed in a tunnel"


def test_when_the_network_is_back_it_is_sent_by_itself(
    draft: Statement, cast: Cast, live_server: Any, browser: Browser
) -> None:
    with browser_of(browser, live_server.url, cast.drafter) as page:
        form_of(page, live_server, None)
        page.context.set_offline(True)
        page.get_by_label("Headline:").fill("Begun in a tunnel")
        expect(line(page)).to_contain_text(OFFLINE)
        page.context.set_offline(False)
        expect(line(page)).to_contain_text(KEPT)
        assert stored(page) == []
    assert WorkingCopy.objects.get().headline == "Begun in a tunnel"
    assert Statement.objects.count() == 1


def test_another_person_s_text_in_the_same_browser_is_not_offered(
    draft: Statement, cast: Cast, live_server: Any, browser: Browser
) -> None:
    with browser_of(browser, live_server.url, cast.drafter) as page:
        form_of(page, live_server, draft)
        theirs = f"unsaved:{cast.colleague.pk}:{draft.pk}:tab"
        page.evaluate(
            '(key) => localStorage.setItem(key, \'{"at": 1, "typed": [["headline", "x"]]}\')', theirs
        )
        form_of(page, live_server, draft)
        expect(page.get_by_text("without a connection")).to_have_count(0)


def test_logging_out_asks_before_it_deletes_what_could_not_be_sent(
    draft: Statement, cast: Cast, live_server: Any, browser: Browser
) -> None:
    with browser_of(browser, live_server.url, cast.drafter) as page:
        asked: list[str] = []

        def refuse(dialog: Dialog) -> None:
            asked.append(dialog.message)
            dialog.dismiss()

        form_of(page, live_server, draft)
        page.evaluate(f"localStorage.setItem('unsaved:{cast.drafter.pk}:1:tab', '{{}}')")
        page.once("dialog", refuse)
        page.get_by_role("button", name="Log out").click()
        assert "Log out and delete it?" in asked[0]
        assert len(stored(page)) == 1
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/admin/login/**")
        assert stored(page) == []


def test_whoever_leaves_with_unsaved_text_is_asked(
    draft: Statement, cast: Cast, live_server: Any, browser: Browser
) -> None:
    with browser_of(browser, live_server.url, cast.drafter) as page:
        form_of(page, live_server, draft)
        page.get_by_label("Headline:").press_sequentially("!")
        kinds: list[str] = []

        def stay(dialog: Dialog) -> None:
            kinds.append(dialog.type)
            dialog.dismiss()

        page.once("dialog", stay)
        page.get_by_role("link", name="Newsroom").click(no_wait_after=True)
        expect(page.get_by_label("Headline:")).to_have_value("!Wages are due")
        assert kinds == ["beforeunload"]
        page.get_by_role("button", name="Save", exact=True).click()  # nobody is asked
        expect(page.get_by_text("Saved.")).to_be_visible()
    assert Statement.objects.get().headline == "!Wages are due"
