"""The anchors of paragraphs: the names by which one links to a paragraph, kept from edition to edition.

A name is made of the words with which the paragraph first stood in a public edition. A paragraph of the next
edition that says the same, or nearly, keeps it, wherever it stands now.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from . import paragraphs, prose
from .models import Edition

ALIKE = 0.5  # the share of words that two paragraphs have in common to be one that was changed
MOST_STEPS = (
    1_000_000  # words of changed paragraphs to compare; beyond, only those that say the same are kept
)


@dataclass(frozen=True)
class Anchors:
    """The anchors of every edition, in the order of its paragraphs; "" where one has no words."""

    of: dict[int, list[str]]  # by the number of the edition
    ended: dict[str, int]  # the anchors the newest edition has no more: the first edition without each


def anchors(editions: Iterable[Edition]) -> Anchors:
    """The anchors of editions, given oldest first. Of sealed ones nothing may be read off: leave them out."""
    named: dict[int, list[str]] = {}
    last: dict[str, int] = {}
    words: list[str] = []
    names: list[str] = []
    for edition in editions:
        before, words = words, paragraphs.words(prose.clean(edition.body))
        names = _named(words, names, kept(before, words))
        named[edition.number or 0] = names
        last |= dict.fromkeys(filter(None, names), edition.number or 0)
    follower = dict(zip(named, list(named)[1:], strict=False))
    return Anchors(named, {name: follower[seen] for name, seen in last.items() if seen in follower})


def kept(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which paragraph of `before` each of `after` is: those that say the same, then those most alike."""
    same: dict[str, list[int]] = {}
    for old, text in enumerate(before):
        same.setdefault(text, []).append(old)
    found = {new: same[text].pop(0) for new, text in enumerate(after) if same.get(text)}
    gone = {old: Counter(before[old].split()) for rest in same.values() for old in rest}
    come = {new: Counter(text.split()) for new, text in enumerate(after) if new not in found}
    if len(come) * sum(map(len, gone.values())) + len(gone) * sum(map(len, come.values())) > MOST_STEPS:
        return found
    alike = [(_likeness(there, here), old, new) for old, there in gone.items() for new, here in come.items()]
    for likeness, old, new in sorted(alike, key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[2])):
        if likeness >= ALIKE and new not in found and old in gone:
            found[new] = old
            del gone[old]
    return found


def _named(words: Sequence[str], names: Sequence[str], keeping: dict[int, int]) -> list[str]:
    """The names of paragraphs: what they keep of the `names` before, and new ones for the others."""
    taken = {names[old] for old in keeping.values()}
    numbers: dict[str, Iterator[int]] = {}  # behind a taken name; counted on, never from the start
    given = []
    for place, text in enumerate(words):
        name = names[keeping[place]] if place in keeping else _new(text, taken, numbers)
        taken.add(name)
        given.append(name)
    return given


def _new(text: str, taken: set[str], numbers: dict[str, Iterator[int]]) -> str:
    if not text:
        return ""
    name = f"p-{hashlib.blake2b(text.encode(), digest_size=4).hexdigest()}"
    numbered = (f"{name}-{number}" for number in numbers.setdefault(name, count(2)))
    return name if name not in taken else next(other for other in numbered if other not in taken)


def _likeness(there: Counter[str], here: Counter[str]) -> float:
    """The words they share, of all there are in both."""
    every = there.total() + here.total()
    return 2 * (there & here).total() / every if every else 0.0
