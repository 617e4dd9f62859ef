"""The login: one answer to every wrong one, slower after several, and no lock that somebody else can turn."""

from __future__ import annotations

import re
import threading
import time
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from statements.models import FailedAttempt, User
from tests.cast import Cast
from tests.statements.people.visitor import PASSWORD, is_in, log_in, with_password

HERE, THERE = "203.0.113.5", "198.51.100.7"
NOON = "2026-03-12T06:30:00Z"


def fail(client: Client, person: User | str, times: int = 5, address: str = HERE, **asked: Any) -> None:
    """Type wrong passwords."""
    for _time in range(times):
        log_in(client, person, "not the password", REMOTE_ADDR=address, **asked)


def test_the_right_password_lets_in_and_leads_back_to_the_page(client: Client, drafter: User) -> None:
    asked = client.get("/admin/statements/statement/?state=draft")
    assert asked.headers["Location"] == "/admin/login/?next=/admin/statements/statement/%3Fstate%3Ddraft"
    answer = log_in(client, drafter, next="/admin/statements/statement/?state=draft")
    assert answer.headers["Location"] == "/admin/statements/statement/?state=draft"
    assert is_in(client)


def test_the_login_leads_to_no_page_of_somebody_else(client: Client, drafter: User) -> None:
    assert log_in(client, drafter, next="https://elsewhere.example/").headers["Location"] == "/admin/"


def test_the_session_has_another_key_after_the_login(client: Client, drafter: User) -> None:
    client.get("/admin/forgotten/")
    client.session.save()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    log_in(client, drafter)
    assert client.session.session_key != session.session_key
    assert not type(session)(session.session_key).load()


def test_logout_is_by_post_only(client: Client, drafter: User) -> None:
    log_in(client, drafter)
    assert client.get("/admin/logout/").status_code == 405
    assert is_in(client)
    key = client.session.session_key
    assert client.post("/admin/logout/").headers["Location"] == "/admin/login/"
    assert not is_in(client)
    client.cookies["sessionid"] = str(key)
    assert not is_in(client)


# --- the same answer ------------------------------------------------------------------------------


