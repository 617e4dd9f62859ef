"""“Send it”: a public statement as texts, pictures and PDF to hand on, in each of its languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from urllib.parse import quote

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from statements import paper, short_post, versions
from statements.handout import LONGEST_MESSAGE, Handout, handout
from statements.models import Statement, User
from statements.on_record import Found, find
from statements.workflow import Verb

from .routes import below

View = Callable[..., HttpResponse]

SEND = "admin/statements/statement/send.html"
SHAPES = {"wide": paper.Shape.WIDE, "square": paper.Shape.SQUARE}
# Verbs after which there may be something new to hand on.
NEWS = {Verb.AGREE, Verb.APPROVE, Verb.PUBLISH, Verb.PUBLISH_WITHOUT_APPROVAL, Verb.WITHDRAW, Verb.RESTORE}


class NotToSend(Exception):
    """Nothing of the statement may be handed on; says why, and by which status the page answers."""

    def __init__(self, sentence: str, status: HTTPStatus) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


@dataclass(frozen=True)
class Version:
    """A language version as it is handed on."""

    found: Found
    handout: Handout

    @property
    def post_weight(self) -> int:
        """How much of a short post's length is used."""
        return short_post.weight(self.handout.post)

    @property
    def is_long(self) -> bool:
        """Whether the whole text is more than one message of Telegram's."""
        return len(self.handout.whole_message) > LONGEST_MESSAGE

    @property
    def whatsapp(self) -> str:
        """An address that opens WhatsApp with the short message."""
        return f"https://wa.me/?text={quote(self.handout.message)}"

    @property
    def cards(self) -> list[tuple[str, int, int]]:
        """The shapes of the card, each with its width and height."""
        return [(name, *shape.value) for name, shape in SHAPES.items()]


def send_addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The screen and the files on it, each open to those for whom the statement exists."""
    return [
        below(desk, "send/", _or_refused(send_view), "send"),
        below(desk, "send/letter.pdf", _or_refused(letter_view), "letter"),
        below(desk, "send/<str:shape>.png", _or_refused(card_view), "card"),
    ]


def send_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Everything there is to hand on, in the version asked for and in the others."""
    versions = list(_versions(statement, person, timezone.now()))
    return _page(desk, request, statement, versions=versions)


def letter_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """The statement on its letterhead."""
    found = _sendable(statement, timezone.now())
    return _file(paper.pdf(found), "application/pdf", f"{found.statement.reference}.pdf")


def card_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User, shape: str
) -> HttpResponse:
    """Its headline as a picture."""
    if shape not in SHAPES:
        raise Http404
    found = _sendable(statement, timezone.now())
    return _file(paper.card(found, SHAPES[shape]), "image/png", f"{found.statement.reference}-{shape}.png")


def tell_of_sending(request: HttpRequest, statement: int, verb: Verb) -> None:
    """Lead on to this screen after a verb that changed what readers see."""
    found = find(timezone.now(), pk=statement) if verb in NEWS else None
    if found and found.editions:
        address = reverse("admin:statements_statement_send", args=[statement])
        messages.info(
            request, format_html('<a href="{}">{}</a>', address, _("Send it: texts, pictures, PDF"))
        )


def _versions(statement: Statement, person: User, at: datetime) -> Iterator[Version]:
    """The version asked for, and those in other languages that exist for this person and may be sent."""
    yield _version(_sendable(statement, at))
    visible = Statement.objects.visible_to(person).values("pk")
    for key in versions.others(statement).filter(pk__in=visible).values_list("pk", flat=True):
        found = find(at, pk=key)
        if found and found.editions and not found.edition.is_sealed:
            yield _version(found)


def _version(found: Found) -> Version:
    return Version(found, handout(found))


def _sendable(statement: Statement, at: datetime) -> Found:
    """The statement as readers find it. Raises NotToSend where there is nothing to hand on."""
    found = find(at, pk=statement.pk)
    if found is None:
        raise NotToSend(_("Nothing of this statement is public yet."), HTTPStatus.NOT_FOUND)
    if not found.editions:
        raise NotToSend(
            _("This statement is removed or merged: nothing of it is handed on."), HTTPStatus.GONE
        )
    if found.edition.is_sealed:
        raise NotToSend(_("This edition is sealed: nothing of it is handed on."), HTTPStatus.GONE)
    return found


def _or_refused(view: View) -> View:
    """The view for GET and HEAD; a page that says why, where there is nothing to hand on."""

    @wraps(view)
    def page(
        desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User, **named: str
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            return view(desk, request, statement, person, **named)
        except NotToSend as refusal:
            return _page(desk, request, statement, refusal=refusal.sentence, status=refusal.status)
        except paper.NotForPaper as refusal:
            return _page(
                desk, request, statement, refusal=str(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY
            )

    return page


def _page(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, status: int = 200, **shown: object
) -> HttpResponse:
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Send it"),
        "opts": desk.opts,
        "statement": statement,
        "longest_message": LONGEST_MESSAGE,
        "longest_post": short_post.MOST,
        "versions": [],
        "refusal": "",
        **shown,
    }
    return TemplateResponse(request, SEND, context, status=status)


def _file(contents: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=False, filename=name)
    return HttpResponse(
        contents, content_type=content_type, headers={"Content-Disposition": disposition or ""}
    )
