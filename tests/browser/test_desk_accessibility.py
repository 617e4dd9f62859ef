"""Every page of the desk in a real browser: axe finds nothing, and nothing is wider than the screen.

A new page is one more line in PAGES; `{draft}` and the like stand for the key of a row that `desk` made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from campaigns.models import Status
from statements import verbs
from statements.models import (
    Address,
    Edition,
    ModelText,
    Note,
    Prepared,
    Presence,
    PressContact,
    Topic,
    User,
    WorkingCopy,
)
from statements.outsiders.links import make_consent_link, make_preview
from tests.campaigns.builders import followed_up
from tests.cast import Cast, Newsroom
from tests.sent import lead
from tests.statements.importing.exports import due, looked_at

PHONE, DESKTOP = 360, 1280
NOBODY = "nobody"
EDITORS_ARE_READY = """Promise.all(
    Object.values(window.CKEDITOR?.instances ?? {}).map(
        (editor) => editor.status === "ready" || new Promise((ready) => editor.on("instanceReady", ready)),
    ),
).then(() => true)"""
COLOURS_HAVE_FADED = """Promise.allSettled(
    document.getAnimations().map((fading) => fading.finished),
).then(() => true)"""
COLOURS = ["color-contrast", "link-in-text-block"]

STATEMENTS = "statements/statement/"


def of_statements(*rest: str) -> list[str]:
    """Addresses below that of all statements."""
    return [STATEMENTS + path for path in rest]


# room → who (a name of the cast) → addresses within the desk
PAGES: dict[str, dict[str, list[str]]] = {
    "door": {
        NOBODY: ["login/", "login/?next=/admin/", "forgotten/", "forgotten/sent/"],
        "drafter": ["account/", "account/phone/", "password_change/"],
    },
    "front": {"drafter": [""], "reviewer": [""], "publisher": [""], "superuser": [""], "staff": [""]},
    "lists": {
        "drafter": [
            *of_statements(
                "",
                "?q=wages&state=draft&topic=none",
                "?q=nothing-fits",
                "calendar/",
                "calendar/?view=list&whose=mine",
            ),
            "statements/effect/",
        ],
    },
    "writing": {
        "drafter": of_statements(
            "add/",
            "add/?model={model}",
            "add/?from={public}",
            "{draft}/change/",
            "{kept}/change/",
            "{sent_back}/change/",
            "{correction}/change/",
            "{draft}/change/?take_up=tab",
            "unsaved/tab/",
        ),
        "reviewer": of_statements("{waiting}/change/"),
    },
    "reading": {
        "drafter": of_statements(
            "{approved}/change/",
            "{public}/change/",
            "{withdrawn}/change/",
            "{unapproved}/change/",
            "{corrected}/history/",
            "{corrected}/history/?show=notes",
            "{corrected}/compare/?from=e1&to=e2",
            "{corrected}/compare/?from=r9",
            "{draft}/revisions/1/bring-back/",
            "{draft}/previews/",
            "{asked}/partners/",
            "{public}/previews/",
        ),
        "outsider": of_statements("{joint}/change/"),
    },
    "verbs": {
        "drafter": of_statements(
            "{draft}/verb/submit/",
            "{draft}/verb/refile/",
            "{draft}/planned-day/",
            "{draft}/verb/approve/",
            "{public}/correct/",
            "{due}/verb/stop_release/",
        ),
        "reviewer": of_statements(
            "{waiting}/verb/approve/",
            "{waiting}/verb/send_back/",
            "{withdrawn}/verb/confirm/",
            "{unapproved}/verb/confirm/",
        ),
        "publisher": of_statements(
            "{approved}/verb/publish/",
            "{draft}/verb/publish_without_approval/",
            "{public}/verb/withdraw/",
            "{public}/verb/flag/",
            "{corrected}/verb/seal/",
        ),
    },
    "front page": {
        "publisher": ["statements/pin/", "statements/pin/add/", "statements/pin/{pin}/change/"],
    },
    "campaigns": {
        "drafter": [
            "campaigns/campaign/",
            "campaigns/campaign/add/",
            "campaigns/demand/",
            "campaigns/demand/add/",
            "campaigns/demand/{demand}/change/",
            "campaigns/demand/{demand}/write/",
            "campaigns/demand/{demand}/update/",
            "campaigns/calltoaction/add/",
        ],
        "reviewer": ["campaigns/demand/{demand}/change/"],
        "publisher": ["campaigns/demand/{demand}/change/"],
    },
    "imports": {
        "administrator": [
            *(f"statements/importfile/{rest}" for rest in ("", "add/", "{looked}/choices/")),
            *(f"statements/importfile/{{{one}}}/change/" for one in ("looked", "at_work")),
        ],
    },
    "office": {
        "administrator": [
            "campaigns/status/",
            "campaigns/status/{status}/change/",
            "statements/issuingbody/",
            "statements/issuingbody/add/",
            "statements/issuingbody/{body}/change/",
            "statements/topic/",
            "statements/topic/{topic}/change/",
            "statements/user/",
            "statements/user/add/",
            "statements/user/{person}/change/",
            "statements/user/{person}/account/deactivate/",
            "statements/newsroom/1/change/",
            "statements/quietperiod/",
            "statements/quietperiod/add/",
            "statements/quietperiod/{quiet}/change/",
            "statements/address/",
            "statements/address/{address}/change/",
            "statements/modeltext/",
            "statements/modeltext/{model}/change/",
        ],
    },
}


@pytest.fixture
def desk(transactional_db: None, cast: Cast, live_server: Any) -> tuple[str, dict[str, int]]:
    """The address of a desk on which every page has something to show, and the keys of its rows."""
    newsroom = Newsroom(cast, timezone.now)
    rows: dict[str, Any] = {
        "draft": newsroom.draft(headline="Wages are due", topics=("Wages",), attachments=[lead(newsroom)]),
        "waiting": newsroom.in_review(attachments=[lead(newsroom)]),
        "approved": newsroom.approved(attachments=[lead(newsroom)]),
        "due": newsroom.public(public_from=timezone.now() + timedelta(days=1)),
        "public": newsroom.public(headline="मज़दूरी बाक़ी है", language="hi", topics=("Wages",)),
        "model": ModelText.objects.create(kind="condolence", language="hi", headline="… नहीं रहे"),
        "kept": newsroom.draft(headline="Asha Rao has died"),
        "asked": newsroom.in_review(joint_bodies=["SC", "WW"]),
        "joint": newsroom.public(joint_bodies=["SC", "WW"]),
        "corrected": newsroom.corrected(headline="Wages are paid"),
        "correction": newsroom.correct(newsroom.public(), body="<p>Forty.</p>"),
        "withdrawn": newsroom.withdrawn(),
        "demand": followed_up(newsroom),
        "status": Status.objects.get(slug="met"),
        "body": cast.council,
        "person": cast.drafter,
        "topic": Topic.objects.get(name="Wages"),
        "quiet": verbs.switch_on(
            by=cast.administrator,
            reason="Election silence",
            begins_at=timezone.now() + timedelta(hours=20),
            shown=[edition.pk for edition in Edition.objects.due(timezone.now())],
        ),
        "address": Address.objects.create(path="/old", leads_to="/statements/"),
    }
    rows["looked"], rows["at_work"] = looked_at(cast.administrator), due(cast.administrator)
    until = timezone.now() + timedelta(days=1)
    rows["pin"] = verbs.pin(rows["public"], by=cast.publisher, until=until)
    rows["correction"] = verbs.reopen(rows["correction"], by=cast.drafter)
    rows["sent_back"] = verbs.send_back(newsroom.in_review(), by=cast.reviewer, reason="The figure, please.")
    rows["unapproved"] = verbs.publish_without_approval(
        newsroom.draft(), by=cast.publisher, reason="By phone.", asked_of=cast.reviewer
    )
    make_preview(rows["draft"], by=cast.drafter, label="A. Rao", lasts=timedelta(days=3))
    make_consent_link(
        rows["asked"], by=cast.drafter, body=cast.elsewhere, label="B. Devi", lasts=timedelta(days=3)
    )
    verbs.save(rows["draft"], by=cast.drafter, content={"headline": "Wages are overdue"})
    Prepared.objects.keep(rows["kept"], "Condolence for Asha Rao", cast.drafter, timezone.now())
    for of in ("draft", "corrected"):
        Note.objects.create(
            statement=rows[of], text="Is it forty?", author=cast.colleague, made_at=timezone.now()
        )
    at = timezone.now()
    for key in ("tab", "other"):
        words = {"typed": {"headline": "Mine"}, "seen_version": 0, "typed_at": at}
        WorkingCopy.objects.create(person=cast.drafter, statement=rows["draft"], key=key, **words)
    Presence.objects.see(cast.colleague, rows["draft"], at)
    PressContact.objects.create(body=cast.council, name="Asha Rao", languages=["en", "hi"], is_published=True)
    return str(live_server.url), {name: row.pk for name, row in rows.items()}


@contextmanager
def browser_of(browser: Browser, address: str, person: User | None) -> Iterator[Page]:
    """A page in this person's browser, logged in."""
    context = browser.new_context()
    if person:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    yield context.new_page()
    context.close()


