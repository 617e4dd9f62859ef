"""The one place where a password is looked at: behind the throttle, one answer for every failure."""

from __future__ import annotations

import logging
import math
from datetime import timedelta
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from statements.models import User

from . import throttle
from .origin import address_of

log = logging.getLogger(__name__)
CLOSED = "closed"  # the code of the error that says: wait


class PasswordBackend(ModelBackend):
    """Django's own check, which takes the same time for a name nobody has, behind the throttle."""

    @sensitive_variables("password")
    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The person, or None. Raises `ValidationError` while the door is closed to this attempt.

        A caller without a request is no visitor (a command, a test's shortcut) and is not slowed down.
        """
        if username is None or password is None:
            return None
        if request and (wait := throttle.knock(request, username)):
            log.warning("too many attempts: %s from %s", _in_the_log(username), address_of(request))
            raise ValidationError(wait_words(wait), code=CLOSED)
        person = super().authenticate(request, username=username, password=password)
        if not isinstance(person, User):
            log.warning(
                "wrong password: %s from %s", _in_the_log(username), address_of(request) if request else ""
            )
            return None
        if request:
            throttle.come_in(request, username)
        return person


def _in_the_log(username: str) -> str:
    """A name as logs may hold it: what nobody is called may be a password typed into the wrong field."""
    return repr(username) if User.objects.filter(username=username).exists() else "a name nobody has"


def wait_words(wait: timedelta) -> str:
    """How long to wait, in a sentence."""
    seconds = math.ceil(wait.total_seconds())
    if seconds <= 90:
        return ngettext(
            "Too many wrong attempts. Wait %(count)d second, then try again.",
            "Too many wrong attempts. Wait %(count)d seconds, then try again.",
            seconds,
        ) % {"count": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "Too many wrong attempts. Wait %(count)d minute, then try again.",
        "Too many wrong attempts. Wait %(count)d minutes, then try again.",
        minutes,
    ) % {"count": minutes}
