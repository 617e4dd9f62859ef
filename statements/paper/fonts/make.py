"""Makes the fonts of this folder from Noto's own files: `python make.py /usr/share/fonts/truetype/noto`.

Needs fonttools. The same files in give the same bytes out. Two things are changed: what paper has no use for
is left out, and marks that sit a hair above or below their line are put on it. For a PDF's sake: a mark off
the line parts a word into pieces, and a word in pieces cannot be copied.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

LATIN = "U+0020-024F,U+0259,U+0300-036F,U+1E00-1EFF,U+2000-206F,U+20A0-20BF,U+2100-218F,U+2190-2199,U+2212"
# No digits and no letters of others: they come from the Latin font, so that all on a page look alike.
ARABIC = "U+0020,U+00A0,U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200B-200F,U+FB50-FDFF,U+FE70-FEFF"
FONTS = {
    **{f"NotoSerif-{face}": LATIN for face in ("Regular", "Bold", "Italic", "BoldItalic")},
    **{f"NotoNaskhArabic-{face}": ARABIC for face in ("Regular", "Bold")},
    **{
        f"Noto{script}-{face}": "*"
        for script in (
            "SerifDevanagari",
            "SerifBengali",
            "SerifGurmukhi",
            "SerifTamil",
            "SerifTelugu",
            "SansOriya",
        )
        for face in ("Regular", "Bold")
    },
    **{f"NotoSerif{script}-Regular": "*" for script in ("Gujarati", "Kannada", "Malayalam")},
}
A_HAIR = 45  # thousandths of the size


def main(source: Path) -> None:
    """Write each font into this folder."""
    for name, characters in FONTS.items():
        font = TTFont(source / f"{name}.ttf", recalcTimestamp=False)
        _leave_out(font, characters)
        if characters == "*":
            _level(font)
        font.save(Path(__file__).parent / f"{name}.ttf")


def _leave_out(font: TTFont, characters: str) -> None:
    options = subset.Options(
        hinting=False, layout_features=["*"], notdef_outline=True, recalc_timestamp=False
    )
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]  # names, copyright, licence
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=font.getBestCmap() if characters == "*" else subset.parse_unicodes(characters))
    cutter.subset(font)


def _level(font: TTFont) -> None:
    """Put the places where marks meet letters on one height, where they nearly are."""
    for marks, letters, classes in _attachments(font):
        for one in range(classes):
            heights = Counter(mark.MarkAnchor.YCoordinate for mark in marks if mark.Class == one)
            anchors = [mark.MarkAnchor for mark in marks if mark.Class == one]
            anchors += [letter[one] for letter in letters if letter[one] is not None]
            for anchor in anchors if heights else []:
                usual = heights.most_common(1)[0][0]
                if abs(anchor.YCoordinate - usual) <= A_HAIR:
                    anchor.YCoordinate = usual


def _attachments(font: TTFont) -> Iterator[tuple[list[Any], list[Any], int]]:
    """The marks, the anchors of what they are put on, and the number of classes, of each table of a font."""
    for lookup in font["GPOS"].table.LookupList.Lookup if "GPOS" in font else []:
        for written in lookup.SubTable:
            table = written.ExtSubTable if written.LookupType == 9 else written
            if table.LookupType == 4:
                letters = [record.BaseAnchor for record in table.BaseArray.BaseRecord]
                yield table.MarkArray.MarkRecord, letters, table.ClassCount
            elif table.LookupType == 5:
                ligatures = table.LigatureArray.LigatureAttach
                letters = [part.LigatureAnchor for whole in ligatures for part in whole.ComponentRecord]
                yield table.MarkArray.MarkRecord, letters, table.ClassCount
            elif table.LookupType == 6:
                letters = [record.Mark2Anchor for record in table.Mark2Array.Mark2Record]
                yield table.Mark1Array.MarkRecord, letters, table.ClassCount


if __name__ == "__main__":
    main(Path(sys.argv[1]))
