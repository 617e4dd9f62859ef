"""A text's HTML as a tree of elements, for whoever sets it in another form than a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from . import prose
from .pasted import EMPTY_ELEMENTS, PIECES

DEEPEST = 12  # elements inside one another; the words of what is deeper stand at this depth

_TAG = re.compile(r"</?([a-z0-9]+)")
_ATTRIBUTES = re.compile(r'([a-z-]+)="([^"]*)"')


@dataclass
class Element:
    """An element: its name, its attributes (what it says besides), and what is inside it, in order."""

    name: str
    said: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def inside(self, *names: str) -> list[Element]:
        """The elements of these names directly inside."""
        return [child for child in self.children if isinstance(child, Element) and child.name in names]


def tree(html: str) -> Element:
    """The sanitised HTML in one element without a name. No word of it is left out, however deep it stands."""
    top = Element("", {})
    path = [top]
    for piece in PIECES.findall(prose.clean(html)):
        tag = _TAG.match(piece)
        if tag is None:
            path[-1].children.append(unescape(piece))
        elif piece.startswith("</"):
            path.pop()
        elif tag[1] in EMPTY_ELEMENTS or len(path) <= DEEPEST:
            element = Element(tag[1], {name: unescape(value) for name, value in _ATTRIBUTES.findall(piece)})
            path[-1].children.append(element)
            path += [] if tag[1] in EMPTY_ELEMENTS else [element]
        else:
            path.append(path[-1])
    return top
