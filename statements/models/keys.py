"""What lets a person in at the desk's door: recovery codes, sessions, and the attempts that failed."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin

from .people import User


class RecoveryCodes(ThrottlingMixin, Device):
    """A person's recovery codes: each opens the door once and is kept as a password is, as a salted hash.

    A code reads `3-k7qm2-xhp4t`; its first digit says which hash to compare, so that a try costs one hash.
    """

    HOW_MANY = 8
    LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another: 49 bits in ten of them

    user = models.OneToOneField(User, models.CASCADE, related_name="recovery_codes", verbose_name=_("person"))
    hashes = models.JSONField(default=list)  # in the order of the codes; empty where one was used

    class Meta:
        verbose_name = _("recovery codes")
        verbose_name_plural = _("recovery codes")

    def deal(self) -> list[str]:
        """Make new codes in place of all earlier ones, and save; nobody can read them a second time."""
        codes = [f"{place}{self._letters()}" for place in range(1, self.HOW_MANY + 1)]
        self.hashes = [make_password(code) for code in codes]
        self.throttle_reset(commit=True)
        return [f"{code[0]}-{code[1:6]}-{code[6:]}" for code in codes]

    def _letters(self) -> str:
        return "".join(secrets.choice(self.LETTERS) for _letter in range(10))

    @property
    def left(self) -> int:
        """How many have not been used."""
        return sum(map(bool, self.hashes))

    def get_throttle_factor(self) -> int:
        """Seconds to wait after the first wrong code; django-otp doubles them with each one more."""
        return 1

    def verify_token(self, token: str) -> bool:
        """Whether this is one of the unused codes; it is used up then. Call it with the row locked."""
        if not self.verify_is_allowed()[0]:
            return False
        place = int(token[0]) - 1 if token[:1] in set("12345678") else 0
        is_right = bool(self.hashes[place]) and check_password(token, self.hashes[place])
        if is_right:
            self.hashes[place] = ""
            self.throttle_reset(commit=True)
        else:
            self.throttle_increment(commit=True)
        return is_right


class DeskSession(AbstractBaseSession):
    """A browser that is logged in; `expire_date` holds the idle and the absolute limit at once."""

    person = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="sessions", verbose_name=_("person")
    )
    begun_at = models.DateTimeField(_("logged in"))
    seen_at = models.DateTimeField(_("last seen"))
    user_agent = models.CharField(max_length=200, blank=True)

    class Meta(AbstractBaseSession.Meta):
        ordering = ["-seen_at"]

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The store that keeps these, by its name: the data knows nothing of the desk."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class FailedAttempt(models.Model):
    """A wrong password: for whom, from where, when. Forgotten after an hour.

    `account` and `place` are hashes: people type passwords where names belong.
    """

    account = models.CharField(max_length=64)
    place = models.CharField(max_length=64)  # a browser known to the account, else the address
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("failed attempt")
        verbose_name_plural = _("failed attempts")
        indexes = [
            models.Index(fields=["account", "at"], name="attempt_account"),
            models.Index(fields=["address", "at"], name="attempt_address"),
            models.Index(fields=["at"], name="attempt_at"),
        ]

    def __str__(self) -> str:
        return f"{self.account[:8]} {self.at}"
