"""Taking a waiting text, giving it back, taking it over, saying when it is needed: advice, never a lock."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.models import Claim, Deadline, Statement, User
from statements.objections import objections
from statements.rights import may
from statements.standing import claim_words
from statements.workflow import Verb

from .claims import NeededByForm, may_set_deadline
from .review_desk import remember_look, review_page
from .routes import back, below
from .verb_desk import CONFLICT, FORBIDDEN, UNPROCESSABLE


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """Where the small forms are sent to."""
    return [
        below(desk, "claim/", claim_view, "claim", posts_only=True),
        below(desk, "give-back/", give_back_view, "give_back", posts_only=True),
        below(desk, "needed-by/", needed_by_view, "needed_by", posts_only=True),
    ]


def claim_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Take a text nobody is looking at, or take it over from the one the page named (`instead_of`, a key)."""
    at = timezone.now()
    if refusals := objections(statement, Verb.APPROVE, person, at):
        status = UNPROCESSABLE if may(person, f"statements.{Verb.APPROVE}", statement) else FORBIDDEN
        return review_page(desk, request, statement, person, refusals, status)
    named = request.POST.get("instead_of", "")
    instead_of = int(named) if named.isdecimal() and len(named) < 19 else None
    if not Claim.objects.take(statement, person, instead_of, at):
        return review_page(desk, request, statement, person, [_taken_by(statement)], CONFLICT)
    remember_look(request, statement, person)
    messages.success(request, _("The others see that you are looking at it."))
    return back(request, statement, "review")


def give_back_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User
) -> HttpResponse:
    """Say that one is not looking at it any more."""
    given_back, _by_model = Claim.objects.filter(statement=statement, person=person).delete()
    if given_back:
        messages.success(request, _("The others see that you are not looking at it any more."))
    else:
        messages.info(request, _("You were not looking at it any more."))
    return back(request, statement, "review")


def needed_by_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User
) -> HttpResponse:
    """Say when the yes is needed."""
    if not may_set_deadline(statement, person):
        refusals = [_("When it is needed is said by those who work on it, until it is released.")]
        return review_page(desk, request, statement, person, refusals, FORBIDDEN)
    form = NeededByForm(request.POST)
    if not form.is_valid():
        return review_page(desk, request, statement, person, [], UNPROCESSABLE, due_form=form)
    Deadline.objects.put(statement, form.cleaned_data["needed_by"], person, timezone.now())
    messages.success(request, _("Saved."))
    return back(request, statement, "review")


def _taken_by(statement: Statement) -> str:
    """Who was faster; or that the text does not wait any more."""
    claim = Claim.objects.filter(statement=statement).select_related("person").first()
    return claim_words(claim, timezone.now()) if claim else _("Nobody is looking at it any more. Look again.")
