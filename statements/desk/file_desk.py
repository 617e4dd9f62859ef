"""The files of a statement at the desk: for those for whom the statement exists, and kept by no cache."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from django.contrib.admin import ModelAdmin
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, reverse

from statements.files import store
from statements.files.serving import hand_out
from statements.models import Attachment, Statement, User
from statements.models.files import Use

from .routes import below


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """Where a file, or a rendition of it, is found at the desk."""
    return [
        below(desk, "file/<str:sha256>/", file_view, "file"),
        below(desk, "file/<str:sha256>/<int:width>/", file_view, "rendition"),
    ]


def file_view(
    desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User, sha256: str, width: int = 0
) -> HttpResponseBase:
    """A file that a text of the statement names; one of a sealed edition only where another still has it."""
    named = Attachment.objects.filter(revision__statement=statement, file__sha256=sha256)
    if named.filter(revision__editions__sealed_at__isnull=False).exists():
        open_editions = Q(revision__editions__isnull=False, revision__editions__sealed_at=None)
        named = named.filter(Q(revision=statement.revision) | open_editions)
    use = named.select_related("file").last()
    if use is None or (width and width not in use.file.widths):
        raise Http404
    return hand_out(request, use.file, use.name, width)


def at_the_desk(use: Use, statement: Statement) -> Use:
    """The same use with the addresses of the desk."""

    def address(of: Use, width: int) -> str:
        what, size = ("rendition", [width]) if width else ("file", [])
        return reverse(f"admin:statements_statement_{what}", args=[statement.pk, of.file.sha256, *size])

    return replace(use, address_of=address)


def within_the_page(use: Use) -> Use:
    """The same use with a picture's smallest form in the page: a sandboxed frame gets no file of the desk."""
    width = min(use.file.widths, default=0)
    path = store.path(use.file, width)
    is_shown = use.file.is_picture and path.is_file()
    address = (
        f"data:{use.file.media(width)};base64,{b64encode(path.read_bytes()).decode()}"
        if is_shown
        else "#files"
    )
    return replace(use, address_of=lambda _use, _width: address)


def uses_at_the_desk(statement: Statement) -> list[Use]:
    """The files of the desk copy, with the addresses of the desk."""
    return [at_the_desk(use, statement) for use in statement.uses()]
