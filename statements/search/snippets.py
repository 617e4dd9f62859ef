"""Passages of a text around what was looked for, cut and marked in Python: alike on every database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .tokens import WRITTEN, stem, tokens

AROUND = 90  # characters before and behind
MOST = 2  # passages
REACH = 400_000  # characters of a text that are looked through


@dataclass(frozen=True)
class Run:
    """Characters of a passage, marked or not; plain text, to be escaped where it is shown."""

    text: str
    is_marked: bool = False


def passages(written: str, wanted: Collection[str]) -> list[list[Run]]:
    """One or two passages that hold words of these stems; the second one, where it can, other words."""
    found: list[list[Run]] = []
    end, seen = 0, set[str]()
    for place, stop, told in _hits(written, wanted):
        if place < end or (told <= seen and len(seen) < len(wanted) and found):
            continue
        begin, end = _begin(written, place), _end(written, stop)
        found.append(_runs(written, begin, end, wanted))
        seen |= told
        if len(found) == MOST:
            break
    return found


def cut(texts: Iterable[tuple[int, str]], wanted: Collection[str]) -> dict[int, list[list[Run]]]:
    """The passages of each of these texts, which come with their keys."""
    return {key: passages(written, wanted) for key, written in texts}


def marked(written: str, wanted: Collection[str]) -> list[Run]:
    """A short text whole, with what was looked for marked."""
    return _runs(written, 0, len(written), wanted)


def _hits(written: str, wanted: Collection[str]) -> Iterator[tuple[int, int, set[str]]]:
    for match in WRITTEN.finditer(written.replace("_", " "), 0, REACH):
        told = _stems(match[0]).intersection(wanted)
        if told:
            yield match.start(), match.end(), set(told)


def _runs(written: str, begin: int, end: int, wanted: Collection[str]) -> list[Run]:
    runs, place = [Run("… ")] if begin else [], begin
    for match in WRITTEN.finditer(written.replace("_", " "), begin, end):
        if _stems(match[0]).intersection(wanted):
            runs += [Run(written[place : match.start()]), Run(match[0], is_marked=True)]
            place = match.end()
    return [*runs, Run(written[place:end]), *([Run(" …")] if end < len(written) else [])]


def _begin(written: str, place: int) -> int:
    """Where a passage begins: at a line's or a word's beginning."""
    least = max(0, place - AROUND, written.rfind("\n", 0, place) + 1)
    if least == 0 or written[least - 1].isspace():
        return least
    return min(written.find(" ", least, place) + 1 or place, place)


def _end(written: str, stop: int) -> int:
    """Where it ends: at a line's or a word's end."""
    line = written.find("\n", stop)
    most = min(len(written) if line < 0 else line, stop + AROUND)
    if most == len(written) or written[most].isspace():
        return most
    return max(written.rfind(" ", stop, most), stop)


@lru_cache(maxsize=200_000)
def _stems(word: str) -> frozenset[str]:
    return frozenset(map(stem, tokens(word)))
