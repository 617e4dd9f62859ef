"""The words that search rows hold, by their sound: for what a reader may have meant.

The rows of texts that are not public yet are among them. So no word leaves this module but one that a row
public at that moment holds; and it is forgotten with the last row that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from statements.models import KnownWord, SearchRow
from statements.models.compiled import MOMENT, WORDS, compiled
from statements.models.search import SearchRowQuerySet

from .engine import condition
from .sounds import distance, key, near, sound
from .tokens import WRITTEN, tokens
from .tree import All, Phrase

DEVANAGARI = "^[\u0900-\u097f]+$"  # a pattern
BATCH, A_FEW = 500, 50
MOST_LOOKED_AT = 2_000  # words of one sound, or of those near it


def learn(rows: Iterable[SearchRow], seen: set[str] | None = None) -> None:
    """Take up the words of these rows; `seen` are tokens taken up before, and gets those of these rows."""
    found = _tokens(rows).difference(seen or ())
    new = map(_known, _unknown(_sounding(found)))  # in order: no two wait for each other
    KnownWord.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    if seen is not None:
        seen |= found


def unknown(rows: Iterable[SearchRow]) -> list[str]:
    """The words of these rows that are not known, in order."""
    return _unknown(_sounding(_tokens(rows)))


def forget(rows: Iterable[SearchRow]) -> None:
    """Forget the words of these rows, which are gone, that no other row holds."""
    for some in _batches(_sounding(_tokens(rows))):
        KnownWord.objects.filter(token__in=some).exclude(_held(SearchRow.objects.all())).delete()


def forget_unheld() -> None:
    """Forget every word that no row holds."""
    KnownWord.objects.exclude(_held(SearchRow.objects.all())).delete()


def alike(token: str, at: datetime, scripts: str = "") -> list[str]:
    """Other words of public rows that sound like this, or nearly so, the nearest first.

    `scripts`: a pattern of the letters they are to have; empty for any.
    """
    sounds = sound(token)
    if not key(sounds):
        return []
    same = _nearest(token, [key(sounds)], max(1, len(sounds) // 3), scripts)
    if found := _public(same, at):
        return found
    return _public(_nearest(token, sorted(near(key(sounds))), 1 if len(sounds) < 6 else 2, scripts), at)


def spelt(token: str, at: datetime) -> str:
    """A word as a public text spells it, with its nuktas and joiners, which no token has; else the token."""
    holding = SearchRow.objects.public(at).filter(condition(All((Phrase((token,)),)))).order_by()
    told = holding.values_list("edition__headline", "edition__standfirst", "plain")
    # Not `first()`, which orders by key: the database would read every text on its way.
    texts = next(iter(told[:1]), ())
    written = (word[0] for one in texts for word in WRITTEN.finditer(one))
    return next((word for word in written if tokens(word) == [token]), token)


def _nearest(token: str, keys: list[str], farthest: int, scripts: str) -> list[str]:
    sounds = sound(token)
    close = ((one, its) for one, its in _found(keys, scripts) if abs(len(its) - len(sounds)) <= farthest)
    ranked = sorted((distance(sounds, its), one) for one, its in close if one != token)
    return [one for far, one in ranked if far <= farthest]


@compiled(keys=WORDS)
def _found(keys: list[str], scripts: str) -> QuerySet[KnownWord, Any]:
    """The words under these keys and their sounds."""
    words = KnownWord.objects.filter(token__regex=scripts) if scripts else KnownWord.objects.all()
    return words.filter(key__in=keys).values_list("token", "sound")[:MOST_LOOKED_AT]


def _public(words: list[str], at: datetime) -> list[str]:
    """The nearest of these that public rows hold: none is passed over for one that readers must not know."""
    for some in _batches(words, A_FEW):
        if public := set(_told(at, some)):
            return [one for one in some if one in public]
    return []


@compiled(at=MOMENT, words=WORDS)
def _told(at: datetime, words: list[str]) -> QuerySet[KnownWord, Any]:
    """Those of these words that readers may know."""
    held = KnownWord.objects.filter(_held(SearchRow.objects.public(at)), token__in=words)
    return held.values_list("token", flat=True)


def _known(token: str) -> KnownWord:
    sounds = sound(token)
    return KnownWord(token=token, sound=sounds, key=key(sounds))


def _held(rows: SearchRowQuerySet) -> Exists:
    """That one of these rows holds the word."""
    return Exists(rows.filter(words__holds=OuterRef("token")))


def _tokens(rows: Iterable[SearchRow]) -> set[str]:
    return {token for row in rows for token in row.exact.split()}


def _sounding(found: Iterable[str]) -> list[str]:
    """Those of these tokens that are words with a sound, in order."""
    return sorted(token for token in found if key(sound(token)))


def _unknown(words: list[str]) -> list[str]:
    known = set[str]()
    for some in _batches(words):
        known.update(KnownWord.objects.filter(token__in=some).values_list("token", flat=True))
    return [word for word in words if word not in known]


def _batches(words: list[str], size: int = BATCH) -> Iterator[list[str]]:
    return (words[start : start + size] for start in range(0, len(words), size))
