"""What an administrator sends and reads where archives are imported at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from statements.importing import run, work
from statements.models import ImportFile, ImportItem
from tests.statements.importing.exports import item, wxr

ROOM = "/admin/statements/importfile/"
Phase = ImportFile.Phase


def export() -> str:
    """Five items: two that were public, two that become drafts, one from the bin."""
    return wxr(
        item(1, "Wages are due", category="Wages", creator="women"),
        item(2, "Kept to ourselves", status="private"),
        item(3, "Thrown away", status="trash"),
        item(4, "Without a day", post_date="0000-00-00 00:00:00"),
        item(5, "Prices rise", category="Prices"),
    )


def bring(desk: Client, written: str | bytes | None = None, name: str = "old.xml", **said: Any) -> Any:
    """Send an export to the desk."""
    content = export() if written is None else written
    sent = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    told = {"state": "history", "body": "NC", "language": "en", "format": "", **said}
    return desk.post(f"{ROOM}add/", {"file": sent, **told})


def never() -> bool:
    """Whether a worker is to end that nobody stops."""
    return False


def looked_at(desk: Client, **said: Any) -> ImportFile:
    """An export that was brought and looked at."""
    assert bring(desk, **said).status_code == 302
    assert work.work(never)
    return ImportFile.objects.get()


def page_of(desk: Client, file: ImportFile, rest: str = "change/") -> Any:
    """The page of an import, or one below it."""
    return desk.get(f"{ROOM}{file.pk}/{rest}")


def started(desk: Client, file: ImportFile) -> Any:
    """The button that has it imported, pressed."""
    return desk.post(f"{ROOM}{file.pk}/start/", {"trial": file.trial_id})


def figures(file: ImportFile) -> dict[str, int]:
    """How many items there are of each sort."""
    file.refresh_from_db()
    sorts: dict[str, int] = file.figures["sorts"]
    return sorts


def begun(desk: Client, monkeypatch: pytest.MonkeyPatch) -> ImportFile:
    """An import of five items that is due, one item a chunk."""
    monkeypatch.setattr(run, "CHUNK", 1)
    file = looked_at(desk)
    started(desk, file)
    file.refresh_from_db()
    return file


def after(chunks: int) -> Iterator[bool]:
    """Whether to leave, asked after each chunk."""
    yield from [False] * (chunks - 1)
    while True:
        yield True


def told() -> list[Any]:
    """What an import wrote of its items so far."""
    rows = ImportItem.objects.filter(run__is_trial=False).order_by("number")
    return list(rows.values_list("number", "fate", "title"))
