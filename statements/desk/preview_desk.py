"""The links by which outsiders look at a statement: made, seen to be opened, ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from statements import verbs
from statements.models import PreviewLink, Statement, User
from statements.models.outsiders import OutsidersLink
from statements.outsiders import links

from .routes import below
from .verb_desk import UNPROCESSABLE

PREVIEWS = "admin/statements/statement/previews.html"
LASTS = {
    "1": gettext_lazy("one day"),
    "3": gettext_lazy("three days"),
    "7": gettext_lazy("a week"),
    "14": gettext_lazy("two weeks"),
}


class PreviewForm(forms.ModelForm):
    """For whom, for how long, and whether a password is asked."""

    lasts = forms.ChoiceField(label=gettext_lazy("Works for"), choices=list(LASTS.items()), initial="3")
    with_password = forms.BooleanField(
        label=gettext_lazy("Ask for a password"),
        required=False,
        help_text=gettext_lazy("It is made for you. Tell it another way than the link."),
    )

    class Meta:
        model = PreviewLink
        fields = ["label"]
        help_texts = {"label": gettext_lazy("The name of one reader; it stands across the page.")}


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The page of the links, and where one is ended."""
    return [
        below(desk, "previews/", previews_view, "previews"),
        below(desk, "previews/<int:key>/end/", end_view, "end_preview", posts_only=True),
    ]


def previews_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """The links there are; a POST makes one and tells its address, once."""
    if not links.may_show(person, statement):
        raise PermissionDenied
    form = PreviewForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(desk, request, statement, person, form=form)
    if not form.is_valid():
        return _page(desk, request, statement, person, UNPROCESSABLE, form=form)
    asked = form.cleaned_data
    try:
        made = links.make_preview(
            statement,
            by=person,
            label=asked["label"],
            lasts=timedelta(days=int(asked["lasts"])),
            with_password=asked["with_password"],
        )
    except verbs.Refused as refused:
        return _page(desk, request, statement, person, UNPROCESSABLE, form=form, refusals=refused.sentences)
    told: dict[str, Any] = {
        "made": made,
        "address": outside_address(request, reverse("preview", args=[made.token])),
    }
    return _page(desk, request, statement, person, form=PreviewForm(), **told)


def end_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User, key: int
) -> HttpResponse:
    """End one link, for good."""
    link = get_object_or_404(statement.previewlinks.select_related("statement"), pk=key)
    if not links.may_show(person, statement):
        raise PermissionDenied
    if links.end_preview(link, by=person):
        messages.success(request, _("The link is ended: it shows nothing any more."))
    else:
        messages.info(request, _("This link had ended already."))
    return HttpResponseRedirect(reverse("admin:statements_statement_previews", args=[statement.pk]))


def outside_address(request: HttpRequest, path: str) -> str:
    """An address as outsiders type it."""
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


def _page(
    desk: ModelAdmin,
    request: HttpRequest,
    statement: Statement,
    person: User,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    at = timezone.now()
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Preview links"),
        "opts": desk.opts,
        "statement": statement,
        "rows": [_row(link, at) for link in _links(statement)],
        "refusals": links.objections_to_showing(statement, person, at),
        **shown,
    }
    return TemplateResponse(request, PREVIEWS, context, status=status)


def _links(statement: Statement) -> Any:
    found = statement.previewlinks.select_related("statement", "revision", "made_by")
    return found.prefetch_related("openings")


def _row(link: PreviewLink, at: datetime) -> dict[str, Any]:
    """A link, how it stands, and how often somebody read behind it."""
    ended = link.ended(at)
    return {
        "link": link,
        "ended": ended.label if ended else "",
        "has_password": bool(link.password),
        **openings_of(link),
        "is_overtaken": not ended and link.revision_id != link.statement.revision.pk,
        "end_address": reverse("admin:statements_statement_end_preview", args=[link.statement_id, link.pk]),
    }


def openings_of(link: OutsidersLink) -> dict[str, Any]:
    """The openings of a link, and in words how often somebody read behind it."""
    openings = list(link.openings.all())
    read = sum(not opening.is_machine for opening in openings)
    words = ngettext("opened %(count)d time", "opened %(count)d times", read) % {"count": read}
    return {"openings": openings, "words": words if read else _("not opened yet")}
