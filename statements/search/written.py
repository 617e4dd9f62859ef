"""A tree as somebody would type it: the way back from what was understood to the search box."""

from __future__ import annotations

from .tokens import tokens
from .tree import Alike, All, Asked, Filed, Node, Phrase, Prefix, Word


def written(asked: Asked, tree: All) -> str:
    """What would be read as `tree`, within the days of `asked`."""
    days = [("after", asked.since), ("before", asked.until)]
    return " ".join([_all(tree), *(f"{name}:{day.isoformat()}" for name, day in days if day)]).strip()


def _all(node: All) -> str:
    wanted = dict.fromkeys(map(_written, node.wanted))  # a name is looked for word by word, and typed once
    return " ".join([*wanted, *(f"-{_written(one)}" for one in node.unwanted)])


def _written(node: Node) -> str:
    if isinstance(node, Word):
        return node.said if tokens(node.said) == [node.token] else node.token
    if isinstance(node, Phrase):
        return f'"{" ".join(node.tokens)}"'
    if isinstance(node, Prefix):
        return f"{node.token}*"
    if isinstance(node, Filed):
        return f"{node.name}:{_quoted(node.said)}"
    if isinstance(node, Alike):
        return _written(node.ways[0])
    return _all(node) if isinstance(node, All) else " OR ".join(map(_written, node.ways))


def _quoted(said: str) -> str:
    return f'"{said}"' if " " in said else said
