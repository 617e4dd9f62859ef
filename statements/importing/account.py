"""The account of an import: every item, its fate, why, and what was altered of it; as JSON and as HTML."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.template.loader import render_to_string

from statements.models import ImportItem, ImportRun, Statement

from .remarks import said

PIECE = 500  # items put into words at a time
_HERE = "\ufdd0"  # where the rows go: a noncharacter, which no name of a file holds
_SUFFIXES = {".json": "json", ".html": "html"}


@dataclass
class Account:
    """What an account says at its head, and how it is written item by item."""

    name: str
    format: str
    is_trial: bool
    counts: Counter[str] = field(default_factory=Counter)

    def head(self) -> dict[str, Any]:
        """What is told of the whole; the same every time the same is imported."""
        counts = {fate.value: self.counts[fate.value] for fate in ImportItem.Fate}
        return {"file": self.name, "format": self.format, "dry_run": self.is_trial, "counts": counts}


def tally(account: Account, items: Iterable[ImportItem]) -> None:
    """Count more items."""
    account.counts.update(item.fate for item in items)


def as_json(account: Account, items: Iterable[ImportItem]) -> Iterator[str]:
    """The account in pieces, an item a line."""
    head = json.dumps(account.head(), ensure_ascii=False)
    yield f'{head[:-1]}, "items": ['
    before = "\n"
    for piece in _pieces(items):
        references = _references(piece)
        for item in piece:
            yield before + json.dumps(_told(item, references), ensure_ascii=False)
            before = ",\n"
    yield "\n]}\n"


def as_html(account: Account, items: Iterable[ImportItem]) -> Iterator[str]:
    """The account as a page that opens from disk."""
    counts = [(account.counts[fate.value], fate.label) for fate in ImportItem.Fate]
    context = {"head": account.head(), "counts": counts, "items_here": _HERE}
    head, _here, foot = render_to_string("importing/account.html", context).partition(_HERE)
    yield head
    for piece in _pieces(items):
        yield render_to_string("importing/_account_items.html", {"items": worded(piece)})
    yield foot


def worded(items: list[ImportItem]) -> list[dict[str, Any]]:
    """Items in words for a table."""
    references = _references(items)
    return [
        {
            "item": item,
            "reference": references.get(item.statement_id or 0, ""),
            "why": [said(one) for one in item.why],
            "altered": [said(one) for one in item.altered],
        }
        for item in items
    ]


def of_run(run: ImportRun) -> tuple[Account, Iterable[ImportItem]]:
    """The account of a run as the database has it."""
    account = Account(run.name, run.format, is_trial=run.is_trial, counts=Counter(run.counts()))
    return account, run.items.order_by("number").iterator(chunk_size=PIECE)


@dataclass
class Place:
    """Where an account is written: a file, tried before anything is imported, complete or not there."""

    path: Path

    def __post_init__(self) -> None:
        self.half = self.path.with_name(f".{self.path.name}.half")
        self.kind = _SUFFIXES.get(self.path.suffix.lower(), "json")
        self.half.touch()

    def write(self, account: Account, items: Iterable[ImportItem]) -> None:
        """Write it. Raises OSError where that fails; then no half of it is left."""
        pieces = (as_html if self.kind == "html" else as_json)(account, items)
        try:
            with self.half.open("w", encoding="utf-8") as file:
                _write(file, pieces)
            self.half.replace(self.path)
        finally:
            self.leave()

    def leave(self) -> None:
        """Leave nothing half-written behind."""
        with suppress(OSError):
            self.half.unlink(missing_ok=True)


def _write(file: IO[str], pieces: Iterable[str]) -> None:
    for piece in pieces:
        file.write(piece)


def _pieces(items: Iterable[ImportItem]) -> Iterator[list[ImportItem]]:
    piece: list[ImportItem] = []
    for item in items:
        piece.append(item)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _told(item: ImportItem, references: dict[int, str]) -> dict[str, Any]:
    return {
        "number": item.number,
        "source_id": item.source_id,
        "title": item.title,
        "address": item.address,
        "fate": item.fate,
        "why": [{"what": what, "about": about} for what, about in item.why],
        "altered": [{"what": what, "about": about} for what, about in item.altered],
        "reference": references.get(item.statement_id or 0) or None,
    }


def _references(items: list[ImportItem]) -> dict[int, str]:
    keys = {item.statement_id for item in items if item.statement_id}
    return {
        pk: reference or ""
        for pk, reference in Statement.objects.filter(pk__in=keys).values_list("pk", "reference")
    }
