"""Any two texts of a statement compared at the desk, and an old revision brought back as a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import verbs
from statements.differences import differences
from statements.models import Edition, Revision, Statement, User
from statements.models.content import DEFAULTS
from statements.objections import objections
from statements.rights import may
from statements.workflow import Verb

from .comparison import Comparison, against_last, against_public, side, sides
from .verb_desk import BAD_REQUEST, CONFLICT, FORBIDDEN, UNPROCESSABLE
from .verb_forms import VerbForm

NOT_FOUND, GONE = 404, 410
COMPARE = "admin/statements/statement/compare.html"
BRING_BACK = "admin/statements/statement/bring_back.html"


def compare_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Two texts, `?from=e1&to=r5`; without them the desk copy against what is public, or its last change."""
    usual = against_public(statement, timezone.now()) or against_last(statement)
    before = side(statement, request.GET.get("from", usual.before.key))
    after = side(statement, request.GET.get("to", usual.after.key))
    compared = Comparison(before, after) if before and after else None
    context = {
        **_surroundings(desk, request, statement, _("What changed")),
        "compared": compared,
        "sides": sides(statement),
        "older": _old_revision(compared, statement, person),
    }
    status = NOT_FOUND if compared is None else GONE if compared.sealed else 200
    return TemplateResponse(request, COMPARE, context, status=status)


def bring_back_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User, number: int
) -> HttpResponse:
    """What an old revision would change (GET); its words saved as the newest revision (POST)."""
    revision = get_object_or_404(statement.revisions, number=number)
    if request.method != "POST":
        return _page(desk, request, statement, person, revision, _refusals(statement, person, revision))
    form = VerbForm(request.POST, statement=statement, person=person)
    if not form.is_valid():
        incomplete = [_("The form was incomplete. Look again.")]
        return _page(desk, request, statement, person, revision, incomplete, BAD_REQUEST)
    if refusals := _refusals(statement, person, revision):
        status = UNPROCESSABLE if may(person, f"statements.{Verb.SAVE}", statement) else FORBIDDEN
        return _page(desk, request, statement, person, revision, refusals, status)
    statement.lock_version = form.cleaned_data["lock_version"]
    try:
        saved = verbs.save(statement, by=person, content=words_of(revision, statement))
    except verbs.Stale as stale:
        return _page(desk, request, stale.statement, person, revision, stale.sentences, CONFLICT)
    except verbs.Refused as refused:
        return _page(desk, request, statement, person, revision, refused.sentences, UNPROCESSABLE)
    words = _("The words of revision %(old)s stand on the desk again, as revision %(new)s.")
    messages.success(request, words % {"old": number, "new": saved.revision.number})
    return HttpResponseRedirect(reverse("admin:statements_statement_change", args=[statement.pk]))


def words_of(revision: Revision, statement: Statement) -> dict[str, Any]:
    """The content of an old revision, as it is to be saved.

    What an edition said of its own change is not said again of the next one: where the revision was written
    before the last edition, the kind of change and its note stay as they are on the desk.
    """
    words = {**DEFAULTS, **revision.content}
    released = statement.editions.exclude(number=None).aggregate(last=Max("revision__number"))["last"]
    if released is not None and revision.number <= released:
        words |= {"change_kind": statement.change_kind, "change_note": statement.change_note}
    return words


def _refusals(statement: Statement, person: User, revision: Revision) -> list[str]:
    """What speaks against bringing `revision` back: the law of saving, and a seal on its words."""
    if revision.is_erased:
        return [_("These words are erased.")]
    if Edition.objects.filter(revision=revision, sealed_at__isnull=False).exists():
        return [_("An edition with these words is sealed. They are not brought back.")]
    if revision.digest == statement.revision.digest:
        return [_("These are the words on the desk.")]
    return objections(statement, Verb.SAVE, person, timezone.now())


def _old_revision(compared: Comparison | None, statement: Statement, person: User) -> Revision | None:
    """The older of two compared revisions, where this person may bring it back."""
    text = compared.before.text if compared else None
    if not isinstance(text, Revision) or text == statement.revision:
        return None
    return None if _refusals(statement, person, text) else text


def _page(
    desk: ModelAdmin,
    request: HttpRequest,
    statement: Statement,
    person: User,
    revision: Revision,
    refusals: list[str],
    status: int = 200,
) -> HttpResponse:
    title = _("Bring back revision %(number)s") % {"number": revision.number}
    context = {
        **_surroundings(desk, request, statement, title),
        "revision": revision,
        "differences": differences(statement.content(), words_of(revision, statement), for_desk=True),
        "language": revision.content.get("language", statement.language),
        "refusals": refusals,
        "form": VerbForm(statement=statement, person=person),
        "may_do": not refusals or status == CONFLICT,
    }
    return TemplateResponse(request, BRING_BACK, context, status=status)


def _surroundings(desk: ModelAdmin, request: HttpRequest, statement: Statement, title: str) -> dict[str, Any]:
    context = desk.admin_site.each_context(request)
    return {**context, "title": title, "opts": desk.opts, "statement": statement}
