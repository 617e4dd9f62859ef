"""Where two sequences say the same, in both in one order: exact where they are short, bounded where they are long.

Long ones are cut first at what each of them says exactly once, as the patience method does.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

_SHORT = 1_024  # the product of two lengths up to which every pair is looked at
_DEEPEST = 8  # levels of cutting; each costs one look at the whole


def matches(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Pairs of places (in `before`, in `after`) at which both say the same, rising in both.

    The work grows with the lengths, whatever they say; what is too tangled is left unmatched.
    """
    numbers: dict[Hashable, int] = {}
    a = [numbers.setdefault(item, len(numbers)) for item in before]
    b = [numbers.setdefault(item, len(numbers)) for item in after]
    return _within(a, 0, len(a), b, 0, len(b), _DEEPEST)


def _within(
    a: list[int], start_a: int, end_a: int, b: list[int], start_b: int, end_b: int, depth: int
) -> Iterator[tuple[int, int]]:
    while start_a < end_a and start_b < end_b and a[start_a] == b[start_b]:
        yield start_a, start_b
        start_a, start_b = start_a + 1, start_b + 1
    tail = 0
    while start_a < end_a - tail and start_b < end_b - tail and a[end_a - tail - 1] == b[end_b - tail - 1]:
        tail += 1
    end_a, end_b = end_a - tail, end_b - tail
    if start_a < end_a and start_b < end_b:
        yield from _between(a, start_a, end_a, b, start_b, end_b, depth)
    yield from zip(range(end_a, end_a + tail), range(end_b, end_b + tail), strict=True)


def _between(
    a: list[int], start_a: int, end_a: int, b: list[int], start_b: int, end_b: int, depth: int
) -> Iterator[tuple[int, int]]:
    here, there = a[start_a:end_a], b[start_b:end_b]
    if len(here) * len(there) <= _SHORT:
        for i, j, length in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
            yield from ((start_a + i + n, start_b + j + n) for n in range(length))
        return
    anchors = [(start_a + i, start_b + j) for i, j in _anchors(here, there)] if depth else []
    if not anchors:
        return
    for (i, j), (next_i, next_j) in pairwise([(start_a - 1, start_b - 1), *anchors, (end_a, end_b)]):
        if i >= start_a:
            yield i, j
        yield from _within(a, i + 1, next_i, b, j + 1, next_j, depth - 1)


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
