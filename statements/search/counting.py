"""Counts of what was found, as the filters need them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache

from .finding import Found


def counted(found: Found, column: str) -> list[tuple[str, int]]:
    """The values of a column and how often each occurs, most frequent first."""
    return sorted(found.counts[column].items(), key=lambda pair: (-pair[1], pair[0]))


def added_up(listed: Mapping[str, int], meant: Callable[[int], set[int]]) -> Counter[int]:
    """How often each key is meant by rows that list keys with commas between them; once a row."""
    counts: Counter[int] = Counter()
    meant_by = cache(lambda key: meant(int(key)) if key else set[int]())  # keys are few, rows are many
    for keys, number in listed.items():
        for key in set[int]().union(*map(meant_by, keys.split(","))):
            counts[key] += number
    return counts
