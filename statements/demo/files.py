"""The files of the demo's statements: drawings of our own, and letters issued before, sent as people do."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from statements import paper
from statements.attachments import Entry
from statements.files.arrival import receive
from statements.models import Statement, User
from statements.on_record import find

from .drawings import DRAWINGS


def entry(written: dict[str, Any], letter_of: Statement | None, by: User, at: datetime) -> Entry:
    """The entry of one file for a statement's content: a drawing, or the letter of an earlier statement."""
    words = {name: value for name, value in written.items() if name not in {"drawing", "letter_of"}}
    content = _letter(letter_of, at) if letter_of else _drawing(written["drawing"])
    return {**receive(SimpleUploadedFile(written["name"], content), by=by, at=at), **words}


@cache
def _drawing(name: str) -> bytes:
    return DRAWINGS[name]()


def _letter(statement: Statement, at: datetime) -> bytes:
    found = find(at, pk=statement.pk)
    if found is None:
        raise ValueError(f"{statement} was not public at {at}")
    return paper.pdf(found)
