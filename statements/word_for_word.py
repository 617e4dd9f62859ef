"""A pasted text beside what was found for it: how many of its paragraphs stand word for word in which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .archive import Search
from .lists import texts_of
from .models import Edition
from .search.paragraphs import hashes

MOST_NAMED = 5


@dataclass(frozen=True)
class WordForWord:
    """What a page of results says of a pasted text."""

    asked: frozenset[str]  # its paragraphs that are long enough to be looked up
    standing: Sequence[tuple[Edition, int]]  # how many of these stand in each; the most first

    @classmethod
    def of(cls, search: Search, editions: Sequence[Edition]) -> WordForWord | None:
        """Of what was typed; None where that is no pasted text, or has no such paragraph."""
        asked = frozenset(hashes(search.words.asked.pasted))
        if not asked:
            return None
        texts = dict(texts_of(search.at, [one.pk for one in editions]))
        counted = ((one, len(asked.intersection(hashes(texts.get(one.pk, ""))))) for one in editions)
        standing = sorted(filter(lambda pair: pair[1], counted), key=lambda pair: -pair[1])
        return cls(asked, standing[:MOST_NAMED])

    @cached_property
    def paragraphs(self) -> int:
        """How many of its paragraphs were looked up."""
        return len(self.asked)
