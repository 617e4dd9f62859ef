"""The page of a joint statement's partners: what each answered, and the links by which those outside do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import verbs
from statements.approval import partners_missing
from statements.models import ConsentLink, IssuingBody, Statement, User
from statements.objections import objections
from statements.outsiders import links
from statements.partners import answers_of
from statements.rights import may
from statements.workflow import Verb

from .preview_desk import LASTS, openings_of, outside_address
from .routes import below
from .verb_desk import UNPROCESSABLE

PARTNERS = "admin/statements/statement/partners.html"


class ConsentLinkForm(forms.ModelForm):
    """Whom to ask for which body, and until when."""

    body = forms.ModelChoiceField(IssuingBody.objects.none(), label=gettext_lazy("Partner"), empty_label=None)
    lasts = forms.ChoiceField(label=gettext_lazy("Works for"), choices=list(LASTS.items()), initial="7")

    class Meta:
        model = ConsentLink
        fields = ["body", "label"]
        help_texts = {"label": gettext_lazy("The person who answers for the partner, by name.")}

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = [body.pk for body in partners_missing(statement)]
        self.fields["body"].queryset = IssuingBody.objects.filter(pk__in=missing)  # type: ignore[attr-defined]


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The page, and where a link is ended."""
    return [
        below(desk, "partners/", partners_view, "partners"),
        below(desk, "partners/<int:key>/end/", end_view, "end_consent_link", posts_only=True),
    ]


def partners_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """What the partners answered; a POST makes a consent link and tells its address, once."""
    if not may(person, f"statements.{Verb.RECORD_CONSENT}", statement):
        raise PermissionDenied
    form = ConsentLinkForm(request.POST if request.method == "POST" else None, statement=statement)
    if not form.is_bound:
        return _page(desk, request, statement, person, form=form)
    if not form.is_valid():
        return _page(desk, request, statement, person, UNPROCESSABLE, form=form)
    asked = form.cleaned_data
    try:
        made = links.make_consent_link(
            statement,
            by=person,
            body=asked["body"],
            label=asked["label"],
            lasts=timedelta(days=int(asked["lasts"])),
        )
    except verbs.Refused as refused:
        return _page(desk, request, statement, person, UNPROCESSABLE, form=form, refusals=refused.sentences)
    address = outside_address(request, reverse("consent", args=[made.token]))
    form = ConsentLinkForm(statement=statement)
    return _page(desk, request, statement, person, form=form, made=made, address=address)


def end_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User, key: int
) -> HttpResponse:
    """End one link, for good."""
    link = get_object_or_404(statement.consentlinks.select_related("statement"), pk=key)
    if not may(person, f"statements.{Verb.RECORD_CONSENT}", statement):
        raise PermissionDenied
    if links.end_consent_link(link, by=person):
        messages.success(request, _("The link is ended: it shows nothing any more."))
    else:
        messages.info(request, _("This link had ended already."))
    return HttpResponseRedirect(reverse("admin:statements_statement_partners", args=[statement.pk]))


def _page(
    desk: ModelAdmin,
    request: HttpRequest,
    statement: Statement,
    person: User,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    at = timezone.now()
    made = statement.consentlinks.select_related("statement", "revision", "body", "made_by", "consent")
    made = made.prefetch_related("openings")
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Partners"),
        "opts": desk.opts,
        "statement": statement,
        "partners": answers_of(statement),
        "rows": [_row(link, at) for link in made],
        "may_record": not objections(statement, Verb.RECORD_CONSENT, person, at),
        **shown,
    }
    return TemplateResponse(request, PARTNERS, context, status=status)


def _row(link: ConsentLink, at: datetime) -> dict[str, Any]:
    """A link, whom it asks, and how it stands."""
    end = reverse("admin:statements_statement_end_consent_link", args=[link.statement_id, link.pk])
    how = links.how_it_stands(link, at)
    return {
        "link": link,
        "partner": link.body.name,
        "ended": how,
        **openings_of(link),
        "end_address": end,
    }
