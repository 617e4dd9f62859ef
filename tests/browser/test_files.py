"""A press officer puts a photograph and a report on a statement from the phone; readers see them."""

from __future__ import annotations

import io
import os
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, FilePayload, Page, expect

from statements import verbs
from statements.models import Statement
from tests.browser.test_desk_accessibility import browser_of, lines, too_wide
from tests.cast import Cast, Newsroom
from tests.sent import pdf, picture, written

PHONE, DESKTOP = 360, 1280
SHOTS = os.environ.get("SHOTS", "")  # a folder for pictures of the screens, for a person to look at


def chosen(name: str, content: bytes) -> FilePayload:
    """A file as it is chosen on a telephone."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def look(page: Page, name: str) -> None:
    """Nothing may be too wide and axe finds nothing, on phone and desktop."""
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 800})
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        assert list(too_wide(page, width)) == []
    assert list(lines(Axe().run(page).response)) == []


def test_from_the_phone_to_the_readers(
    transactional_db: None, cast: Cast, live_server: Any, browser: Browser
) -> None:
    address, newsroom = str(live_server.url), Newsroom(cast, timezone.now)
    draft = newsroom.draft(headline="Wages of the gauze mill are due")
    change = f"{address}/admin/statements/statement/{draft.pk}/change/"
    with browser_of(browser, address, cast.drafter) as page:
        page.set_viewport_size({"width": PHONE, "height": 800})
        page.goto(change)
        page.get_by_label("Add pictures or PDFs").set_input_files(
            [chosen("IMG 0001.jpg", photograph()), chosen("report.pdf", written(pdf(pages=3)))]
        )
        page.get_by_role("button", name="Save", exact=True).click()
        page.locator(".side-rest > summary").click()
        expect(
            page.get_by_text("Describe the picture for those who cannot see it: IMG-0001.jpg")
        ).to_be_visible()
        page.locator(".side-rest > summary").click()
        page.get_by_label("Description for those who cannot see it").fill(
            "Workers before the gate of the mill."
        )
        page.get_by_label("Caption").first.fill("Nagpur, on Monday: the night shift waits for its wages.")
        page.get_by_label("Taken by").fill("A. Rao")
        page.get_by_label("Title").last.fill("Report on the gauze mill")
        expect(page.get_by_label("Lead image", exact=True)).to_be_checked()
        assert page.locator(".attachment-picture img").evaluate("one => one.naturalWidth") == 480
        look(page, "form")
        with page.expect_navigation():
            page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved.")).to_be_visible()
    draft = Statement.objects.get(pk=draft.pk)
    waiting = verbs.submit(draft, by=cast.drafter)
    with browser_of(browser, address, cast.reviewer) as page:
        page.goto(f"{address}/admin/statements/statement/{draft.pk}/review/")
        assert page.locator(".lead-image img").evaluate("one => one.naturalWidth") > 0
        look(page, "review")
    approved = verbs.approve(waiting, by=cast.reviewer)
    public = verbs.publish(approved, by=cast.publisher)
    with browser_of(browser, address, None) as page:
        page.goto(f"{address}/statements/{public.year}/{public.slug}/")
        assert page.locator(".lead-image img").evaluate("one => one.complete && one.naturalWidth") > 0
        expect(page.get_by_role("link", name="Report on the gauze mill")).to_be_visible()
        look(page, "public")
        with page.expect_download() as download:
            page.get_by_role("link", name="Report on the gauze mill").click()
        assert download.value.suggested_filename == "report.pdf"


def test_a_file_that_is_refused_is_named_beside_what_was_typed(
    transactional_db: None, cast: Cast, live_server: Any, browser: Browser
) -> None:
    draft = Newsroom(cast, timezone.now).draft()
    address = str(live_server.url)
    with browser_of(browser, address, cast.drafter) as page:
        page.goto(f"{address}/admin/statements/statement/{draft.pk}/change/")
        page.get_by_label("Add pictures or PDFs").set_input_files(
            [chosen("evil.svg", b"<svg onload='alert(1)'/>"), chosen("good.png", picture(kind="PNG"))]
        )
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("evil.svg: Only pictures")).to_be_visible()
        look(page, "refused")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved.")).to_be_visible()
    assert [entry["name"] for entry in Statement.objects.get(pk=draft.pk).attachments] == ["good.png"]


def photograph() -> bytes:
    """A picture with something to see: a sky, a mill and a gate."""
    scene = Image.new("RGB", (2400, 1600), "#b9cfdc")
    pen = ImageDraw.Draw(scene)
    pen.rectangle((0, 1100, 2400, 1600), fill="#7d7365")
    pen.rectangle((300, 500, 2000, 1100), fill="#8a3b2e")
    pen.rectangle((1650, 150, 1750, 500), fill="#5c2a22")
    pen.rectangle((1000, 750, 1300, 1100), fill="#2f2a26")
    kept = io.BytesIO()
    scene.save(kept, format="JPEG")
    return kept.getvalue()
