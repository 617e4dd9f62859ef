"""A walk of the desk's whole URL configuration: without the second factor every address leads to it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import resolve

from statements.models import User
from tests.cast import Cast
from tests.desk_addresses import desk_patterns
from tests.statements.people.visitor import FIRST_PHONE, SECOND_STEP, is_in, log_in, set_up_phone

# The pages that somebody without the second factor may see, and no other of the desk.
DOOR = {
    "second-step/",
    "second-step/phone/",
    "second-step/leave/",
    "forgotten/",
    "forgotten/sent/",
    "welcome/<uidb64>/<token>/",
    "new-password/<uidb64>/<token>/",
    "let-in/<uidb64>/<token>/",
    "enter/<str:username>/",
}
IN_PLACE_OF = {"verb": "approve", "app_label": "statements", "url": "nowhere"}


def example(pattern: str) -> str:
    """An address that a pattern matches."""
    filled = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: IN_PLACE_OF.get(found[1], "1"), pattern)
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: IN_PLACE_OF.get(found[1], "1"), filled)
    return "/admin/" + filled.replace("^", "").replace("$", "").replace("\\Z", "")


ADDRESSES = [pattern for pattern, _entry in desk_patterns() if pattern not in DOOR]


def test_the_walk_sees_the_whole_desk() -> None:
    assert {"jsi18n/", "autocomplete/", "password_change/", "account/", "login/", "logout/"} <= set(ADDRESSES)
    assert len(ADDRESSES) > 40
    for pattern in ADDRESSES:
        assert resolve(example(pattern)).route == "admin/" + pattern.removeprefix("^")


def test_the_pages_of_the_door_are_these_and_no_others() -> None:
    marked = {
        pattern for pattern, entry in desk_patterns() if getattr(entry.callback, "is_of_the_door", False)
    }
    assert marked == DOOR


@pytest.mark.parametrize("pattern", ADDRESSES)
def test_without_the_second_factor_every_address_of_the_desk_leads_to_its_enrolment(
    client: Client, cast: Cast, required: None, pattern: str
) -> None:
    for person in (cast.drafter, cast.administrator, cast.superuser):
        client.force_login(person)
        answer = client.get(example(pattern))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(f"{FIRST_PHONE}?next="), pattern


@pytest.mark.parametrize("pattern", ADDRESSES)
def test_without_the_second_factor_nothing_is_sent_to_any_address_of_the_desk(
    client: Client, cast: Cast, required: None, pattern: str
) -> None:
    client.force_login(cast.superuser)
    answer = client.post(example(pattern), {"headline": "Typed before the phone was lost"})
    if pattern in {"login/", "logout/"}:
        assert not is_in(client)
        return
    assert answer.status_code == 403
    assert "Typed before the phone was lost" in answer.content.decode()


def test_whoever_has_a_phone_is_asked_for_its_code_everywhere(
    client: Client, drafter: User, required: None
) -> None:
    set_up_phone(client, drafter)
    client.post("/admin/logout/")
    log_in(client, drafter)
    for pattern in ADDRESSES:
        assert client.get(example(pattern)).headers["Location"].startswith(f"{SECOND_STEP}?next=")
    assert client.get(FIRST_PHONE).headers["Location"].startswith(SECOND_STEP)


def test_at_the_door_one_is_nobody_elsewhere(client: Client, cast: Cast, required: None) -> None:
    client.force_login(cast.superuser)
    assert "Log in as somebody else" in client.get(FIRST_PHONE).content.decode()
    assert client.post("/admin/second-step/leave/").headers["Location"] == "/admin/login/"
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
