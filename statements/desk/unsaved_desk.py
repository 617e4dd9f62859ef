"""Where unsaved text is sent, shown and thrown away, for its writer alone; and the sign of an open form."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from statements.models import Presence, Statement, User, WorkingCopy
from statements.standing import time_words
from statements.verbs.act import steps_of

from . import unsaved
from .routes import below
from .unsaved import Tab


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """Those of a statement's form, those of a form that has begun none yet, and those of one unsaved text."""
    return [
        below(desk, "unsaved/", keep_view, "unsaved", posts_only=True),
        below(desk, "opened/", opened_view, "opened", posts_only=True),
        _own(desk, "unsaved/", keep_new_view, "unsaved_new", require_POST),
        _own(desk, "unsaved/<str:key>/", show_view, "unsaved_text", require_safe),
        _own(desk, "unsaved/<str:key>/throw-away/", throw_away_view, "throw_away", require_POST),
    ]


def keep_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Keep what was typed on the form of a statement."""
    if not unsaved.may_write(person, statement):
        raise PermissionDenied
    return _keep(desk, request, statement, person)


def keep_new_view(desk: ModelAdmin, request: HttpRequest, person: User) -> HttpResponse:
    """Keep what was typed on a form that has begun no statement yet."""
    if not desk.has_add_permission(request):
        raise PermissionDenied
    return _keep(desk, request, None, person)


def opened_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Note that the person has the form open."""
    Presence.objects.see(person, statement, timezone.now())
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def show_view(desk: ModelAdmin, request: HttpRequest, person: User, key: str) -> HttpResponse:
    """Unsaved text to copy, for where no form takes it up any more."""
    copy = _mine(person, key)
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Unsaved text"),
        "sentence": _("Only you see this text. Copy from it what you need."),
        "typed": _labelled(desk, request, copy.typed),
        "is_read_only": True,
    }
    return render(request, "admin/kept.html", context)


def throw_away_view(desk: ModelAdmin, request: HttpRequest, person: User, key: str) -> HttpResponse:
    """Throw an unsaved text away, as it was shown: where it has grown meanwhile it stays."""
    copy = _mine(person, key)
    shown = unsaved.number(request.POST.get("number"))
    gone, _by_model = WorkingCopy.objects.filter(pk=copy.pk, number=shown).delete()
    if gone:
        messages.success(request, _("The unsaved text was thrown away."))
    else:
        messages.warning(request, _("You typed on in another tab meanwhile: the text was not thrown away."))
    where = ["change", copy.statement_id] if copy.statement_id else ["add"]
    return HttpResponseRedirect(reverse(f"admin:statements_statement_{where[0]}", args=where[1:]))


def _keep(desk: ModelAdmin, request: HttpRequest, statement: Statement | None, person: User) -> JsonResponse:
    tab, at = Tab.of(request.POST), timezone.now()
    if tab is None or not tab.number:
        return _told(HTTPStatus.BAD_REQUEST, _("This page is too old. Reload it."))
    form = desk.get_form(request, statement, change=statement is not None)(instance=statement)
    typed = unsaved.typed(form, request.POST)
    if sum(map(len, typed.values())) > unsaved.LONGEST:
        return _told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("This text is too long to be kept."))
    seen = unsaved.number(typed.get("seen_version"))
    is_kept = WorkingCopy.objects.keep(
        person, statement, tab.key, tab.number, typed=typed, seen_version=seen, typed_at=at
    )
    if not is_kept:
        return _told(HTTPStatus.CONFLICT, _("This page has been saved or continued elsewhere. Reload it."))
    unsaved.forget_taken_up(tab, person)
    if statement:
        Presence.objects.see(person, statement, at)
    kept = _("Kept at %(time)s, for you alone. Not saved yet.") % {"time": time_words(at, at)}
    return _told(HTTPStatus.OK, kept, *_news(tab, statement, person))


def _news(tab: Tab, statement: Statement | None, person: User) -> list[str]:
    """What whoever is typing should hear: that another has saved, that they type in two places."""
    if statement is None:
        return []
    news = [unsaved.other_copy_words(tab, person, statement, timezone.now())]
    copy = WorkingCopy.objects.unsaved(person, statement).filter(key=tab.key).first()
    if copy and copy.seen_version != statement.lock_version:
        step = steps_of(statement).last()
        sentence = _("%(who)s changed this statement after you opened it. Saving shows both texts.")
        news.append(sentence % {"who": step.actor_name if step else _("Somebody")})
    return [sentence for sentence in news if sentence]


def _told(status: HTTPStatus, *sentences: str) -> JsonResponse:
    return JsonResponse({"told": sentences}, status=status)


def _mine(person: User, key: str) -> WorkingCopy:
    copy = WorkingCopy.objects.filter(person=person, key=key, is_saved=False).first()
    if copy is None:
        raise Http404
    return copy


def _labelled(desk: ModelAdmin, request: HttpRequest, typed: dict[str, str]) -> dict[str, str]:
    """What was typed, by the names of the form's fields; without what nobody typed."""
    fields = desk.get_form(request)().fields
    return {
        str(field.label or name): typed[name]
        for name, field in fields.items()
        if typed.get(name, "").strip() and not field.widget.is_hidden
    }


def _own(
    desk: ModelAdmin,
    route: str,
    view: Callable[..., HttpResponse],
    name: str,
    allows: Callable[[Callable[..., Any]], Callable[..., Any]],
) -> URLPattern:
    def page(request: HttpRequest, **named: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            raise Http404
        return view(desk, request, request.user, **named)

    return path(route, desk.admin_site.admin_view(allows(page)), name=f"statements_statement_{name}")
