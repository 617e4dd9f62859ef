"""QR codes, as squares for a drawing: what a phone reads a secret or an address from."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 4  # squares of empty margin the standard asks for (ISO/IEC 18004, 9.1)


@dataclass(frozen=True)
class Picture:
    """A QR code: the length of its side in squares, margin included, and the path of the dark ones."""

    side: int
    path: str


def squares(text: str) -> Picture:
    """The QR code of a text."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=QUIET))
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return Picture(len(rows), "".join(dark))
