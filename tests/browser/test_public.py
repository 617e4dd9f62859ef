"""The public newsroom in a real browser: accessible, within its content policy, whole without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from campaigns.models import CallToAction
from statements import verbs
from statements.models import PressContact, Topic, Withdrawal
from tests.campaigns.builders import Campaigning
from tests.campaigns.known import know
from tests.cast import Newsroom, edition
from tests.readers import history

PHONE, TABLET, DESKTOP = 360, 768, 1280
Scheme = Literal["light", "dark"]

LONG = (
    "<p>The council said <a href='https://example.org/'>this</a>, and <span lang='hi'>यह भी कहा</span>.</p>"
    "<h2>What we demand</h2><ol><li>Bread.</li><li>Work.</li></ol><blockquote><p>Said so.</p></blockquote>"
    "<table><thead><tr><th scope='col'>Year</th><th scope='col'>Dead</th></tr></thead>"
    "<tbody><tr><td>2025</td><td>1,019</td></tr></tbody></table>"
)


@pytest.fixture
def site(transactional_db: None, newsroom: Newsroom, live_server: Any) -> str:
    """The address of a newsroom in which every kind of page has something to show."""
    cast, clock = newsroom.cast, newsroom.clock
    PressContact.objects.create(
        body=cast.council, name="Asha Rao", role="Press officer", phone="011 555 010",
        email="press@example.org", languages=["en", "hi"], hours="10 to 18", is_published=True,
    )  # fmt: skip
    for number in range(22):
        history(newsroom, date(2001, 1, 1 + number), f"Of long ago, {number}", topics=("Wages",))
    original = newsroom.public(
        headline="The whole of it", body=LONG, topics=("Wages", "May Day"), joint_bodies=["SC", "WW"],
        signatories=[{"name": "R. Sen", "post": "Secretary", "body": "National Council"}],
        notes_to_editors="Call after ten.",
    )  # fmt: skip
    newsroom.public(
        headline="मज़दूरी का पूरा ब्योरा", language="hi", dateline_place="नई दिल्ली", translation_of=original
    )
    newsroom.public(headline="اجرت کا مطالبہ", language="ur", dateline_place="لکھنؤ")
    corrected = newsroom.correct(
        newsroom.public(headline="Corrected"), change_note="Forty, not four hundred."
    )
    corrected = verbs.publish(corrected, by=cast.publisher, clock=clock)
    first = edition(corrected, 1)
    corrected = verbs.seal(corrected, by=cast.publisher, edition=first, reason="A name.", clock=clock)
    for headline, kind in (("Doubted", Withdrawal.Kind.WITHDRAWN), ("Taken out", Withdrawal.Kind.REMOVED)):
        statement = newsroom.public(headline=headline)
        verbs.withdraw(statement, by=cast.publisher, explanation="A forged letter.", kind=kind, clock=clock)
    about = know(newsroom)
    newsroom.public(headline="Pay the families", body=about.body, **about.parts)
    Campaigning(cast, clock).public(
        CallToAction, "to-come", titles={"en": "March to the ministry"}, holds="moved", is_all_day=True,
        starts_at=timezone.now() + timedelta(days=30), moved_from=timezone.now(), campaigns=["gas-leak"],
    )  # fmt: skip
    Topic.objects.filter(slug="wages").update(texts={"en": "What is paid.", "hi": "जो मिलता है।"})
    return str(live_server.url)


PAGES = [
    "/",
    "/hi/",
    "/statements/",
    "/hi/statements/?topic=wages&language=hi&q=मज़दूरी",
    "/statements/?topic=wages&topic=nowhere&year=2001&from=2001-01-05&order=oldest",
    "/statements/?q=nothing-fits",
    "/statements/?q=whoel",
    "/hi/statements/?q=mazdoori&topic=wages",
    "/statements/2026/the-whole-of-it/",
    "/statements/2026/the-whole-of-it/editions/",
    "/statements/2026/the-whole-of-it/editions/1/",
    "/hi/statements/2026/mazdoori-ka-poora-byora/",
    "/statements/2026/corrected/",
    "/statements/2026/corrected/editions/",
    "/statements/2026/corrected/editions/1/",
    "/statements/2026/doubted/",
    "/statements/2026/taken-out/",
    "/statements/2001/of-long-ago-1/",
    "/topics/",
    "/hi/topics/wages/",
    "/topics/wages/",
    "/bodies/",
    "/hi/bodies/nc/",
    "/bodies/ww/",
    "/coverage/",
    "/hi/coverage/",
    "/press/",
    "/hi/press/",
    "/statements/2001/",
    "/hi/statements/2001/01/",
    "/statements/?language=hi",
    "/statements/?demand=pay-the-families&cause=gas-victims",
    "/statements/2026/pay-the-families/",
    "/demands/",
    "/hi/demands/?status=partial&overdue=1",
    "/demands/?status=met&topic=nowhere",
    "/demands/pay-the-families/",
    "/hi/demands/pay-the-families/",
    "/campaigns/",
    "/campaigns/gas-leak/",
    "/hi/campaigns/gas-leak/",
    "/causes/",
    "/hi/causes/gas-victims/",
    "/addressees/labour-ministry/",
    "/actions/",
    "/hi/actions/to-come/",
    "/r/NC-1999-001/",
    "/nothing/",
    "/hi/nothing/",
]


@contextmanager
def reader(
    browser: Browser, width: int = DESKTOP, scheme: Scheme = "light", scripts: bool = True
) -> Iterator[Page]:
    """A reader's browser; at the end nothing may have been refused or have failed."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
    )
    yield page
    assert complaints == []
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_axe_finds_nothing_on_any_page(site: str, browser: Browser, width: int, scheme: Scheme) -> None:
    with reader(browser, width, scheme) as page:
        for path in PAGES:
            page.goto(site + path)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}\n{found.generate_report()}"


