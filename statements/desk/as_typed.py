"""The form of a statement as readers would see what is typed into it: never saved, never a revision."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from statements.addresses import language_of_address
from statements.models import Edition, Statement, User
from statements.rights import may
from statements.workflow import Verb

from .file_desk import within_the_page
from .forms import StatementForm
from .routes import below
from .verb_desk import UNPROCESSABLE
from .ways import Choice

AS_TYPED = "admin/statements/statement/as_typed.html"
FRAMED = "admin/statements/statement/_as_typed_framed.html"


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """Where the form is sent to be looked at: one that is there, or one not saved yet."""

    def new(request: HttpRequest) -> HttpResponse:
        if not desk.has_add_permission(request):
            raise PermissionDenied
        return _page(desk, request, None)

    guarded = desk.admin_site.admin_view(require_POST(new))
    return [
        path("as-typed/", guarded, name="statements_statement_as_typed_new"),
        below(desk, "as-typed/", as_typed_view, "as_typed", posts_only=True),
    ]


def as_typed_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """What is typed into the form of a statement, for those who may save it."""
    if not may(person, f"statements.{Verb.SAVE}", statement):
        raise PermissionDenied
    return _page(desk, request, statement)


def _page(desk: ModelAdmin, request: HttpRequest, statement: Statement | None) -> HttpResponse:
    form_class: type[StatementForm] = desk.get_form(request, statement, change=statement is not None)  # type: ignore[assignment]
    form = form_class(request.POST, instance=statement or Statement())
    form.looks_only, form.choice = True, Choice()
    edition = None if not form.is_valid() and "issuing_body" in form.errors else as_edition(form)
    context: dict[str, Any] = {
        **desk.admin_site.each_context(request),
        "title": _("As readers would see what is typed"),
        "opts": desk.opts,
        "statement": statement,
        "refusals": [
            f"{form[name].label}: {sentence}" if name in form.fields else str(sentence)
            for name, sentences in form.errors.items()
            for sentence in sentences
        ],
        "framed": _framed(request, edition) if edition else "",
    }
    return TemplateResponse(request, AS_TYPED, context, status=UNPROCESSABLE if form.errors else 200)


def as_edition(form: StatementForm) -> Edition:
    """The edition that the words of a form would become; what is not valid in it keeps its default."""
    edition = Edition()
    edition.write(form.content())
    edition.body_name = edition.issuing_body.name_in(edition.language)
    edition.body_boilerplate = edition.issuing_body.boilerplate_in(edition.language)
    return edition


def _framed(request: HttpRequest, edition: Edition) -> str:
    """The whole page for a frame, in the language of the text."""
    with override(language_of_address(edition.language)):
        uses = [within_the_page(use) for use in edition.uses()]
        return render_to_string(FRAMED, {"edition": edition, "uses": uses, "at": timezone.now()}, request)
