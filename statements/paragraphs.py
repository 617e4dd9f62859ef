"""The paragraphs of a text's HTML: written from plain text, read as words, marked to be linked to.

Takes and gives plain strings; what of them may stand on a page only `prose` says.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from html import escape, unescape

from django.utils.translation import gettext as _

from .pasted import PIECES
from .text import fold

# What bears an anchor, the outermost of those inside one another: a list's item, not the paragraphs in it.
_MARKED = frozenset("p h2 h3 h4 pre li dt dd table".split())
_WITHOUT_LINK = {"pre", "table"}  # a link inside them would be one of their words
_NAME = re.compile("</?([a-z0-9]+)")
_BREAKS = frozenset("br p li td th tr dd dt h2 h3 h4".split())  # tags between which words do not run on


class _Place(Enum):
    BEGIN = auto()
    INSIDE = auto()
    END = auto()
    OUTSIDE = auto()


def written(blocks: Iterable[str | Sequence[str]]) -> str:
    """HTML from plain text: each string a paragraph, each sequence of strings a bulleted list."""
    made = (_paragraph(block) if isinstance(block, str) else _list(block) for block in blocks)
    return "\n".join(filter(None, made))


def words(html: str) -> list[str]:
    """The folded words of each paragraph of clean HTML; empty for one that holds a mere picture."""
    found: list[str] = []
    for piece, place in _walk(html):
        if place is _Place.BEGIN:
            found.append("")
        elif place is _Place.INSIDE:
            tag = _NAME.match(piece)
            found[-1] += unescape(piece) if tag is None else " " * (tag[1] in _BREAKS)
    return [fold(text) for text in found]


def marked(html: str, anchors: Sequence[str], first: int) -> str:
    """Clean HTML, each paragraph with its anchor and a link to it; `first` is the number of its first one.

    Paragraphs beyond the anchors, and those whose anchor is empty, stay as they are.
    """
    pieces: list[str] = []
    coming, anchor = iter(enumerate(anchors, first)), ""
    for piece, place in _walk(html):
        if place is _Place.BEGIN:
            number, anchor = next(coming, (0, ""))
        if place is _Place.END and anchor and piece[2:-1] not in _WITHOUT_LINK:
            pieces.append(link(anchor, number))
        begins = place is _Place.BEGIN and anchor
        pieces.append(f'{piece[:-1]} id="{anchor}">' if begins else piece)
    return "".join(pieces)


def link(anchor: str, number: int) -> str:
    """The link to a paragraph. The style sheet draws its sign, so that nobody copies it with the text."""
    called = escape(_("Link to paragraph %(number)s") % {"number": number})
    return f'<a class="pilcrow" href="#{anchor}" aria-label="{called}"></a>'


def _paragraph(text: str) -> str:
    lines = escape(text.strip(), quote=False).splitlines()
    return f"<p>{'<br>'.join(lines)}</p>" if lines else ""


def _list(items: Sequence[str]) -> str:
    points = [f"<li>{escape(item.strip(), quote=False)}</li>" for item in items if item.strip()]
    return f"<ul>{''.join(points)}</ul>" if points else ""


def _walk(html: str) -> Iterator[tuple[str, _Place]]:
    """The pieces of clean HTML, each with where it stands."""
    depth = 0
    for piece in PIECES.findall(html):
        tag = _NAME.match(piece)
        place = _Place.INSIDE if depth else _Place.OUTSIDE
        if tag and tag[1] in _MARKED:
            step = -1 if piece.startswith("</") else 1
            depth += step
            if depth == (step > 0):
                place = _Place.BEGIN if step > 0 else _Place.END
        yield piece, place
