"""The calendar at the desk, the page on which a day is planned, and the private address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from statements.desk.routes import absolute, below
from statements.models import CalendarAddress, PlannedDay, Statement, User
from statements.rights import may
from statements.workflow import UNFINISHED

from .entries import entries, newsroom_zone
from .months import YEARS, Month

HERE = "admin:statements_statement_calendar"


def calendar_view(desk: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """A month of what goes out and what is planned, as a grid or as a list."""
    person, at = _member(desk, request), timezone.now()
    month, mine = Month.read(request.GET.get("month", ""), at), request.GET.get("whose") == "mine"
    as_list = request.GET.get("view") == "list"
    dates = month.dates
    days = month.days(entries(person, dates[0], dates[-1], at, mine=mine), at)
    shown = [day for day in days if day.entries and day.is_of_month] if as_list else days
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Calendar"),
        "month": month,
        "earlier": month.moved(-1),
        "later": month.moved(1),
        "mine": mine,
        "as_list": as_list,
        "days": shown,
        "weeks": [days[start : start + 7] for start in range(0, len(days), 7)],
        "zone": at.astimezone(newsroom_zone()).tzname(),
        "private": CalendarAddress.objects.filter(person=person).first(),
    }
    return TemplateResponse(request, "admin/statements/statement/calendar.html", context)


class PlannedDayForm(forms.Form):
    """The day a statement is meant for."""

    day = forms.DateField(
        required=False,
        label=gettext_lazy("Planned for the day"),
        help_text=gettext_lazy("Only for the office’s calendar: it releases nothing. Empty: no day."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_day(self) -> Any:
        """A day in years in which one plans."""
        day = self.cleaned_data["day"]
        if day and day.year not in YEARS:
            raise forms.ValidationError(
                _("%(day)s is not a date of any statement.") % {"day": day.isoformat()}
            )
        return day


def may_be_planned(statement: Statement) -> bool:
    """Whether a day may still be planned for it."""
    return statement.state in UNFINISHED


def plan_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Say for which day a statement is meant."""
    if not may(person, "statements.change_statement", statement) or not may_be_planned(statement):
        raise PermissionDenied
    planned = PlannedDay.objects.filter(statement=statement).first()
    form = PlannedDayForm(request.POST or None, initial={"day": planned and planned.day})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        PlannedDay.objects.put(statement, day, person, timezone.now())
        messages.success(request, _("The day is planned.") if day else _("No day is planned any more."))
        return HttpResponseRedirect(reverse("admin:statements_statement_change", args=[statement.pk]))
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Plan a day"),
        "statement": statement,
        "planned": planned,
        "form": form,
    }
    return TemplateResponse(request, "admin/statements/statement/plan_day.html", context)


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The calendar, its private address, and the page of a statement's day."""

    def calendar_page(request: HttpRequest) -> HttpResponse:
        return calendar_view(desk, request)

    @require_POST
    def private_page(request: HttpRequest) -> HttpResponse:
        return _private(desk, request)

    guarded = desk.admin_site.admin_view
    return [
        path("calendar/", guarded(calendar_page), name="statements_statement_calendar"),
        path("calendar/address/", guarded(private_page), name="statements_statement_calendar_address"),
        below(desk, "planned-day/", plan_view, "planned_day"),
    ]


def _private(desk: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Make a private address, shown this once, or end it."""
    person = _member(desk, request)
    if "end" in request.POST:
        CalendarAddress.objects.filter(person=person).delete()
        messages.success(request, _("The private address is ended."))
        return HttpResponseRedirect(reverse(HERE))
    token = CalendarAddress.objects.make(person, timezone.now())
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Private address of the calendar"),
        "address": absolute(request, reverse("calendar", args=[token])),
    }
    answer = TemplateResponse(request, "admin/statements/statement/calendar_address.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _member(desk: ModelAdmin, request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not desk.has_view_permission(request):
        raise PermissionDenied
    return request.user
