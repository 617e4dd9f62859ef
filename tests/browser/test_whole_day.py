"""A whole day of the press office, by keyboard alone: on a phone in English, at a desk at night in Hindi.

A statement is written, sent, sent back, improved by the reviewer and agreed to by its author, approved on the
phone's page, out at its time, put into Hindi, corrected in one screen an hour later, the Hindi brought up to
date, and both withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from statements.models import Edition, Statement, Step, User
from tests.cast import Cast, Newsroom

from .keyboard import Keyboard
from .screens import look
from .test_review import DESKTOP, PHONE, Open, house, open_as  # noqa: F401  (fixtures)

LIST = "/admin/statements/statement/"


@dataclass
class Dress:
    """How somebody sits at the desk: the screen, its colours, their language, and the way they write."""

    name: str
    screen: dict[str, Any]
    theme: str
    language: str
    writes_in: str


DRESSES = [
    Dress("phone-day-en", PHONE, "light", "en", "plain"),
    Dress("desktop-night-hi", {**DESKTOP, "has_touch": False, "is_mobile": False}, "dark", "hi", "editor"),
]


class Day:
    """The people of a day, each at a browser of their own, and the time."""

    def __init__(self, open_as: Open, dress: Dress, clock: Any) -> None:  # noqa: F811
        self.open_as, self.dress, self.clock = open_as, dress, clock
        self.pictures = 0
        self.seated: Page | None = None

    def sit_down(self, person: User) -> Keyboard:
        """Somebody logs in, and whoever sat there leaves."""
        if self.seated:
            self.seated.context.close()
        self.seated = self.open_as(person, color_scheme=self.dress.theme, **self.dress.screen)
        return Keyboard(self.seated)

    def open(self, person: User, path: str) -> Keyboard:
        """Somebody logs in and opens a page."""
        keys = self.sit_down(person)
        keys.page.goto(path)
        return keys

    def look(self, page: Page, step: str) -> None:
        """Keep a picture of this step."""
        self.pictures += 1
        look(page, f"{self.dress.name}-{self.pictures:02}-{step}")

    def pass_(self, **span: float) -> None:
        """Let time pass."""
        self.clock.shift(timedelta(**span))

    def write_body(self, keys: Keyboard, text: str) -> None:
        """Write the text in the way of this dress."""
        if self.dress.writes_in == "plain":
            keys.write(keys.page.locator("textarea[name=body_plain]"), text)
            return
        expect(keys.page.frame_locator("iframe.cke_wysiwyg_frame").locator("body")).to_be_editable()
        keys.reach(keys.page.locator("iframe.cke_wysiwyg_frame"))
        keys.page.keyboard.press("Control+a")
        keys.page.keyboard.type(text)


@pytest.fixture(params=DRESSES, ids=lambda dress: dress.name)
def day(request: pytest.FixtureRequest, house: Newsroom, open_as: Open) -> Iterator[Day]:  # noqa: F811
    User.objects.update(language=request.param.language)
    with time_machine.travel(timezone.now(), tick=True) as clock:
        yield Day(open_as, request.param, clock)


def at(statement: Statement, page: str) -> str:
    """An address below that of a statement."""
    return f"{LIST}{statement.pk}/{page}/"


def write(day: Day, drafter: User) -> Statement:
    """The drafter writes a statement and sends it, to go out in some minutes."""
    keys = day.open(drafter, f"{LIST}add/")
    page = keys.page
    keys.write(page.locator("#id_headline"), "Wages of the gauze mill are due")
    keys.write(page.locator("#id_standfirst"), "Three hundred people have waited for nine weeks.")
    day.write_body(keys, "Three hundred people have waited. The owner has promised on 4 May.")
    keys.write(page.locator("#id_dateline_place"), "Nagpur")
    keys.write(page.locator("#id_dateline_date"), f"{timezone.localdate():%Y-%m-%d}")
    keys.pick(page.locator("#id_issuing_body"), "National")
    keys.write(page.locator("#id_topics"), "Wages")
    keys.pick(page.locator("#id_language"), "English")
    day.look(page, "written")
    keys.press(page.locator("[name=_submit_for_approval]").locator("visible=true"))
    send(day, keys, "sent")
    return Statement.objects.get()


def send(day: Day, keys: Keyboard, picture: str) -> None:
    """Send for approval, to go out ten minutes from now."""
    page = keys.page
    keys.choose(page.locator("[name=plan][value=at_time]"))
    keys.set_time(page.locator("#id_planned_for"), timezone.localtime(timezone.now() + timedelta(minutes=10)))
    day.look(page, picture)
    keys.press(page.locator("button.verb-submit"))


def send_back(day: Day, statement: Statement, reviewer: User) -> None:
    """The reviewer sends it back with a reason."""
    keys = day.open(reviewer, at(statement, "review"))
    page = keys.page
    keys.unfold(page.locator("details.send-back summary"))
    keys.write(page.locator("[name=reason]"), "Whose promise? Name the owner.")
    day.look(page, "sent-back")
    keys.press(page.locator("details.send-back button[type=submit]"))


def mend(day: Day, statement: Statement, drafter: User) -> None:
    """The drafter reads why, mends it and sends it again."""
    keys = day.open(drafter, at(statement, "change"))
    page = keys.page
    expect(page.get_by_text("Whose promise? Name the owner.").first).to_be_attached()
    day.write_body(keys, "Three hundred people have waited. R. Deo, the owner, has promised on 4 May.")
    keys.press(page.locator("[name=_submit_for_approval]").locator("visible=true"))
    send(day, keys, "sent-again")


def improve_and_approve(day: Day, statement: Statement, reviewer: User) -> None:
    """The reviewer improves the headline, and says yes on the phone's page."""
    keys = day.open(reviewer, at(statement, "change"))
    page = keys.page
    keys.write(page.locator("#id_headline"), "Wages of the gauze mill are nine weeks late")
    keys.press(page.locator("[name=_save]"))
    page.goto(at(statement, "review"))
    day.look(page, "approved-by-phone")
    keys.press(page.locator(".review-bar .yes button"))


