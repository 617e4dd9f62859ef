"""What a reader asks, as a tree: the one form between the grammar and the databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .tokens import STOP_WORDS, stem


@dataclass(frozen=True)
class Word:
    """A word in any of its forms."""

    token: str
    said: str = ""

    @property
    def stem(self) -> str:
        """What its forms share."""
        return stem(self.token)


@dataclass(frozen=True)
class Phrase:
    """Words exactly so and in this order."""

    tokens: tuple[str, ...]
    said: str = ""


@dataclass(frozen=True)
class Prefix:
    """Every word that begins so."""

    token: str
    said: str = ""


@dataclass(frozen=True)
class Filed:
    """Filed under one of these tokens, as `indexing` writes them, such as a topic; none: nothing fits."""

    name: str
    tokens: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class All:
    """All of `wanted`, none of `unwanted`."""

    wanted: tuple[Node, ...]
    unwanted: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Any:
    """At least one."""

    ways: tuple[Node, ...]


@dataclass(frozen=True)
class Alike(Any):
    """What was typed, which is the first way, or whatever the office says for the same."""


Leaf = Word | Phrase | Prefix | Filed
Node = Leaf | All | Any


@dataclass(frozen=True)
class Asked:
    """A query as it was understood."""

    tree: All | None = None  # None: nothing to look for
    since: date | None = None
    until: date | None = None
    remarks: tuple[str, ...] = ()
    pasted: str = ""  # a text too long to be a query: to be looked up by its paragraphs
    words: tuple[str, ...] = field(default=())  # what to mark in what is found: stems

    @property
    def is_exact(self) -> bool:
        """Whether a phrase was asked for."""
        return self.tree is not None and any(isinstance(one, Phrase) for one in leaves(typed(self.tree)))


def leaves(node: Node) -> list[Leaf]:
    """What has to be there, by the way of each branch; what is excluded left out."""
    if isinstance(node, All):
        return [leaf for one in node.wanted for leaf in leaves(one)]
    if isinstance(node, Any):
        return [leaf for one in node.ways for leaf in leaves(one)]
    return [node]


def typed(tree: All) -> All:
    """The same without what the office says for the same."""
    return All(tuple(map(_typed, tree.wanted)), tuple(map(_typed, tree.unwanted)))


def loosened(tree: All) -> All:
    """The same with the words of every phrase in any form and order."""
    return All(tuple(map(_loosened, tree.wanted)), tree.unwanted)


def _typed(node: Node) -> Node:
    if isinstance(node, Alike):
        return _typed(node.ways[0])
    if isinstance(node, All):
        return typed(node)
    return Any(tuple(map(_typed, node.ways))) if isinstance(node, Any) else node


def _loosened(node: Node) -> Node:
    if isinstance(node, Alike):
        return node
    if isinstance(node, Phrase):
        return All(tuple(Word(one) for one in node.tokens if one not in STOP_WORDS)) if _says(node) else node
    if isinstance(node, All):
        return loosened(node)
    return Any(tuple(map(_loosened, node.ways))) if isinstance(node, Any) else node


def _says(phrase: Phrase) -> bool:
    """Whether it holds more than words of every text."""
    return not STOP_WORDS.issuperset(phrase.tokens)
