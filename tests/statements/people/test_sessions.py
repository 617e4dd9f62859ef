"""Sessions: an idle and an absolute limit, ended elsewhere by a new password, at once for the deactivated."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from statements.models import DeskSession, User
from statements.people import record
from statements.people.sessions import browser_words
from tests.cast import Cast
from tests.statements.people.conftest import Letters
from tests.statements.people.visitor import NEW_PASSWORD, PASSWORD, is_in, log_in, with_password

MORNING = "2026-03-12T03:30:00Z"
BY_SCRIPT = {"Sec-Fetch-Dest": "empty"}
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"


def test_two_hours_without_a_sign_of_life_end_a_session(client: Client, drafter: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        log_in(client, drafter)
        for _look in range(3):
            clock.shift(timedelta(minutes=119))
            assert is_in(client)
        clock.shift(timedelta(minutes=121))
        assert not is_in(client)


def test_twelve_hours_end_a_session_whatever_is_done_in_it(client: Client, drafter: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        log_in(client, drafter)
        for _hour in range(11):
            clock.shift(timedelta(hours=1))
            assert is_in(client)
            client.post("/admin/account/", {"language": "en", "time_zone": ""})  # writes into the session
        clock.shift(timedelta(minutes=61))
        assert not is_in(client)


def test_a_script_that_looks_for_news_keeps_nobody_logged_in(client: Client, drafter: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        log_in(client, drafter)
        for _look in range(5):
            clock.shift(timedelta(minutes=25))
            client.get("/admin/jsi18n/", headers=BY_SCRIPT)
        assert not is_in(client)


def test_what_a_script_saves_is_a_sign_of_life(client: Client, drafter: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        log_in(client, drafter)
        for _save in range(5):
            clock.shift(timedelta(minutes=25))
            client.post("/admin/account/", {"language": "en", "time_zone": ""}, headers=BY_SCRIPT)
        assert is_in(client)


def test_the_login_says_that_the_session_has_ended_and_leads_back(client: Client, drafter: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        log_in(client, drafter)
        clock.shift(timedelta(hours=3))
        login = client.get("/admin/account/", follow=True)
        assert "Your session has ended." in login.content.decode()
        assert login.redirect_chain[-1][0] == "/admin/login/?next=/admin/account/"
    assert "Your session has ended." not in Client().get("/admin/account/", follow=True).content.decode()


def test_reading_writes_into_the_database_once_a_minute_at_most(
    client: Client, drafter: User, django_assert_num_queries: Any
) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        log_in(client, drafter)
        assert is_in(client)
        seen = DeskSession.objects.get().seen_at
        clock.shift(59)
        assert is_in(client)
        assert DeskSession.objects.get().seen_at == seen
        clock.shift(1)
        assert is_in(client)
        assert DeskSession.objects.get().seen_at == seen + timedelta(minutes=1)


def test_ended_sessions_are_cleared_away_at_the_next_login(client: Client, drafter: User) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        log_in(client, drafter)
        clock.shift(timedelta(hours=3))
        log_in(Client(), drafter)
        assert DeskSession.objects.count() == 1


# --- ended by other things ------------------------------------------------------------------------


def test_a_deactivated_person_is_out_with_the_next_click(client: Client, drafter: User) -> None:
    log_in(client, drafter)
    User.objects.filter(pk=drafter.pk).update(is_active=False)
    assert not is_in(client)


def test_a_new_password_ends_every_other_session_and_is_told_by_mail(
    client: Client, drafter: User, letters: Letters, committed: Any
) -> None:
    elsewhere = Client()
    for browser in (client, elsewhere):
        log_in(browser, drafter)
    typed = {"password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    with committed:
        assert client.post("/admin/password_change/", typed).headers["Location"] == "/admin/account/"
    assert is_in(client)
    assert not is_in(elsewhere)
    assert DeskSession.objects.filter(person=drafter).count() == 1
    assert [step.verb for step in record.steps_of(drafter)] == ["password_set"]
    assert letters(1)[0].subject == "Your account at the press desk: Password set"


def test_the_password_is_changed_only_by_who_knows_it(client: Client, drafter: User) -> None:
    log_in(client, drafter)
    typed = {"password": "a guess", "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    page = client.post("/admin/password_change/", typed)
    assert page.status_code == 422
    assert "This is not your password." in page.content.decode()
    for _guess in range(4):
        client.post("/admin/password_change/", typed)
    assert "Too many wrong attempts." in client.post("/admin/password_change/", typed).content.decode()


def test_a_person_sees_and_ends_their_other_sessions(client: Client, drafter: User, cast: Cast) -> None:
    log_in(Client(), with_password(cast.reviewer))
    elsewhere = Client(headers={"User-Agent": FIREFOX})
    log_in(elsewhere, drafter)
    log_in(client, drafter)
    page = client.get("/admin/account/").content.decode()
    assert "Firefox, Android" in page
    assert page.count("<li>\n            <strong>") == 2
    client.post("/admin/account/sessions/end/")
    assert is_in(client)
    assert not is_in(elsewhere)
    assert DeskSession.objects.filter(person=cast.reviewer).count() == 1


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36", "Chrome, Linux"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_as_its_owner_would(user_agent: str, words: str) -> None:
    assert browser_words(user_agent) == words