@pytest.fixture
def strangers(cast: Cast, settings: Any) -> list[str]:
    """Names that get in nowhere with PASSWORD: unknown, another password, deactivated, invited, no staff."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with_password(cast.reviewer, "another password")
    User.objects.filter(pk=with_password(cast.publisher).pk).update(is_active=False)
    cast.colleague.set_unusable_password()
    cast.colleague.save()
    User.objects.filter(pk=with_password(cast.staff).pk).update(is_staff=False)
    return ["nobody", "reviewer", "publisher", "colleague", "staff"]


def test_every_wrong_login_gets_the_same_answer(strangers: list[str]) -> None:
    answers = set()
    for name in strangers:
        page = log_in(Client(), name)
        shown = page.content.decode().replace(f'value="{name}"', "NAME")
        answers.add((page.status_code, re.sub(r'"[A-Za-z0-9]{64}"', "TOKEN", shown)))
        FailedAttempt.objects.all().delete()
    assert len(answers) == 1


def test_every_wrong_login_takes_the_same_time(strangers: list[str]) -> None:
    taken: dict[str, float] = dict.fromkeys(strangers, 99)
    for _turn in range(4):  # this process's own time, and the best of each: other work does not count
        for name in strangers:
            begun = time.process_time()
            log_in(Client(), name)
            taken[name] = min(taken[name], time.process_time() - begun)
            FailedAttempt.objects.all().delete()
    assert max(taken.values()) <= min(taken.values()) * 1.2, taken


# --- slower after several -------------------------------------------------------------------------


def test_after_five_wrong_passwords_even_the_right_one_waits(client: Client, drafter: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(client, drafter)
        refused = log_in(client, drafter, REMOTE_ADDR=HERE)
        assert refused.status_code == 429
        assert "Wait 15 seconds, then try again." in refused.content.decode()
        clock.shift(16)
        assert log_in(client, drafter, REMOTE_ADDR=HERE).status_code == 302


def test_each_further_wrong_password_doubles_the_wait_up_to_a_quarter_of_an_hour(
    client: Client, drafter: User
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(client, drafter, times=4)
        for seconds in (15, 30, 60, 120, 240, 480, 900, 900):
            fail(client, drafter, times=1)
            clock.shift(seconds - 1)
            assert log_in(client, drafter, REMOTE_ADDR=HERE).status_code == 429
            clock.shift(1)
        assert log_in(client, drafter, REMOTE_ADDR=HERE).status_code == 302


def test_a_refused_attempt_makes_nobody_wait_longer(client: Client, drafter: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(client, drafter, times=60)
        clock.shift(16)
        assert log_in(client, drafter, REMOTE_ADDR=HERE).status_code == 302


def test_a_name_nobody_has_is_slowed_down_alike(client: Client, db: None) -> None:
    fail(client, "nobody")
    assert log_in(client, "nobody", REMOTE_ADDR=HERE).status_code == 429


def test_ways_of_writing_one_name_count_together(client: Client, drafter: User) -> None:
    for name in ("drafter", "DRAFTER", "Drafter", " drafter", "dRafter"):
        fail(client, name, times=1)
    assert log_in(client, drafter, REMOTE_ADDR=HERE).status_code == 429


def test_other_people_behind_the_same_address_still_get_in(client: Client, drafter: User, cast: Cast) -> None:
    fail(client, drafter, times=10)
    assert log_in(Client(), with_password(cast.reviewer), REMOTE_ADDR=HERE).status_code == 302


def test_one_address_may_not_try_one_password_on_many_accounts(client: Client, drafter: User) -> None:
    for number in range(20):
        fail(client, f"somebody{number}", times=1)
    assert log_in(client, drafter, REMOTE_ADDR=HERE).status_code == 429
    assert log_in(Client(), drafter, REMOTE_ADDR=THERE).status_code == 302


def test_of_an_ipv6_address_the_network_counts(client: Client, drafter: User) -> None:
    for number in range(5):
        fail(client, drafter, times=1, address=f"2001:db8:1:2::{number}")
    assert log_in(client, drafter, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
    assert log_in(client, drafter, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_the_failures_of_others_elsewhere_do_not_keep_the_owner_out(client: Client, drafter: User) -> None:
    fail(Client(), drafter, times=60)
    assert log_in(client, drafter, REMOTE_ADDR=THERE).status_code == 302


def test_many_addresses_at_one_account_close_it_to_strangers_for_half_a_minute_at_most(drafter: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(200):
            fail(Client(), drafter, times=1, address=f"203.0.113.{number}")
        assert log_in(Client(), drafter, REMOTE_ADDR=THERE).status_code == 429
        clock.shift(31)
        assert log_in(Client(), drafter, REMOTE_ADDR=THERE).status_code == 302


def test_a_browser_the_account_came_in_from_is_never_closed_by_strangers(
    client: Client, drafter: User
) -> None:
    log_in(client, drafter, REMOTE_ADDR=HERE)
    assert is_in(client)
    client.post("/admin/logout/")
    with time_machine.travel(NOON, tick=False):
        for number in range(30):
            fail(Client(), drafter, times=1, address=f"198.51.100.{number}")
        fail(Client(), "somebody else", times=30)
        assert log_in(client, drafter, REMOTE_ADDR=HERE).status_code == 302


def test_a_known_browser_is_slowed_down_by_its_own_failures(client: Client, drafter: User) -> None:
    log_in(client, drafter, REMOTE_ADDR=HERE)
    assert is_in(client)
    client.post("/admin/logout/")
    fail(client, drafter)
    assert log_in(client, drafter, REMOTE_ADDR=THERE).status_code == 429


def test_the_cookie_of_a_known_browser_cannot_be_made_up(client: Client, drafter: User) -> None:
    client.cookies["known_browser"] = '["0", ["drafter"]]:1:forged'
    fail(client, drafter)
    assert log_in(client, drafter, REMOTE_ADDR=HERE).status_code == 429


def test_public_pages_get_no_cookie_of_the_desk(client: Client, drafter: User) -> None:
    log_in(client, drafter)
    assert is_in(client)
    cookie = client.cookies["known_browser"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
    assert not client.get("/").cookies
    assert "Cookie" not in client.get("/").headers.get("Vary", "")


def test_after_an_hour_failures_are_forgotten(client: Client, drafter: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(client, drafter)
        clock.shift(3601)
        fail(client, "nobody", times=1)
        assert FailedAttempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_wrong_passwords_at_once_count_as_twenty(cast: Cast) -> None:
    person = with_password(cast.drafter)
    looked_at: list[int] = []

    def guess() -> None:
        answer = log_in(Client(), person, "not the password", REMOTE_ADDR=HERE)
        looked_at.append(answer.status_code)
        connection.close()

    guesses = [threading.Thread(target=guess) for _guess in range(20)]
    for thread in guesses:
        thread.start()
    for thread in guesses:
        thread.join()
    assert looked_at.count(200) <= 5
    assert len(looked_at) == 20


# --- where somebody comes from --------------------------------------------------------------------


def test_a_forged_x_forwarded_for_changes_nothing(client: Client, drafter: User) -> None:
    for number in range(5):
        fail(client, drafter, times=1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    refused = log_in(client, drafter, REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR="192.0.2.77")
    assert refused.status_code == 429


def test_behind_a_trusted_proxy_the_address_it_saw_counts(
    client: Client, drafter: User, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.2"]
    behind = {"address": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"192.0.2.1, {HERE}, 10.0.0.2"}
    fail(client, drafter, **behind)  # type: ignore[arg-type]
    forged = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"192.0.2.99, {HERE}"}
    assert log_in(client, drafter, **forged).status_code == 429
    other = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": THERE}
    assert log_in(client, drafter, **other).status_code == 302


@pytest.mark.parametrize("header", ["", "not an address", "203.0.113.5:80", ",,,", "\x00"])
def test_what_a_proxy_says_may_be_anything(client: Client, drafter: User, settings: Any, header: str) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    asked = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": header}
    assert log_in(client, drafter, PASSWORD, **asked).status_code == 302
