"""Campaigns, demands, causes, addressees and calls to action at the desk: a list and a page of each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import verbs
from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand, Subject, Version
from campaigns.workflow import RULES, Deed
from statements.desk.readings import OwnFilters
from statements.desk.verb_desk import CONFLICT, FORBIDDEN, UNPROCESSABLE
from statements.desk.who import person_of
from statements.rights import bodies_of, bodies_where
from statements.verbs.act import Refused

from .choosing import newest_title, with_newest_words
from .deeds import closed, do, offered
from .file_desk import hand_out_at_the_desk
from .standing import standing_words
from .subject_page import page_of, words_of
from .update_form import EvidenceForms, UpdateForm, evidence
from .words_form import WordsForm

FOLDER = "admin/campaigns/subject"


class SubjectDesk(OwnFilters, admin.ModelAdmin):
    """One kind. Every change is a deed; what is typed becomes a version that waits for a second person."""

    add_words: ClassVar[str | Promise]
    list_display = ["called", "standing", "body"]
    list_display_links = ["called"]
    list_select_related = ["body"]
    search_fields = ["slug", "titles"]
    actions = None

    class Media:
        css = {"all": ["css/office.css", "css/differences.css", "css/subjects.css"]}

    # --- who sees and does what ---------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What exists for this person."""
        person = person_of(request)
        known = self.model._default_manager.known_to(person, timezone.now())
        kept = Version.objects.filter(subject=OuterRef("pk"), subject__body__in=bodies_of(person))
        return with_newest_words(known, person).annotate(has_waiting=Exists(kept.waiting()))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Members have a desk."""
        return request.user.is_authenticated and self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Members see what is public and what their bodies prepare; the rest is said by `get_queryset`."""
        return bool(person_of(request).held_roles)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever writes for a body."""
        return bool(bodies_where(person_of(request), *RULES[Deed.BEGIN].roles))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a row: a version is written."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted: it is taken down."""
        return False

    # --- the list -------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Title"))
    def called(self, subject: Any) -> str:
        """What the desk calls it."""
        return newest_title(subject)

    @admin.display(description=gettext_lazy("Stands"))
    def standing(self, subject: Any) -> str:
        """Where it stands, in words."""
        return standing_words(subject, has_waiting=subject.has_waiting)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list under its plain name, with the ways to the other kinds."""
        named = {"title": self.plural, "kinds": kinds(self.model)}
        return super().changelist_view(request, {**named, **(extra_context or {})})

    @property
    def plural(self) -> str:
        """What the kind is called."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    # --- pages ------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """The list, and of each subject its page, its form, one address for each deed, one for an update."""
        name = f"campaigns_{self.model._meta.model_name}"
        views: dict[str, Callable[..., HttpResponseBase]] = {
            "write": self.write_view,
            "deed/<str:deed>": self.deed_view,
            "update": self.update_view,
            "file/<str:sha256>/<int:width>": self.file_view,
        }
        own = [
            path(
                f"<int:object_id>/{where}/",
                self.admin_site.admin_view(view),
                name=f"{name}_{where.partition('/')[0]}",
            )
            for where, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form of a new one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = WordsForm(*sent(request), kind=self.model, person=person_of(request))
        if not form.is_valid():
            return self.form_page(request, form, status=UNPROCESSABLE if form.is_bound else 200)
        try:
            begun = verbs.begin(
                self.model, by=form.person, body=form.cleaned_data["body"], content=form.content()
            )
        except Refused as refused:
            return self.form_page(request, form, refusals=refused.sentences, status=UNPROCESSABLE)
        messages.success(request, _("Begun. Readers see it once a second person has approved it."))
        return self.back_to(begun)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Its page."""
        return self.page(request, self.found(request, object_id))

    def write_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The form of its words; where another wrote meanwhile, both are shown (409)."""
        subject, person = self.found(request, object_id), person_of(request)
        newest = subject.versions.latest("number")
        if Deed.WRITE not in offered(subject, person, timezone.now()):
            raise PermissionDenied
        form = WordsForm(*sent(request), kind=self.model, person=person, version=newest)
        if not form.is_valid():
            return self.form_page(request, form, subject, status=UNPROCESSABLE if form.is_bound else 200)
        try:
            verbs.write(subject, by=person, content=form.content(), seen=form.cleaned_data["seen"] or 0)
        except verbs.Overtaken as late:
            typed = request.POST.copy()
            typed["seen"] = str(late.newest.number)
            form.data = typed
            return self.form_page(request, form, subject, late.sentences, CONFLICT, late.newest)
        except Refused as refused:
            return self.form_page(request, form, subject, refused.sentences, UNPROCESSABLE)
        messages.success(request, _("Saved. Readers see it once a second person has approved it."))
        return self.back_to(subject)

    def update_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The form of an update."""
        subject, person = self.found(request, object_id), person_of(request)
        if not isinstance(subject, Demand) or Deed.RECORD not in offered(subject, person, timezone.now()):
            raise Http404
        form = UpdateForm(request.POST or None, demand=subject)
        shown = EvidenceForms(*sent(request), form_kwargs={"person": person})
        if not (form.is_valid() and shown.is_valid()):
            status = UNPROCESSABLE if form.is_bound else 200
            return self.form_page(request, form, subject, status=status, evidence=shown)
        try:
            verbs.record(subject, by=person, evidence=evidence(shown), **form.cleaned_data)
        except Refused as refused:
            return self.form_page(request, form, subject, refused.sentences, UNPROCESSABLE, evidence=shown)
        messages.success(request, _("Recorded. Readers see it once a second person has approved it."))
        return self.back_to(subject)

    def file_view(self, request: HttpRequest, object_id: int, sha256: str, width: int) -> HttpResponseBase:
        """A file of it, whole or in a width, for the staff of its body."""
        return hand_out_at_the_desk(request, self.found(request, object_id), sha256, width)

    def deed_view(self, request: HttpRequest, object_id: int, deed: str) -> HttpResponse:
        """Do one deed (POST); opened otherwise, its page."""
        subject, person = self.found(request, object_id), person_of(request)
        if request.method == "POST":
            if refusals := closed(subject, deed, person):
                return self.page(request, subject, refusals, FORBIDDEN)
            try:
                messages.success(request, do(subject, deed, person, request.POST))
            except Refused as refused:
                return self.page(request, self.found(request, object_id), refused.sentences, CONFLICT)
        return self.back_to(subject)

    def found(self, request: HttpRequest, key: int | str) -> Any:
        """The subject, where it exists for this person."""
        subject = self.get_object(request, str(key))
        if subject is None or not self.has_view_permission(request):
            raise Http404
        return subject

    def back_to(self, subject: Subject) -> HttpResponse:
        """Its page."""
        name = f"admin:campaigns_{self.model._meta.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[subject.pk]))

    def page(
        self, request: HttpRequest, subject: Any, refusals: list[str] | None = None, status: int = 200
    ) -> HttpResponse:
        """How it stands, what waits, what came of it."""
        context = {**self._context(request, subject), "refusals": refusals or []}
        context |= page_of(subject, person_of(request), timezone.now())
        return TemplateResponse(request, f"{FOLDER}/page.html", context, status=status)

    def form_page(
        self,
        request: HttpRequest,
        form: Any,
        subject: Any = None,
        refusals: list[str] | None = None,
        status: int = 200,
        newest: Version | None = None,
        evidence: Any = None,
    ) -> HttpResponse:
        """A form, with what was refused; `newest` is what another wrote meanwhile."""
        context = {
            **self._context(request, subject),
            "form": form,
            "refusals": refusals or [],
            "evidence": evidence,
            "newest": words_of(subject, newest, person_of(request)) if newest else None,
        }
        return TemplateResponse(request, f"{FOLDER}/form.html", context, status=status)

    def _context(self, request: HttpRequest, subject: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": newest_title(subject) if subject else self.add_words,
            "list_title": self.plural,
            "opts": self.opts,
            "media": self.media,
            "subject": subject,
            "name": f"admin:campaigns_{self.model._meta.model_name}",
        }


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What was typed and which files were sent; nothing where a form is merely opened."""
    return request.POST or None, request.FILES or None


@dataclass(frozen=True)
class Way:
    """The way to the list of one kind."""

    name: str
    address: str
    is_here: bool


def kinds(here: type[Subject]) -> list[Way]:
    """The ways to the lists of all kinds, which stand in the navigation under the first."""
    return [
        Way(
            capfirst(str(kind._meta.verbose_name_plural)),
            reverse(f"admin:campaigns_{kind._meta.model_name}_changelist"),
            kind is here,
        )
        for kind in (Campaign, Demand, Cause, Addressee, CallToAction)
    ]
