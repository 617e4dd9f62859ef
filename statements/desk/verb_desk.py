"""One verb at the desk: its page asks what the law asks, its POST does it, refusals are sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import verbs
from statements.models import Look, Statement, User
from statements.objections import objections
from statements.rights import may
from statements.standing import Standing
from statements.workflow import Verb

from . import alongside, closing_forms, other_versions, partner_forms
from .comparison import against_public
from .partners import ANSWERS
from .promises import Promise
from .release_times import TimedForm, buttons
from .send_desk import tell_of_sending
from .verb_forms import FORMS, ConfirmForm, VerbForm

# Verbs that bring the words on the desk closer to readers: their page shows what that changes for them.
TOWARDS_READERS = {Verb.SUBMIT, Verb.AGREE, Verb.APPROVE, Verb.PUBLISH, Verb.PUBLISH_WITHOUT_APPROVAL}
# After these one reads on where the text is reviewed.
OF_REVIEW = {Verb.SUBMIT, Verb.AGREE, Verb.APPROVE, Verb.SEND_BACK, *ANSWERS}
DONE, FORBIDDEN, CONFLICT, UNPROCESSABLE, BAD_REQUEST = 302, 403, 409, 422, 400

Page = Callable[..., HttpResponse]


def verb_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, verb: Verb, person: User, page: Page
) -> HttpResponse:
    """Show the verb's page (GET) or do the verb (POST); the statement is one that exists for the person.

    `page` makes the page of a form, a verb and what speaks against it.
    """
    form_class = {**FORMS, **closing_forms.FORMS, **partner_forms.FORMS}.get(verb, VerbForm)
    if request.method != "POST":
        form = form_class(statement=statement, person=person, verb=verb)
        return page(desk, request, form, verb, objections(statement, verb, person, timezone.now()))
    form = form_class(request.POST, statement=statement, person=person, verb=verb)
    if "lock_version" not in request.POST:
        return page(desk, request, form, verb, [_("The form was incomplete. Look again.")], BAD_REQUEST)
    if not may(person, f"statements.{verb}", statement):
        return page(desk, request, form, verb, objections(statement, verb, person, timezone.now()), FORBIDDEN)
    if not form.is_valid():
        return page(desk, request, form, verb, [], UNPROCESSABLE)
    if isinstance(form, TimedForm) and form.wants_another_look():
        return page(desk, request, form, verb, [])
    return _do(desk, request, form, verb, page)


def _do(desk: ModelAdmin, request: HttpRequest, form: VerbForm, verb: Verb, page: Page) -> HttpResponse:
    statement = form.statement
    statement.lock_version = form.cleaned_data["lock_version"]
    try:
        done = other_versions.carry_out(form, verb)
    except verbs.Stale as stale:
        form.renew(stale.statement)
        return page(desk, request, form, verb, stale.sentences, CONFLICT)
    except verbs.Refused as refused:
        return page(desk, request, form, verb, refused.sentences, UNPROCESSABLE)
    standing = Standing.of(Statement.objects.get(pk=done.pk), timezone.now())
    done_words = _("Done: %(verb)s. Now: %(standing)s.")
    messages.success(request, done_words % {"verb": verb.label, "standing": standing.words})
    for other in other_versions.chosen(form):
        messages.success(request, _("Done with it: %(what)s.") % {"what": other.name})
    tell_of_sending(request, done.pk, verb)
    if verb == Verb.DISCARD:
        return HttpResponseRedirect(reverse("admin:statements_statement_changelist"))
    if verb in OF_REVIEW:
        Look.objects.remember(form.person, statement.revision, timezone.now())
    where = "review" if verb in OF_REVIEW else "change"
    return HttpResponseRedirect(reverse(f"admin:statements_statement_{where}", args=[done.pk]))


def verb_page(
    desk: ModelAdmin, request: HttpRequest, form: VerbForm, verb: Verb, refusals: list[str], status: int = 200
) -> HttpResponse:
    """What the verb will do, what it asks, and the button; or why it is refused."""
    statement = form.statement
    may_try_again = status == CONFLICT and not objections(statement, verb, form.person, timezone.now())
    context: dict[str, Any] = {
        **desk.admin_site.each_context(request),
        "title": verb.label,
        "opts": desk.opts,
        "statement": statement,
        "standing": Standing.of(statement, timezone.now()),
        "marks": form.marks() if isinstance(form, ConfirmForm) else [],
        "compared": against_public(statement, timezone.now()) if verb in TOWARDS_READERS else None,
        **(alongside.panel(statement, form.person, timezone.now()) if verb == Verb.FOLLOW else {}),
        "verb": verb,
        "form": form,
        "refusals": refusals,
        "release_buttons": buttons(statement, verb, timezone.now(), _typed(form)),
        "promise": Promise(statement, verb, form.person, timezone.now()),
        "may_do": not refusals or status == UNPROCESSABLE or may_try_again,
    }
    return TemplateResponse(request, "admin/statements/statement/verb.html", context, status=status)


def _typed(form: VerbForm) -> datetime | None:
    """The time of release that was typed and is to stand on a button."""
    typed: datetime | None = getattr(form, "cleaned_data", {}).get("another_time")
    return typed
