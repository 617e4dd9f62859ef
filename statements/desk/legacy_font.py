"""Text on the form of a statement that is typed for an old Hindi font: how it reads in Unicode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from statements import legacy_fonts, plain_writing, prose

from .body_field import IN_SIGNS, LONGEST_BODY
from .ways import IN_UNICODE

if TYPE_CHECKING:
    from .forms import StatementForm

NAMED = "named"  # the button's value where the text came from a place that names the font
SHOWN = 400  # characters of each field, beside one another
PLAIN = ("headline", "standfirst", "dateline_place", "notes_to_editors", "change_note")


@dataclass(frozen=True)
class Reading:
    """A field of the form: what was typed, and how it reads in Unicode."""

    label: str
    typed: str
    unicode: str


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """Where a script asks about text that was pasted."""

    def asked(request: HttpRequest) -> HttpResponse:
        return _asked(desk, request)

    view = desk.admin_site.admin_view(require_POST(asked))
    return [path("legacy-font/", view, name="statements_statement_legacy_font")]


def readings(form: StatementForm, *, is_named: bool = False) -> list[Reading]:
    """The fields that seem to be typed for such a font."""
    found = []
    for name in ("body", *PLAIN):
        typed = str(form[name].value() or "") if name in form.fields else ""
        unicode = _read(name, typed, is_named=is_named)
        if unicode != typed:
            label = str(form.fields[name].label or name)
            found.append(Reading(label, _shown(name, typed), _shown(name, unicode)))
    return found


def in_unicode(posted: Mapping[str, Any]) -> dict[str, Any]:
    """What was posted, with such text in Unicode, each field written in the way it came."""
    data = {name: posted[name] for name in posted}
    is_named = data.get(IN_UNICODE) == NAMED
    for name in {"body", *PLAIN} & data.keys():
        data[name] = _read(name, data[name], is_named=is_named)
    signs = IN_SIGNS.format("body")
    if signs in data and not _is_too_long(data[signs]):
        html = str(plain_writing.to_html(data[signs]))
        unicode = _read("body", html, is_named=is_named)
        written = plain_writing.from_html(unicode)
        if unicode != html and written is not None:
            data[signs] = written
    return data


def _asked(desk: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The readings of what a form holds just now; nothing where there are none."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    form: Any = desk.get_form(request)(request.POST)
    is_named = legacy_fonts.names_legacy_font(request.POST.get("pasted", ""))
    found = readings(form, is_named=is_named)
    if not found:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {"legacy_readings": found, "legacy_value": NAMED if is_named else "1"}
    return render(request, "admin/statements/statement/_legacy_font.html", context)


def _read(name: str, typed: str, *, is_named: bool) -> str:
    if _is_too_long(typed):
        return typed
    if name != "body":
        return legacy_fonts.read(typed, is_named=is_named)
    is_legacy = legacy_fonts.in_legacy_font(typed, is_named=is_named)
    return legacy_fonts.converted(typed, is_named=is_named) if is_legacy else typed


def _is_too_long(typed: str) -> bool:
    return len(typed) > LONGEST_BODY


def _shown(name: str, typed: str) -> str:
    words = prose.plain(typed) if name == "body" else typed
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
