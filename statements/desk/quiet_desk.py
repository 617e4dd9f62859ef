"""Quiet periods at the desk: switched on with a look at what is due inside, switched off by a button."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from statements import text, verbs
from statements.models import QuietPeriod
from statements.moments import clock_words
from statements.verbs.quieting import Deed, objections_to_switch_on, steps_of

from .ended_acts import EndedActs
from .fields import MomentField
from .quiet_times import DueRelease, due_releases, standing
from .verb_desk import CONFLICT, UNPROCESSABLE
from .who import person_of


class QuietForm(forms.ModelForm):
    """Why, what holds, from when until when."""

    begins_at = MomentField(label=gettext_lazy("Begins (empty: now)"), required=False)
    ends_at = MomentField(label=gettext_lazy("Ends (empty: when it is switched off)"), required=False)

    class Meta:
        model = QuietPeriod
        fields = ["reason", "mode", "begins_at", "ends_at"]
        widgets = {"mode": forms.RadioSelect, "reason": forms.TextInput}

    def _post_clean(self) -> None:
        """Nothing: the verb makes the period, and says what speaks against it."""


@admin.register(QuietPeriod)
class QuietDesk(EndedActs):
    """The quiet periods there are and were."""

    list_title = gettext_lazy("Quiet periods")
    add_words = gettext_lazy("Switch a quiet period on")
    list_display = ["reason", "standing", "mode", "begins", "ends"]
    list_display_links = ["reason"]

    @admin.display(description=gettext_lazy("begins"), ordering="begins_at")
    def begins(self, period: QuietPeriod) -> str:
        """When it begins."""
        return clock_words(period.begins_at)

    @admin.display(description=gettext_lazy("ends"), ordering="ends_at")
    def ends(self, period: QuietPeriod) -> str:
        """When it ends, or what ends it."""
        return clock_words(period.ends_at) if period.ends_at else _("when it is switched off")

    @admin.display(description=gettext_lazy("Now"))
    def standing(self, period: QuietPeriod) -> str:
        """Whether it holds, is to come, or is over."""
        return standing(period, timezone.now())

    def get_urls(self) -> list[URLPattern]:
        """The list, the form, a page for each period."""
        off = self.admin_site.admin_view(self.off_view)
        return [path("<int:key>/off/", off, name="statements_quietperiod_off"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form; then, where releases are due in that time, the same form with their list."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._form_page(request, QuietForm())
        form = QuietForm(request.POST)
        if not form.is_valid():
            return self._form_page(request, form, status=UNPROCESSABLE)
        return _switch_on(self, request, form)

    def _form_page(
        self,
        request: HttpRequest,
        form: QuietForm,
        due: list[DueRelease] | None = None,
        refusals: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": self.add_words,
            "list_title": self.list_title,
            "opts": self.opts,
            "form": form,
            "due": due or [],
            "may_stop": any(release.may_stop for release in due or []),
            "shown": ",".join(str(release.edition.pk) for release in due or []),
            "refusals": refusals or [],
        }
        return TemplateResponse(request, "admin/statements/quietperiod/form.html", context, status=status)

    def page_of(self, request: HttpRequest, act: Any) -> HttpResponse:
        """The period, what is due inside it, and the button that ends it."""
        return self._period_page(request, act)

    def off_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Switch it off (POST); opened otherwise, its page."""
        period = self.get_object(request, str(key))
        if period is None or not self.has_add_permission(request):
            raise Http404
        address = reverse("admin:statements_quietperiod_change", args=[period.pk])
        if request.method == "POST":
            try:
                verbs.switch_off(period, by=person_of(request))
            except verbs.Refused as refused:
                return self._period_page(request, period, refused.sentences, CONFLICT)
            messages.success(request, _("The quiet period is switched off. What was stopped stays stopped."))
        return HttpResponseRedirect(address)

    def _period_page(
        self,
        request: HttpRequest,
        period: QuietPeriod,
        refusals: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        at = timezone.now()
        is_over = not QuietPeriod.objects.not_over(at).filter(pk=period.pk).exists()
        inside = [] if is_over else due_releases(person_of(request), period.begins_at, period.ends_at, at)
        context = {
            **self.admin_site.each_context(request),
            "title": period.reason,
            "list_title": self.list_title,
            "opts": self.opts,
            "period": period,
            "begins": self.begins(period),
            "ends": self.ends(period),
            "standing": standing(period, at),
            "is_over": is_over,
            "may_end": not is_over and self.has_add_permission(request),
            "due": inside,
            "steps": [(step, Deed(step.verb).label) for step in steps_of(period)],
            "refusals": refusals or [],
        }
        return TemplateResponse(request, "admin/statements/quietperiod/period.html", context, status=status)


def _switch_on(desk: QuietDesk, request: HttpRequest, form: QuietForm) -> HttpResponse:
    person, at, typed = person_of(request), timezone.now(), form.cleaned_data
    if refusals := objections_to_switch_on(person, typed["begins_at"], typed["ends_at"], at):
        return desk._form_page(request, form, refusals=refusals, status=UNPROCESSABLE)
    due = due_releases(person, typed["begins_at"] or at, typed["ends_at"], at)
    if due and "shown" not in request.POST:
        return desk._form_page(request, form, due)
    stopping = _keys(request.POST.getlist("stop")) & {one.edition.pk for one in due if one.may_stop}
    shown = _keys(request.POST.get("shown", "").split(","))
    asked = {**typed, "mode": QuietPeriod.Mode(typed["mode"]), "shown": shown, "stopping": stopping}
    try:
        period = verbs.switch_on(by=person, **asked)
    except verbs.Refused as refused:
        due = due_releases(person, typed["begins_at"] or at, typed["ends_at"], timezone.now())
        return desk._form_page(request, form, due, refused.sentences, CONFLICT)
    messages.success(request, _said(len(stopping)))
    return HttpResponseRedirect(reverse("admin:statements_quietperiod_change", args=[period.pk]))


def _said(stopped: int) -> str:
    if not stopped:
        return _("The quiet period is switched on.")
    words = ngettext(
        "The quiet period is switched on; %(count)d release is stopped.",
        "The quiet period is switched on; %(count)d releases are stopped.",
        stopped,
    )
    return words % {"count": stopped}


def _keys(typed: list[str]) -> set[int]:
    """The keys among what a form sent; a stranger's letters are none."""
    return {key for one in typed if (key := text.whole_number(one)) is not None}
