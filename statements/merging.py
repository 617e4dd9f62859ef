"""Two people changed one text: their changes put together, paragraph by paragraph, where they do not touch.

Three-way: `base` is what both started from. Nothing is guessed: where both changed the same place, `None`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from . import prose
from .alignment import matches
from .parts import PARTS
from .pasted import PIECES

_TAG = re.compile("</?[a-z0-9]+")
# An end of these ends a paragraph, a beginning begins one; a line drawn across the text is one by itself.
_PARAGRAPHS = set(
    "p h2 h3 h4 ul ol li dl dt dd blockquote pre figure figcaption table caption colgroup thead tbody tfoot "
    "tr th td hr".split()
)


class _Change(NamedTuple):
    """Instead of the parts of the base from `start` to before `end`, these."""

    start: int
    end: int
    parts: tuple[str, ...]


def merged(field: str, base: Any, theirs: Any, mine: Any) -> Any:
    """The values of a content field with the changes of both; None where both changed the same place."""
    if field == "body":
        return _merged_body(base, theirs, mine)
    if field in {"notes_to_editors", "change_note"}:
        return _together(str.splitlines, "\n".join, base, theirs, mine)
    if field in {"signatories", "joint_bodies", "attachments", *PARTS}:
        parts = [[json.dumps(one, sort_keys=True) for one in side] for side in (base, theirs, mine)]
        both = merge(*parts)
        return None if both is None else [json.loads(one) for one in both]
    return None


def merged_names(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str]:
    """Names without an order, such as topics: what either added is there, what either took away is not."""
    kept = [name for name in base if name in theirs and name in mine]
    added = [name for name in [*theirs, *mine] if name not in base]
    return list(dict.fromkeys([*kept, *added]))


def merge(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str] | None:
    """The parts with the changes of both; None where they touch. Equal changes count once."""
    changes = sorted({*_changes(base, theirs), *_changes(base, mine)})
    if any(_touch(one, other) for one, other in pairwise(changes)):
        return None
    result: list[str] = []
    done = 0
    for change in changes:
        result += [*base[done : change.start], *change.parts]
        done = change.end
    return [*result, *base[done:]]


def _merged_body(base: str, theirs: str, mine: str) -> str | None:
    parts, *sides = map(_paragraphs, (base, theirs, mine))
    if all(_wraps(parts, side) for side in sides):
        return None  # a list across a quotation: what was meant to stand in what?
    body = _together(_paragraphs, "".join, base, theirs, mine)
    return body if body is not None and str(prose.clean(body)) == body else None


def _wraps(base: Sequence[str], side: Sequence[str]) -> bool:
    """Whether a change puts paragraphs that stand into something, or takes them out of it."""
    return any(
        _left_open(change.parts) != _left_open(base[change.start : change.end])
        for change in _changes(base, side)
    )


def _left_open(parts: Sequence[str]) -> list[str]:
    """The beginnings without an end among these parts, and the ends without a beginning."""
    alone: list[str] = []
    for tag in _TAG.findall("".join(piece for piece in PIECES.findall("".join(parts)) if piece[0] == "<")):
        name = tag.strip("</")
        if name not in _PARAGRAPHS - {"hr"}:
            continue
        if tag == f"</{name}" and alone and alone[-1] == f"<{name}":
            alone.pop()
        else:
            alone.append(tag)
    return alone


def _touch(one: _Change, other: _Change) -> bool:
    """Whether two changes, the first not after the second, are to the same place."""
    return other.start < one.end or one[:2] == other[:2]


def _changes(base: Sequence[str], side: Sequence[str]) -> Iterator[_Change]:
    """How `side` came from `base`; as many parts for as many are changes one by one."""
    places = [(-1, -1), *matches(*map(_read, (base, side))), (len(base), len(side))]
    for (i, j), (next_i, next_j) in pairwise(places):
        start, end, parts = i + 1, next_i, tuple(side[j + 1 : next_j])
        if end - start == len(parts):
            yield from (_Change(start + step, start + step + 1, (part,)) for step, part in enumerate(parts))
        else:
            yield _Change(start, end, parts)


def _read(parts: Sequence[str]) -> list[str]:
    """The parts as they are compared: how they are broken into lines is no change."""
    return [part if part.startswith("<pre") else " ".join(part.split()) for part in parts]


def _together(
    apart: Callable[[str], list[str]],
    join: Callable[[list[str]], str],
    base: str,
    theirs: str,
    mine: str,
) -> str | None:
    parts = merge(apart(base), apart(theirs), apart(mine))
    return None if parts is None else join(parts)


def _paragraphs(html: str) -> list[str]:
    """Sanitised HTML cut before and after each paragraph, item, cell; joined, it is the same again."""
    parts = [""]
    for piece in PIECES.findall(html):
        found = _TAG.match(piece)
        tag = found[0] if found else ""
        is_edge = tag.strip("</") in _PARAGRAPHS
        if is_edge and not tag.startswith("</") and parts[-1].strip():
            parts.append("")
        parts[-1] += piece
        if is_edge and (tag.startswith("</") or tag == "<hr"):
            parts.append("")
    if len(parts) > 1 and not parts[-1].strip():
        parts[-2:] = ["".join(parts[-2:])]
    return [part for part in parts if part]
