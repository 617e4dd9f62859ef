"""Where two sequences say the same, in bounded time: long ones are cut first at what each says once."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

_SHORT = 1_024  # the product of two lengths up to which every pair is looked at
_DEEPEST = 8  # levels of cutting; each costs one look at the whole


def matches(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of places (in `before`, in `after`) at which both say the same, rising in both.

    The work grows with the lengths, whatever they say; what is too tangled is left unmatched.
    """
    numbers: dict[Hashable, int] = {}
    alignment = _Alignment(
        [numbers.setdefault(item, len(numbers)) for item in before],
        [numbers.setdefault(item, len(numbers)) for item in after],
    )
    alignment.look(0, len(before), 0, len(after), _DEEPEST)
    return alignment.found


@dataclass
class _Alignment:
    """Two sequences under way; what they say is given as numbers."""

    a: list[int]
    b: list[int]
    found: list[tuple[int, int]] = field(default_factory=list)

    def look(self, i: int, end_i: int, j: int, end_j: int, depth: int) -> None:
        """Find what is the same between `i` and `end_i` and between `j` and `end_j`: first at both ends."""
        a, b = self.a, self.b
        while i < end_i and j < end_j and a[i] == b[j]:
            self.found.append((i, j))
            i, j = i + 1, j + 1
        tail = 0
        while i < end_i - tail and j < end_j - tail and a[end_i - tail - 1] == b[end_j - tail - 1]:
            tail += 1
        if i < end_i - tail and j < end_j - tail:
            self._look_between(i, end_i - tail, j, end_j - tail, depth)
        self.found += zip(range(end_i - tail, end_i), range(end_j - tail, end_j), strict=True)

    def _look_between(self, i: int, end_i: int, j: int, end_j: int, depth: int) -> None:
        here, there = self.a[i:end_i], self.b[j:end_j]
        if len(here) * len(there) <= _SHORT:
            matcher = SequenceMatcher(None, here, there, autojunk=False)
            for p, q, length in matcher.get_matching_blocks():
                self.found += zip(range(i + p, i + p + length), range(j + q, j + q + length), strict=True)
        elif depth and (anchors := _anchors(here, there)):
            ends = [(i + p, j + q) for p, q in anchors]
            for (p, q), (next_p, next_q) in pairwise([(i - 1, j - 1), *ends, (end_i, end_j)]):
                if p >= i:
                    self.found.append((p, q))
                self.look(p + 1, next_p, q + 1, next_q, depth - 1)


def _anchors(here: list[int], there: list[int]) -> list[tuple[int, int]]:
    """The longest row of places that rises in both, of what each says exactly once."""
    times_here, times_there = Counter(here), Counter(there)
    place_there = {item: j for j, item in enumerate(there) if times_there[item] == 1}
    once = [
        (i, place_there[item]) for i, item in enumerate(here) if times_here[item] == 1 and item in place_there
    ]
    return _rising(once)


def _rising(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of `places`, which rise in the first number, that rises in the second too."""
    ends: list[int] = []  # the lowest second number a row of each length can end with
    last: list[int] = []  # which place that is
    came_from: list[int] = []
    for index, (_i, j) in enumerate(places):
        length = bisect_left(ends, j)
        came_from.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            last.append(index)
        else:
            ends[length], last[length] = j, index
    row = []
    index = last[-1] if last else -1
    while index >= 0:
        row.append(places[index])
        index = came_from[index]
    return row[::-1]
