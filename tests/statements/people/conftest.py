"""What the tests of the door share: a drafter with a password, letters that arrive."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.mail import EmailMessage

from statements.models import User
from tests.cast import Cast
from tests.statements.people.visitor import with_password

Letters = Callable[[int], list[EmailMessage]]


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    """Passwords are typed by the hundred here; how long a real hash takes is asked where it matters."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture
def drafter(cast: Cast) -> User:
    """The drafter, with a password and an address."""
    cast.drafter.email = "drafter@newsroom.example"
    return with_password(cast.drafter)


@pytest.fixture
def required(settings: Any) -> None:
    """The second factor is required, as in production."""
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def committed(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> AbstractContextManager[Any]:
    """What happens in it is committed: letters go out after it."""
    return django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def letters(mailoutbox: list[EmailMessage]) -> Letters:
    """Waits until so many letters have arrived, since they travel beside the request; returns them all."""

    def arrived(count: int) -> list[EmailMessage]:
        deadline = time.monotonic() + 10
        while len(mailoutbox) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(mailoutbox) == count, [mail.subject for mail in mailoutbox]
        return mailoutbox

    return arrived
