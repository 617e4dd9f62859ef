"""The navigation on every page of the desk: where one may go, and how much waits there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from statements.models import User

from . import work

# Models of the press staff's own work, which have a place of their own; all others are administrators'.
OWN = {"Statement", "Effect"}


@dataclass(frozen=True)
class Place:
    """One entry: its name, where it leads, how much waits there, whether one is there."""

    name: str | Promise
    address: str
    count: int = 0
    is_here: bool = False


def places(request: HttpRequest, apps: list[dict[str, Any]]) -> list[Place]:
    """The entries for whoever is logged in; `apps` is the admin's list of what they may open."""
    if not isinstance(request.user, User):
        return []
    models = [model for app in apps for model in app["models"] if model["admin_url"]]
    own = [_place(request, model) for model in models if model["object_name"] not in OWN]
    desk = Place(gettext_lazy("Desk"), reverse("admin:index"), is_here=request.path == reverse("admin:index"))
    return [desk, *_work(request, request.user, {model["object_name"] for model in models}), *own]


def _work(request: HttpRequest, person: User, models: set[str]) -> list[Place]:
    """What waits for the person, the list of statements, the messages."""
    if not models & OWN:
        return []
    counts, front = work.counts(person, timezone.now()), reverse("admin:index")
    waiting = Place(gettext_lazy("For my yes"), f"{front}#work-waiting", counts.for_my_yes)
    sent_back = Place(gettext_lazy("Sent back"), f"{front}#work-sent_back", counts.sent_back)
    statements = reverse("admin:statements_statement_changelist")
    messages = reverse("admin:statements_effect_changelist")
    return [
        *(place for place in (waiting, sent_back) if place.count),
        Place(gettext_lazy("Statements"), statements, is_here=request.path.startswith(statements)),
        Place(gettext_lazy("Messages"), messages, counts.unsent, request.path.startswith(messages)),
    ]


def _place(request: HttpRequest, model: dict[str, Any]) -> Place:
    address = str(model["admin_url"])
    return Place(model["name"], address, is_here=request.path.startswith(address))
