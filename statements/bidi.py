"""Signs that turn the direction of writing: none is left open, so that none turns what stands after a text.

Unicode's embeddings, overrides and isolates (UAX #9) hold until they are closed or their paragraph ends. On a
page, in a feed or a mail a headline stands among other words of its paragraph: what it opens, it closes.
"""

import re
from collections.abc import Collection, Iterable, Iterator

POP, POP_ISOLATE = "\u202c", "\u2069"
_CLOSED_BY = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", POP),
    **dict.fromkeys("\u2066\u2067\u2068", POP_ISOLATE),
}
_TAG = re.compile("</?([a-z0-9]+)")
_ANY = re.compile("[\u202a-\u202e\u2066-\u2069]")


def closed(paragraph: str) -> str:
    """`paragraph` with everything closed that it opens, and without what closes nothing."""
    controls = _Controls()
    return controls.read(paragraph) + controls.end()


def balanced(pieces: Iterable[str], inline: Collection[str]) -> Iterator[str]:
    """The tags of well-formed HTML and the text between them, closed; a tag not `inline` ends a paragraph."""
    controls = _Controls()
    for piece in pieces:
        tag = _TAG.match(piece)
        if tag and tag[1] not in inline and (ending := controls.end()):
            yield ending
        yield piece if tag else controls.read(piece)
    if ending := controls.end():
        yield ending


class _Controls:
    """What is open in a paragraph that is read piece by piece."""

    def __init__(self) -> None:
        self._open: list[str] = []  # the signs that are to close it, the last opened last
        self._isolates = 0  # how many of them close an isolate

    def read(self, piece: str) -> str:
        """The next piece of the paragraph; a sign that closes nothing shows nothing and is dropped."""
        return _ANY.sub(lambda sign: self._one(sign[0]), piece)

    def end(self) -> str:
        """The signs that close what is open at the end of the paragraph."""
        ending = "".join(reversed(self._open))
        self._open.clear()
        self._isolates = 0
        return ending

    def _one(self, sign: str) -> str:
        if sign in _CLOSED_BY:
            self._open.append(_CLOSED_BY[sign])
            self._isolates += _CLOSED_BY[sign] == POP_ISOLATE
            return sign
        if sign == POP:  # reaches no further than the innermost isolate
            return self._open.pop() if self._open[-1:] == [POP] else ""
        return self._end_isolate() if self._isolates else ""

    def _end_isolate(self) -> str:
        """The end of the innermost isolate, and before it of all that is open inside."""
        ending = ""
        while not ending.endswith(POP_ISOLATE):
            ending += self._open.pop()
        self._isolates -= 1
        return ending
