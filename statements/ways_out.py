"""Where nothing fits: what may have been meant, and what fits without one part of the search.

Each way is a search of its own, asked before it is offered: what finds nothing public is never named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from .archive import Search
from .facets import phrases
from .filters import FILTERS
from .models import Edition
from .search.tokens import stem, tokens
from .search.told import told
from .search.tree import All, Node, Word
from .search.vocabulary import DEVANAGARI, alike, spelt
from .search.written import written

MOST_MEANT = 3
MOST_TRIED = 8
MOST_ALIKE = 3  # words in the place of one
MOST_WORDS = 6  # of a query that are looked at
MOST_SHOWN = 5  # rows of what was most likely meant


@dataclass(frozen=True)
class Way:
    """Another search that finds something: what is said of it, its query string, how much it finds."""

    words: str
    query: str
    found: int
    is_capped: bool


class WaysOut:
    """What a search that finds nothing offers to go on with."""

    def __init__(self, search: Search) -> None:
        self.search, self.asked = search, search.words.asked
        self.tree = None if self.asked.pasted else self.asked.tree

    @cached_property
    def without(self) -> list[Way]:
        """Each filter, each word, and all words, that can be left out."""
        others = [*self._without_filters(), *self._without_words()]
        return [_way(said, other) for said, other in others if other.question().reckoned()[0]]

    @cached_property
    def meant(self) -> list[Way]:
        """What may have been meant, in other spelling or in Devanagari, the likeliest first."""
        return [_way(other.words.typed, other) for other in self._meant]

    @cached_property
    def shown(self) -> list[Edition]:
        """The first that the likeliest of these finds."""
        return self._meant[0].page(MOST_SHOWN).editions if self._meant else []

    @cached_property
    def _meant(self) -> list[Search]:
        kept = self.search.kept_found
        typed: list[str] = kept.get(f"meant {self.search.question().name}", self._written)
        return [self._instead(one) for one in typed]

    def _written(self) -> list[str]:
        """What else might have been typed, and finds something."""
        tried = dict.fromkeys(written(self.asked, tree) for tree in islice(self._tries(), MOST_TRIED))
        finding = (one for one in tried if self._instead(one).question().reckoned()[0])
        return list(islice(finding, MOST_MEANT))

    def _instead(self, typed: str) -> Search:
        return self.search.instead("q", [typed])

    def _tries(self) -> Iterator[All]:
        """The same with other words: for those found nowhere, then for all that may mean Hindi words."""
        if self.tree is None:
            return
        words = [one for one in self.tree.wanted if isinstance(one, Word)][:MOST_WORDS]
        lost = {one: self._alike(one) for one in words if not self._finds(one)}
        if lost and all(lost.values()):
            yield from _exchanged(self.tree, lost)
        hindi = {one: self._alike(one, DEVANAGARI) for one in words if one.token.isascii()}
        yield from _exchanged(self.tree, {one: others for one, others in hindi.items() if others})

    def _finds(self, word: Word) -> bool:
        """Whether the word alone finds anything at all."""
        alone = QueryDict(urlencode({"q": word.token}))
        return Search(alone, self.search.at, self.search.kept_found).question().is_any()

    def _alike(self, word: Word, scripts: str = "") -> list[str]:
        """Words readers may have meant by this, one of each stem, Hindi ones as texts spell them."""
        found: dict[str, str] = {}
        for one in alike(word.token, self.search.at, scripts):
            found.setdefault(stem(one), one)
        return [self._spelt(one) for one in list(found.values())[:MOST_ALIKE]]

    def _spelt(self, token: str) -> str:
        return spelt(token, self.search.at) if re.match(DEVANAGARI, token) else token

    def _without_filters(self) -> Iterator[tuple[str, Search]]:
        for one in FILTERS:
            if chosen := self.search.chosen[one.name]:
                yield " ".join(phrases(one, chosen)), self.search.instead(one.name, [])

    def _without_words(self) -> Iterator[tuple[str, Search]]:
        if any(self.search.chosen.values()) and self.search.words.name:
            yield (
                _("with “%(value)s”") % {"value": self.search.words.typed[:200]},
                self.search.instead("q", []),
            )
        if self.tree is None or len(self.tree.wanted) < 2:
            return
        for one in self.tree.wanted:
            kept = tuple(other for other in self.tree.wanted if other != one)
            yield told(one), self._asking(replace(self.tree, wanted=kept))

    def _asking(self, tree: All) -> Search:
        return self.search.instead("q", [written(self.asked, tree)])


def _exchanged(tree: All, others: Mapping[Word, list[str]]) -> Iterator[All]:
    """The tree with the first of the other words for each; then with each of the further ones."""
    firsts = {word: choices[0] for word, choices in others.items()}
    if firsts:
        yield _with(tree, firsts)
    for word, choices in others.items():
        for one in choices[1:]:
            yield _with(tree, {**firsts, word: one})


def _with(tree: All, others: Mapping[Word, str]) -> All:
    def exchanged(node: Node) -> Node:
        return _word(others[node]) if isinstance(node, Word) and node in others else node

    return replace(tree, wanted=tuple(map(exchanged, tree.wanted)))


def _word(written: str) -> Word:
    return Word("".join(tokens(written)), written)


def _way(said: str, other: Search) -> Way:
    return Way(said, other.query(), *other.question().reckoned())
