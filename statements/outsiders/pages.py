"""The pages outsiders open by their links: never kept, never searched, in the language of the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from statements.addresses import language_of_address
from statements.models import Edition, PreviewLink, Statement
from statements.models.outsiders import Ended, OutsidersLink
from statements.objections import clock_words
from statements.people import throttle
from statements.verbs.releasing import edition_of
from statements.workflow import Plan, State

from . import programs
from .files import hand_out_behind, uses_behind

LinkT = TypeVar("LinkT", bound=OutsidersLink)
ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)

PRIVATE = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@csrf_exempt  # nothing is changed by it, and no cookie is asked for
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The text behind a preview link, or in a plain sentence why it is not shown."""
    return behind(PreviewLink, token, lambda link: _answer(request, link, token, timezone.now()))


@csrf_exempt
@require_safe
def preview_file(request: HttpRequest, token: str, mark: str) -> HttpResponseBase:
    """A file of the text behind a preview link, as long as the link shows the text."""

    def answer(link: PreviewLink) -> HttpResponseBase:
        ended = link.ended(timezone.now())
        return ended_page(request, link, ended) if ended else hand_out_behind(request, link, mark)

    return behind(PreviewLink, token, answer)


def behind(links: type[LinkT], token: str, answer: Callable[[LinkT], ResponseT]) -> ResponseT:
    """What the link with this token answers, in the language of its text where screens have it; or 404.

    No cache keeps it, no engine searches it and no other site learns of it.
    """
    link = links.objects.by_token(token)
    if link is None:
        raise Http404
    language = language_of_address(str(link.revision.content.get("language", "")))
    with override(language):
        response = answer(link)
    for name, value in {**PRIVATE, "Content-Language": language}.items():
        response[name] = value
    return response


def embargo(statement: Statement, at: datetime) -> str:
    """Until when nothing of the text may be passed on, in a sentence."""
    due = statement.edition_due(at)
    is_planned = statement.plan == Plan.AT_TIME and statement.state in {State.IN_REVIEW, State.APPROVED}
    moment = due.public_from if due else statement.planned_for if is_planned else None
    if moment is None or moment <= at:
        return _("Not public. Not for publication.")
    return _("Embargoed until %(time)s. Not public before.") % {"time": clock_words(moment)}


def ended_page(request: HttpRequest, link: OutsidersLink, ended: Ended) -> HttpResponse:
    """That and why a link shows nothing any more."""
    context = {"link": link, "ended": ended.value, "until": clock_words(link.expires_at)}
    return render(request, "outsiders/ended.html", context, status=HTTPStatus.GONE)


def note_opening(
    request: HttpRequest, link: OutsidersLink, at: datetime, *, is_machine: bool = False
) -> None:
    """Note that a link was opened; a HEAD shows nothing and is none."""
    if request.method != "HEAD":
        program = programs.short(request.headers.get("User-Agent", ""))
        link.openings.note(link, program, is_machine, at)


def words_of(link: OutsidersLink, at: datetime) -> Edition:
    """The words of a link's revision, as the edition they would become."""
    statement = link.statement
    return edition_of(statement, link.revision, max(at, statement.planned_for or at))


def _answer(request: HttpRequest, link: PreviewLink, token: str, at: datetime) -> HttpResponse:
    """A program that fetches links by itself is shown no word; a person behind it has the button."""
    if ended := link.ended(at):
        return ended_page(request, link, ended)
    agent = request.headers.get("User-Agent", "")
    if request.method == "POST":
        if refusal := _refusal(request, link):
            return _closed(request, link, refusal, HTTPStatus.FORBIDDEN)
        return _text(request, link, token, at)
    if programs.is_machine(agent):
        note_opening(request, link, at, is_machine=True)
        return _closed(request, link)
    return _closed(request, link) if link.password else _text(request, link, token, at)


def _text(request: HttpRequest, link: PreviewLink, token: str, at: datetime) -> HttpResponse:
    note_opening(request, link, at)
    statement = link.statement
    context = {
        "link": link,
        "at": at,
        "edition": words_of(link, at),
        "uses": uses_behind(link, "preview_file", token),
        "embargo": embargo(statement, at),
        "is_newest": link.revision == statement.revision,
    }
    return render(request, "outsiders/preview.html", context)


def _closed(
    request: HttpRequest, link: PreviewLink, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "outsiders/closed.html", {"link": link, "refusal": refusal}, status=status)


def _refusal(request: HttpRequest, link: PreviewLink) -> str:
    """Why a password does not open it: it is wrong, or one has guessed too often; empty where it does."""
    if not link.password:
        return ""
    if throttle.knock_at(link.token_hash):
        return _("Too many wrong passwords. Wait a while, then try again.")
    if not link.is_opened_by(request.POST.get("password", "")[:100]):
        return _("This is not the password.")
    throttle.come_in_at(link.token_hash)
    return ""