@pytest.mark.parametrize("width", [320, PHONE, TABLET])
def test_no_page_is_wider_than_the_screen(site: str, browser: Browser, width: int) -> None:
    with reader(browser, width) as page:
        for path in PAGES:
            page.goto(site + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_reader_without_scripts_reads_searches_and_filters(site: str, browser: Browser) -> None:
    with reader(browser, scripts=False) as page:
        page.goto(site)
        page.get_by_label("Words in a statement").fill("whole")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("heading", name="1 statement")).to_be_visible()
        page.get_by_role("link", name="with “whole”").click()
        page.get_by_label("Filters").get_by_role("link", name="Wages").click()
        expect(page.get_by_role("heading", name="23 statements")).to_be_visible()
        page.get_by_role("link", name="Older").click()
        page.get_by_role("link", name="Of long ago, 1", exact=True).click()
        expect(page.get_by_role("heading", name="Of long ago, 1")).to_be_visible()
        page.go_back()
        page.get_by_role("link", name="Newer").click()
        page.get_by_role("link", name="The whole of it").click()
        page.get_by_role("link", name="हिन्दी").and_(page.locator(".identity a")).click()
        expect(page.get_by_role("heading", name="मज़दूरी का पूरा ब्योरा")).to_be_visible()


def test_filters_are_a_sheet_on_a_phone_without_scripts_too(site: str, browser: Browser) -> None:
    with reader(browser, PHONE, scripts=False) as page:
        page.goto(f"{site}/statements/")
        filters = page.locator("#filters")
        expect(filters).to_be_hidden()
        page.get_by_role("button", name="Filter").click()
        expect(filters).to_be_visible()
        page.get_by_role("button", name="Back to the list").click()
        expect(filters).to_be_hidden()
        page.get_by_role("button", name="Filter").click()
        filters.get_by_role("link", name="2001 22").click()
        expect(page.get_by_role("heading", name="22 statements")).to_be_visible()


def test_the_text_is_one_tab_away_and_focus_is_seen(site: str, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the text")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


def test_scripts_read_in_their_own_way(site: str, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(f"{site}/statements/2026/the-whole-of-it/")
        latin = page.locator(".prose p").nth(1).evaluate("e => getComputedStyle(e).lineHeight")
        place = page.locator(".place").evaluate("e => getComputedStyle(e).letterSpacing")
        page.get_by_role("link", name="हिन्दी").and_(page.locator(".identity a")).click()
        hindi = page.locator(".prose p").first.evaluate("e => getComputedStyle(e).lineHeight")
        assert place != "normal"
        assert page.locator(".place").evaluate("e => getComputedStyle(e).letterSpacing") == "normal"
        assert float(hindi[:-2]) >= 1.1 * float(latin[:-2])


def test_on_paper_nothing_is_left_to_click(site: str, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(f"{site}/statements/2026/corrected/")
        page.emulate_media(media="print")
        expect(page.get_by_label("Words in a statement")).to_be_hidden()
        expect(page.get_by_text("Forty, not four hundred.", exact=True)).to_be_visible()
        expect(page.get_by_text("NC-2026-003").first).to_be_visible()
