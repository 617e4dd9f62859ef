"""The second factor: who owes it sees its pages only; a code counts once, briefly, and not by guessing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from django_otp.plugins.otp_totp.models import TOTPDevice

from statements.models import RecoveryCodes, User
from statements.people import record
from statements.qr import QUIET, squares
from tests.cast import Cast
from tests.statements.people.conftest import Letters
from tests.statements.people.visitor import (
    CODE,
    FIRST_PHONE,
    PASSWORD,
    SECOND_STEP,
    SECRET,
    Phone,
    is_in,
    log_in,
    set_up_phone,
    with_password,
)

# --- enrolment ------------------------------------------------------------------------------------


def test_enrolment_shows_secret_and_picture_and_leads_on(
    client: Client, drafter: User, required: None
) -> None:
    log_in(client, drafter)
    page = client.get(f"{FIRST_PHONE}?next=/admin/statements/statement/").content.decode()
    assert '<svg class="qr"' in page
    assert "otpauth://totp/" in page
    _phone, codes = set_up_phone(client, drafter)
    assert len(set(codes)) == 8
    assert is_in(client)


def test_the_picture_has_its_three_corners_and_a_quiet_margin() -> None:
    picture = squares("otpauth://totp/Desk:drafter?secret=GEZDGNBVGY3TQOJQ&issuer=Desk")
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", picture.path)}
    far = picture.side - QUIET - 7
    ring = {(x, y) for x in range(7) for y in range(7) if x in {0, 6} or y in {0, 6}}
    for across, down in ((QUIET, QUIET), (far, QUIET), (QUIET, far)):
        assert {(across + x, down + y) for x, y in ring} <= dark
    assert all(QUIET <= at < picture.side - QUIET for square in dark for at in square)


def test_a_wrong_first_code_sets_nothing_up(client: Client, drafter: User, required: None) -> None:
    log_in(client, drafter)
    client.get(FIRST_PHONE)
    assert client.post(FIRST_PHONE, {"code": "000000"}).status_code == 422
    assert not TOTPDevice.objects.exists()
    assert not is_in(client)


def test_the_session_has_another_key_after_the_second_step(
    client: Client, drafter: User, required: None
) -> None:
    log_in(client, drafter)
    before = client.session.session_key
    set_up_phone(client, drafter)
    assert client.session.session_key != before


def test_where_it_is_not_required_whoever_set_it_up_is_asked_all_the_same(
    client: Client, drafter: User
) -> None:
    log_in(client, drafter)
    assert is_in(client)
    phone = Phone(SECRET.findall(client.get("/admin/account/phone/").content.decode())[0])
    client.post("/admin/account/phone/", {"code": phone.code(), "password": PASSWORD})
    assert is_in(client)
    client.post("/admin/logout/")
    log_in(client, drafter)
    assert not is_in(client)


# --- codes of the phone ---------------------------------------------------------------------------


@pytest.fixture
def phone(client: Client, drafter: User, required: None) -> Phone:
    """The drafter's phone; their first code was one of the past."""
    made, _codes = set_up_phone(client, drafter)
    client.post("/admin/logout/")
    return made


def step(client: Client, drafter: User, code: str) -> bool:
    """Log in and type a code; whether it lets in."""
    log_in(client, drafter)
    client.post(SECOND_STEP, {"code": code})
    return is_in(client)


def test_a_code_counts_once(client: Client, drafter: User, phone: Phone) -> None:
    with time_machine.travel("2030-01-01T12:00:10Z", tick=False):
        code = phone.code()
        assert step(client, drafter, code)
        assert not step(Client(), drafter, code)


