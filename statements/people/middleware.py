"""What happens to a request before the desk sees it: who is not in yet is nobody, and stays at the door."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from statements.models import User

from . import origin, second_factor
from .door import first_page_of
from .pages import at_the_door
from .trial import came_by_the_side_door

View = Callable[..., HttpResponse]


class SecondFactorFirst:
    """Takes a person whose second factor is owed for nobody, everywhere but on the pages of the door.

    `request.at_the_door` is that person. Nothing is asked of the session before somebody asks who it is, so
    that public pages do not depend on a cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the person in their place, and note the sign of life afterwards."""
        claimed = request.user
        owes = _once(lambda: _owes(request, claimed))
        request.user = SimpleLazyObject(lambda: AnonymousUser() if owes() else claimed)  # type: ignore[assignment]
        request.at_the_door = SimpleLazyObject(lambda: claimed if owes() else None)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if _is_of_the_desk(request) and isinstance(request.user, User):
            origin.remember(request, response, request.user.get_username())
            if not _asked_by_a_script_alone(request):
                request.session.touch()  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead whoever stands at the door to the page they need, whatever of the desk they asked for.

        Not after a POST: what was typed would be lost, and `statements.desk.kept` shows it.
        """
        is_left = request.method == "POST" or getattr(view, "is_of_the_door", False)
        if is_left or not _is_of_the_desk(request):
            return None
        person = at_the_door(request)
        return HttpResponseRedirect(first_page_of(person, request.get_full_path())) if person else None


class OwnWay:
    """Shows the desk in the person's own language and time zone; days of the law stay the newsroom's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave the time zone as it was; the language is left as it was by `LanguageOfThePath`."""
        with timezone.override(None):
            response = self.get_response(request)
        if _is_of_the_desk(request):
            response.headers["Content-Language"] = request.LANGUAGE_CODE
        return response

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        """Turn to whoever is in or at the door."""
        if not _is_of_the_desk(request):
            return
        person = at_the_door(request) or request.user
        if isinstance(person, User):
            translation.activate(person.language)
            request.LANGUAGE_CODE = person.language
            timezone.activate(person.zone)


def _owes(request: HttpRequest, claimed: object) -> bool:
    if not isinstance(claimed, User) or not claimed.is_authenticated:
        return False
    is_verified = claimed.is_verified()  # type: ignore[attr-defined]  # django-otp's middleware gives it
    return not (is_verified or came_by_the_side_door(request)) and second_factor.is_owed_by(claimed)


def _once(question: Callable[[], bool]) -> Callable[[], bool]:
    """The question, asked when the answer is first needed, and only then."""
    return lru_cache(maxsize=1)(question)


def _is_of_the_desk(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and "admin" in match.app_names


def _asked_by_a_script_alone(request: HttpRequest) -> bool:
    """Whether a script looks for news while nobody need be at the screen: that keeps nobody logged in."""
    return request.method == "GET" and request.headers.get("Sec-Fetch-Dest") == "empty"
