"""The page on which a partner without a desk answers, once: “we agree” or “we ask for a change”."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from statements import verbs
from statements.models import ConsentLink, Statement
from statements.workflow import State

from . import programs
from .files import hand_out_behind, uses_behind
from .pages import behind, embargo, ended_page, note_opening, words_of

AGREE, CHANGE = "agree", "change"
LONGEST_NAME, LONGEST_WORDS = 120, 2000
TRIES = 3  # somebody's yes at the desk may come between a look and an answer; the text is the same


@csrf_exempt  # whoever knows the address may answer, and nobody else
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """The text a partner is asked about, and the two answers; or in a plain sentence why it is not asked."""
    return behind(ConsentLink, token, lambda link: _answer(request, link, token, timezone.now()))


@csrf_exempt
@require_safe
def consent_file(request: HttpRequest, token: str, mark: str) -> HttpResponseBase:
    """A file of the text a partner is asked about, as long as it is asked."""

    def answer(link: ConsentLink) -> HttpResponseBase:
        return _shut(request, link, timezone.now()) or hand_out_behind(request, link, mark)

    return behind(ConsentLink, token, answer)


def _answer(request: HttpRequest, link: ConsentLink, token: str, at: datetime) -> HttpResponse:
    if shut := _shut(request, link, at):
        return shut
    if request.method != "POST":
        agent = request.headers.get("User-Agent", "")
        return (
            _closed(request, link, at) if programs.is_machine(agent) else _question(request, link, token, at)
        )
    answer = request.POST.get("answer", "")
    if answer not in {AGREE, CHANGE}:
        return _question(request, link, token, at)
    try:
        _keep(link, answer, request.POST)
    except verbs.Refused as refused:
        return _question(request, link, token, at, refused.sentences)
    return render(request, "outsiders/thanks.html", {"link": link, "has_agreed": answer == AGREE})


def _keep(link: ConsentLink, answer: str, typed: QueryDict) -> None:
    """Do the verb, bound to the words the link showed; raises Refused where it asks no more."""
    name, words = typed.get("name", "")[:LONGEST_NAME], typed.get("words", "")[:LONGEST_WORDS]
    asked: dict[str, Any] = {"by": link.made_by, "body": link.body, "link": link, "name": name}
    for remaining in reversed(range(TRIES)):
        statement = Statement.objects.get(pk=link.statement_id)
        try:
            if answer == AGREE:
                verbs.consent(statement, **asked)
            else:
                verbs.ask_for_change(statement, words=words, **asked)
        except verbs.Stale:
            if not remaining:
                raise
        else:
            return


def _shut(request: HttpRequest, link: ConsentLink, at: datetime) -> HttpResponse | None:
    """The page of a link that asks nothing any more; None while it asks."""
    if why := _why_not_asked(link, at):
        return render(request, "outsiders/answered.html", {"sentence": why}, status=HTTPStatus.GONE)
    ended = link.ended(at)
    return ended_page(request, link, ended) if ended else None


def _why_not_asked(link: ConsentLink, at: datetime) -> str:
    """Why there is nothing to answer any more, where the link itself still stands."""
    if answer := getattr(link, "consent", None):
        named = {"answer": answer.get_answer_display(), "who": answer.given_by}
        return _("This link has been used: %(answer)s (%(who)s). It answers once.") % named
    if link.ended(at):
        return ""
    if link.revision.digest != link.statement.revision.digest:
        return _("The text has been changed since. The press office asks again.")
    return "" if link.statement.state == State.IN_REVIEW else _("The press office does not ask any more.")


def _question(
    request: HttpRequest, link: ConsentLink, token: str, at: datetime, refusals: Sequence[str] = ()
) -> HttpResponse:
    note_opening(request, link, at)
    context = {
        "link": link,
        "at": at,
        "edition": words_of(link, at),
        "uses": uses_behind(link, "consent_file", token),
        "embargo": embargo(link.statement, at),
        "is_newest": True,
        "refusals": refusals,
        "name": request.POST.get("name", link.label)[:LONGEST_NAME],
        "words": request.POST.get("words", "")[:LONGEST_WORDS],
        "opens_change": request.POST.get("answer") == CHANGE,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusals else HTTPStatus.OK
    return render(request, "outsiders/consent.html", context, status=status)


def _closed(request: HttpRequest, link: ConsentLink, at: datetime) -> HttpResponse:
    note_opening(request, link, at, is_machine=True)
    return render(request, "outsiders/closed.html", {"link": link, "refusal": ""})
