"""A text as blocks of words: the form in which two texts are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import NamedTuple

from . import prose
from .pasted import EMPTY_ELEMENTS, PIECES

_MARKS = "".join(chr(code) for code in range(0x0300, 0x12000) if unicodedata.category(chr(code))[0] == "M")
_LETTER = rf"[\w{_MARKS}\u200c\u200d]"
# A word keeps its marks, a number its separators; a sign is a word of its own, with what is piled on it.
_WORD = re.compile(rf"(\s*)({_LETTER}+(?:(?:(?<=\d)[.,:/](?=\d)|['’](?=\w)){_LETTER}+)*|\S[{_MARKS}\u200d]*)")
_BLANKS = re.compile("[ \t\n\r\f]+")

LINE_END = "br"  # the attribute of a line's end inside a block

_TAG = re.compile(r"</?([a-z0-9]+)")
_ATTRIBUTES = re.compile(r'([a-z-]+)="([^"]*)"')
_NUMBER = re.compile(r' (?:start|value)="(-?[0-9]+)"')
_INLINE = set(
    "a abbr b bdi bdo br cite code del em i img ins mark q rp rt ruby s small span strong sub sup "
    "time u".split()
)
_BARE = {"span", "bdi", "bdo"}  # these say something by their attributes only
_SAME_TO_READERS = {"b": "strong", "i": "em"}
_SHOWS_NOTHING = {"col", "wbr"}
_LISTS = {"ol", "ul"}
_CELLS = {"td", "th"}
_TABLE = {"table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr"}
# What a block is called by, the innermost of those around it; all else is a paragraph.
_NAMES = _CELLS | set("tr li dt dd h2 h3 h4 figcaption caption pre blockquote".split())


class Piece(NamedTuple):
    """Text that stands inside the same elements; or what an attribute says, under the attribute's name."""

    text: str
    dress: tuple[str, ...] = ()  # the inline elements around: a, em, strong
    attribute: str = ""


# A word, a sign or what an attribute says: its text, dress, attribute, and the blank before it, which is not
# compared. A plain tuple, because there are tens of thousands.
Word = tuple[str, tuple[str, ...], str, str]


@dataclass(frozen=True)
class Passage:
    """One block of a text; equal to another where readers see no difference but an item's number."""

    pieces: tuple[Piece, ...]
    frame: str = ""  # the tags around, as written
    element: str = "p"
    depth: int = 0  # of lists
    number: int | None = field(default=None, compare=False)  # of an item in a numbered list

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, in their order."""
        words: list[Word] = []
        waiting = ""  # a blank that belongs to the next word
        for said, dress, attribute in self.pieces:
            if attribute:
                words.append((said, dress, attribute, waiting))
                waiting = ""
            else:
                text = waiting + said
                words += [(word, dress, "", blank) for blank, word in _WORD.findall(text)]
                waiting = text[len(text.rstrip()) :]
        return tuple(words)


def lines(text: str) -> list[Passage]:
    """Plain text: a block for each line that says anything."""
    return [Passage((Piece(line.strip()),)) for line in text.splitlines() if line.strip()]


def blocks(html: str) -> list[Passage]:
    """Rich text, sanitised: paragraphs, headings, list items, and each row of a table as one."""
    return list(_Reading().read(prose.clean(html)))


@dataclass
class _Reading:
    """One reading of clean HTML, tag by tag."""

    tags: list[str] = field(default_factory=list)  # that are open, as written
    names: list[str] = field(default_factory=list)  # of those tags
    numbers: list[int | None] = field(default_factory=list)  # of the next item of each open list
    number: int | None = None  # of the item begun
    pieces: list[Piece] = field(default_factory=list)  # of the block begun

    def read(self, html: str) -> Iterator[Passage]:
        """The blocks of `html`."""
        for piece in PIECES.findall(html):
            if tag := _TAG.match(piece):
                yield from self._tag(tag[1], piece)
                self._enter_or_leave(tag[1], piece)
            else:
                self._text(unescape(piece))
        yield from self._block()

    def _tag(self, name: str, tag: str) -> Iterator[Passage]:
        if name in _INLINE:
            self._inline(name, tag)
        elif name in _CELLS or (name not in _TABLE and not _CELLS.isdisjoint(self.names)):
            self._cell(name, tag)
        elif name not in _SHOWS_NOTHING:
            yield from self._block()
            self._count(name, tag)
            if name == "hr":
                yield Passage((), "".join([*self.tags, tag]), name)

    def _text(self, text: str) -> None:
        if "pre" not in self.names:
            text = _BLANKS.sub(" ", text)
            if self.pieces and self.pieces[-1].text.endswith(" "):
                text = text.lstrip(" ")  # readers see one blank
        self.pieces.append(Piece(text, self._dress()))

    def _inline(self, name: str, tag: str) -> None:
        if name == "br":
            self.pieces.append(Piece("\n", attribute=LINE_END))
        elif name == "img":
            self._say(tag)
        elif tag.startswith("</"):
            self._say(self.tags[-1])

    def _cell(self, name: str, tag: str) -> None:
        """Inside a row all goes on in one line, from cell to cell."""
        if not tag.startswith("</"):
            self.pieces.append(Piece(" | " if name in _CELLS and self.pieces else " "))
            self._say(tag)

    def _say(self, tag: str) -> None:
        """Take down what the attributes of a tag say: where a link leads, what a picture shows."""
        said = sorted(_ATTRIBUTES.findall(tag))
        self.pieces += [Piece(unescape(value), (), name) for name, value in said if value and name != "rel"]

    def _count(self, name: str, tag: str) -> None:
        """Keep the numbers of the items of numbered lists."""
        number = _NUMBER.search(tag)
        if tag in {"</ol>", "</ul>"}:
            self.numbers.pop()
        elif name in _LISTS:
            counts = name == "ol" and " reversed=" not in tag
            self.numbers.append((int(number[1]) if number else 1) if counts else None)
        elif name == "li":
            self.number = self._next_number(number) if tag != "</li>" else None

    def _next_number(self, written: re.Match[str] | None) -> int | None:
        if not self.numbers or self.numbers[-1] is None:
            return None
        number = int(written[1]) if written else self.numbers[-1]
        self.numbers[-1] = number + 1
        return number

    def _enter_or_leave(self, name: str, tag: str) -> None:
        if tag.startswith("</"):
            self.tags.pop()
            self.names.pop()
        elif name not in EMPTY_ELEMENTS:
            self.tags.append(tag)
            self.names.append(name)

    def _dress(self) -> tuple[str, ...]:
        names = {_SAME_TO_READERS.get(name, name) for name in self.names if name in _INLINE}
        return tuple(sorted(names - _BARE))

    def _block(self) -> Iterator[Passage]:
        """What was read since the last block, if it says anything."""
        if pieces := _trimmed(self.pieces):
            around = [place for place, name in enumerate(self.names) if name not in _INLINE]
            names = [self.names[place] for place in around]
            yield Passage(
                pieces=tuple(pieces),
                frame="".join(self.tags[place] for place in around),
                element=next((name for name in reversed(names) if name in _NAMES), "p"),
                depth=sum(name in _LISTS for name in names),
                number=self.number,
            )
            self.number = None
        self.pieces = []


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the blanks at both ends."""
    saying = [place for place, piece in enumerate(pieces) if piece.attribute or piece.text.strip()]
    kept = pieces[saying[0] : saying[-1] + 1] if saying else []
    if kept and not kept[0].attribute:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip())
    if kept and not kept[-1].attribute:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept
