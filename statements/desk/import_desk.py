"""Imports at the desk: an export is brought, looked at, decided upon, imported, accounted for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from statements import text, verbs
from statements.importing import account, brought
from statements.importing.choices import Unfit
from statements.importing.embedded import embedded
from statements.importing.keeping import IntoTheFolder
from statements.importing.pasted_page import Unreadable
from statements.models import ImportFile, Topic
from statements.moments import clock_words

from . import import_page
from .ended_acts import EndedActs
from .import_forms import BringForm, ChoicesForm
from .verb_desk import CONFLICT, UNPROCESSABLE
from .who import person_of

REFUSALS = (Unreadable, Unfit, verbs.Refused, brought.NotNow)
WRITERS: dict[str, tuple[str, Callable[..., Any]]] = {
    "json": ("application/json", account.as_json),
    "html": ("text/html; charset=utf-8", account.as_html),
}


def _address(file: ImportFile) -> str:
    return reverse("admin:statements_importfile_change", args=[file.pk])


def _list(_file: ImportFile) -> str:
    return reverse("admin:statements_importfile_changelist")


@admin.register(ImportFile)
class ImportDesk(EndedActs):
    """The exports that were brought to the desk; administrators alone."""

    list_title = gettext_lazy("Imports")
    add_words = gettext_lazy("Import an archive")
    list_display = ["name", "phase", "person", "brought"]
    list_select_related = ["by"]

    @admin.display(description=gettext_lazy("person"), ordering="by")
    def person(self, file: ImportFile) -> str:
        """Who brought it."""
        return file.by.called

    @admin.display(description=gettext_lazy("brought at"), ordering="brought_at")
    def brought(self, file: ImportFile) -> str:
        """When it was brought."""
        return clock_words(file.brought_at)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators import."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: ImportFile | None = None) -> bool:
        """Administrators import."""
        return request.user.is_authenticated and person_of(request).is_administrator

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Administrators import."""
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        """The list, the form, and what hangs on each import."""
        below = {
            "choices": self.choices_view,
            "start": self.deed_view(_start, _started),
            "stop": self.deed_view(lambda file, _request: brought.stop(file), _stopped),
            "go-on": self.deed_view(lambda file, _request: brought.go_on(file), _going_on),
            "forget": self.deed_view(lambda file, _request: brought.forget(file), _forgotten, _list),
            **{f"account.{kind}": self.account_view(kind) for kind in WRITERS},
        }
        own = [
            path(
                f"<int:object_id>/{route}{'' if '.' in route else '/'}",
                self.admin_site.admin_view(view),
                name=f"statements_importfile_{route.replace('.', '_').replace('-', '_')}",
            )
            for route, view in below.items()
        ]
        return [*own, *super().get_urls()]

    @csrf_exempt  # asked once it is known who sends it, and before that nothing of it is read
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form; an export that is sent goes into the private folder as it comes."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        request.upload_handlers = [IntoTheFolder(request)]
        return self._bring(request)

    @method_decorator(csrf_protect)
    def _bring(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self._form_page(request, BringForm())
        form = BringForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form_page(request, form, status=UNPROCESSABLE)
        sent = form.cleaned_data
        try:
            file = brought.bring(sent["file"], sent["format"], form.choices(), person_of(request))
        except REFUSALS as refused:
            return self._form_page(request, form, _sentences(refused), UNPROCESSABLE)
        embedded.begin()
        return HttpResponseRedirect(_address(file))

    def _form_page(
        self, request: HttpRequest, form: BringForm, refusals: list[str] | None = None, status: int = 200
    ) -> HttpResponse:
        context = self._context(request, title=self.add_words, form=form, refusals=refusals or [])
        return TemplateResponse(request, "admin/statements/importfile/bring.html", context, status=status)

    def page_of(
        self, request: HttpRequest, act: Any, refusals: list[str] | None = None, status: int = 200
    ) -> HttpResponse:
        """How it stands: what would become of it, or how far it is, or its account."""
        if act.turn:
            embedded.begin()
        told = import_page.context(act, request.GET)
        context = self._context(request, title=act.name, refusals=refusals or [], **told)
        return TemplateResponse(request, "admin/statements/importfile/page.html", context, status=status)

    def choices_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What becomes of what; sent, it is looked at again."""
        file = self._file(request, object_id)
        if not import_page.may_choose(file):
            return HttpResponseRedirect(_address(file))
        try:
            form = ChoicesForm(request.POST or None, file=file)
        except Unreadable as fault:
            return self.page_of(request, file, _sentences(fault), CONFLICT)
        if request.method != "POST":
            return self._choices_page(request, file, form)
        if not form.is_valid():
            return self._choices_page(request, file, form, status=UNPROCESSABLE)
        try:
            brought.look_again(file, form.choices(), person_of(request))
        except REFUSALS as refused:
            return self._choices_page(request, file, form, _sentences(refused), UNPROCESSABLE)
        embedded.begin()
        return HttpResponseRedirect(_address(file))

    def _choices_page(
        self,
        request: HttpRequest,
        file: ImportFile,
        form: ChoicesForm,
        refusals: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        topics = Topic.objects.living().order_by("name").values_list("name", flat=True)
        title = _("What becomes of what: %(name)s") % {"name": file.name}
        context = self._context(
            request, title=title, file=file, form=form, topics=topics, refusals=refusals or []
        )
        return TemplateResponse(request, "admin/statements/importfile/choices.html", context, status=status)

    def deed_view(
        self,
        deed: Callable[[ImportFile, HttpRequest], None],
        told: Callable[[], str],
        leads_to: Callable[[ImportFile], str] = _address,
    ) -> Callable[..., HttpResponse]:
        """A view that does something to an import (POST); opened otherwise, it leads to its page."""

        def view(request: HttpRequest, object_id: int) -> HttpResponse:
            file = self._file(request, object_id)
            if request.method != "POST":
                return HttpResponseRedirect(_address(file))
            try:
                deed(file, request)
            except REFUSALS as refused:
                file.refresh_from_db()
                return self.page_of(request, file, _sentences(refused), CONFLICT)
            messages.success(request, told())
            embedded.begin()
            return HttpResponseRedirect(leads_to(file))

        return view

    def account_view(self, kind: str) -> Callable[..., HttpResponseBase]:
        """A view that hands the account out in this form, piece by piece."""

        def view(request: HttpRequest, object_id: int) -> HttpResponseBase:
            file = self._file(request, object_id)
            if file.latest is None:
                raise Http404
            content_type, write = WRITERS[kind]
            answer = StreamingHttpResponse(write(*account.of_run(file.latest)), content_type=content_type)
            answer["Content-Disposition"] = f'attachment; filename="import-{file.pk}.{kind}"'
            return answer

        return view

    def _file(self, request: HttpRequest, object_id: int) -> ImportFile:
        may_see = self.has_view_permission(request)
        file: ImportFile | None = self.get_object(request, str(object_id)) if may_see else None
        if file is None:
            raise Http404
        return file

    def _context(self, request: HttpRequest, **told: Any) -> dict[str, Any]:
        site = self.admin_site.each_context(request)
        return {**site, "list_title": self.list_title, "opts": self.opts, **told}


def _start(file: ImportFile, request: HttpRequest) -> None:
    """Start what the page showed."""
    shown = text.whole_number(request.POST.get("trial", ""))
    brought.start(file, shown or 0, person_of(request))


def _sentences(refused: Exception) -> list[str]:
    return refused.sentences if isinstance(refused, verbs.Refused) else [str(refused)]


def _started() -> str:
    return _("The import has begun. You may leave this page: it goes on.")


def _stopped() -> str:
    return _("Stopped. What was imported stays.")


def _forgotten() -> str:
    return _("Taken off the list. What was imported stays.")


def _going_on() -> str:
    return _("It goes on where it stopped.")
