"""The navigation on every page of the desk: where one may go, and how much waits there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from statements.models import User

from . import work

# Of the press staff's own work, which stand first; all other models are administrators' rooms.
OWN = {"Statement": gettext_lazy("Statements"), "Effect": gettext_lazy("Messages")}


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
    models = {model["object_name"]: model for app in apps for model in app["models"] if model["admin_url"]}
    counts, front = work.counts(request.user, timezone.now()), reverse("admin:index")
    waiting = [
        Place(gettext_lazy("For my yes"), f"{front}#work-waiting", counts.for_my_yes),
        Place(gettext_lazy("Sent back"), f"{front}#work-sent_back", counts.sent_back),
    ]
    named = {name: OWN.get(name, model["name"]) for name, model in models.items()}
    in_order = sorted(named, key=lambda name: [*OWN, name].index(name))
    return [
        Place(gettext_lazy("Desk"), front, is_here=request.path == front),
        *(place for place in waiting if place.count),
        *_rooms(
            request, [(name, named[name], models[name]["admin_url"]) for name in in_order], counts.unsent
        ),
    ]


def _rooms(
    request: HttpRequest, models: list[tuple[str, str | Promise, str]], unsent: int
) -> Iterator[Place]:
    """A place for each model, the calendar behind the statements it shows."""
    calendar = reverse("admin:statements_statement_calendar")
    is_calendar = request.path.startswith(calendar)
    for model, name, address in models:
        count = unsent if model == "Effect" else 0
        yield Place(name, address, count, request.path.startswith(address) and not is_calendar)
        if model == "Statement":
            yield Place(gettext_lazy("Calendar"), calendar, is_here=is_calendar)
