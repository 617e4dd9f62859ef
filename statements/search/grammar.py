"""The grammar: what a reader types becomes a tree, and whatever cannot be read becomes a sentence.

    pension wages          both words, in any of their forms
    "minimum wage"         exactly so
    -strike                not this word
    pension OR gratuity    one of them
    pension*               all words that begin so
    topic:wages body:NC lang:hi place:Delhi kind:resolution by:Rao after:2019 before:2020-03
                           what it is filed under, who signed it, when it was issued

Words the office has other words for are looked for in these, too. Nothing typed ever raises: a sign too many
is no sign at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from django.utils.translation import gettext as _

from statements import text

from .days import span_of
from .synonyms import Expression, IsTold, Synonyms
from .tokens import STOP_WORDS, stem, tokens
from .tree import Alike, All, Any, Asked, Filed, Node, Phrase, Prefix, Word, leaves

LONGEST = 200  # characters; what is longer is a statement somebody pasted
MOST_TERMS = 16
SHORTEST_PREFIX = 3
FIELDS = ("topic", "body", "lang", "place", "kind", "by", "after", "before")
# Who knows the tokens behind a field's words: its name and value give tokens, None where it is not known.
Known = Callable[[str, str], "tuple[str, ...] | None"]

_ITEM = re.compile(
    rf"""(?P<minus>(?<!\S)-)?
    (?:(?P<field>{"|".join(FIELDS)}):(?=\S))?
    (?:"(?P<phrase>[^"]*)(?P<end>"|\Z)|(?P<word>[^\s"()|]+))""",
    re.VERBOSE | re.IGNORECASE,
)
_OR = re.compile(r"(?<!\S)OR(?!\S)|\|")


@dataclass(frozen=True)
class _Item:
    """One part of what was typed."""

    node: Node | None
    is_unwanted: bool = False
    is_or: bool = False


def read(
    typed: str,
    known: Known,
    today: datetime,
    synonyms: Synonyms | None = None,
    is_told: IsTold = lambda expression: True,
) -> Asked:
    """What was typed, understood; `known` resolves the fields, `today` is from where -30d is counted.

    `is_told`: which of the office's other words the reader may learn of.
    """
    if len(typed) > LONGEST:
        return Asked(pasted=typed)
    reader = _Reader(known, today)
    items = list(_widened(list(reader.items(typed)), synonyms or Synonyms(), is_told))
    tree = reader.tree(items)
    marks = tuple(dict.fromkeys(reader.marks(tree))) if tree else ()
    return Asked(tree, reader.since, reader.until, tuple(reader.remarks), words=marks)


class _Reader:
    """Reads one query."""

    def __init__(self, known: Known, today: datetime) -> None:
        self.known, self.today = known, today
        self.remarks: list[str] = []
        self.since: date | None = None
        self.until: date | None = None
        self.terms = 0
        self.stopped: list[str] = []

    def items(self, typed: str) -> Iterator[_Item]:
        """The parts, in order."""
        written = _straight(typed)
        place = 0
        while place < len(written):
            if is_or := _OR.match(written, place):
                place = is_or.end()
                yield _Item(None, is_or=True)
            elif item := _ITEM.match(written, place):
                place = max(item.end(), place + 1)
                yield from self._item(item)
            else:
                place += 1

    def tree(self, items: list[_Item]) -> All | None:
        """The tree; None where nothing is left to look for."""
        unwanted = tuple(one.node for one in items if one.is_unwanted and one.node)
        wanted = tuple(_either(ways) for ways in _joined(items))
        if not wanted and unwanted:
            self.remarks.append(_("Say also what you look for: words to leave out alone find nothing."))
        elif not wanted and self.stopped:
            self.remarks.append(
                _("“%(words)s” stands in nearly every text. Add a word, or put quotes around it.")
                % {"words": " ".join(self.stopped)}
            )
        return All(wanted, unwanted) if wanted else None

    def marks(self, tree: All) -> Iterator[str]:
        """The stems that are marked in what is found."""
        for leaf in leaves(tree):
            if isinstance(leaf, Word):
                yield leaf.stem
            elif isinstance(leaf, Phrase):
                telling = [one for one in leaf.tokens if one not in STOP_WORDS]
                yield from map(stem, telling or leaf.tokens)

    def _item(self, item: re.Match[str]) -> Iterator[_Item]:
        said = (item["phrase"] if item["phrase"] is not None else item["word"]) or ""
        name = (item["field"] or "").lower()
        is_unwanted = bool(item["minus"])
        if name in ("after", "before"):
            self._day(name, said)
        elif name == "by":
            signed = tuple(Filed(name, (f"by§{token}",), said) for token in tokens(said))
            yield _Item(All(signed) if signed else None, is_unwanted)
        elif name:
            yield _Item(self._filed(name, said), is_unwanted)
        elif item["phrase"] is not None:
            if not item["end"]:
                self.remarks.append(_("The quotes were not closed; they were read as ending with the query."))
            yield _Item(self._phrase(said), is_unwanted)
        else:
            yield from (_Item(node, is_unwanted) for node in self._words(said))

    def _words(self, said: str) -> Iterator[Node]:
        told = tokens(said)
        if said.endswith("*") and told and len(told[-1]) >= SHORTEST_PREFIX:
            *told, begins = told
            yield from self._terms(told, said)
            if self._counts():
                yield Prefix(begins, said)
            return
        yield from self._terms(told, said)

    def _terms(self, told: list[str], said: str) -> Iterator[Node]:
        for token in told:
            if token in STOP_WORDS:
                self.stopped.append(token)
            elif self._counts():
                yield Word(token, said if len(told) == 1 else token)

    def _phrase(self, said: str) -> Node | None:
        told = [token for token in tokens(said) if self._counts()]
        return Phrase(tuple(told), said) if told else None

    def _counts(self) -> bool:
        """Whether there is room for one more term."""
        self.terms += 1
        if self.terms == MOST_TERMS + 1:
            self.remarks.append(_("Only the first %(words)d words were looked for.") % {"words": MOST_TERMS})
        return self.terms <= MOST_TERMS

    def _filed(self, name: str, said: str) -> Node | None:
        found = self.known(name, said) if self._counts() else None
        if found is None:
            unknown = _("We know no “%(value)s” to look under with %(field)s:.")
            self.remarks.append(unknown % {"value": said[:60], "field": name})
            return Filed(name, (), said)
        return Filed(name, found, said)

    def _day(self, name: str, said: str) -> None:
        span = span_of(said, self.today)
        if span is None:
            self.remarks.append(_("“%(value)s” is not a date.") % {"value": said[:60]})
        elif name == "after":
            self.since = span[0]
        else:
            self.until = span[1]


def _widened(items: list[_Item], synonyms: Synonyms, is_told: IsTold) -> Iterator[_Item]:
    """The parts; words that the office has other words for as one part, with all its ways."""
    place = 0
    while place < len(items):
        item = items[place]
        run = [item] if item.is_unwanted else takewhile(lambda one: not one.is_unwanted, items[place:])
        said = [one.node for one in takewhile(lambda one: isinstance(one.node, Word), run)]
        words = [one for one in said if isinstance(one, Word)]
        number, others = synonyms.first([one.stem for one in words], is_told)
        yield _Item(_alike(words[:number], others), item.is_unwanted) if number else item
        place += number or 1


def _alike(words: list[Word], others: list[Expression]) -> Alike:
    typed = words[0] if len(words) == 1 else All(tuple(words))
    return Alike((typed, *(one.node for one in others)))


def _joined(items: list[_Item]) -> list[list[Node]]:
    """What is wanted, each with the others it stands beside OR with."""
    groups: list[list[Node]] = []
    joins = False
    for one in items:
        if one.is_or:
            joins = bool(groups)
        elif one.node and not one.is_unwanted:
            if joins:
                groups[-1].append(one.node)
            else:
                groups.append([one.node])
            joins = False
    return groups


def _either(ways: list[Node]) -> Node:
    return ways[0] if len(ways) == 1 else Any(tuple(ways))


def _straight(typed: str) -> str:
    """With straight quotes and signs, so that what a phone makes of them is read all the same."""
    return text.straight(text.INVISIBLE.sub("", text.printable(typed)))
