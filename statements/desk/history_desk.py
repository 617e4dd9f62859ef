"""The history of a statement at the desk: its timeline and the notes on it; and the addresses of its past."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.models import Note, Statement, User
from statements.objections import objections
from statements.rights import may
from statements.standing import Standing
from statements.workflow import Verb

from .compare_desk import bring_back_view, compare_view
from .notes import NoteForm
from .routes import back, below
from .timeline import FILTERS, timeline
from .verb_desk import FORBIDDEN, UNPROCESSABLE

SHOWN = 30  # rows that stand open; older ones are folded
HISTORY = "admin/statements/statement/history.html"


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The addresses of a statement's past, each open to those for whom the statement exists."""
    return [
        below(desk, "compare/", compare_view, "compare"),
        below(desk, "revisions/<int:number>/bring-back/", bring_back_view, "bring_back"),
        below(desk, "notes/", add_note, "notes", posts_only=True),
        below(desk, "notes/<int:key>/answer/", answer_note, "answer_note", posts_only=True),
        below(desk, "notes/<int:key>/resolve/", resolve_note, "resolve_note", posts_only=True),
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
    return back(request, statement, "history")


def answer_note(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User, key: int
) -> HttpResponse:
    """Keep an answer to a note; one to an answer stands below the same note."""
    note = get_object_or_404(statement.notes.select_related("answer_to"), pk=key)
    if not may(person, "statements.change_statement", statement):
        return _not_theirs(desk, request, statement, person)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return history_view(desk, request, statement, person, form, UNPROCESSABLE)
    (note.answer_to or note).answer(person, form.cleaned_data["text"], timezone.now())
    messages.success(request, _("The answer is kept."))
    return back(request, statement, "history")


def resolve_note(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User, key: int
) -> HttpResponse:
    """Mark a note as dealt with; words typed beside the button are kept as the last answer."""
    note = get_object_or_404(statement.notes.filter(answer_to=None), pk=key)
    if not may(person, "statements.change_statement", statement):
        return _not_theirs(desk, request, statement, person)
    form = NoteForm(request.POST)
    if request.POST.get("text", "").strip() and not form.is_valid():
        return history_view(desk, request, statement, person, form, UNPROCESSABLE)
    if form.is_valid():
        note.answer(person, form.cleaned_data["text"], timezone.now())
    if note.resolve(person, timezone.now()):
        messages.success(request, _("The note is resolved."))
    else:
        messages.info(request, _("Somebody had resolved this note already."))
    return back(request, statement, "history")


def _not_theirs(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    messages.error(request, _("Notes are for those who write, review and publish for this body."))
    return history_view(desk, request, statement, person, status=FORBIDDEN)
