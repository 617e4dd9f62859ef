"""The two ways to write a text, the editor and plain signs, and which a browser was last used with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

BUTTON = "_write_in"  # the name of the buttons that show what was typed in the other way
COOKIE = "writes_in"  # of the browser, not of the person: the one at the desk has a mouse, the phone has not
KEPT_FOR = 365 * 24 * 60 * 60  # seconds


class Way(StrEnum):
    """How a text is written."""

    EDITOR = "editor"
    PLAIN = "plain"


@dataclass(frozen=True)
class Choice:
    """The way a person asked for by a button just now, and the one they asked for last in this browser."""

    now: Way | None = None
    last: Way | None = None


def chosen(request: HttpRequest) -> Choice:
    """What the request says about the way to write."""
    return Choice(now=_way(request.POST.get(BUTTON)), last=_way(request.COOKIES.get(COOKIE)))


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the browser keep the way that was asked for, for the desk alone."""
    if way := chosen(request).now:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            COOKIE, way, KEPT_FOR, path=reverse("admin:index"), secure=secure, httponly=True, samesite="Lax"
        )
    return response


def _way(said: str | None) -> Way | None:
    return Way(said) if said in list(Way) else None
