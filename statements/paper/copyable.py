"""Makes the text of a PDF by typst copyable in every reader, in scripts whose letters join and change places.

In Devanagari and its kin several glyphs together stand for several letters. Typst says so by /ActualText, a
cluster at a time. Many readers look past it, and give letters twice or in the order of their shapes; others
lose the blanks between so many small pieces. Here each such line becomes one piece, and each glyph stands for
its share of the letters, so that the glyphs in their order spell the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter

from .glyphs import Font
from .operations import Operation, operations

A_BLANK = 120  # who reads by distance takes a wider step to the right for a blank
_A_STEP = 0.01  # what is less is none
_MARK = b"/ActualText"
# As typst ends its lines; inside a string a line's end is written otherwise.
_PIECE = re.compile(rb"(?<=\n)BT\b.*?\nET(?=\n)", re.DOTALL)
_IN_A_LINE = {"BT", "ET", "Tr", "Tf", "Tm", "Tj", "TJ", "BDC", "EMC"}


@dataclass
class Glyph:
    """A glyph, the step to the left before it (in thousandths of the size), and its share of the letters."""

    number: int
    step: float
    letters: str


@dataclass
class Line:
    """The glyphs of one piece of text, of one font and size and on one height; `set_by` are Tr, Tf and Tm."""

    font: Font
    set_by: list[bytes]
    glyphs: list[Glyph]


class NotALine(Exception):
    """The piece of text is none that needs mending, or none that can be mended; it stays as it is."""


def copyable(pdf: bytes) -> bytes:
    """The same pages, with text that reads as it was written. The same bytes in give the same bytes out."""
    reader = PdfReader(BytesIO(pdf))
    if not any(_MARK in _content(page).get_data() for page in reader.pages):
        return pdf
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    fonts: dict[int, Font] = {}
    for page in writer.pages:
        here = {
            name.removeprefix("/"): fonts.setdefault(font.idnum, Font(font.get_object()))
            for name, font in _fonts(page).items()
        }
        content = _content(page)
        content.set_data(_PIECE.sub(partial(_mended, here), content.get_data()))
    for font in fonts.values():
        font.write(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _content(page: Any) -> Any:
    return page["/Contents"].get_object()


def _fonts(page: Any) -> dict[str, Any]:
    return page["/Resources"].get("/Font", {})  # type: ignore[no-any-return]


def _mended(fonts: dict[str, Font], piece: re.Match[bytes]) -> bytes:
    if _MARK not in piece[0]:
        return piece[0]
    try:
        return b"\n".join(_written(_Reading(fonts).line(operations(piece[0]))))
    except NotALine:
        return piece[0]


# --- reading --------------------------------------------------------------------------------------------


class _Reading:
    """One reading of a piece of text, operation by operation."""

    def __init__(self, fonts: dict[str, Font]) -> None:
        self.fonts = fonts
        self.set_by: dict[str, Operation] = {}
        self.glyphs: list[Glyph] = []
        self.pen = self.step = 0.0  # where the pen is, and how far it steps back before the next glyph
        self.cluster = ""  # the letters of the open cluster, and where it began
        self.begun = 0

    def line(self, those: Iterable[Operation]) -> Line:
        """The line. Raises NotALine where it is more than one, or a script runs from right to left."""
        for operation in those:
            self._take(operation)
        letters = "".join(glyph.letters for glyph in self.glyphs)
        if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters):
            raise NotALine
        return Line(self.font, [operation.written for operation in self.set_by.values()], self.glyphs)

    @property
    def font(self) -> Font:
        return self.fonts[self.set_by["Tf"].operands[0]]

    def _take(self, operation: Operation) -> None:
        if operation.name not in _IN_A_LINE:
            raise NotALine
        if operation.name in ("Tr", "Tf", "Tm"):
            self._set(operation)
        elif operation.name == "BDC":
            self._begin_cluster(operation)
        elif operation.name == "EMC":
            _share(self.cluster, self.glyphs[self.begun :], self.font)
        elif operation.name in ("Tj", "TJ"):
            self._show(operation.operands)

    def _set(self, operation: Operation) -> None:
        """Take what typst sets anew before each cluster: all but the place stays as it was."""
        before = self.set_by.setdefault(operation.name, operation)
        if operation.name == "Tm":
            self._move_to(operation.operands, before.operands)
        elif operation.operands != before.operands or (
            operation.name == "Tf" and not self.font.may_have_further_codes
        ):
            raise NotALine

    def _check_font(self) -> None:
        if not self.font.may_have_further_codes:
            raise NotALine

    def _move_to(self, matrix: list[Any], before: list[Any]) -> None:
        if "Tf" not in self.set_by or [*matrix[:4], matrix[5]] != [*before[:4], before[5]]:
            raise NotALine
        place = (matrix[4] - before[4]) * 1000 / self.set_by["Tf"].operands[1]
        self.step += self.pen - place
        self.pen = place

    def _begin_cluster(self, operation: Operation) -> None:
        if operation.operands[:2] != ["Span", "ActualText"]:
            raise NotALine
        said = operation.operands[2]
        self.cluster = said[2:].decode("utf-16-be") if said[:2] == b"\xfe\xff" else said.decode("latin-1")
        self.begun = len(self.glyphs)

    def _show(self, parts: Iterable[Any]) -> None:
        for part in parts:
            if isinstance(part, bytes):
                self._show_glyphs(part)
            else:
                self.step += part
                self.pen -= part

    def _show_glyphs(self, codes: bytes) -> None:
        for place in range(0, len(codes), 2):
            number = int.from_bytes(codes[place : place + 2], "big")
            self.glyphs.append(Glyph(number, self.step, self.font.texts.get(number, "")))
            self.pen += self.font.width(number)
            self.step = 0.0


def _share(letters: str, glyphs: list[Glyph], font: Font) -> None:
    """Give each glyph of a cluster that can be seen a letter, in order; the widest bears those left over.

    A glyph without a shape bears none: Chrome would lose it, and of several letters on one without width all
    but the first.
    """
    bearers = [glyph for glyph in glyphs if font.is_seen(glyph.number)] or glyphs
    left_over = max(0, len(letters) - len(bearers))
    widest = max(bearers, key=lambda glyph: font.width(glyph.number), default=None)
    for glyph in glyphs:
        glyph.letters = ""
    begun = 0
    for glyph in bearers:
        end = begun + 1 + (left_over if glyph is widest else 0)
        glyph.letters = letters[begun:end]
        begun = end


# --- writing --------------------------------------------------------------------------------------------


def _written(line: Line) -> Iterator[bytes]:
    """The line as one piece. A word says besides what it is where its marks step far back and forth, or where
    it has more glyphs than letters.
    """
    yield b"BT"
    yield from line.set_by
    plain: list[Glyph] = []
    for word in _words(line.glyphs):
        if all(glyph.step > -A_BLANK and glyph.letters for glyph in word):
            plain += word
            continue
        yield from _shown(plain, line.font)
        plain = []
        spelt = "".join(glyph.letters for glyph in word)
        yield b"/Span<</ActualText<FEFF%s>>>BDC" % spelt.encode("utf-16-be").hex().encode()
        yield from _shown(word, line.font)
        yield b"EMC"
    yield from _shown(plain, line.font)
    yield b"ET"


def _words(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs word by word, each with the blank that follows it: alone it would be lost to some."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and word[-1].letters == " " != glyph.letters:
            yield word
            word = []
        word.append(glyph)
    yield word


def _shown(glyphs: list[Glyph], font: Font) -> Iterator[bytes]:
    if not glyphs:
        return
    parts = b"".join(
        (b">%.2f<" % glyph.step if abs(glyph.step) > _A_STEP else b"")
        + b"%04X" % font.code(glyph.number, glyph.letters)
        for glyph in glyphs
    )
    yield b"[<%s>]TJ" % parts
