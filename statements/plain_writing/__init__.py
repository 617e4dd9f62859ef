"""Plain writing: the text of a statement typed with a few plain signs instead of in an editor.

A blank line begins a paragraph; `*bold*`, `_italic_`, `[words](https://…)`; at the start of a line `## ` is a
heading, `- ` and `1. ` are items of lists (deeper by two blanks), `> ` is a quotation. A backslash before a
sign lets it be an ordinary one.
"""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

from statements import prose, text
from statements.html_tree import Element, tree

from . import reading, settling, writing

_MOST_LINES = 10_000  # those of a long book
# The sanitiser takes it out, and might leave nothing behind.
_STRAY_OVERLAY = re.compile(r"(?<![^\W_])\u0338+")


def to_html(written: str) -> SafeString:
    """The text as clean HTML."""
    # Twice: what the sanitiser takes out may leave a mark round nothing.
    return prose.clean(settling.markup(settling.settled(tree(_markup(written)))))


def is_tangled(written: str) -> bool:
    """Whether so much is written that `to_html` would keep the bare words only."""
    return written.count("\n") > _MOST_LINES or prose.is_tangled(_markup(written))


def from_html(html: str) -> str | None:
    """The text in plain signs, or None where these cannot hold all of it: a table, a passage's language."""
    if prose.is_tangled(html):
        return None
    whole = settling.settled(tree(html))
    try:
        written = writing.written(whole)
    except writing.CannotHold:
        return None
    return written if settling.settled(tree(to_html(written))) == whole else None


def reads_alike(html: str, other: str) -> bool:
    """Whether two texts differ at most in what no reader sees: blanks between blocks, `b` for `strong`."""
    return settling.settled(tree(html)) == settling.settled(tree(other))


def _markup(written: str) -> str:
    lines = _STRAY_OVERLAY.sub("", text.nfc(text.printable(written))).split("\n")
    return settling.markup(settling.settled(Element("", {}, [*reading.read(lines)])))
