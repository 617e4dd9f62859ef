"""A forgotten password: a link by mail, worth little, that does not pass by the second factor."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from statements.models import User
from tests.cast import Cast
from tests.statements.people.conftest import Letters
from tests.statements.people.visitor import (
    NEW_PASSWORD,
    PASSWORD,
    SECOND_STEP,
    choose,
    is_in,
    link_in,
    log_in,
    set_up_phone,
    works,
)

FORGOTTEN = "/admin/forgotten/"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def forgotten(client: Client, email: str, committed: Any) -> None:
    """Ask for a new password."""
    with committed:
        client.post(FORGOTTEN, {"email": email})


# --- forgotten password ---------------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_by_a_link(
    client: Client, drafter: User, letters: Letters, committed: Any
) -> None:
    forgotten(client, "DRAFTER@newsroom.example", committed)
    letter = letters(1)[0]
    assert (letter.to, letter.subject) == (
        [drafter.email],
        "New password for the press desk of National Council",
    )
    assert choose(client, link_in(letter)).headers["Location"] == "/admin/"
    assert is_in(client)
    assert not is_in_after_login(drafter, PASSWORD)
    assert is_in_after_login(drafter, NEW_PASSWORD)


def is_in_after_login(person: User, password: str) -> bool:
    """Whether this password opens the desk in a fresh browser."""
    client = Client()
    log_in(client, person, password)
    return is_in(client)


def test_a_password_reset_keeps_the_second_factor(
    client: Client, drafter: User, letters: Letters, committed: Any, required: None
) -> None:
    phone, codes = set_up_phone(client, drafter)
    client.post("/admin/logout/")
    forgotten(client, drafter.email, committed)
    choose(client, link_in(letters(1)[0]))
    assert client.get("/admin/").headers["Location"].startswith(SECOND_STEP)
    client.post(SECOND_STEP, {"code": codes[5]})
    assert is_in(client)
    client.post("/admin/logout/")
    log_in(client, drafter, NEW_PASSWORD)
    client.post(SECOND_STEP, {"code": phone.code(1)})
    assert is_in(client)


def test_a_password_reset_ends_every_session(
    client: Client, drafter: User, letters: Letters, committed: Any
) -> None:
    log_in(client, drafter)
    forgotten(Client(), drafter.email, committed)
    choose(Client(), link_in(letters(1)[0]))
    assert not is_in(client)


def test_the_answer_is_the_same_for_an_address_nobody_has(
    client: Client, drafter: User, letters: Letters, committed: Any
) -> None:
    answers = []
    with committed:
        for email in (drafter.email, "nobody@newsroom.example"):
            answer = client.post(FORGOTTEN, {"email": email}, follow=True)
            answers.append((answer.redirect_chain, answer.content))
    assert answers[0] == answers[1]
    assert len(letters(1)) == 1


@pytest.fixture
def silent_server() -> Iterator[int]:
    """A mail server that takes the call and never says a word; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    """A port where nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def by_smtp(settings: Any, port: int) -> None:
    """Send through the server at this port."""
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 2


def test_the_answer_is_the_same_where_the_mail_server_fails(
    client: Client, drafter: User, committed: Any, settings: Any, closed_port: int
) -> None:
    by_smtp(settings, closed_port)
    with committed:
        answer = client.post(FORGOTTEN, {"email": drafter.email})
    assert answer.headers["Location"] == "/admin/forgotten/sent/"
    letters_end()


def test_a_mail_server_that_never_answers_delays_no_page(
    client: Client, drafter: User, committed: Any, settings: Any, silent_server: int
) -> None:
    by_smtp(settings, silent_server)
    begun = time.monotonic()
    with committed:
        client.post(FORGOTTEN, {"email": drafter.email})
    assert time.monotonic() - begun < 1.5
    letters_end()


def letters_end() -> None:
    """Wait for the letters that are on their way."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(10)


def test_nobody_s_mailbox_is_flooded_from_here(
    client: Client, drafter: User, letters: Letters, committed: Any
) -> None:
    with committed:
        for _time in range(12):
            assert client.post(FORGOTTEN, {"email": drafter.email}).status_code == 302
    assert len(letters(5)) == 5


def test_who_is_out_gets_no_link(client: Client, drafter: User, letters: Letters, committed: Any) -> None:
    User.objects.filter(pk=drafter.pk).update(is_active=False)
    forgotten(client, drafter.email, committed)
    assert not letters(0)


# --- what a link is worth -------------------------------------------------------------------------


@pytest.fixture
def link(client: Client, drafter: User, letters: Letters, committed: Any) -> str:
    """A fresh link to a new password."""
    forgotten(client, drafter.email, committed)
    return link_in(letters(1)[0])


def test_a_link_works_once(client: Client, drafter: User, link: str) -> None:
    assert works(link)
    choose(client, link)
    assert not works(link)


def test_a_link_to_a_new_password_works_for_an_hour(drafter: User, link: str) -> None:
    with time_machine.travel(time.time() + 59 * 60):
        assert works(link)
    with time_machine.travel(time.time() + 61 * 60):
        assert not works(link)


@pytest.mark.parametrize(
    "change", [{"password": "!x"}, {"email": "other@newsroom.example"}, {"is_active": False}]
)
def test_a_link_is_bound_to_the_account_as_it_was(drafter: User, link: str, change: dict[str, Any]) -> None:
    User.objects.filter(pk=drafter.pk).update(**change)
    assert not works(link)


def test_a_login_ends_the_links_made_before(client: Client, drafter: User, link: str) -> None:
    log_in(client, drafter)
    assert not works(link)


def test_a_link_of_one_kind_opens_no_page_of_another(link: str) -> None:
    assert "/new-password/" in link
    assert not works(link.replace("new-password", "welcome"))
    assert not works(link.replace("new-password", "let-in"))


def test_a_link_of_another_person_is_none(drafter: User, cast: Cast, link: str) -> None:
    token = link.rstrip("/").rpartition("/")[2]
    for garbage in ("Mg", "!!", "", "AAAA" * 30):
        assert Client().get(f"/admin/new-password/{garbage or 'x'}/{token}/").status_code == 200
        assert not works(f"/admin/new-password/{garbage or 'x'}/{token}/")


def test_the_secret_of_a_link_leaves_the_address_at_once(client: Client, link: str) -> None:
    answer = client.get(link)
    assert answer.headers["Location"].endswith("/set-password/")
    page = client.get(answer.headers["Location"])
    assert "no-store" in page.headers["Cache-Control"]


def test_a_short_password_is_refused_in_words(client: Client, link: str) -> None:
    page = choose(client, link, {"new_password1": "short", "new_password2": "short"})
    assert "at least 15 characters" in page.content.decode()
