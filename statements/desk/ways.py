"""The two ways to write a text, the editor and plain signs, and which a browser was last used with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

BUTTON = "_write_in"  # the name of the buttons that show what was typed in the other way
IN_UNICODE = "_in_unicode"  # of the one that shows text typed for an old font in Unicode
COOKIE = "writes_in"  # of the browser, not of the person: the one at the desk has a mouse, the phone has not
KEPT_FOR = 365 * 24 * 60 * 60  # seconds


class Way(StrEnum):
    """How a text is written."""

    EDITOR = "editor"
    PLAIN = "plain"


@dataclass(frozen=True)
class Choice:
    """The way a person asked for by a button just now, and last in this browser; whether in Unicode."""

    now: Way | None = None
    last: Way | None = None
    in_unicode: bool = False

    @property
    def is_only_shown(self) -> bool:
        """Whether the form was sent to be shown again in another way, not to be saved."""
        return self.now is not None or self.in_unicode


def chosen(request: HttpRequest) -> Choice:
    """What the request says about the way to write."""
    now, last = request.POST.get(BUTTON), request.COOKIES.get(COOKIE)
    return Choice(now=_way(now), last=_way(last), in_unicode=IN_UNICODE in request.POST)


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