def agree(day: Day, statement: Statement, drafter: User) -> None:
    """The author agrees to what the reviewer made of it."""
    keys = day.open(drafter, at(statement, "review"))
    page = keys.page
    expect(page.locator("ins").first).to_be_attached()
    day.look(page, "agreed")
    keys.press(page.locator(".review-bar .yes button"))
    statement.refresh_from_db()
    assert statement.state == "released"


def read(day: Day, statement: Statement, words: str, picture: str) -> None:
    """A reader finds these words on the statement's page."""
    page = day.sit_down(User.objects.get(username="drafter")).page
    statement.refresh_from_db()
    answer = page.goto(statement.editions.latest("number").get_absolute_url())
    assert answer
    assert answer.ok
    expect(page.get_by_text(words).first).to_be_visible()
    day.look(page, picture)


def put_into_hindi(day: Day, statement: Statement, cast: Cast) -> Statement:
    """The drafter begins the Hindi version beside the original; it is approved and goes out."""
    keys = day.open(cast.drafter, at(statement, "change"))
    page = keys.page
    if page.locator("details.side-rest > summary").locator("visible=true").count():
        keys.unfold(page.locator("details.side-rest > summary"))
    keys.press(page.locator("button[name=language][value=hi]"))
    version = Statement.objects.get(translation_of=statement)
    keys.write(page.locator("#id_headline"), "गॉज़ मिल की मज़दूरी नौ हफ़्ते से बाक़ी")
    keys.write(page.locator("#id_standfirst"), "तीन सौ लोग नौ हफ़्ते से इंतज़ार में हैं।")
    keys.write(page.locator("#id_dateline_place"), "नागपुर")
    day.write_body(keys, "तीन सौ लोग इंतज़ार में हैं। मालिक आर. देव ने 4 मई का वादा किया है।")
    day.look(page, "hindi-beside-the-original")
    keys.press(page.locator("[name=_submit_for_approval]").locator("visible=true"))
    keys.press(page.locator("button.verb-submit"))
    approve(day, version, cast.reviewer)
    return version


