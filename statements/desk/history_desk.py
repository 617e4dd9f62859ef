"""The history of a statement at the desk: its timeline and the notes on it; and the addresses of its past."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from statements.models import Note, Statement, User
from statements.models.content import FIELDS
from statements.objections import objections
from statements.rights import may
from statements.standing import Standing
from statements.workflow import Verb

from .compare_desk import bring_back_view, compare_view
from .timeline import FILTERS, timeline
from .verb_desk import FORBIDDEN, UNPROCESSABLE

SHOWN = 30  # rows that stand open; older ones are folded
HISTORY = "admin/statements/statement/history.html"


class NoteForm(forms.Form):
    """A remark, and what it is on."""

    text = forms.CharField(
        label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    field = forms.ChoiceField(label=gettext_lazy("On"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {column.name: column.verbose_name for column in Statement._meta.concrete_fields}
        fields = [(name, capfirst(str(labels[name]))) for name in FIELDS]
        choices = self.fields["field"]
        if isinstance(choices, forms.ChoiceField):
            choices.choices = [("", _("the whole statement")), *fields]


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The addresses of a statement's past, each open to those for whom the statement exists."""
    return [
        _address(desk, "compare/", compare_view, "compare"),
        _address(desk, "revisions/<int:number>/bring-back/", bring_back_view, "bring_back"),
        _address(desk, "notes/", add_note, "notes", posts_only=True),
        _address(desk, "notes/<int:key>/resolve/", resolve_note, "resolve_note", posts_only=True),
    ]


def history_view(
    desk: ModelAdmin,
    request: HttpRequest,
    statement: Statement,
    person: User,
    form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The timeline, `?show=` steps, notes or texts of it; with what was wrong with a note just written."""
    chosen = request.GET.get("show", "all")
    may_note = may(person, "statements.change_statement", statement)  # partners of a joint text only read it
    rows = timeline(statement, chosen, with_notes=may_note)
    context = {
        **desk.admin_site.each_context(request),
        "title": _("History"),
        "opts": desk.opts,
        "statement": statement,
        "standing": Standing.of(statement, timezone.now()),
        "filters": FILTERS,
        "chosen": chosen if chosen in FILTERS else "all",
        "rows": rows[:SHOWN],
        "older": rows[SHOWN:],
        "unresolved": statement.notes.unresolved().count() if may_note else 0,
        "form": (form or NoteForm()) if may_note else None,
        "newest": statement.revision.number,
        "may_bring_back": not objections(statement, Verb.SAVE, person, timezone.now()),
    }
    return TemplateResponse(request, HISTORY, context, status=status)


def add_note(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Keep a remark of somebody who works on the statement."""
    if not may(person, "statements.change_statement", statement):
        return _not_theirs(desk, request, statement, person)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return history_view(desk, request, statement, person, form, UNPROCESSABLE)
    Note.objects.create(statement=statement, author=person, made_at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The note is kept."))
    return HttpResponseRedirect(reverse("admin:statements_statement_history", args=[statement.pk]))


def resolve_note(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User, key: int
) -> HttpResponse:
    """Mark a note as dealt with."""
    note = get_object_or_404(statement.notes, pk=key)
    if not may(person, "statements.change_statement", statement):
        return _not_theirs(desk, request, statement, person)
    if note.resolve(person, timezone.now()):
        messages.success(request, _("The note is resolved."))
    else:
        messages.info(request, _("Somebody had resolved this note already."))
    return HttpResponseRedirect(reverse("admin:statements_statement_history", args=[statement.pk]))


def _not_theirs(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    messages.error(request, _("Notes are for those who write, review and publish for this body."))
    return history_view(desk, request, statement, person, status=FORBIDDEN)


def _address(
    desk: ModelAdmin,
    route: str,
    view: Callable[..., HttpResponse],
    name: str,
    *,
    posts_only: bool = False,
) -> URLPattern:
    def page(request: HttpRequest, object_id: int, **named: int) -> HttpResponse:
        statement = desk.get_object(request, str(object_id))
        if statement is None or not isinstance(request.user, User):
            raise Http404
        return view(desk, request, statement, request.user, **named)

    guarded = desk.admin_site.admin_view(require_POST(page) if posts_only else page)
    return path(f"<int:object_id>/{route}", guarded, name=f"statements_statement_{name}")
