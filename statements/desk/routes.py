"""Addresses below one statement at the desk: each is there for whom the statement is, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from statements.models import Statement, User

PAGES = ("review", "change", "history")  # from which small forms are sent, and to which they lead back


def below(
    desk: ModelAdmin,
    route: str,
    view: Callable[..., HttpResponseBase],
    name: str,
    *,
    posts_only: bool = False,
) -> URLPattern:
    """The address `route` of a statement; `view` gets the desk, the request, the statement, the person."""

    def page(request: HttpRequest, object_id: int, **named: Any) -> HttpResponseBase:
        statement = desk.get_object(request, str(object_id))
        if statement is None or not isinstance(request.user, User):
            raise Http404
        return view(desk, request, statement, request.user, **named)

    guarded = desk.admin_site.admin_view(require_POST(page) if posts_only else page)
    return path(f"<int:object_id>/{route}", guarded, name=f"statements_statement_{name}")


def absolute(request: HttpRequest, path: str) -> str:
    """An address as it works outside: under the newsroom's own name, where the settings tell it."""
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


def back(request: HttpRequest, statement: Statement, usual: str) -> HttpResponseRedirect:
    """The way back to the page a small form was sent from, which it names in `from`."""
    came_from = request.POST.get("from", usual)
    name = came_from if came_from in PAGES else usual
    return HttpResponseRedirect(reverse(f"admin:statements_statement_{name}", args=[statement.pk]))
