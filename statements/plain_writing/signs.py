"""The signs of plain writing inside a paragraph: `*bold*`, `_italic_`, `[words](https://…)`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from statements.html_tree import Element

MARKS = {"*": "strong", "_": "em"}
ESCAPED = r"\*_[]#>.•-"  # what a backslash lets stand for itself

_JOINERS = "\u200c\u200d"
_ADDRESS = r"(?:https?://|mailto:|tel:|/|\#)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*"
_TOKEN = re.compile(rf"\\(?P<sign>[{re.escape(ESCAPED)}])|\]\((?P<address>{_ADDRESS})\)|[*_\[\n]")


@dataclass
class _Line:
    """What is read so far, and the places where a sign was opened that may still be closed."""

    read: list[Element | str] = field(default_factory=list)
    opened: dict[str, int] = field(default_factory=dict)

    def add(self, words: str) -> None:
        """Read on."""
        self.read += filter(None, [words])

    def holds(self, sign: str) -> bool:
        """Whether this sign is open, and something was read since."""
        return sign in self.opened and self.opened[sign] + 1 < len(self.read)

    def has_just_closed(self, sign: str) -> bool:
        """Whether a mark of this kind ends here; a second one would melt into it, perhaps inside a word."""
        last = self.read[-1] if self.read else ""
        return isinstance(last, Element) and last.name == MARKS[sign]

    def open(self, sign: str) -> None:
        """Take the sign for a beginning; an earlier one of its kind was an ordinary sign then."""
        self.opened.pop(sign, None)
        self.opened[sign] = len(self.read)
        self.read.append(sign)

    def close(self, sign: str, element: Element) -> None:
        """Put what was read since the sign into the element; what was opened inside it was never closed."""
        start = self.opened.pop(sign)
        self.opened = {other: place for other, place in self.opened.items() if place < start}
        element.children = self.read[start + 1 :]
        self.read[start:] = [element]


def read(written: str) -> list[Element | str]:
    """The words and marks of what is written in one paragraph; each line end is a `br`."""
    line, done = _Line(), 0
    for token in _TOKEN.finditer(written):
        line.add(written[done : token.start()])
        done = token.end()
        _take(line, token)
    line.add(written[done:])
    return line.read


def _take(line: _Line, token: re.Match[str]) -> None:
    sign = token[0]
    if sign == "\n":
        line.read.append(Element("br", {}))
    elif sign == "[":
        line.open(sign)
    elif line.holds(sign) and _may_close(token):
        line.close(sign, Element(MARKS[sign], {}))
    elif token["address"] and line.holds("["):
        line.close("[", Element("a", {"href": token["address"]}))
    elif sign in MARKS and _may_open(token) and not line.has_just_closed(sign):
        line.open(sign)
    else:
        line.add(token["sign"] or sign)


def _may_open(token: re.Match[str]) -> bool:
    return not _is_word(_before(token)) and not _is_blank(_after(token))


def _may_close(token: re.Match[str]) -> bool:
    return token[0] in MARKS and not _is_blank(_before(token)) and not _is_word(_after(token))


def _before(token: re.Match[str]) -> str:
    return token.string[token.start() - 1 : token.start()]


def _after(token: re.Match[str]) -> str:
    return token.string[token.end() : token.end() + 1]


def _is_word(sign: str) -> bool:
    # Marks are the vowel signs of Indian scripts; they and the joiners belong to a word.
    return bool(sign) and (sign in _JOINERS or unicodedata.category(sign)[0] in "LMN")


def _is_blank(sign: str) -> bool:
    return not sign or sign.isspace()
