"""The main job, end to end, in a real browser: three people, from a blank form to the public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from statements.models import Statement, Step, User
from tests.cast import Cast

PASSWORD = "a long enough password"


@pytest.fixture
def people(transactional_db: None, cast: Cast) -> Cast:
    for person in (cast.drafter, cast.reviewer, cast.publisher):
        person.set_password(PASSWORD)
        person.save()
    return cast


@contextmanager
def at_the_desk(browser: Browser, address: str, person: User) -> Iterator[Page]:
    """A browser of its own, logged in as this person; nothing may be refused by the content policy."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    blocked: list[str] = []
    page.on(
        "console",
        lambda message: blocked.append(message.text) if "Content Security" in message.text else None,
    )
    page.goto(f"{address}/admin/login/")
    page.get_by_label("Username").fill(person.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    yield page
    assert not [text for text in blocked if "inline event handler" not in text]
    context.close()


def link(page: Page, verb: str) -> Locator:
    """A verb's button on the statement's page: first the verb, then what will happen."""
    return page.get_by_role("link", name=re.compile(rf"^{verb}\b.*…$"))


def press(page: Page, verb: str, **answers: str) -> None:
    """Press a verb's button on the statement's page, answer what it asks, and do it."""
    link(page, verb).click()
    for label, answer in answers.items():
        page.get_by_label(label.replace("_", " "), exact=False).fill(answer)
    page.get_by_role("button", name=re.compile(f"^{verb}")).click()
    expect(page.get_by_text("Done:")).to_be_visible()


def test_from_a_blank_form_to_restored(people: Cast, live_server: object, browser: Browser) -> None:
    address = str(live_server)
    with at_the_desk(browser, address, people.drafter) as page:
        page.goto(f"{address}/admin/statements/statement/add/")
        page.get_by_label("Headline:").fill("Wages of the gauze mill are due")
        page.get_by_label("Place:").fill("Nagpur")
        page.get_by_label("Date:", exact=True).fill("2026-11-20")
        page.get_by_label("Issued by:").select_option(label="National Council")
        page.get_by_label("Topics:").fill("May Day, Wages")
        editor = page.frame_locator("iframe.cke_wysiwyg_frame").locator("body")
        editor.click()
        page.keyboard.type("Three hundred people have waited for nine weeks.")
        page.get_by_role("button", name="Save and send for approval").click()
        page.get_by_label("Decide later").check()
        page.get_by_role("button", name="Send for approval").click()
        expect(page.get_by_text("Waiting for approval", exact=True).first).to_be_visible()
    statement = Statement.objects.get()
    change = f"{address}/admin/statements/statement/{statement.pk}/change/"
    with at_the_desk(browser, address, people.reviewer) as page:
        page.goto(change)
        press(page, "Approve")
    with at_the_desk(browser, address, people.publisher) as page:
        page.goto(change)
        press(page, "Publish")
        page.get_by_role("link", name="See it in public").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wages of the gauze mill are due")
        public = page.url
    with at_the_desk(browser, address, people.drafter) as page:
        page.goto(change)
        link(page, "Correct").click()
        page.get_by_label("What was wrong").fill("are due")
        page.get_by_label("What is right").fill("are paid")
        page.get_by_label("What readers are told").fill("The money came in the morning.")
        page.get_by_label("Decide later").check()
        page.get_by_role("button", name="Show what readers will see").click()
        expect(page.get_by_label("This is what readers will see")).to_contain_text("The money came")
        page.get_by_role("button", name="Send the correction for approval").click()
        page.goto(public)
        expect(page.get_by_role("heading", level=1)).to_have_text("Wages of the gauze mill are due")
    with at_the_desk(browser, address, people.reviewer) as page:
        page.goto(change)
        press(page, "Approve")
    with at_the_desk(browser, address, people.publisher) as page:
        page.goto(change)
        press(page, "Publish")
        page.goto(public)
        expect(page.get_by_role("heading", level=1)).to_have_text("Wages of the gauze mill are paid")
        expect(page.get_by_text("The money came in the morning.").first).to_be_visible()
        page.goto(change)
        link(page, "Withdraw").click()
        page.get_by_label("Withdrawn: the page stays").check()
        page.get_by_label("Explanation for the public").fill("It did not come.")
        page.get_by_role("button", name="Withdraw", exact=True).click()
        page.goto(public)
        expect(page.get_by_text("It did not come.").first).to_be_visible()
        page.goto(change)
        press(page, "Restore", Reason="It came after all.")
        page.goto(public)
        expect(page.get_by_text("It did not come.")).to_have_count(0)
    assert [edition.number for edition in statement.editions.order_by("number")] == [1, 2, 3]
    assert Step.objects.first_break() is None
