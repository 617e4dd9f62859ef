"""The desk of statements: lists, the form, the buttons of the law, the history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from statements import prose, verbs
from statements.models import ChangeKind, Statement
from statements.objections import objections
from statements.parts import PARTS
from statements.rights import may
from statements.workflow import Role, Verb

from . import (
    history_desk,
    review_desk,
    saving,
    statement_pages,
    unsaved,
    ways,
)
from .beginnings import Beginning
from .correction import correct_view
from .editor import editor_policy
from .forms import StatementForm
from .lists import view as lists
from .readings import Readings, as_read
from .surroundings import BUTTONS, surroundings
from .verb_desk import verb_page, verb_view
from .who import person_of


@admin.register(Statement)
class StatementDesk(Readings, admin.ModelAdmin):
    """Statements at the desk. Every change is a verb; the state is never a field."""

    form = StatementForm
    actions = None
    change_form_template = "admin/statements/statement/change_form.html"

    class Media:
        css = {"all": ["css/desk.css", "css/marks.css", "css/side.css"]}

    # --- who sees and does what ---------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        """What exists for this person."""
        visible = Statement.objects.visible_to(person_of(request))
        return visible.prefetch_related("editions", "withdrawals", "bodies")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Drafters begin statements."""
        return any(role == Role.DRAFTER for _body, role in person_of(request).held_roles)

    def has_view_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        """Members see; the rest is said by `get_queryset`."""
        return bool(person_of(request).held_roles) or person_of(request).is_administrator

    def has_change_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        """Whether the form is open for writing.

        A POST is let through to the law by anybody with the role: who is late because the state has
        changed meanwhile is told so with their text kept, not turned away at the door.
        """
        person = person_of(request)
        if obj is None:
            return self.has_view_permission(request)
        if request.method == "POST":
            return may(person, f"statements.{Verb.SAVE}", obj)
        return not objections(obj, Verb.SAVE, person, timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        """Nobody deletes: a draft is discarded by its verb."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Members have a desk; the login page asks this of nobody in particular."""
        return request.user.is_authenticated and self.has_view_permission(request)

    # --- the form -----------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Statement | None = None) -> Any:
        """The text first, then where it belongs, then what is rarer; the change where one is owed."""
        if obj and not self.has_change_permission(request, obj):
            return [(_("Beside the text"), {"fields": _read(obj)})]
        change = [(_("What changes"), {"fields": ["change_kind", "change_note"]})]
        owed = bool(obj and obj.has_been_public(timezone.now()))
        return [
            (None, {"fields": [*_UNSEEN, "headline", "standfirst", "body"]}),
            (_("Files"), {"fields": ["attachments"]}),
            *((part.label, {"fields": [name]}) for name, part in PARTS.items()),
            *(change if owed else []),
            (_("Place, date and body"), {"fields": _WHENCE}),
            (_("Kind and language"), {"fields": [("kind", "language")]}),
            (
                _("More"),
                {"fields": ["joint_bodies", "signatories", "notes_to_editors", "already_issued_on", "slug"],
                 "classes": ["collapse"]},
            ),
        ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Statement | None = None) -> list[str]:
        """Nothing can be typed where saving would be refused."""
        if obj and not self.has_change_permission(request, obj):
            return _read(obj)
        return []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What a new statement begins from; nothing else of the address fills the form."""
        return Beginning(request, person_of(request)).initial()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of this person, with what the law said a moment ago."""
        # The form makes the fields of parts itself, for the person and the statement it has.
        wanted = kwargs.pop("fields", None) or flatten_fieldsets(self.get_fieldsets(request, obj))
        fields = [name for name in wanted if name not in PARTS]
        form = super().get_form(request, obj, change, fields=fields, **kwargs)
        taken_up = unsaved.taken_up(request, obj)
        known = {
            "person": person_of(request),
            "refusals": tuple(getattr(request, "refusals", ())),
            "taken_up": taken_up.typed if taken_up else {},
            "choice": ways.chosen(request),
        }
        return type("StatementForm", (form,), known)

    @method_decorator(editor_policy)
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form. What the law refuses comes back with everything that was typed."""
        context = {**(extra_context or {}), **self._surroundings(request, object_id)}
        context |= unsaved.panel(request, context.get("statement"), person_of(request))
        try:
            response = super().changeform_view(request, object_id, form_url, context)
        except verbs.BegunAlready as begun:
            # A second click on Save, or Save after the browser's Back: a save of the draft that was begun.
            return self.changeform_view(request, str(begun.statement.pk), form_url, extra_context)
        except verbs.Stale:
            # Another save came between the form's look and the verb's lock: now the form sees it too.
            response = super().changeform_view(request, object_id, form_url, context)
        except verbs.Refused as refused:
            request.refusals = refused.sentences  # type: ignore[attr-defined]
            response = super().changeform_view(request, object_id, form_url, context)
        return ways.remember(request, _with_honest_status(response))

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponseRedirect:
        """Opened, it leads to the list; sent, it is no page: what was typed comes back, see `kept`."""
        if request.method == "POST":
            raise Http404
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc, no-any-return]

    def save_model(self, request: HttpRequest, obj: Statement, form: Form, change: bool) -> None:
        """Save by the law: begin, or save and refile."""
        if not isinstance(form, StatementForm):
            raise PermissionDenied
        saved = saving.save(form, Statement.objects.get(pk=obj.pk)) if change else saving.begin(form)
        obj.__dict__.update(saved.__dict__)
        unsaved.forget(request.POST, form.person, saved)
        for sentence in prose.leftovers(form.cleaned_data["body"]):
            messages.warning(request, sentence)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing: topics and bodies went with the verb."""

    def log_addition(self, request: HttpRequest, obj: Statement, message: Any) -> Any:
        """Nothing: the step is the record."""

    def log_change(self, request: HttpRequest, obj: Statement, message: Any) -> Any:
        """Nothing: the step is the record."""

    def response_add(
        self, request: HttpRequest, obj: Statement, post_url_continue: Any = None
    ) -> HttpResponse:
        """Stay with the statement that was begun."""
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Statement) -> HttpResponse:
        """Stay with the statement, or go on to sending it for approval."""
        messages.success(request, _("Saved."))
        if "_submit_for_approval" in request.POST:
            return HttpResponseRedirect(
                reverse("admin:statements_statement_verb", args=[obj.pk, Verb.SUBMIT])
            )
        return HttpResponseRedirect(reverse("admin:statements_statement_change", args=[obj.pk]))

    def _surroundings(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        """What stands beside the form; beside a new one, nothing but what sends it."""
        statement = self.get_object(request, object_id) if object_id else None
        if statement is None:
            beginning = Beginning(request, person_of(request)).panel()
            return {"title": _("A new statement"), "may_submit": True, **beginning}
        named = " · ".join(filter(None, [statement.get_kind_display(), statement.reference]))
        read = {} if self.has_change_permission(request, statement) else as_read(statement, timezone.now())
        beside = surroundings(request, statement, person_of(request))
        return {"title": named or _("Statement"), **read, **beside}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list."""
        return lists.list_view(self, request)

    # --- verbs and history --------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """The form's addresses, one for each verb, and those of the statement's past."""
        verb_address = path(
            "<int:object_id>/verb/<str:verb>/",
            self.admin_site.admin_view(self.verb_view),
            name="statements_statement_verb",
        )
        correct_address = path(
            "<int:object_id>/correct/",
            self.admin_site.admin_view(self.correct_view),
            name="statements_statement_correct",
        )
        return [verb_address, correct_address, *statement_pages.addresses(self), *super().get_urls()]

    def correct_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The one screen of a correction."""
        statement = self.get_object(request, str(object_id))
        if statement is None or not statement.has_been_public(timezone.now()):
            raise Http404
        return correct_view(self, request, statement, person_of(request))

    def verb_view(self, request: HttpRequest, object_id: int, verb: str) -> HttpResponse:
        """The page of one verb: what it will do, what it asks, and the button."""
        statement = self.get_object(request, str(object_id))
        if statement is None or verb not in BUTTONS:
            raise Http404
        page = review_desk.page_of_verb if verb in review_desk.VERBS else verb_page
        return verb_view(self, request, statement, Verb(verb), person_of(request), page)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The timeline: steps, notes, editions and revisions."""
        statement = self.get_object(request, object_id)
        if statement is None:
            raise Http404
        return history_desk.history_view(self, request, statement, person_of(request))


_UNSEEN = ["seen_version", "seen_revision", "form_token"]
_WHENCE = [("dateline_place", "dateline_date"), "issuing_body", "topics"]


def _read(statement: Statement) -> list[str]:
    """What stands below a text that is only read; of a first edition nobody is told what it changed."""
    is_changed = statement.change_kind not in {"", ChangeKind.FIRST}
    return [
        *(["change_kind", "change_note"] if is_changed else []),
        "topics_in_words", "language",
        *(["already_issued_on"] if statement.already_issued_on else []),
    ]  # fmt: skip


def _with_honest_status(response: HttpResponse) -> HttpResponse:
    """409 for a form that was stale, 422 for one the law refused; the page itself is the same form."""
    form = getattr(response, "context_data", None) and response.context_data.get("adminform")  # type: ignore[attr-defined]
    if form and getattr(form.form, "meeting", None):
        response.status_code = 409
    elif form and getattr(form.form, "refusals", None):
        response.status_code = 422
    return response
