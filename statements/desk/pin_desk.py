"""The front page at the desk: what publishers pinned there, one more pin, one taken down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import verbs
from statements.models import Edition, Pin, Statement, User
from statements.moments import clock_words
from statements.rights import where
from statements.workflow import Role

from .ended_acts import EndedActs
from .fields import MomentField
from .verb_desk import CONFLICT, UNPROCESSABLE
from .who import person_of

OFFERED = 50  # of the newest public statements
USUAL = timedelta(days=2)


class StatementField(forms.ModelChoiceField):
    """A public statement, by its reference and headline."""

    def label_from_instance(self, obj: Any) -> str:
        """Reference and headline."""
        return f"{obj.reference} · {obj.headline_for_lists()}"


class PinForm(forms.Form):
    """Which statement, where, until when."""

    statement = StatementField(
        label=gettext_lazy("Statement"), queryset=Statement.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Place"),
        choices=Pin.Kind.choices,
        initial=Pin.Kind.LEAD,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("There is one lead: a new one takes its place."),
    )
    until = MomentField(label=gettext_lazy("Until"))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["until"] = timezone.now() + USUAL
        field = self.fields["statement"]
        if isinstance(field, forms.ModelChoiceField):
            newest = offered(person).values_list("pk", flat=True)[:OFFERED]
            field.queryset = Statement.objects.filter(pk__in=list(newest)).order_by("-changed_at")


def offered(person: User) -> QuerySet[Statement]:
    """Public statements of the bodies this person publishes for, the newest first."""
    public = Edition.objects.public(timezone.now()).filter(statement=OuterRef("pk"))
    return Statement.objects.filter(Exists(public), where(person, Role.PUBLISHER)).order_by("-changed_at")


@admin.register(Pin)
class PinDesk(EndedActs):
    """Pins there are and were."""

    list_title = gettext_lazy("Front page")
    add_words = gettext_lazy("Pin to the front page")
    list_display = ["headline", "kind", "until_when", "standing", "by"]
    list_select_related = ["statement", "by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pin]:
        """Pins of statements that exist for this person."""
        pins: QuerySet[Pin] = super().get_queryset(request)
        return pins.filter(statement__in=Statement.objects.visible_to(person_of(request)))

    @admin.display(description=gettext_lazy("Statement"))
    def headline(self, pinned: Pin) -> str:
        """Which statement."""
        return pinned.statement.headline_for_lists()

    @admin.display(description=gettext_lazy("Until"), ordering="until")
    def until_when(self, pinned: Pin) -> str:
        """When it ends."""
        return clock_words(pinned.until)

    @admin.display(description=gettext_lazy("Now"))
    def standing(self, pinned: Pin) -> str:
        """Whether readers see it now."""
        if pinned.until <= timezone.now():
            return _("over")
        is_public = pinned.statement.edition_public(timezone.now())
        return _("on the front page") if is_public else _("not shown: the statement is not public")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Publishers keep the front page."""
        return request.user.is_authenticated and self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Pin | None = None) -> bool:
        """Publishers keep the front page."""
        return any(role == Role.PUBLISHER for _body, role in person_of(request).held_roles)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Publishers keep the front page."""
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        """The list, the form, a page for each pin."""
        down = self.admin_site.admin_view(self.down_view)
        return [path("<int:key>/down/", down, name="statements_pin_down"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form of a pin."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        person = person_of(request)
        if request.method != "POST":
            return self._page(request, form=PinForm(person=person))
        form = PinForm(request.POST, person=person)
        if not form.is_valid():
            return self._page(request, form=form, status=UNPROCESSABLE)
        try:
            verbs.pin(**{**form.cleaned_data, "kind": Pin.Kind(form.cleaned_data["kind"])}, by=person)
        except verbs.Refused as refused:
            return self._page(request, form=form, refusals=refused.sentences, status=UNPROCESSABLE)
        messages.success(request, _("Pinned. Readers see it now."))
        return HttpResponseRedirect(reverse("admin:statements_pin_changelist"))

    def page_of(self, request: HttpRequest, act: Any) -> HttpResponse:
        """The pin, and the button that takes it down."""
        return self._page(request, pinned=act)

    def down_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Take it down (POST); opened otherwise, its page."""
        pinned = self.get_object(request, str(key)) if self.has_add_permission(request) else None
        if pinned is None:
            raise Http404
        if request.method == "POST":
            try:
                verbs.take_down(pinned, by=person_of(request))
            except verbs.Refused as refused:
                return self._page(request, pinned=pinned, refusals=refused.sentences, status=CONFLICT)
            messages.success(request, _("Taken down."))
        return HttpResponseRedirect(reverse("admin:statements_pin_change", args=[pinned.pk]))

    def _page(
        self,
        request: HttpRequest,
        form: PinForm | None = None,
        pinned: Pin | None = None,
        refusals: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": pinned.statement.headline_for_lists() if pinned else self.add_words,
            "list_title": self.list_title,
            "opts": self.opts,
            "form": form,
            "pinned": pinned,
            "standing": self.standing(pinned) if pinned else "",
            "until": clock_words(pinned.until) if pinned else "",
            "may_end": pinned is not None and pinned.until > timezone.now(),
            "refusals": refusals or [],
        }
        return TemplateResponse(request, "admin/statements/pin/page.html", context, status=status)
