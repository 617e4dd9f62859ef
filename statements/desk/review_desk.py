"""The review page: the text as readers will see it, what changed, what a yes will do, and the two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone

from statements.models import Look, Revision, Statement, User
from statements.objections import objections
from statements.rights import roles
from statements.standing import Standing
from statements.workflow import Role, State, Verb

from . import alongside, claims, file_desk, notes, partners, work
from .comparison import Comparison, Side, against_public
from .promises import Promise, plan_in_words
from .readings import as_read
from .routes import back, below
from .verb_desk import CONFLICT
from .verb_forms import SendBackForm, VerbForm, YesForm

REVIEW = "admin/statements/statement/review.html"
VERBS = {Verb.APPROVE, Verb.AGREE, Verb.SEND_BACK}  # those whose page this is


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The page, the files it shows, and where it is said that its text has been read."""
    return [
        *file_desk.addresses(desk),
        below(desk, "review/", review_page, "review"),
        below(desk, "looked/", looked_view, "looked", posts_only=True),
    ]


def page_of_verb(
    desk: ModelAdmin, request: HttpRequest, form: VerbForm, verb: Verb, refusals: list[str], status: int = 200
) -> HttpResponse:
    """The same page as the page of a yes or of sending back, with the reason that was typed."""
    typed = {"sending_back": form} if isinstance(form, SendBackForm) and form.is_bound else {}
    opens = verb == Verb.SEND_BACK
    return review_page(
        desk, request, form.statement, form.person, refusals, status, opens_send_back=opens, **typed
    )


def review_page(
    desk: ModelAdmin,
    request: HttpRequest,
    statement: Statement,
    person: User,
    refusals: Sequence[str] = (),
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    """The page as it stands now, for everybody for whom the statement exists; opening it changes nothing.

    `refusals` say why what was just asked was not done; `shown` replaces forms by those that were typed into.
    """
    at, yes = timezone.now(), yes_of(statement, person)
    seen = _seen(request, statement) if status == CONFLICT else None
    context = {
        **desk.admin_site.each_context(request),
        "title": statement.headline_for_lists(),
        "opts": desk.opts,
        "statement": statement,
        "standing": Standing.of(statement, at),
        **as_read(statement, at),
        "refusals": refusals,
        "why_no_button": [] if yes else _why_no_button(statement, person),
        "plan": plan_in_words(statement, at),
        "yeses": statement.standing_yeses().select_related("user"),
        "next": None if yes else _next(statement, person),
        "opens_send_back": False,
        "sending_back": _sending_back(statement, person),
        **_changes(statement, person, seen),
        **_yes(statement, person, yes),
        "alongside": alongside.of(statement, at),
        **claims.panel(request, statement, person),
        **notes.panel(statement, person),
        **partners.panel(statement, person),
        **shown,
    }
    return TemplateResponse(request, REVIEW, context, status=status)


def looked_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Remember that the person has read the text."""
    remember_look(request, statement, person)
    return back(request, statement, "review")


def remember_look(request: HttpRequest, statement: Statement, person: User) -> None:
    """Remember the revision that stood on the page from which this was sent."""
    if seen := _seen(request, statement):
        Look.objects.remember(person, seen, timezone.now())


def yes_of(statement: Statement, person: User) -> Verb | None:
    """The verb by which this person may say yes now; None where they may not."""
    at = timezone.now()
    free = (verb for verb in (Verb.APPROVE, Verb.AGREE) if not objections(statement, verb, person, at))
    return next(free, None)


def _why_no_button(statement: Statement, person: User) -> list[str]:
    """What speaks against a yes of this person: as a reviewer, or as a drafter who is none."""
    if statement.state != State.IN_REVIEW:
        return []
    held = roles(person, statement.issuing_body)
    verb = Verb.AGREE if Role.DRAFTER in held and Role.REVIEWER not in held else Verb.APPROVE
    return objections(statement, verb, person, timezone.now())


def _sending_back(statement: Statement, person: User) -> SendBackForm | None:
    if objections(statement, Verb.SEND_BACK, person, timezone.now()):
        return None
    return SendBackForm(statement=statement, person=person, auto_id="back_%s")


def _yes(statement: Statement, person: User, yes: Verb | None) -> dict[str, Any]:
    if yes is None:
        return {"promise": None}
    return {
        "promise": Promise(statement, yes, person, timezone.now()),
        "yes_form": YesForm(statement=statement, person=person, auto_id="yes_%s"),
    }


def _changes(statement: Statement, person: User, seen: Revision | None) -> dict[str, Any]:
    """What changes for readers, and what changed since the person last looked (`seen`: opened the page)."""
    newest = statement.revision
    known = seen or Look.objects.before(newest, person)
    since = Comparison(Side(known), Side(newest)) if known and _is_news(statement, known) else None
    return {
        "compared": against_public(statement, timezone.now()),
        "since_look": since if since and since.differences else None,
        "while_reading": seen is not None,
    }


def _is_news(statement: Statement, known: Revision) -> bool:
    """Whether it is another text than the newest, of the same round: later than what readers see."""
    last = statement.last_edition()
    return (last.revision.number if last else 0) < known.number < statement.revision.number


def _seen(request: HttpRequest, statement: Statement) -> Revision | None:
    number = request.POST.get("seen", "")
    found = statement.revisions.select_related("author")
    return found.filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None


def _next(statement: Statement, person: User) -> Statement | None:
    """Another text that waits for this person's yes."""
    waiting = Statement.objects.filter(work.waits_for_yes_of(person)).exclude(pk=statement.pk)
    return waiting.order_by("changed_at").first()
