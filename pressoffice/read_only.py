"""Maintenance at the door: what would change something is answered with why not and what was typed."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from statements import maintenance
from statements.desk.kept import kept

AWAY = HTTPStatus.SERVICE_UNAVAILABLE
RETRY_AFTER = "300"  # seconds
SAFE = {"GET", "HEAD", "OPTIONS"}
OF_OUTSIDERS = ("/preview/", "/consent/")


class ReadOnly:
    """Refuses, while the switch is on, what the desk or an outsider sends, and shows it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answer instead of what would write. Public pages take nothing anyway and say so themselves."""
        if request.method in SAFE or not maintenance.is_on():
            return None
        sentence = _("Maintenance is going on: nothing can be changed. Please try again in a few minutes.")
        found = request.resolver_match
        is_of_the_desk = "admin" in found.app_names  # type: ignore[union-attr]  # there is a view
        is_at_the_door = is_of_the_desk and found.url_name == "login"  # type: ignore[union-attr]
        if is_of_the_desk and not is_at_the_door:
            answer = kept(request, sentence, AWAY)
        elif is_at_the_door or request.path.startswith(OF_OUTSIDERS):
            said = f"{sentence} {maintenance.words()}".strip()
            answer = render(request, "503.html", {"sentence": said}, status=AWAY)
        else:
            return None
        answer["Retry-After"] = RETRY_AFTER
        return answer
