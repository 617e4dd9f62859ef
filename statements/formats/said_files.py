"""The files of a statement as plain values: what is written of each, and the forms its bytes are kept in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from statements.models.files import Use


@dataclass(frozen=True)
class Form:
    """One form of a file; sizes are 0 where they are not known: pixels, and bytes."""

    name: str
    address: str
    media: str
    width: int
    height: int
    size: int


@dataclass(frozen=True)
class SaidFile:
    """A file, its whole bytes first among its forms, then a picture's widths, the narrowest first."""

    name: str
    language: str
    is_picture: bool
    is_lead: bool
    title: str
    alt: str
    caption: str
    credit: str
    rights: str
    forms: list[Form]


def said_file(use: Use, language: str, whole_address: Callable[[str], str]) -> SaidFile:
    """One use of a file; `language` is that of the text, where the use names no other."""
    file, written = use.file, use.written
    forms = [("original", 0, file.width or 0, file.height or 0, file.size)]
    forms += [(f"width{width}", width, width, file.height_at(width), 0) for width in file.widths]
    return SaidFile(
        name=use.name,
        language=written["language"] or language,
        is_picture=file.is_picture,
        is_lead=use.is_lead,
        **{word: str(written[word]) for word in ("title", "alt", "caption", "credit", "rights")},
        forms=[
            Form(name, whole_address(use.address_of(use, kept)), file.media(kept), width, height, size)
            for name, kept, width, height, size in forms
        ],
    )
