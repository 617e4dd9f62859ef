"""Makes the text of a PDF by typst copyable in every reader, in scripts whose letters join and change places.

In Devanagari and its kin several glyphs together stand for several letters. Typst says so by /ActualText, a
cluster at a time. Many readers look past it, and give letters twice or in the order of their shapes; others
lose the blanks between so many small pieces. Here each such line becomes one piece, and each glyph stands for
its share of the letters, so that the glyphs in their order spell the words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)  # fmt: skip

from .glyphs import Font

Operation = tuple[Any, bytes]

LINE = {b"BT", b"ET", b"Tr", b"Tf", b"Tm", b"Tj", b"TJ", b"BDC", b"EMC"}
A_BLANK = 120  # who reads by distance takes a wider step to the right for a blank
_A_STEP = 0.01  # what is less is none


@dataclass
class Glyph:
    """A glyph, the step to the left before it (in thousandths of the size), and its share of the letters."""

    number: int
    step: float
    letters: str = ""


@dataclass
class Line:
    """The glyphs of one piece of text, of one font and size and on one height; `set_by` are Tr, Tf and Tm."""

    font: Font
    set_by: list[Operation]
    glyphs: list[Glyph]


class NotALine(Exception):
    """The piece of text is none that needs mending, or none that can be mended; it stays as it is."""


def copyable(pdf: bytes) -> bytes:
    """The same pages, with text that reads as it was written. The same bytes in give the same bytes out."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    fonts: dict[int, Font] = {}
    page: Any
    for page in writer.pages:
        here = {
            name: fonts.setdefault(font.idnum, Font(font.get_object()))
            for name, font in page["/Resources"].get("/Font", {}).items()
        }
        stream = page["/Contents"].get_object()
        content = ContentStream(stream, writer)
        content.operations = list(_mended(content.operations, here))
        stream.set_data(content.get_data())
    for font in fonts.values():
        font.write(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _mended(operations: Iterable[Operation], fonts: dict[str, Font]) -> Iterator[Operation]:
    """The operations of a page with its lines mended."""
    piece: list[Operation] = []
    for operation in operations:
        if not piece and operation[1] != b"BT":
            yield operation
            continue
        piece.append(operation)
        if operation[1] == b"ET":
            try:
                yield from _written(_Reading(fonts).line(piece))
            except NotALine:
                yield from piece
            piece = []


# --- reading --------------------------------------------------------------------------------------------


class _Reading:
    """One reading of a piece of text, operation by operation."""

    def __init__(self, fonts: dict[str, Font]) -> None:
        self.fonts = fonts
        self.set_by: dict[bytes, Any] = {}
        self.glyphs: list[Glyph] = []
        self.pen = self.step = 0.0  # where the pen is, and how far it steps back before the next glyph
        self.cluster = ""  # the letters of the open cluster, and where it began
        self.begun = 0

    def line(self, piece: list[Operation]) -> Line:
        """The line. Raises NotALine where no cluster is marked, or a script runs from right to left."""
        said = {operator for _operands, operator in piece}
        if not said <= LINE or b"BDC" not in said:
            raise NotALine
        for operands, operator in piece:
            self._take(operator, operands)
        if any(
            unicodedata.bidirectional(letter) in ("R", "AL")
            for glyph in self.glyphs
            for letter in glyph.letters
        ):
            raise NotALine
        return Line(self.font, [(operands, key) for key, operands in self.set_by.items()], self.glyphs)

    @property
    def font(self) -> Font:
        return self.fonts[self.set_by[b"Tf"][0]]

    def _take(self, operator: bytes, operands: Any) -> None:
        if operator in (b"Tr", b"Tf", b"Tm"):
            self._set(operator, operands)
        elif operator == b"BDC":
            self._begin_cluster(operands)
        elif operator == b"EMC":
            _share(self.cluster, self.glyphs[self.begun :])
        elif operator == b"Tj":
            self._show(operands)
        elif operator == b"TJ":
            self._show(operands[0])

    def _set(self, operator: bytes, operands: Any) -> None:
        """Take what typst sets anew before each cluster: all but the place stays as it was."""
        before = self.set_by.setdefault(operator, operands)
        same = slice(4) if operator == b"Tm" else slice(None)
        if list(operands)[same] != list(before)[same]:
            raise NotALine
        if operator == b"Tf" and not self.font.may_have_further_codes:
            raise NotALine
        if operator == b"Tm":
            place = float(operands[4] - before[4]) * 1000 / float(self.set_by[b"Tf"][1])
            self.step += self.pen - place
            self.pen = place

    def _begin_cluster(self, operands: Any) -> None:
        if "/ActualText" not in operands[1]:
            raise NotALine
        self.cluster, self.begun = str(operands[1]["/ActualText"]), len(self.glyphs)

    def _show(self, parts: Iterable[Any]) -> None:
        for part in parts:
            if isinstance(part, str | bytes):
                self._show_glyphs(part if isinstance(part, bytes) else part.original_bytes)  # type: ignore[attr-defined]
            else:
                self.step += float(part)
                self.pen -= float(part)

    def _show_glyphs(self, codes: bytes) -> None:
        for place in range(0, len(codes), 2):
            number = int.from_bytes(codes[place : place + 2], "big")
            self.glyphs.append(Glyph(number, self.step, self.font.texts.get(number, "")))
            self.pen += self.font.width(number)
            self.step = 0.0


def _share(letters: str, glyphs: list[Glyph]) -> None:
    """Give each glyph of a cluster a letter, in order, and the last one all that are left."""
    for place, glyph in enumerate(glyphs):
        is_last = place == len(glyphs) - 1
        glyph.letters = letters[place:] if is_last else letters[place : place + 1]


# --- writing --------------------------------------------------------------------------------------------


def _written(line: Line) -> Iterator[Operation]:
    """The line as one piece; a word whose marks step far back and forth says besides what it is."""
    yield [], b"BT"
    yield from line.set_by
    plain: list[Glyph] = []
    for word in _words(line.glyphs):
        if all(glyph.step > -A_BLANK for glyph in word):
            plain += word
            continue
        yield from _shown(plain, line.font)
        plain = []
        spelt = TextStringObject("".join(glyph.letters for glyph in word))
        yield [NameObject("/Span"), DictionaryObject({NameObject("/ActualText"): spelt})], b"BDC"
        yield from _shown(word, line.font)
        yield [], b"EMC"
    yield from _shown(plain, line.font)
    yield [], b"ET"


def _words(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs word by word, each with the blank that follows it: alone it would be lost to some."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and word[-1].letters == " " != glyph.letters:
            yield word
            word = []
        word.append(glyph)
    yield word


def _shown(glyphs: list[Glyph], font: Font) -> Iterator[Operation]:
    if not glyphs:
        return
    parts: list[Any] = []
    for glyph in glyphs:
        if abs(glyph.step) > _A_STEP:
            parts.append(FloatObject(round(glyph.step, 2)))
        code = font.code(glyph.number, glyph.letters).to_bytes(2, "big")
        if parts and isinstance(parts[-1], ByteStringObject):
            code = parts.pop() + code
        parts.append(ByteStringObject(code))
    yield [ArrayObject(parts)], b"TJ"
