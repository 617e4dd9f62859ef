"""Maintenance: everything can be read, nothing changed, nothing sent, and every page says so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from statements.models import Effect, Revision, User
from statements.outbox.waiting import may_be_sent
from statements.outsiders.links import make_preview
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, seen

SAID = "Maintenance is going on."


@pytest.fixture(autouse=True)
def switch(tmp_path: Path, settings: Settings) -> Path:
    """A switch of this test's own."""
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    return tmp_path / "maintenance"


def send(path: str, user: User | None = None, **typed: object) -> Any:
    """What a form sent to an address is answered."""
    client = Client()
    if user:
        client.force_login(user)
    return client.post(path, typed)


def turn(position: str, words: str = "") -> None:
    call_command("maintenance", position, words, verbosity=0)


@pytest.mark.parametrize("address", ["/", "/hi/", "/statements/", "/admin/", "/admin/login/", "/nothing/"])
def test_every_page_says_it_while_it_goes_on(address: str, cast: Cast, clock: Clock) -> None:
    user = None if "login" in address else cast.drafter
    turn("on", "Until about ten.")
    page = get(address, clock, user=user)
    assert page.status_code in (200, 404)
    assert "Until about ten." in seen(page)
    turn("off")
    assert "Until about ten." not in seen(get(address, clock, user=user))


def test_a_page_kept_by_a_reader_learns_of_it(cast: Cast, clock: Clock) -> None:
    page = get("/", clock)
    turn("on")
    again = get("/", clock, headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, SAID in seen(again)) == (200, True)


def test_a_form_sent_meanwhile_comes_back_with_what_was_typed(newsroom: Newsroom, clock: Clock) -> None:
    draft = newsroom.draft()
    turn("on")
    change = f"/admin/statements/statement/{draft.pk}/change/"
    answer = send(change, newsroom.cast.drafter, headline="Never to be lost", lock_version=0)
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert "Never to be lost" in answer.content.decode()
    assert Revision.objects.filter(statement=draft).count() == 1


def test_an_outsider_is_told_in_a_sentence(newsroom: Newsroom, clock: Clock) -> None:
    link = make_preview(
        newsroom.draft(), by=newsroom.cast.drafter, label="A lawyer", lasts=timedelta(days=1), clock=clock
    )
    turn("on")
    answer = send(f"/preview/{link.token}/")
    assert answer.status_code == 503
    assert "nothing can be changed" in seen(answer)
    assert get(f"/preview/{link.token}/", clock).status_code == 200


def test_what_is_due_comes_out_meanwhile(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Due now", public_from=clock.now + timedelta(hours=1))
    turn("on")
    clock.pass_(hours=2)
    assert "Due now" in seen(get("/", clock))


def test_messages_wait(newsroom: Newsroom, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example"
    newsroom.in_review()
    turn("on")
    assert not may_be_sent()
    assert Effect.objects.get().state == Effect.State.DUE
    turn("off")
    assert may_be_sent()


def test_nobody_logs_in_meanwhile(cast: Cast) -> None:
    turn("on")
    answer = send("/admin/login/", username="drafter", password="a secret of mine")
    assert answer.status_code == 503
    assert b"a secret of mine" not in answer.content
    assert b"<textarea" not in answer.content
