"""A tree as each database understands it: one emitter for each, and nobody else knows the engine.

Nothing a reader typed is ever put into a query but as a token of `tokens`: letters, digits and marks.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connections
from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from statements.models import SearchRow

from .tokens import STOP_WORDS, stem
from .tree import All, Any, Filed, Node, Phrase, Prefix, Word

NOTHING = "§"  # a token no row has among its words
ROOMS = ("h§", "l§", "p§", "")  # where a word stands, the best first; each holds what the ones before it do
MANY = 200  # rows for which SQLite walks the index of all rows rather than looking each of them up


def has_many(tree: All, using: str = "default") -> bool:
    """SQLite: whether more rows fit than are looked up one by one."""
    return len(_matching(tree, "", using, f"LIMIT {MANY}")) == MANY


def standing(tree: All, room: str, years: Iterable[int] = (), using: str = "default") -> set[int]:
    """The keys of the editions that fit, all wanted words standing in this room; public or not."""
    if connections[using].vendor == "postgresql":
        fitting = SearchRow.objects.using(using).filter(condition(tree, room, years, using=using))
        return set(fitting.order_by().values_list("edition_id", flat=True))
    return _matching(_issued(tree, years), room, using)


def _matching(tree: All, room: str, using: str, limit: str = "") -> set[int]:
    found = f"SELECT rowid FROM {SearchRow.INDEX} WHERE {SearchRow.INDEX} MATCH %s {limit}"  # noqa: S608
    with connections[using].cursor() as cursor:
        cursor.execute(found, [_match(tree, room)])
        return {row[0] for row in cursor.fetchall()}


def condition(
    tree: All, room: str = "", years: Iterable[int] = (), on_the_way: bool = False, using: str = "default"
) -> Q:
    """Of a search row: whether it fits, all wanted words standing in this room, issued in these years.

    `on_the_way`: rows are walked in their order, and each is asked.
    """
    bounded = _issued(tree, years)
    if connections[using].vendor == "postgresql":
        return Q(words__matches=_tsquery(bounded, room)) & _phrases(tree)
    return Q(**{"words__met" if on_the_way else "words__matches": _match(bounded, room)})


def _issued(tree: All, years: Iterable[int]) -> All:
    filed = tuple(f"y§{year}" for year in years)
    return All((*tree.wanted, Filed("year", filed, "")), tree.unwanted) if filed else tree


# --- PostgreSQL: the index gives what has all tokens; for phrases the text is looked at ------------------


def _tsquery(node: Node, room: str) -> str:
    """The tree for a tsvector of tokens; a phrase as all its words, an unwanted phrase left out."""
    if isinstance(node, Word):
        return f"'{room}{node.stem}'"
    if isinstance(node, Prefix):
        return f"'{room or '§'}{node.token}':*"
    if isinstance(node, Phrase):
        standing = _standing(node, room)
        return " & ".join([*(f"'§{token}'" for token in node.tokens), *(f"'{one}'" for one in standing)])
    if isinstance(node, Filed):
        return _grouped(" | ", [f"'{token}'" for token in node.tokens or (NOTHING,)])
    if isinstance(node, Any):
        return _grouped(" | ", [_bracketed(_tsquery(one, room)) for one in node.ways])
    wanted = [_bracketed(_tsquery(one, room)) for one in node.wanted]
    unwanted = [f"!{_bracketed(_tsquery(one, ''))}" for one in node.unwanted if not _has_phrases(one)]
    return " & ".join([*wanted, *unwanted])


def _phrases(node: All) -> Q:
    """What the index could not tell of a row that has all the words."""
    fits = Q()
    for one in filter(_has_phrases, node.wanted):
        fits &= _checked(one)
    for one in filter(_has_phrases, node.unwanted):
        fits &= ~_checked(one)
    return fits


def _checked(node: Node) -> Q:
    """The whole of it, by looking at the row."""
    if isinstance(node, Phrase):
        # Where it stands, not whether it is like it: that is found in a third of the time.
        place = StrIndex("exact", Value(f" {' '.join(node.tokens)} "))
        return Q(GreaterThan(place, 0))
    if isinstance(node, All):
        return Q(words__matches=_tsquery(node, "")) & _phrases(node)
    if isinstance(node, Any):
        fits = Q()
        for one in node.ways:
            fits |= _checked(one)
        return fits
    return Q(words__matches=_tsquery(node, ""))


def _has_phrases(node: Node) -> bool:
    """Whether more has to be looked at than which words are there."""
    if isinstance(node, Phrase):
        return len(node.tokens) > 1
    if isinstance(node, All):
        return any(map(_has_phrases, [*node.wanted, *node.unwanted]))
    return isinstance(node, Any) and any(map(_has_phrases, node.ways))


# --- SQLite's FTS5 -----------------------------------------------------------------------------------------


def _match(node: Node, room: str) -> str:
    """The tree for FTS5: every token quoted, its column named."""
    if isinstance(node, Word):
        return f'words : "{room}{node.stem}"'
    if isinstance(node, Prefix):
        return f'words : "{room}{node.token}" *' if room else f'exact : "{node.token}" *'
    if isinstance(node, Phrase):
        standing = _standing(node, room)
        return " AND ".join([f'exact : "{" ".join(node.tokens)}"', *(f'words : "{one}"' for one in standing)])
    if isinstance(node, Filed):
        return _grouped(" OR ", [f'words : "{token}"' for token in node.tokens or (NOTHING,)])
    if isinstance(node, Any):
        return _grouped(" OR ", [_bracketed(_match(one, room)) for one in node.ways])
    wanted = " AND ".join(_bracketed(_match(one, room)) for one in node.wanted)
    unwanted = "".join(f" NOT {_bracketed(_match(one, ''))}" for one in node.unwanted)
    return f"{_bracketed(wanted)}{unwanted}" if unwanted else wanted


def _standing(phrase: Phrase, room: str) -> list[str]:
    """The words of a phrase as they stand in a room; everywhere, the phrase itself says more."""
    told = [stem(token) for token in phrase.tokens if token not in STOP_WORDS]
    return [f"{room}{one}" for one in told] if room else []


def _grouped(sign: str, parts: list[str]) -> str:
    return _bracketed(sign.join(parts))


def _bracketed(part: str) -> str:
    return f"({part})"
