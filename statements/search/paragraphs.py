"""Paragraphs by their words alone, so that a pasted text is found whatever was done to its signs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from .tokens import tokens

SHORTEST = 6  # words; "Thank you." is said everywhere


def hashes(written: str) -> Iterator[str]:
    """A short hash of every paragraph that says something, by its tokens: spelling and signs do not count."""
    return hashes_of(map(tokens, written.splitlines()))


def hashes_of(paragraphs: Iterable[list[str]]) -> Iterator[str]:
    """The same of paragraphs that are cut into their tokens."""
    for told in paragraphs:
        if len(told) >= SHORTEST:
            yield hashlib.sha256(" ".join(told).encode()).hexdigest()[:16]
