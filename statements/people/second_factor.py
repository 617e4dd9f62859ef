"""The second factor: a phone that shows codes (TOTP), recovery codes on paper, and who has to have them."""

from __future__ import annotations

from base64 import b32encode
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

import django_otp
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from statements.models import RecoveryCodes, User

from . import record, sessions
from .record import Deed

DIGITS = 6


class WrongCode(Exception):
    """The code is not right, or was used before. Nothing was changed but the count of tries."""


class Closed(Exception):
    """Too many wrong codes; `wait` says how long none is looked at."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


def is_owed_by(person: User) -> bool:
    """Whether this person comes in with a second factor only: whoever has set one up does in any case."""
    return settings.REQUIRE_SECOND_FACTOR or phone_of(person) is not None


def phone_of(person: User) -> TOTPDevice | None:
    """The phone this person has set up."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).first()


def codes_left(person: User) -> int:
    """How many recovery codes this person has not used."""
    codes = RecoveryCodes.objects.filter(user=person).first()
    return codes.left if codes else 0


# --- setting it up --------------------------------------------------------------------------------


def new_key() -> str:
    """A secret for a phone to be set up, in hexadecimal."""
    return str(default_key())


def key_words(key: str) -> str:
    """The secret as it is typed into an app: base 32, in groups of four."""
    text = b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def key_address(key: str, person: User, issuer: str) -> str:
    """The secret as an `otpauth:` address, which apps read from the picture."""
    issuer = issuer.replace(":", " ")
    label = quote(f"{issuer}:{person.get_username()}")
    asked = urlencode({"secret": key_words(key).replace(" ", ""), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{label}?{asked}"


def set_up(person: User, key: str, code: str) -> tuple[TOTPDevice, list[str]]:
    """Make the phone that shows `code` this person's only one; returns it and new recovery codes.

    Raises `WrongCode`; then everything stays as it was.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        TOTPDevice.objects.filter(user=person).delete()
        phone = TOTPDevice.objects.create(user=person, key=key, name="phone", digits=DIGITS, tolerance=1)
        if not phone.verify_token(_plain(code)):
            raise WrongCode
        dealt = RecoveryCodes.objects.get_or_create(user=person)[0].deal()
        record.write(Deed.PHONE_SET_UP, person, by=person)
    return phone, dealt


def deal_codes(person: User) -> list[str]:
    """New recovery codes in place of the earlier ones."""
    with transaction.atomic():
        dealt: list[str] = RecoveryCodes.objects.get_or_create(user=person)[0].deal()
        record.write(Deed.CODES_DEALT, person, by=person)
    return dealt


# --- showing it -----------------------------------------------------------------------------------


def show(person: User, code: str) -> Device:
    """The device that accepts this code, the phone or the recovery codes; no code is accepted twice.

    Raises `WrongCode`, and `Closed` after several of them.
    """
    typed = _plain(code)
    device = phone_of(person) if len(typed) == DIGITS else RecoveryCodes.objects.filter(user=person).first()
    if device is None:
        raise WrongCode
    is_open, why = device.verify_is_allowed()
    if not is_open:
        raise Closed(_until(why["locked_until"]))
    with transaction.atomic():
        shown = django_otp.verify_token(person, device.persistent_id, typed)
        if isinstance(shown, RecoveryCodes):
            record.write(Deed.CODE_USED, person, by=person)
    if shown is None:
        raise WrongCode
    return shown


def reset(person: User, by: User, note: str) -> None:
    """Take phone and recovery codes away, because they are lost; every session ends.

    The person sets them up anew at the next login.
    """
    with transaction.atomic():
        forget(person)
        record.write(Deed.SECOND_FACTOR_RESET, person, by=by, note=note)


def forget(person: User) -> None:
    """Delete phone and recovery codes, and end every session."""
    TOTPDevice.objects.filter(user=person).delete()
    RecoveryCodes.objects.filter(user=person).delete()
    sessions.end(person)


def _plain(code: str) -> str:
    """A code as typed, without the blanks and dashes people read it out with."""
    return "".join(letter for letter in code.casefold() if letter.isalnum())


def _until(moment: datetime) -> timedelta:
    return max(moment - timezone.now(), timedelta(seconds=1))
