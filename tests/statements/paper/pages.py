"""What can be read in a PDF: by the engine of Chrome and Android, and by one that looks at glyphs alone."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from statements import paper
from statements.models import Statement
from statements.on_record import Found, find
from tests.cast import Clock


def found(statement: Statement, clock: Clock) -> Found:
    """The statement as readers find it at the clock's time."""
    one = find(clock.now, pk=statement.pk)
    assert one is not None
    return one


def printed(statement: Statement, clock: Clock) -> bytes:
    """The letter of a statement."""
    return paper.pdf(found(statement, clock))


def text(pdf: bytes) -> str:
    """The text of all pages as one copies it in Chrome, its blanks and line ends as single blanks."""
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(" ".join(pages).replace("\u0002", "").split())


def letters(pdf: bytes) -> str:
    """The letters of all pages by a reader that knows no /ActualText; without blanks, which it guesses."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def outside(pdf: bytes) -> list[str]:
    """The letters that stand outside the paper, or in its margins."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        words = page.get_textpage()
        for place in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(place)
            if left < 20 or right > width - 20 or bottom < 10 or top > height - 10:
                found.append(words.get_text_range(place, 1))
    return found


def structure(pdf: bytes) -> list[str]:
    """The kinds of the elements that assistive technology is told of, in their order."""
    kinds: list[str] = []

    def walk(element: Any) -> None:
        element = element.get_object() if isinstance(element, IndirectObject) else element
        for child in element if isinstance(element, list) else []:
            walk(child)
        if isinstance(element, dict):
            kinds.extend([str(element["/S"])[1:]] if "/S" in element else [])
            walk(element.get("/K", []))

    root: Any = PdfReader(BytesIO(pdf)).trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    return kinds


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG picture."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