def approve(day: Day, statement: Statement, reviewer: User) -> None:
    """The reviewer, who is a publisher too, approves on the phone's page; it goes out at once."""
    keys = day.open(reviewer, at(statement, "review"))
    keys.press(keys.page.locator(".review-bar .yes button"))
    statement.refresh_from_db()
    assert statement.state == "released"


def correct(day: Day, statement: Statement, cast: Cast) -> None:
    """The drafter corrects a date in one screen; the reviewer sees what changes and approves."""
    keys = day.open(cast.drafter, at(statement, "correct"))
    page = keys.page
    keys.write(page.locator("#id_wrong"), "4 May")
    keys.write(page.locator("#id_right"), "14 May")
    keys.write(page.locator("#id_change_note"), "The promise is for 14 May.")
    keys.press(page.locator("#correction button[type=submit]"))
    day.look(page, "correction-before-it-is-sent")
    keys.press(page.locator("[name=looked_at]"))
    page = day.open(cast.reviewer, at(statement, "review")).page
    expect(page.locator("ins").first).to_contain_text("14")
    day.look(page, "correction-approved")
    approve(day, statement, cast.reviewer)


def bring_up_to_date(day: Day, version: Statement, cast: Cast) -> None:
    """The Hindi version, behind by the correction, follows it."""
    keys = day.open(cast.drafter, at(version, "correct"))
    page = keys.page
    keys.write(page.locator("#id_wrong"), "4 मई")
    keys.write(page.locator("#id_right"), "14 मई")
    keys.write(page.locator("#id_change_note"), "वादा 14 मई का है।")
    keys.tick(page.locator("[name=says_edition]"))
    day.look(page, "hindi-brought-up-to-date")
    keys.press(page.locator("#correction button[type=submit]"))
    keys.press(page.locator("[name=looked_at]"))
    approve(day, version, cast.reviewer)


def withdraw(day: Day, statement: Statement, reviewer: User) -> None:
    """Both versions are withdrawn at once."""
    keys = day.open(reviewer, at(statement, "verb/withdraw"))
    page = keys.page
    keys.choose(page.locator("[name=kind][value=withdrawn]"))
    keys.write(page.locator("[name=explanation]"), "The owner has paid.")
    for box in page.locator("form.verb-form input[type=checkbox]").all():
        keys.tick(box)
    day.look(page, "withdrawn")
    keys.press(page.locator("button.verb-withdraw"))


def test_a_whole_day_by_keyboard(day: Day, cast: Cast) -> None:
    statement = write(day, cast.drafter)
    send_back(day, statement, cast.reviewer)
    mend(day, statement, cast.drafter)
    improve_and_approve(day, statement, cast.reviewer)
    agree(day, statement, cast.drafter)
    assert not Edition.objects.public(timezone.now()).exists()
    day.pass_(minutes=11)
    read(day, statement, "Wages of the gauze mill are nine weeks late", "out-at-its-time")
    version = put_into_hindi(day, statement, cast)
    day.pass_(hours=1)
    correct(day, statement, cast)
    read(day, statement, "The promise is for 14 May.", "corrected")
    bring_up_to_date(day, version, cast)
    read(day, version, "वादा 14 मई का है।", "hindi-corrected")
    withdraw(day, statement, cast.reviewer)
    for withdrawn in (statement, version):
        read(day, withdrawn, "The owner has paid.", f"withdrawn-{withdrawn.language}")
    assert Step.objects.first_break() is None
