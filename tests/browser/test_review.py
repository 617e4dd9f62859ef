"""Reviewing on a phone in a real browser: two taps, by touch and by keyboard, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from statements import verbs
from statements.models import Claim, Deadline, Edition, Effect, Look, Note, Statement, User
from statements.outbox.wording import message
from statements.workflow import Plan, Role
from tests.cast import Cast, Newsroom

from .test_whole_way import PASSWORD

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
LONG = "<p>Three hundred people have waited for nine weeks, and nobody has said why.</p>" * 20

Open = Callable[..., Page]


@pytest.fixture
def house(transactional_db: None, cast: Cast, newsroom: Newsroom) -> Newsroom:
    """A newsroom in which the reviewer is a publisher too, and people have passwords."""
    newsroom.clock.now = timezone.now() - timedelta(hours=1)  # type: ignore[attr-defined]
    for person in (cast.drafter, cast.reviewer, cast.second_reviewer):
        person.set_password(PASSWORD)
        person.email = f"{person.username}@newsroom.example"
        person.save()
    cast.reviewer.memberships.create(body=cast.council, role=Role.PUBLISHER)
    return newsroom


@pytest.fixture
def open_as(browser: Browser, live_server: Any, house: Newsroom) -> Iterator[Open]:
    """Opens a browser of a person, logged in; nothing in it may be refused by the content policy."""
    refused: list[str] = []
    contexts = []

    def opened(person: User, **how: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="en-GB", **{**PHONE, **how})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: refused.extend([said.text] * ("Content Security" in said.text)))
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(person.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in", exact=True).click()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert refused == []


def link_of_the_mail(statement: Statement, to: User) -> str:
    """The path behind the first link of the mail that asks for a yes."""
    effect = Effect.objects.get(statement=statement, step__verb="submit")
    mail = message(effect, to, timezone.now())
    found = re.search(r"https://newsroom\.example(/\S+)", str(mail.body))
    assert found
    return found[1]


def review(statement: Statement) -> str:
    return f"/admin/statements/statement/{statement.pk}/review/"


def is_in_reach(button: Locator, page: Page) -> bool:
    """Whether it stands in the lower part of the screen, tall and wide enough for a thumb."""
    box, screen = button.bounding_box(), page.viewport_size
    assert box
    assert screen
    in_view = screen["height"] * 0.6 < box["y"] < box["y"] + box["height"] <= screen["height"]
    return in_view and box["height"] >= 44 and box["width"] >= 88


def is_in_order(page: Page) -> None:
    """Nothing that axe finds, and nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


# --- two taps -----------------------------------------------------------------------------------------------


def test_from_the_mails_link_to_public_with_one_more_tap(house: Newsroom, cast: Cast, open_as: Open) -> None:
    waiting = house.in_review(plan=Plan.AT_ONCE, body=LONG)
    page = open_as(cast.reviewer)
    page.goto(link_of_the_mail(waiting, cast.reviewer))
    button = page.get_by_role("button", name="Approve and publish now")
    assert is_in_reach(button, page)
    assert is_in_reach(page.locator("summary", has_text="Send back"), page)
    assert not Edition.objects.exists()
    button.tap()
    expect(page.get_by_text("Done: Approve. Now: Public.")).to_be_visible()
    assert Edition.objects.public(timezone.now()).get().statement == waiting


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the wanted words have the focus; on the way nothing that has it may be hidden."""
    for _time in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => {
                const wanted = document.activeElement, box = wanted.getBoundingClientRect();
                const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return seen !== null && (wanted.contains(seen) || seen.contains(wanted));
            }"""
        ), focused(page).inner_text()
        if focused(page).inner_text().strip() == wanted:
            return
    pytest.fail(f"the keyboard does not reach “{wanted}”")


def test_by_keyboard_alone(house: Newsroom, cast: Cast, open_as: Open) -> None:
    waiting = house.in_review(plan=Plan.AT_ONCE, body=LONG)
    page = open_as(cast.reviewer)
    page.goto(review(waiting))
    tab_to(page, "Approve and publish now")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Done: Approve. Now: Public.")).to_be_visible()
    assert Edition.objects.public(timezone.now()).exists()


def test_sent_back_by_keyboard_with_a_reason_and_a_remark(house: Newsroom, cast: Cast, open_as: Open) -> None:
    waiting = house.in_review(body=LONG)
    page = open_as(cast.reviewer)
    page.goto(review(waiting))
    tab_to(page, "Send back")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Whose figure is it?")
    page.keyboard.press("Tab")
    page.keyboard.type("Too long.")
    tab_to(page, "Send back with this reason")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Done: Send back. Now: Draft.")).to_be_visible()
    assert Note.objects.get().field == "headline"


