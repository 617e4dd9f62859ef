"""Drafts kept ready for the day they are needed: a fact of the desk beside the law, set and ended here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Prepared, Statement, User
from statements.rights import may
from statements.workflow import UNFINISHED

from .routes import back, below


class KeepReadyForm(forms.ModelForm):
    """What it is kept for."""

    class Meta:
        model = Prepared
        fields = ["label"]
        labels = {"label": gettext_lazy("What for")}
        widgets = {"label": forms.TextInput(attrs={"placeholder": gettext_lazy("Condolence for …")})}


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """Where the two small forms are sent to."""
    return [
        below(desk, "keep-ready/", keep_ready_view, "keep_ready", posts_only=True),
        below(desk, "not-kept-ready/", not_kept_ready_view, "not_kept_ready", posts_only=True),
    ]


def panel(statement: Statement, person: User) -> dict[str, Any]:
    """What stands beside the form: that it is kept ready, or the form that keeps it."""
    prepared = Prepared.objects.filter(statement=statement).select_related("kept_by").first()
    return {
        "prepared": prepared,
        "keep_ready_form": KeepReadyForm(auto_id="keep_%s") if _may_keep(statement, person) else None,
    }


def keep_ready_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User
) -> HttpResponse:
    """Keep a text ready under a label."""
    form = KeepReadyForm(request.POST)
    if not _may_keep(statement, person):
        messages.error(request, _("Only what is not out yet is kept ready, by those who work on it."))
    elif not form.is_valid():
        messages.error(request, _("Say what it is kept ready for."))
    elif Prepared.objects.keep(statement, form.cleaned_data["label"], person, timezone.now()):
        messages.success(
            request, _("It is kept ready. It stands in a list of its own, and nothing is overdue.")
        )
    else:
        messages.error(request, _("It has gone out meanwhile."))
    return back(request, statement, "change")


def not_kept_ready_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User
) -> HttpResponse:
    """Take it up again."""
    if _may_keep(statement, person):
        Prepared.objects.filter(statement=statement).delete()
        messages.success(request, _("It is not kept ready any more. It stands among the drafts in work."))
    return back(request, statement, "change")


def _may_keep(statement: Statement, person: User) -> bool:
    works_on_it = may(person, "statements.change_statement", statement)
    return works_on_it and statement.state in UNFINISHED and not statement.has_been_public(timezone.now())
