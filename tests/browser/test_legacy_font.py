"""Text in an old Hindi font pasted in a real browser: its reading is shown at once, and used by a button."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from statements.models import Revision, Statement
from tests.cast import Newsroom

from .test_review import Open, house, open_as  # noqa: F401  (fixtures)
from .test_two_ways import MOUSE, editor, save

PASTE = """(body, html) => {
    const pasted = new DataTransfer();
    pasted.setData("text/html", html);
    const how = {clipboardData: pasted, bubbles: true, cancelable: true};
    body.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def opened(house: Newsroom, open_as: Open) -> Page:  # noqa: F811
    draft = house.draft(body="<p>Now.</p>")
    page = open_as(house.cast.drafter, **MOUSE)
    page.goto(f"/admin/statements/statement/{draft.pk}/change/")
    return page


def test_what_is_pasted_into_the_editor_is_read_and_put_in_place_when_asked(
    house: Newsroom,  # noqa: F811
    open_as: Open,  # noqa: F811
) -> None:
    page = opened(house, open_as)
    editor(page).locator("p").click()
    pasted = "<p style=\"font-family:'Kruti Dev 010'\">etnwjksa dh ekax gS</p>"
    editor(page).locator("body").evaluate(PASTE, pasted)
    offer = page.get_by_role("region", name="This looks like Kruti Dev")
    expect(offer).to_contain_text("मजदूरों की मांग है", timeout=20_000)
    expect(editor(page).locator("body")).to_contain_text("etnwjksa dh ekax gS")
    offer.get_by_role("button", name="Use this").click()
    expect(editor(page).locator("body")).to_contain_text("मजदूरों की मांग है", timeout=20_000)
    assert Revision.objects.count() == 1
    assert "मजदूरों की मांग है" in save(page)
    assert "etnwjksa" not in Statement.objects.get().body
