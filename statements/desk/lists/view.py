"""The list of statements as a page, and the addresses below it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statements.desk.rows import Row
from statements.models import Statement, User

from . import saved
from .asked import Asked
from .chips import chips
from .export import csv_response
from .many import DEEDS, Chosen, done_to_many, objection
from .pages import Page, for_lists

LIST = "admin:statements_statement_changelist"


def list_view(desk: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """What was asked for, a page of it, and what can be asked for besides."""
    person, at = _member(desk, request), timezone.now()
    asked = Asked(person, request.GET)
    older, newer = (request.GET.get(way, "") for way in ("older", "newer"))
    answers = asked.answers(at)
    page = Page.of(for_lists(answers.in_chosen_state), older, newer)
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Statements"),
        "opts": desk.opts,
        "asked": asked,
        "answers": answers,
        "chips": chips(asked, answers),
        "page": page,
        "rows": [Row.in_work(statement, at) for statement in page.statements],
        "saved_filters": person.saved_filters.all(),
        "may_write": desk.has_add_permission(request),
        "deeds": DEEDS,
    }
    return TemplateResponse(request, "admin/statements/statement/list.html", context)


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The export, the verbs on many, and the filters a person keeps."""

    def at(route: str, view: Any, name: str) -> URLPattern:
        def page(request: HttpRequest, **named: Any) -> HttpResponse:
            answer: HttpResponse = view(desk, request, _member(desk, request), **named)
            return answer

        guard = require_GET if view is _export else require_POST
        return path(route, desk.admin_site.admin_view(guard(page)), name=f"statements_statement_{name}")

    return [
        at("export.csv", _export, "export"),
        at("many/", _many, "many"),
        at("filters/", _keep, "filters"),
        at("filters/<int:key>/forget/", _forget, "filter_forget"),
    ]


def _export(desk: ModelAdmin, request: HttpRequest, person: User) -> HttpResponse:
    at = timezone.now()
    return csv_response(Asked(person, request.GET).statements(at), at)  # type: ignore[return-value]


def _many(desk: ModelAdmin, request: HttpRequest, person: User) -> HttpResponse:
    """Do one deed to the ticked statements and say what became of each."""
    deed, topics = request.POST.get("deed", ""), request.POST.get("topics", "")
    chosen = Chosen.read(request.POST.getlist("chosen"), Statement.objects.visible_to(person))
    if sentence := objection(deed, chosen, topics):
        messages.error(request, sentence)
        return _back(request)
    outcomes = done_to_many(deed, chosen, person, topics)
    context = {
        **desk.admin_site.each_context(request),
        "title": DEEDS[deed][0],
        "outcomes": outcomes,
        "done": sum(not outcome.refusals for outcome in outcomes),
        "back": _back(request).url,
    }
    return TemplateResponse(request, "admin/statements/statement/many.html", context)


def _keep(desk: ModelAdmin, request: HttpRequest, person: User) -> HttpResponse:
    if sentence := saved.keep(person, request.POST.get("name", ""), request.POST.get("query", "")):
        messages.error(request, sentence)
    else:
        messages.success(request, _("The filter is saved."))
    return _back(request)


def _forget(desk: ModelAdmin, request: HttpRequest, person: User, key: int) -> HttpResponse:
    saved.forget(person, key)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """The list as it was, by the query the form names; nothing but what the list itself would ask."""
    person = request.user
    query = (
        Asked(person, QueryDict(request.POST.get("query", "")[:2_000])).query
        if isinstance(person, User)
        else ""
    )
    address = reverse(LIST)
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _member(desk: ModelAdmin, request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not desk.has_view_permission(request):
        raise PermissionDenied
    return request.user
