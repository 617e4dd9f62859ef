"""Reads a plain-text page as press offices have them: its bytes, then the statements on it; no models."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from django.utils.translation import gettext_lazy

from statements.importing import grouping
from statements.importing.passages import Kind, Line, Passage, is_visible, passages, place_name, without_mark


class Unreadable(ValueError):
    """A file that is not a page of plain text; its message is one sentence for the terminal."""


@dataclass(frozen=True)
class PastedStatement:
    """One statement of a page; `lines` says for each field which numbered lines of the page it took.

    A place read out of a longer line ("NEW DELHI, 12 March: …") is named while that line stays a paragraph.
    """

    headline: str
    dateline_place: str
    standfirst: str
    demands: list[str]
    paragraphs: list[str]
    blocks: list[str | list[str]] = field(default_factory=list)  # paragraphs and lists of demands, in order
    lines: dict[str, list[int]] = field(default_factory=dict)

    @property
    def source_key(self) -> str:
        """SHA-256 (hex) of the words in NFC, whatever the white space between them.

        The place is left out: on a listing it stands over whichever statement is the newest that day.
        """
        text = " ".join([self.headline, self.standfirst, *self.demands, *self.paragraphs])
        words = " ".join(unicodedata.normalize("NFC", text).split())
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Page:
    """The statements in the page's order, and the lines that belong to none of them."""

    statements: list[PastedStatement]
    unplaced: list[Line]


_FOREIGN = {
    b"%pdf-": gettext_lazy("a PDF"),
    b"pk\x03\x04": gettext_lazy("a word processor's file or an archive"),
    b"\xd0\xcf\x11\xe0": gettext_lazy("an old word processor's file"),
    b"{\\rtf": gettext_lazy("a rich text (RTF) file"),
    b"<!doctype": gettext_lazy("an HTML page"),
    b"<html": gettext_lazy("an HTML page"),
    b"<?xml": gettext_lazy("an XML file"),
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")  # what neither a database nor a feed takes
_SAVE_AS = "save the page as plain text in UTF-8 and import it again"


def decode(raw: bytes) -> str:
    """The text of a file in UTF-8 (a byte order mark may stand first) or in UTF-16 with its mark.

    Raises Unreadable for anything else, and where there is nothing to read. Positions count bytes from 1.
    """
    if name := foreign(raw):
        raise Unreadable(f"This is {name}, not plain text: copy its words into a text file in UTF-8.")
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        line = _line_after(raw[: fault.start].decode(encoding, "ignore"))
        position = f"The byte at position {fault.start + 1} (line {line})"
        raise Unreadable(f"{position} is not {encoding.upper()}: {_SAVE_AS}.") from None
    _refuse_controls(text)
    if not any(map(is_visible, text)):
        raise Unreadable("The file is empty or blank: there is no statement in it to read.")
    return text


def foreign(raw: bytes, but: tuple[bytes, ...] = ()) -> str:
    """What a file is that begins so, those that begin like `but` aside; empty where it may be plain text."""
    opening = raw[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    names = (name for mark, name in _FOREIGN.items() if opening.startswith(mark) and mark not in but)
    return str(next(names, ""))


def _refuse_controls(text: str) -> None:
    if control := _CONTROL.search(text):
        line, sign = _line_after(text[: control.start()]), f"U+{ord(control[0]):04X}"
        raise Unreadable(f"Line {line} holds the sign {sign}, which no plain text has: {_SAVE_AS}.")


def _line_after(before: str) -> int:
    return len((before + "x").splitlines())


def read(text: str) -> Page:
    """The page's statements; every line of `text` that is not blank ends in one field of one, or unplaced."""
    everything = passages(text)
    furniture = [p for p in everything if p.kind is Kind.FURNITURE]
    page = grouping.in_context([p for p in everything if p.kind is not Kind.FURNITURE])
    heads = grouping.heads(page)
    starts = grouping.starts(page, heads)
    bounds = pairwise([*starts, len(page)])
    statements = [_statement(page[a:b], head - a) for head, (a, b) in zip(heads, bounds, strict=True)]
    homeless = furniture + page[: starts[0] if starts else len(page)]
    return Page(
        statements, sorted((line for p in homeless for line in p.lines), key=lambda line: line.number)
    )


def _statement(own: list[Passage], head: int) -> PastedStatement:
    roles = grouping.roles(own, head)
    taken = {
        name: [p for p, role in zip(own, roles, strict=True) if role == name] for name in grouping.FIELDS
    }
    texts = {name: [p.text for p in taken[name]] for name in grouping.FIELDS}
    return PastedStatement(
        headline=" ".join(texts["headline"]),
        dateline_place=place_name(" ".join(texts["dateline_place"])) or grouping.place_run_in(own, head),
        standfirst=" ".join(texts["standfirst"]),
        demands=[without_mark(text) for text in texts["demands"]],
        paragraphs=texts["paragraphs"],
        blocks=_blocks(own, roles),
        lines={name: [line.number for p in taken[name] for line in p.lines] for name in grouping.FIELDS},
    )


def _blocks(own: list[Passage], roles: list[str]) -> list[str | list[str]]:
    """The body in the page's order: paragraphs, and each run of demands as one list."""
    blocks: list[str | list[str]] = []
    for role, run in groupby(zip(own, roles, strict=True), key=lambda pair: pair[1]):
        texts = [passage.text for passage, _role in run]
        if role == "demands":
            blocks.append([without_mark(text) for text in texts])
        elif role == "paragraphs":
            blocks.extend(texts)
    return blocks
