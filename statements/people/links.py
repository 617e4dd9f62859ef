"""Links that let a person set a password: invitation, forgotten password, let in from the server.

A link works once and for a set time, as Django's own do: it is bound to the password, the last login, the
address and the activity of the account, and any of them changing ends it. None of them passes by the second
factor; only `LET_IN`, which takes access to the server to make, takes a lost one away.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from statements.models import User


class Link(PasswordResetTokenGenerator):
    """One kind of link: the name of its page and how long it works."""

    def __init__(self, page: str, lasts: timedelta) -> None:
        super().__init__()
        self.page, self.lasts = page, lasts
        self.key_salt = f"statements.people.links.{page}"

    def path(self, person: User) -> str:
        """Where the link leads, without the host."""
        key = urlsafe_base64_encode(force_bytes(person.pk))
        return reverse(f"admin:{self.page}", args=[key, self.make_token(person)])

    def check_token(self, user: Any, token: str | None) -> bool:
        """Whether the token was made for this account as it is now, and not too long ago."""
        if not super().check_token(user, token) or not token:
            return False
        made_at = datetime(2001, 1, 1) + timedelta(seconds=base36_to_int(token.partition("-")[0]))  # noqa: DTZ001
        return self._now() - made_at <= self.lasts

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"


INVITATION = Link("invitation", timedelta(days=3))
NEW_PASSWORD = Link("new_password", timedelta(hours=1))
LET_IN = Link("let_in", timedelta(hours=1))
