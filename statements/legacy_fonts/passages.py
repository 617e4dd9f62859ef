"""Finds the passages of a text that are typed for a legacy font, and reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from itertools import groupby

from statements import prose
from statements.pasted import PIECES

from .recognising import looks_legacy
from .setting import to_unicode

_FAMILY = re.compile(r"(?:font-family\s*:|face\s*=)[^;>]{0,80}?(?:kruti\s?-?dev|dev\s?lys)", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|h[2-4]|li|ul|ol|dl|dt|dd|blockquote|pre|t[dhr]|table|caption|figcaption|br|hr)\b"
)


def names_legacy_font(html: str) -> bool:
    """Whether pasted HTML says that it is set in such a font."""
    return bool(_FAMILY.search(html))


def in_legacy_font(html: str, *, is_named: bool = False) -> bool:
    """Whether some passage of the text seems to be typed for such a font."""
    return any(is_legacy for is_legacy, _pieces in _passages(html, is_named))


def converted(html: str, *, is_named: bool = False) -> str:
    """The text with such passages in Unicode; all else stays as it is."""
    return "".join(
        escape(to_unicode(unescape(piece)), quote=False) if is_legacy and not piece.startswith("<") else piece
        for is_legacy, pieces in _passages(html, is_named)
        for piece in pieces
    )


def read(typed: str, *, is_named: bool = False) -> str:
    """Plain text with such lines in Unicode; the same text where there is none."""
    lines = typed.split("\n")
    return "\n".join(to_unicode(line) if looks_legacy(line, is_named=is_named) else line for line in lines)


def _passages(html: str, is_named: bool) -> Iterator[tuple[bool, list[str]]]:
    """The pieces of each block, and whether its words are such; the tags of blocks by themselves."""
    for is_tag, group in groupby(PIECES.findall(prose.clean(html)), lambda piece: bool(_BLOCK.match(piece))):
        pieces = list(group)
        words = "".join(unescape(piece) for piece in pieces if not piece.startswith("<"))
        yield not is_tag and looks_legacy(words, is_named=is_named), pieces
