"""What the office says in several ways: read from its list, and recognised in what a reader types.

The list may hold words of a text that is not public yet. So an expression is looked for, and named to whoever
typed another, only while a row public at that moment holds it: elsewhere it finds nothing anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from statements.models import Synonym

from .tokens import STOP_WORDS, stem, tokens
from .tree import Phrase, Word

MOST_GROUPS = 500  # of equal expressions
MOST_EXPRESSIONS = 8  # of a group
MOST_WORDS = 6  # of an expression
LONGEST = 80  # characters of an expression

Key = tuple[str, ...]  # stems, so that any form of the words is recognised


@dataclass(frozen=True)
class Expression:
    """A word or several that stand for something."""

    said: str
    tokens: tuple[str, ...]

    @property
    def key(self) -> Key:
        """By what it is recognised: empty where it has only words that stand in every text."""
        return tuple(stem(one) for one in self.tokens if one not in STOP_WORDS)

    @property
    def node(self) -> Word | Phrase:
        """As it is looked for: a word in any of its forms, several exactly so."""
        if len(self.tokens) == 1:
            return Word(self.tokens[0], self.said)
        return Phrase(self.tokens, self.said)


IsTold = Callable[[Expression], bool]  # whether readers may learn of an expression


@dataclass(frozen=True)
class Synonyms:
    """All equal expressions: by each one's key, the others."""

    others: dict[Key, tuple[Expression, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Synonyms:
        """Of groups of equal expressions; one that stands in two groups has the others of both."""
        others: dict[Key, tuple[Expression, ...]] = {}
        for group in groups:
            expressions = [one for one in map(expression, group) if one.key]
            for this in expressions:
                known = others.get(this.key, ())
                more = (one for one in expressions if one.key != this.key and one not in known)
                others[this.key] = (*known, *more)
        return cls(others)

    def first(self, said: Sequence[str], is_told: IsTold) -> tuple[int, list[Expression]]:
        """The longest expression these stems begin with: how many of them it has, and its others."""
        for number in range(min(len(said), MOST_WORDS), 0, -1):
            if others := list(filter(is_told, self.others.get(tuple(said[:number]), ()))):
                return number, others
        return 0, []


def current() -> Synonyms:
    """Those of the office's list."""
    listed = Synonym.objects.values_list("expressions", flat=True)[:MOST_GROUPS]
    return Synonyms.of(one.splitlines() for one in listed)


def expression(said: str) -> Expression:
    """An expression as it is typed, understood."""
    return Expression(said, tuple(tokens(said)))
