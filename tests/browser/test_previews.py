"""What is not public yet, pictures and all: at the desk before it is saved, and behind outsiders' links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from statements.models import Consent, IssuingBody, Statement
from statements.outsiders.links import make_preview
from tests.browser.screens import look
from tests.browser.test_as_typed import looked_at
from tests.browser.test_desk_accessibility import DESKTOP, PHONE, browser_of, lines, too_wide
from tests.cast import Cast, Newsroom
from tests.sent import ALT, lead, pdf, picture, received, written

PICTURE_HAS_COME = "(picture) => picture.decode().then(() => picture.naturalWidth)"


@pytest.fixture
def newsroom(transactional_db: None, cast: Cast) -> Newsroom:
    """A newsroom whose clock is the real one."""
    return Newsroom(cast, timezone.now)


def files(newsroom: Newsroom) -> list[Any]:
    """A lead image with two renditions, and a report."""
    content = picture(1200, 800)
    photograph = received(newsroom, content, alt=ALT, credit="A. Rao", lead=True)
    return [photograph, received(newsroom, written(pdf(pages=3)), "report.pdf", title="The report")]


def fits(page: Page, name: str) -> None:
    """Nothing is too wide and axe finds nothing, on phone and desktop."""
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 800})
        look(page, f"{name}-{width}")
        assert list(too_wide(page, width)) == []
        assert list(lines(Axe().run(page).response)) == []


def test_the_desk_sees_the_pictures_of_a_text_before_it_is_saved(
    newsroom: Newsroom, cast: Cast, live_server: Any, browser: Browser
) -> None:
    draft = newsroom.draft(attachments=files(newsroom))
    with browser_of(browser, live_server.url, cast.drafter) as page:
        page.goto(f"{live_server.url}/admin/statements/statement/{draft.pk}/change/")
        tab = looked_at(page)
        framed = tab.frame_locator("iframe[title='On a phone']")
        assert framed.get_by_role("img", name=ALT).evaluate(PICTURE_HAS_COME) > 0
        expect(framed.get_by_role("link", name="The report")).to_be_visible()
        look(tab, "as-typed-with-files")


def test_an_outsider_sees_the_picture_and_takes_the_report(
    newsroom: Newsroom, cast: Cast, live_server: Any, browser: Browser
) -> None:
    draft = newsroom.draft(headline="Wages are due", attachments=files(newsroom))
    made = make_preview(draft, by=cast.drafter, label="A. Rao", lasts=timedelta(days=1))
    with browser_of(browser, live_server.url, None) as page:
        page.goto(f"{live_server.url}/preview/{made.token}/")
        assert page.get_by_role("img", name=ALT).evaluate(PICTURE_HAS_COME) > 0
        fits(page, "preview")
        with page.expect_download() as taken:
            page.get_by_role("link", name="The report").click()
        assert taken.value.suggested_filename == "report.pdf"


def test_a_partner_is_asked_by_link_and_agrees_on_the_phone(
    newsroom: Newsroom, cast: Cast, live_server: Any, browser: Browser
) -> None:
    names = {"en": "Federation of Mill Workers", "hi": "मिल मज़दूर महासंघ"}
    partner = IssuingBody.objects.create(code="FED", slug="fed", names=names, is_external=True)
    sent = newsroom.in_review(headline="Wages are due", joint_bodies=["FED"], attachments=[lead(newsroom)])
    partners = f"{live_server.url}/admin/statements/statement/{sent.pk}/partners/"
    with browser_of(browser, live_server.url, cast.drafter) as desk:
        desk.goto(partners)
        fits(desk, "partners")
        desk.get_by_label("For whom").fill("A. Rao, secretary")
        desk.get_by_role("button", name="Make a consent link").click()
        told = urlsplit(desk.locator(".made textarea").input_value().strip())
        fits(desk, "partners-link")
        with browser_of(browser, live_server.url, None) as phone:
            phone.goto(f"{live_server.url}{told.path}")
            expect(phone.get_by_role("heading", name="Wages are due")).to_be_visible()
            assert phone.get_by_role("img", name=ALT).evaluate(PICTURE_HAS_COME) > 0
            fits(phone, "consent")
            phone.set_viewport_size({"width": PHONE, "height": 800})
            phone.get_by_label("Your name and post").first.fill("A. Rao, secretary")
            phone.get_by_role("button", name="We agree").click()
            expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
            fits(phone, "consent-thanks")
            phone.goto(f"{live_server.url}{told.path}")
            expect(phone.get_by_text("This link has been used: agrees (A. Rao, secretary).")).to_be_visible()
        desk.goto(partners)
        expect(desk.get_by_text("A. Rao, secretary", exact=False).first).to_be_visible()
        fits(desk, "partners-agreed")
    given = Consent.objects.get()
    assert (given.body, given.answer, given.way) == (partner, "agreed", "link")
    assert not Statement.objects.get(pk=sent.pk).consents.exclude(pk=given.pk).exists()