def test_what_changed_while_one_read_is_shown_before_a_second_tap(
    house: Newsroom, cast: Cast, open_as: Open
) -> None:
    waiting = house.in_review(headline="Wages are due", plan=Plan.LATER)
    page = open_as(cast.reviewer)
    page.goto(review(waiting))
    verbs.save(waiting, by=cast.drafter, content={"headline": "Wages are paid"})
    page.get_by_role("button", name=re.compile("^Approve")).tap()
    expect(page.get_by_role("heading", name="What changed while you were reading")).to_be_visible()
    expect(page.locator("ins")).to_contain_text("paid")
    is_in_order(page)
    assert Statement.objects.get().state == "in_review"


# --- scripts, and none --------------------------------------------------------------------------------------


def test_without_scripts_everything_is_there(house: Newsroom, cast: Cast, open_as: Open) -> None:
    waiting = house.in_review(headline="Wages are due")
    page = open_as(cast.drafter, java_script_enabled=False)
    page.goto(review(waiting))
    message_to_copy = page.locator("textarea[readonly]").first
    expect(message_to_copy).to_have_value(re.compile("^Please look at: Wages are due: "))
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    page.get_by_role("button", name="I have read this text").click()
    page = open_as(cast.reviewer, java_script_enabled=False)
    page.goto(review(waiting))
    page.locator("summary", has_text="Send back").click()
    page.get_by_label("Reason").fill("Whose figure?")
    page.get_by_role("button", name="Send back with this reason").click()
    expect(page.get_by_text("Done: Send back. Now: Draft.")).to_be_visible()


def test_a_text_in_view_for_a_while_counts_as_read(house: Newsroom, cast: Cast, open_as: Open) -> None:
    waiting = house.in_review()
    page = open_as(cast.reviewer)
    page.clock.install()
    page.goto(review(waiting))
    assert not Look.objects.exists()
    with page.expect_response("**/looked/"):
        page.clock.fast_forward(5000)
    look = Look.objects.get()
    assert (look.person, look.revision) == (cast.reviewer, waiting.revision)


def test_the_message_is_copied_with_one_tap(house: Newsroom, cast: Cast, open_as: Open) -> None:
    waiting = house.in_review(headline="Wages are due")
    page = open_as(cast.drafter, permissions=["clipboard-read", "clipboard-write"])
    page.goto(review(waiting))
    page.get_by_role("button", name="Copy With the headline").tap()
    expect(page.get_by_role("button", name="Copied With the headline")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("textarea[readonly]").first.input_value()
    assert copied.startswith("Please look at: Wages are due: https://newsroom.example/admin/")


# --- in order in every dress --------------------------------------------------------------------------------


@pytest.fixture
def busy(house: Newsroom, cast: Cast) -> Statement:
    """A text with everything about it: read, changed, overdue, claimed, noted; and some of every column."""
    now = timezone.now()
    house.public(headline="Public")
    house.withdrawn()
    house.approved()
    house.draft()
    house.public(public_from=now + timedelta(hours=2))
    verbs.send_back(house.in_review(), by=cast.reviewer, reason="The figure.")
    draft = verbs.reopen(house.public(), by=cast.drafter)
    change = {"body": "<p>Better.</p>", "change_kind": "correction", "change_note": "A figure was wrong."}
    correction = verbs.submit(verbs.save(draft, by=cast.drafter, content=change), by=cast.drafter)
    Look.objects.remember(cast.reviewer, correction.revision, now)
    correction = verbs.save(correction, by=cast.drafter, content={"body": "<p>Better still.</p>"})
    Deadline.objects.put(correction, now - timedelta(minutes=5), cast.drafter, now)
    Claim.objects.take(correction, cast.second_reviewer, None, now)
    note = Note.objects.create(
        statement=correction, author=cast.reviewer, field="body", text="Whose?", made_at=now
    )
    note.answer(cast.drafter, "Theirs.", now)
    return correction


DRESSES = {
    "phone by day": ("light", "hi", PHONE),
    "phone by night": ("dark", "en", PHONE),
    "desktop by day": ("light", "en", DESKTOP),
    "desktop by night": ("dark", "hi", DESKTOP),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    busy: Statement, cast: Cast, open_as: Open, dress: str
) -> None:
    theme, language, screen = DRESSES[dress]
    User.objects.update(language=language)
    below = f"/admin/statements/statement/{busy.pk}"
    paths = {
        cast.reviewer: ("/admin/", f"{below}/review/", f"{below}/verb/send_back/"),
        cast.drafter: ("/admin/", f"{below}/review/", f"{below}/history/"),
    }
    for person, opened in paths.items():
        page = open_as(person, color_scheme=theme, **screen)
        for path in opened:
            page.goto(path)
            page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
            is_in_order(page)
