"""Writing in plain signs and in the editor in a real browser: by touch, by mouse, without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Locator, Page, expect

from statements.models import Revision, Statement
from tests.cast import Newsroom

from .test_review import DESKTOP, Open, house, open_as  # noqa: F401  (fixtures)

WRITTEN = "We *demand*:\n- wages\n- land\n\n*मज़दूर* एकता"
BODY = (
    "<p>We <strong>demand</strong>:</p>\n<ul><li>wages</li><li>land</li></ul>\n"
    "<p><strong>मज़दूर</strong> एकता</p>"
)
MOUSE: dict[str, Any] = {**DESKTOP, "has_touch": False, "is_mobile": False}


@pytest.fixture
def draft(house: Newsroom) -> Statement:  # noqa: F811
    return house.draft(body="<p>We <b>demand</b> wages.</p>\n\n<p>Now.</p>")


@pytest.fixture
def opened(draft: Statement, open_as: Open, house: Newsroom) -> Any:  # noqa: F811
    """Opens the form of the draft."""

    def form(**how: Any) -> Page:
        page = open_as(house.cast.drafter, **how)
        page.goto(f"/admin/statements/statement/{draft.pk}/change/")
        return page

    return form


def signs(page: Page) -> Locator:
    return page.locator("textarea[name=body_plain]")


def editor(page: Page) -> FrameLocator:
    return page.frame_locator("iframe.cke_wysiwyg_frame")


def save(page: Page) -> str:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible(timeout=20_000)
    return Statement.objects.get().body


@pytest.mark.parametrize("how", [{}, {"java_script_enabled": False}, {**MOUSE, "java_script_enabled": False}])
def test_by_touch_and_without_scripts_one_writes_in_plain_signs(opened: Any, how: dict[str, Any]) -> None:
    page = opened(**how)
    expect(signs(page)).to_have_value("We *demand* wages.\n\nNow.")
    expect(page.locator("iframe.cke_wysiwyg_frame")).to_have_count(0)
    expect(page.get_by_role("button", name="Plain signs")).to_have_attribute("aria-pressed", "true")
    signs(page).fill(WRITTEN)
    assert save(page) == BODY


def test_with_a_mouse_one_writes_in_the_editor_and_opening_changes_nothing(
    opened: Any, draft: Statement
) -> None:
    page = opened(**MOUSE)
    expect(editor(page).locator("body")).to_have_text("We demand wages.Now.")
    expect(signs(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Editor")).to_have_attribute("aria-pressed", "true")
    assert save(page) == draft.body
    assert Revision.objects.count() == 1


def test_what_is_typed_goes_from_one_way_to_the_other_and_back_and_the_browser_remembers(opened: Any) -> None:
    page = opened(**MOUSE)
    editor(page).locator("p").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" At once.")
    page.get_by_label("Headline:").fill("Not saved yet")
    page.get_by_role("button", name="Plain signs").click()
    expect(signs(page)).to_have_value("We *demand* wages.\n\nNow. At once.")
    signs(page).fill("We _demand_ land.")
    page.get_by_role("button", name="Editor").click()
    expect(editor(page).locator("em")).to_have_text("demand")
    page.get_by_role("button", name="Plain signs").click()
    expect(signs(page)).to_have_value("We _demand_ land.")
    expect(page.get_by_label("Headline:")).to_have_value("Not saved yet")
    assert Revision.objects.count() == 1
    assert save(page) == "<p>We <em>demand</em> land.</p>"
    expect(signs(page)).to_have_value("We _demand_ land.")


def test_save_pressed_while_the_other_way_is_coming_saves(opened: Any) -> None:
    page = opened(**MOUSE)
    editor(page).locator("p").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" At once.")
    page.get_by_role("button", name="Plain signs").click(no_wait_after=True)
    assert "<p>Now. At once.</p>" in save(page)


def test_a_phone_on_which_the_editor_was_chosen_keeps_it(opened: Any) -> None:
    page = opened()
    page.get_by_role("button", name="Editor").click()
    expect(editor(page).locator("b")).to_have_text("demand")
    page.reload()
    page.goto(page.url)
    expect(editor(page).locator("b")).to_have_text("demand")


def test_enter_in_the_headline_saves(opened: Any) -> None:
    page = opened()
    page.get_by_label("Headline:").fill("Wages, now")
    page.get_by_label("Headline:").press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Statement.objects.get().headline == "Wages, now"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_plain_signs(opened: Any, colours: str) -> None:
    page = opened(color_scheme=colours, bypass_csp=True)  # axe writes styles
    assert Axe().run(page, context=".two-ways").response["violations"] == []
    boxes = [button.bounding_box() for button in page.locator(".ways button").all()]
    assert [box for box in boxes if box is None or box["height"] < 44] == []
