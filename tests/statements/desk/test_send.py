"""“Send it”: what is public now as texts, pictures and PDF, for those for whom the statement exists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from statements import verbs
from statements.models import Statement, User, Withdrawal
from tests.cast import Cast, Clock, Newsroom, edition
from tests.statements.paper.pages import size, text

from .pages import address, parsed, seen

FILES = ("send/letter.pdf", "send/wide.png", "send/square.png")
PAGES = ("send/", *FILES)
MARK = "zirconium"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def get(desk: Client, statement: Statement, page: str, clock: Clock) -> Any:
    with time_machine.travel(clock.now, tick=False):
        return desk.get(address(statement, page))


def texts(response: Any) -> dict[str, str]:
    """The texts on the screen, by the end of their id."""
    areas = parsed(response).xpath("//textarea")
    return {area.get("id"): (area.text or "").removeprefix("\n") for area in areas}


# --- what is on it ----------------------------------------------------------------------------------------


def test_the_screen_holds_every_text_with_reference_and_address(
    desk: Client, newsroom: Newsroom, clock: Clock
) -> None:
    statement = newsroom.public(headline="Wages are due", body="<p>The mill owes nine weeks.</p>" * 30)
    response = get(desk, statement, "send/", clock)
    shown = texts(response)
    assert response.status_code == 200
    assert shown["NC-2026-001-address"] == "https://newsroom.example/r/NC-2026-001/"
    assert shown["NC-2026-001-message"].startswith("*Wages are due*\n\n")
    assert shown["NC-2026-001-whole"].count("nine weeks") == 30
    assert shown["NC-2026-001-subject"] == "Press statement: Wages are due"
    assert shown["NC-2026-001-post"].startswith("Wages are due\nNC-2026-001\nhttps://")
    for name in ("message", "whole", "mail", "post"):
        assert "https://newsroom.example/r/NC-2026-001/" in shown[f"NC-2026-001-{name}"]
    assert "of 280 characters, as X counts them" in seen(response)


def test_a_text_longer_than_a_message_says_so(desk: Client, newsroom: Newsroom, clock: Clock) -> None:
    assert "Telegram parts it" not in seen(get(desk, newsroom.public(), "send/", clock))
    long = newsroom.public(body="<p>The mill owes nine weeks.</p>" * 200)
    assert "characters. Telegram parts it after 4096." in seen(get(desk, long, "send/", clock))


def test_every_picture_is_described_and_lies_beside_its_description(
    desk: Client, newsroom: Newsroom, clock: Clock
) -> None:
    statement = newsroom.public(headline="Wages are due")
    response = get(desk, statement, "send/", clock)
    pictures = parsed(response).xpath("//img")
    described = "Picture with the words: Wages are due · National Council · NC-2026-001"
    assert [picture.get("alt") for picture in pictures] == [described, described]
    assert texts(response)["NC-2026-001-card"] == described
    assert [picture.get("src") for picture in pictures] == [
        address(statement, "send/wide.png"),
        address(statement, "send/square.png"),
    ]


def test_the_files_are_what_they_say(desk: Client, newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(headline="Wages are due")
    letter, wide, square = (get(desk, statement, page, clock) for page in FILES)
    assert letter["Content-Type"] == "application/pdf"
    assert letter["Content-Disposition"] == 'inline; filename="NC-2026-001.pdf"'
    assert "Wages are due" in text(letter.content)
    assert wide["Content-Type"] == square["Content-Type"] == "image/png"
    assert wide["Content-Disposition"] == 'inline; filename="NC-2026-001-wide.png"'
    assert (size(wide.content), size(square.content)) == ((1200, 630), (1080, 1080))


def test_every_language_version_has_its_own_texts(desk: Client, newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public(headline="Wages are due")
    newsroom.public(headline="मज़दूरी बाक़ी है", language="hi", translation_of=original)
    newsroom.draft(headline=MARK, language="ur", translation_of=original)
    response = get(desk, original, "send/", clock)
    shown = texts(response)
    links = [link.get("href") for link in parsed(response).xpath("//ul[@class='send-languages']//a")]
    assert links == ["#NC-2026-001", "#NC-2026-001-hi"]
    assert shown["NC-2026-001-message"].startswith("*Wages are due*")
    assert shown["NC-2026-001-hi-message"].startswith("*मज़दूरी बाक़ी है*")
    assert "/r/NC-2026-001-hi/" in shown["NC-2026-001-hi-post"]
    assert parsed(response).xpath("//textarea[@id='NC-2026-001-hi-message']/@lang") == ["hi"]
    assert MARK not in response.content.decode()


def test_whatsapp_is_opened_with_the_message(desk: Client, newsroom: Newsroom, clock: Clock) -> None:
    response = get(desk, newsroom.public(headline="Wages & more"), "send/", clock)
    (link,) = parsed(response).xpath("//a[starts-with(@href, 'https://wa.me/')]")
    assert link.get("href").startswith("https://wa.me/?text=%2AWages%20%26%20more%2A%0A%0A")
    assert link.get("rel") == "noreferrer"


def test_without_an_address_of_the_newsroom_the_screen_says_what_is_missing(
    desk: Client, newsroom: Newsroom, clock: Clock, settings: Any
) -> None:
    settings.SITE_URL = ""
    response = get(desk, newsroom.public(), "send/", clock)
    assert "the setting SITE_URL is empty" in seen(response)
    assert "NC-2026-001-address" not in texts(response)


# --- only what is public ----------------------------------------------------------------------------------


def test_it_shows_what_is_public_now_and_never_a_drafts_words(
    desk: Client, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(headline="Wages are due")
    draft = verbs.reopen(statement, by=cast.drafter, clock=clock)
    changed = dict.fromkeys(("headline", "standfirst", "body", "dateline_place", "notes_to_editors"), MARK)
    verbs.save(draft, by=cast.drafter, content={**changed, "change_note": MARK}, clock=clock)
    screen, letter, *_cards = (get(desk, statement, page, clock) for page in PAGES)
    assert all("Wages are due" in shown for shown in texts(screen).values() if "\n" in shown)
    assert not [shown for shown in texts(screen).values() if MARK in shown]
    assert MARK not in text(letter.content)


def test_a_correction_for_tomorrow_is_sent_tomorrow(
    desk: Client, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(headline="Four hundred marched")
    approved = newsroom.correct(statement, headline="Forty marched", change_note="Forty.")
    tomorrow = clock.now + timedelta(days=1)
    verbs.publish(approved, by=cast.publisher, public_from=tomorrow, clock=clock)
    before = texts(get(desk, statement, "send/", clock))
    clock.pass_(days=1)
    after = texts(get(desk, statement, "send/", clock))
    assert before["NC-2026-001-post"].startswith("Four hundred marched\n")
    assert after["NC-2026-001-post"].startswith("CORRECTION to NC-2026-001: Forty.\nForty marched\n")


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_out_is_not_sent(page: str, desk: Client, newsroom: Newsroom, clock: Clock) -> None:
    tomorrow = clock.now + timedelta(days=1)
    for statement in (newsroom.draft(), newsroom.approved(), newsroom.public(public_from=tomorrow)):
        response = get(desk, statement, page, clock)
        assert response.status_code == 404
        assert "Nothing of this statement is public yet." in seen(response)


@pytest.mark.parametrize("page", PAGES)
def test_what_is_removed_merged_or_sealed_is_not_sent(
    page: str, desk: Client, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    removed = newsroom.withdrawn(kind=Withdrawal.Kind.REMOVED)
    merged = newsroom.withdrawn(kind=Withdrawal.Kind.MERGED, target=newsroom.public())
    sealed = newsroom.withdrawn()
    verbs.seal(sealed, by=cast.publisher, edition=edition(sealed), reason="A child’s name.", clock=clock)
    for statement in (removed, merged, sealed):
        response = get(desk, statement, page, clock)
        assert response.status_code == 410
        assert "nothing of it is handed on" in seen(response)


def test_a_withdrawn_statement_is_sent_as_withdrawn(desk: Client, newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.withdrawn(explanation="The figure was wrong.")
    response = get(desk, statement, "send/", clock)
    shown = texts(response)
    assert response.status_code == 200
    for name in ("message", "mail", "subject", "post"):
        assert shown[f"NC-2026-001-{name}"].lstrip("*").startswith("WITHDRAWAL of NC-2026-001")
    assert "NC-2026-001-whole" not in shown


def test_a_text_too_long_for_paper_is_still_handed_on_in_words(
    desk: Client, newsroom: Newsroom, clock: Clock
) -> None:
    statement = newsroom.public(body=f"<p>{'word ' * 300_000}</p>")
    assert get(desk, statement, "send/", clock).status_code == 200
    response = get(desk, statement, "send/letter.pdf", clock)
    assert response.status_code == 422
    assert "too long to be printed" in seen(response)


# --- who and how ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_for_others_the_statement_does_not_exist(
    page: str, client: Client, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public()
    for person in (cast.outsider, cast.administrator, cast.superuser):
        client.force_login(person)
        assert get(client, statement, page, clock).status_code == 404
    client.force_login(cast.staff)
    assert get(client, statement, page, clock).status_code in {403, 404}
    client.logout()
    assert get(client, statement, page, clock).status_code == 302


def test_members_of_a_joint_body_may_send_what_they_stand_under(
    client: Client, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    client.force_login(cast.outsider)
    assert get(client, newsroom.public(joint_bodies=["SC"]), "send/", clock).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_changed_by_asking(page: str, desk: Client, newsroom: Newsroom) -> None:
    statement = newsroom.public()
    assert desk.post(address(statement, page)).status_code == 405
    assert desk.head(address(statement, page)).status_code == 200


def test_there_is_no_other_shape(desk: Client, newsroom: Newsroom, clock: Clock) -> None:
    assert get(desk, newsroom.public(), "send/round.png", clock).status_code == 404


# --- the ways to it ---------------------------------------------------------------------------------------


def leads_there(response: Any, statement: Statement) -> bool:
    return reverse("admin:statements_statement_send", args=[statement.pk]) in [
        link.get("href") for link in parsed(response).xpath("//a")
    ]


def test_the_statements_own_page_leads_there_once_it_is_public(
    desk: Client, newsroom: Newsroom, clock: Clock
) -> None:
    draft, public, withdrawn = newsroom.draft(), newsroom.public(), newsroom.withdrawn()
    assert not leads_there(get(desk, draft, "change/", clock), draft)
    assert leads_there(get(desk, public, "change/", clock), public)
    assert leads_there(get(desk, withdrawn, "change/", clock), withdrawn)


def publish(client: Client, person: User, statement: Statement, **asked: str) -> Any:
    client.force_login(person)
    form = {"lock_version": str(statement.lock_version), **asked}
    return client.post(address(statement, "verb/publish/"), form, follow=True)


def test_after_publication_the_message_leads_there(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    statement = newsroom.approved()
    response = publish(client, cast.publisher, statement)
    (link,) = parsed(response).xpath("//ul[@class='messagelist']//a")
    assert link.text == "Send it: texts, pictures, PDF"
    assert link.get("href") == address(statement, "send/")


def test_a_publication_for_later_leads_nowhere_yet(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    asked = {"public_from": tomorrow.strftime("%Y-%m-%d %H:%M")}
    response = publish(client, cast.publisher, newsroom.approved(), **asked)
    assert "Done: Publish." in seen(response)
    assert not parsed(response).xpath("//ul[@class='messagelist']//a")