@pytest.mark.parametrize(("steps", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_counts_one_step_of_thirty_seconds_to_either_side(
    client: Client, drafter: User, phone: Phone, steps: int, counts: bool
) -> None:
    with time_machine.travel("2030-01-01T12:00:10Z", tick=False):
        assert step(client, drafter, phone.code(steps)) is counts


def test_the_step_to_either_side_does_not_wander(client: Client, drafter: User, phone: Phone) -> None:
    for minute in range(3):
        with time_machine.travel(f"2030-01-01T12:0{minute}:10Z", tick=False):
            assert step(client, drafter, phone.code(1))
            client.post("/admin/logout/")
    with time_machine.travel("2030-01-01T12:10:10Z", tick=False):
        assert not step(client, drafter, phone.code(2))


def test_the_code_may_be_typed_with_blanks(client: Client, drafter: User, phone: Phone) -> None:
    code = phone.code(1)
    assert step(client, drafter, f" {code[:3]} {code[3:]} ")


def test_five_wrong_codes_make_even_the_right_one_wait(client: Client, drafter: User, phone: Phone) -> None:
    with time_machine.travel("2030-01-01T12:00:00Z", tick=False) as clock:
        log_in(client, drafter)
        for tried in range(5):
            assert client.post(SECOND_STEP, {"code": "000000"}).status_code == 422
            clock.shift(2**tried)
        client.post(SECOND_STEP, {"code": "000000"})
        refused = client.post(SECOND_STEP, {"code": phone.code()})
        assert "Too many wrong attempts. Wait 32 seconds" in refused.content.decode()
        clock.shift(33)
        assert step(client, drafter, phone.code())


@pytest.mark.parametrize(
    "code", ["", "12345", "abcdef", "१२३४५६", "\x00\x00", "9" * 40, "6-\u00b2\u00b2\u00b2"]
)
def test_a_code_may_be_anything(client: Client, drafter: User, phone: Phone, code: str) -> None:
    log_in(client, drafter)
    assert client.post(SECOND_STEP, {"code": code}).status_code == 422


# --- recovery codes -------------------------------------------------------------------------------


def test_a_recovery_code_lets_in_once_and_says_how_many_are_left(
    client: Client, drafter: User, required: None
) -> None:
    _phone, codes = set_up_phone(client, drafter)
    client.post("/admin/logout/")
    assert step(client, drafter, codes[3].upper().replace("-", " "))
    assert not step(Client(), drafter, codes[3])
    assert record.steps_of(drafter).filter(verb="code_used").count() == 1
    assert drafter.recovery_codes.left == 7


def test_the_page_after_a_recovery_code_says_how_to_get_a_new_phone(
    client: Client, drafter: User, required: None
) -> None:
    _phone, codes = set_up_phone(client, drafter)
    client.post("/admin/logout/")
    log_in(client, drafter)
    page = client.post(SECOND_STEP, {"code": codes[0]}, follow=True).content.decode()
    assert "7 are left" in page


def test_recovery_codes_are_kept_as_salted_hashes(
    client: Client, drafter: User, required: None, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    _phone, codes = set_up_phone(client, with_password(drafter))
    kept = json.dumps(RecoveryCodes.objects.get().hashes)
    assert kept.count("argon2$") == 8
    assert not any(code.replace("-", "") in kept or code[2:] in kept for code in codes)


def test_guessing_recovery_codes_is_slowed_down(client: Client, drafter: User, required: None) -> None:
    _phone, codes = set_up_phone(client, drafter)
    client.post("/admin/logout/")
    log_in(client, drafter)
    assert client.post(SECOND_STEP, {"code": "3-aaaaa-aaaaa"}).status_code == 422
    refused = client.post(SECOND_STEP, {"code": codes[0]})
    assert "Too many wrong attempts" in refused.content.decode()


def test_new_recovery_codes_end_the_earlier_ones_and_ask_for_the_password(
    client: Client, drafter: User, required: None
) -> None:
    _phone, old = set_up_phone(client, drafter)
    assert client.post("/admin/account/codes/", {"password": "a guess"}).status_code == 422
    page = client.post("/admin/account/codes/", {"password": PASSWORD}).content.decode()
    new = CODE.findall(page)
    client.post("/admin/logout/")
    assert not step(client, drafter, old[1])
    with time_machine.travel("2030-01-01T12:00:10Z", tick=False):
        assert step(client, drafter, new[2])


def test_another_phone_takes_the_place_of_the_first_and_ends_other_sessions(
    client: Client, drafter: User, required: None, letters: Letters, committed: Any
) -> None:
    first, _codes = set_up_phone(client, drafter)
    elsewhere = Client()
    with time_machine.travel("2030-01-01T12:00:10Z", tick=False):
        assert step(elsewhere, drafter, first.code())
        assert step(client, drafter, first.code(1))
        second = Phone(SECRET.findall(client.get("/admin/account/phone/").content.decode())[0])
        wrong = {"code": second.code(), "password": "a guess"}
        assert client.post("/admin/account/phone/", wrong).status_code == 422
        with committed:
            page = client.post("/admin/account/phone/", {"code": second.code(), "password": PASSWORD})
        assert "Your recovery codes" in page.content.decode()
        assert is_in(client)
        assert not is_in(elsewhere)
        assert not step(Client(), drafter, first.code(1))
    assert "Second factor set up" in letters(1)[0].subject


# --- the trial's side door ------------------------------------------------------------------------


def test_the_side_door_counts_as_verified_in_a_trial_and_nowhere_else(cast: Cast, required: None) -> None:
    client = Client(HTTP_HOST="127.0.0.1:8000")
    with override_settings(TRY_OUT=True):
        client.post("/admin/enter/drafter/")
        assert is_in(client)
        assert client.get("/admin/", REMOTE_ADDR="203.0.113.9").status_code == 302
    assert client.get("/admin/").headers["Location"].startswith(FIRST_PHONE)
