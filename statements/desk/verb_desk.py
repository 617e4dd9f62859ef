"""One verb at the desk: its page asks what the law asks, its POST does it, refusals are sentences."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import verbs
from statements.models import Statement, User
from statements.objections import clock_words, objections
from statements.rights import may
from statements.standing import Standing
from statements.verbs.approving import has_publisher
from statements.workflow import Plan, Verb

from .comparison import against_public
from .verb_forms import FORMS, ConfirmForm, VerbForm

# Verbs that bring the words on the desk closer to readers: their page shows what that changes for them.
TOWARDS_READERS = {Verb.SUBMIT, Verb.AGREE, Verb.APPROVE, Verb.PUBLISH, Verb.PUBLISH_WITHOUT_APPROVAL}
DONE, FORBIDDEN, CONFLICT, UNPROCESSABLE, BAD_REQUEST = 302, 403, 409, 422, 400


def verb_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, verb: Verb, person: User
) -> HttpResponse:
    """Show the verb's page (GET) or do the verb (POST); the statement is one that exists for the person."""
    form_class = FORMS.get(verb, VerbForm)
    if request.method != "POST":
        form = form_class(statement=statement, person=person)
        return _page(desk, request, form, verb, objections(statement, verb, person, timezone.now()))
    form = form_class(request.POST, statement=statement, person=person)
    if "lock_version" not in request.POST:
        return _page(desk, request, form, verb, [_("The form was incomplete. Look again.")], BAD_REQUEST)
    if not may(person, f"statements.{verb}", statement):
        return _page(
            desk, request, form, verb, objections(statement, verb, person, timezone.now()), FORBIDDEN
        )
    if not form.is_valid():
        return _page(desk, request, form, verb, [], UNPROCESSABLE)
    return _do(desk, request, form, verb)


def _do(desk: ModelAdmin, request: HttpRequest, form: VerbForm, verb: Verb) -> HttpResponse:
    statement = form.statement
    statement.lock_version = form.cleaned_data["lock_version"]
    try:
        done = getattr(verbs, verb)(statement, by=form.person, **form.arguments())
    except verbs.Stale as stale:
        form.statement = stale.statement
        return _page(desk, request, form, verb, stale.sentences, CONFLICT)
    except verbs.Refused as refused:
        return _page(desk, request, form, verb, refused.sentences, UNPROCESSABLE)
    standing = Standing.of(Statement.objects.get(pk=done.pk), timezone.now())
    done_words = _("Done: %(verb)s. Now: %(standing)s.")
    messages.success(request, done_words % {"verb": verb.label, "standing": standing.words})
    if verb == Verb.DISCARD:
        return HttpResponseRedirect(reverse("admin:statements_statement_changelist"))
    return HttpResponseRedirect(reverse("admin:statements_statement_change", args=[done.pk]))


def _page(
    desk: ModelAdmin, request: HttpRequest, form: VerbForm, verb: Verb, refusals: list[str], status: int = 200
) -> HttpResponse:
    statement = form.statement
    context: dict[str, Any] = {
        **desk.admin_site.each_context(request),
        "title": verb.label,
        "opts": desk.opts,
        "statement": statement,
        "standing": Standing.of(statement, timezone.now()),
        "marks": form.marks() if isinstance(form, ConfirmForm) else [],
        "compared": against_public(statement, timezone.now()) if verb in TOWARDS_READERS else None,
        "verb": verb,
        "form": form,
        "refusals": refusals,
        "consequence": consequence(statement, verb, form.person),
        "may_do": not refusals or status == UNPROCESSABLE,
    }
    return TemplateResponse(request, "admin/statements/statement/verb.html", context, status=status)


def consequence(statement: Statement, verb: Verb, person: User) -> str:
    """What the button will do, in one sentence, where its name does not say it."""
    if verb in {Verb.APPROVE, Verb.AGREE}:
        return _consequence_of_yes(statement, person)
    if verb == Verb.PUBLISH and statement.withdrawal_in_force(timezone.now()):
        return _("The withdrawal ends when this goes out.")
    return str(_CONSEQUENCES.get(verb, lambda: "")())


def _consequence_of_yes(statement: Statement, person: User) -> str:
    planned_for = statement.planned_for
    if statement.plan != Plan.LATER and not has_publisher(statement, person):
        body = statement.issuing_body.name
        return _("It is not published by this; a publisher of %(body)s decides when.") % {"body": body}
    if statement.plan == Plan.AT_ONCE:
        return _("Once enough people have said yes, it is published at once.")
    if statement.plan == Plan.AT_TIME and planned_for and planned_for > timezone.now():
        return _("Once enough people have said yes, it goes out %(time)s.") % {
            "time": clock_words(planned_for)
        }
    if statement.plan == Plan.AT_TIME and planned_for:
        return _("It was planned for %(time)s, which has passed.") % {"time": clock_words(planned_for)}
    return _("It is not published by this; a publisher decides when.")


_CONSEQUENCES = {
    Verb.REOPEN: lambda: _("What readers see stays as it is until the correction is published."),
    Verb.STOP_RELEASE: lambda: _("Nothing of it will go out. All concerned are told."),
    Verb.DISCARD: lambda: _("The draft disappears from the desk. It was never public."),
    Verb.ABANDON_CORRECTION: lambda: _("The desk takes the public text again; yours stays in the history."),
    Verb.SEND_BACK: lambda: _("Every yes is void. The drafter reads your reason."),
    Verb.SEAL: lambda: _("This cannot be undone: the edition is closed for ever."),
    Verb.RESTORE: lambda: _("The last public text is issued again, as a new edition."),
    Verb.PUBLISH_WITHOUT_APPROVAL: lambda: _(
        "It is marked at the desk until another person has confirmed it."
    ),
}
