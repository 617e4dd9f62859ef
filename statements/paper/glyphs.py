"""A font inside a PDF: which text each of its glyphs stands for, and further codes for the same glyphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from struct import Struct, unpack_from
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, StreamObject

_ENTRY = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")
_ENTRIES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_DIRECTORY = Struct(">4sIII")  # of a font file: name, checksum, offset, length
_MOST_ENTRIES = 100  # in one section of a table of characters (PDF 32000-1, 9.10.3)
_TABLE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{sections}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass
class Font:
    """A composite font (Type 0) as typst writes it: two bytes a glyph, its code is its number."""

    font: Any  # the dictionary that names it
    further: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def descendant(self) -> Any:
        """The dictionary that holds widths and outlines."""
        return self.font["/DescendantFonts"][0].get_object()

    @property
    def may_have_further_codes(self) -> bool:
        """Whether codes can be told from glyph numbers: in TrueType outlines only."""
        return bool(self.descendant["/Subtype"] == "/CIDFontType2")

    @cached_property
    def texts(self) -> dict[int, str]:
        """The text of each code, as typst wrote it."""
        table = self.font["/ToUnicode"].get_object().get_data()
        entries = (entry for section in _ENTRIES.findall(table) for entry in _ENTRY.findall(section))
        return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in entries}

    @cached_property
    def widths(self) -> dict[int, float]:
        """The width of each code, in thousandths of the size."""
        widths: dict[int, float] = {}
        written = list(self.descendant["/W"])
        while written:
            first, second = int(written.pop(0)), written.pop(0)
            if isinstance(second, ArrayObject):
                widths.update({first + n: float(width) for n, width in enumerate(second)})
            else:
                widths.update(dict.fromkeys(range(first, int(second) + 1), float(written.pop(0))))
        return widths

    def width(self, code: int) -> float:
        """The width of a code, in thousandths of the size."""
        return self.widths.get(code, self._usual_width)

    @cached_property
    def _usual_width(self) -> float:
        return float(self.descendant.get("/DW", 1000))

    def is_seen(self, glyph: int) -> bool:
        """Whether the glyph has a shape."""
        starts = self._shapes
        return glyph + 1 < len(starts) and starts[glyph] != starts[glyph + 1]

    @cached_property
    def _shapes(self) -> list[int]:
        """Where in the font's outlines each glyph begins (the tables `head` and `loca` of TrueType)."""
        outlines = self.descendant["/FontDescriptor"]["/FontFile2"].get_object().get_data()
        tables = {tag: offset for tag, _sum, offset, _length in _DIRECTORY.iter_unpack(_directory(outlines))}
        is_long = unpack_from(">h", outlines, tables[b"head"] + 50)[0]
        count = unpack_from(">H", outlines, tables[b"maxp"] + 4)[0] + 1
        return list(unpack_from(f">{count}{'I' if is_long else 'H'}", outlines, tables[b"loca"]))

    def code(self, glyph: int, text: str) -> int:
        """The code under which `glyph` stands for `text`: its own, or a further one."""
        if self.texts.get(glyph) == text:
            return glyph
        return self.further.setdefault((glyph, text), self._first + len(self.further))

    @cached_property
    def _first(self) -> int:
        return max([*self.texts, *self.widths]) + 1

    def write(self, pdf: PdfWriter) -> None:
        """Write the further codes into the font."""
        if not self.further:
            return
        glyphs = [*range(self._first), *(glyph for glyph, _text in self.further)]
        texts = self.texts | {code: text for (_glyph, text), code in self.further.items()}
        widths = ArrayObject(FloatObject(self.width(glyph)) for glyph, _text in self.further)
        self.descendant["/W"].extend([NumberObject(self._first), widths])
        map_to_glyphs = StreamObject()
        map_to_glyphs.set_data(b"".join(glyph.to_bytes(2, "big") for glyph in glyphs))
        self.descendant[NameObject("/CIDToGIDMap")] = pdf._add_object(map_to_glyphs.flate_encode())
        self.descendant["/FontDescriptor"].get_object().pop("/CIDSet", None)
        self.font["/ToUnicode"].get_object().set_data(_table(texts).encode())


def _directory(outlines: bytes) -> bytes:
    """The directory of a font file's tables."""
    return outlines[12 : 12 + _DIRECTORY.size * unpack_from(">H", outlines, 4)[0]]


def _table(texts: dict[int, str]) -> str:
    """What text each code stands for, as PDF writes it."""
    entries = iter(f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in texts.items())
    sections = []
    while section := list(islice(entries, _MOST_ENTRIES)):
        sections += [f"{len(section)} beginbfchar", *section, "endbfchar"]
    return _TABLE.format(sections="\n".join(sections))
