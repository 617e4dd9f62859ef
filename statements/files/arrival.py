"""How a file comes in: looked at by its content, cleaned, kept, and known by the SHA-256 of what is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from statements import text
from statements.attachments import Entry, file_name
from statements.models import File, User

from . import documents, pictures, store
from .unwelcome import Unwelcome

MOST_BYTES = 25 * 1024 * 1024  # of one file
_STARTS = {
    b"\xff\xd8\xff": "picture",
    b"\x89PNG\r\n\x1a\n": "picture",
    b"GIF87a": "picture",
    b"GIF89a": "picture",
    b"%PDF-": "pdf",
}


def receive(sent: UploadedFile[Any], *, by: User, at: datetime) -> Entry:
    """Keep what somebody sent; returns its entry for a statement's content.

    Raises Unwelcome, with a sentence, for what is too big, broken, dangerous or of another kind. The name and
    the type the sender gives decide nothing.
    """
    file = keep(sent, by=by, at=at)
    return {"file": file.sha256, "name": file_name(sent.name or "", file.extension)}


def keep(sent: UploadedFile[Any], *, by: User, at: datetime) -> File:
    """Keep what somebody sent; returns the file. Raises Unwelcome as `receive` does."""
    return _kept(_looked_at(sent), by, at)


def refuse(sent: UploadedFile[Any]) -> None:
    """Raise Unwelcome where `receive` would; keep nothing."""
    _looked_at(sent)


@dataclass(frozen=True)
class _Looked:
    """What may be kept of a file, and what was found in it."""

    content: bytes
    renditions: dict[int, bytes]
    found: dict[str, Any]


def _looked_at(sent: UploadedFile[Any]) -> _Looked:
    size = sent.size or 0
    if size > MOST_BYTES:
        sizes = {"size": filesizeformat(size), "most": filesizeformat(MOST_BYTES)}
        raise Unwelcome(_("This file has %(size)s; at most %(most)s are taken.") % sizes)
    if not size:
        raise Unwelcome(_("This file is empty."))
    try:
        sent.seek(0)
        content = sent.read()
    except OSError as full:
        raise Unwelcome(_no_room()) from full
    return _picture(content) if _what_it_is(content) == "picture" else _document(content)


def _what_it_is(content: bytes) -> str:
    for start, what in _STARTS.items():
        if content.startswith(start):
            return what
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "picture"
    raise Unwelcome(_("Only pictures (JPEG, PNG, WebP, GIF) and PDFs are taken, and this is neither."))


def _picture(content: bytes) -> _Looked:
    picture = pictures.read(content)
    found = {"kind": picture.kind, "width": picture.width, "height": picture.height}
    return _Looked(picture.content, picture.renditions, found)


def _document(content: bytes) -> _Looked:
    document = documents.read(content)
    found = {"kind": File.Kind.PDF, "pages": document.pages, "text": text.lines(document.text)}
    return _Looked(content, {}, found)


def _kept(looked: _Looked, by: User, at: datetime) -> File:
    """The file of these bytes: the one that is here, or a new one."""
    sha256 = hashlib.sha256(looked.content).hexdigest()
    try:
        store.keep(sha256, looked.renditions, looked.content)
    except OSError as full:
        raise Unwelcome(_no_room()) from full
    news = {**looked.found, "size": len(looked.content), "uploaded_by": by, "uploaded_at": at}
    file, _made = File.objects.get_or_create(sha256=sha256, defaults=news)
    return file


def _no_room() -> str:
    return _("The newsroom could not keep this file. Tell who runs it, and try again.")