def faults(page: Page, address: str) -> Iterator[str]:
    """What is wrong with a page: a failure, what axe finds in both themes, its width on phone and desktop."""
    answer = page.goto(address)
    if answer is None or answer.status >= 500 or page.url != address:
        yield f"{answer and answer.status} {page.url}"
    page.evaluate(EDITORS_ARE_READY)
    yield from faults_in_sight(page)


def faults_in_sight(page: Page) -> Iterator[str]:
    """What axe finds in both themes on the page as it stands, and its width on phone and desktop."""
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.evaluate(COLOURS_HAVE_FADED)
    yield from lines(Axe().run(page).response)
    yield from too_wide(page, PHONE)
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    page.emulate_media(color_scheme="light")
    page.evaluate(COLOURS_HAVE_FADED)
    yield from lines(page.evaluate("(colours) => axe.run({ runOnly: colours })", COLOURS))
    yield from too_wide(page, DESKTOP)


def lines(response: dict[str, Any]) -> Iterator[str]:
    """What axe found, a line for each element."""
    for fault in response["violations"]:
        yield from (f"{fault['id']}: {node['html'][:160]}" for node in fault["nodes"])


def too_wide(page: Page, width: int) -> Iterator[str]:
    """Whether one would have to scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        yield f"{wide} pixels wide on {width}"


@pytest.mark.parametrize("room", PAGES)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    desk: tuple[str, dict[str, int]], cast: Cast, browser: Browser, room: str
) -> None:
    address, keys = desk
    User.objects.update(language="hi")  # whose words are the longer ones
    wrong = []
    for who, paths in PAGES[room].items():
        with browser_of(browser, address, getattr(cast, who, None)) as page:
            for path in paths:
                asked = f"{address}/admin/{path.format(**keys)}"
                wrong += [f"{who} {asked}: {fault}" for fault in faults(page, asked)]
    assert wrong == []
