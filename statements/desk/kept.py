"""What was typed is shown again where it is not saved: the session ended, the page is gone, the disk full."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.db import Error, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from statements import away

SECRET = ("password", "csrf", "token")  # never shown again
OPEN_DOORS = ("login", "enter", "logout")


class KeepWhatWasTyped:
    """A form of the desk that cannot be taken comes back as text to copy, not as a login page or a 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answer for the desk where nobody is logged in and something was typed."""
        is_of_the_door = getattr(view, "is_of_the_door", False)
        if _is_sent_to_the_desk(request) and not is_of_the_door and not request.user.is_authenticated:
            return kept(
                request, _("You are no longer logged in. Log in in another tab, then go back and send.")
            )
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer where the draft is gone, or moved out of one's sight, or the database takes nothing."""
        if not _is_sent_to_the_desk(request):
            return None
        if isinstance(exception, Http404):
            sentence = _(
                "This is not there any more: it was deleted, or it belongs to others now. Copy what you need."
            )
            return kept(request, sentence, HTTPStatus.NOT_FOUND)
        if isinstance(exception, OperationalError):
            with suppress(Error):  # the page reads what stands around it: not where nothing can be read
                answer = kept(request, away.words(exception), HTTPStatus.SERVICE_UNAVAILABLE)
                answer["Retry-After"] = away.RETRY_AFTER
                return answer
        return None


def _is_sent_to_the_desk(request: HttpRequest) -> bool:
    match = request.resolver_match
    at_the_desk = match is not None and match.app_name == "admin" and match.url_name not in OPEN_DOORS
    return request.method == "POST" and at_the_desk


@csrf_exempt
def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page was opened before somebody else logged in here, or on another site."""
    sentence = _("This page was opened before the last login in this browser. Reload it, then send again.")
    return kept(request, sentence)


def kept(request: HttpRequest, sentence: str, status: HTTPStatus = HTTPStatus.FORBIDDEN) -> HttpResponse:
    """The sentence, and every typed field to copy."""
    typed = {
        name: value
        for name, value in request.POST.items()
        if str(value).strip() and not any(secret in name for secret in SECRET)
    }
    context = {
        **admin.site.each_context(request),
        "title": _("Nothing was saved; nothing is lost"),
        "sentence": sentence,
        "typed": typed,
        "may_log_in": status == HTTPStatus.FORBIDDEN,
    }
    return render(request, "admin/kept.html", context, status=status)
