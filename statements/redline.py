"""What became of each block and each word from one text to another: same, inserted or deleted.

Plain data, without HTML: `templates/statements/_differences.html` shows it, and escapes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby, pairwise

from .alignment import matches
from .wording import LINE_END, Passage, Piece, Word

_MOST_SIGNS = 300_000  # in the blocks of both texts that differ: beyond, whole blocks are compared
_MOST_RUNS = 4_000  # of one comparison: beyond, a changed block is shown deleted and inserted
_ALIKE = 0.4  # the share of words which two blocks have in common to be one block that was changed
_ISLAND = 3  # words left standing between two longer changes, which read better as one


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"
    CHANGED = "changed"  # of blocks only: their runs, or their form


@dataclass(frozen=True)
class Run:
    """Words that share a mark and a dress; or what an attribute says, such as where a link leads."""

    mark: Mark
    text: str
    dress: tuple[str, ...] = ()  # the inline elements they stand in: a, em, strong
    attribute: str = ""

    @property
    def shown(self) -> str:
        """The text; a line's end that came or went is made visible."""
        return self.text if self.mark == Mark.SAME else self.text.replace("\n", "↵\n")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or row, and what became of it."""

    mark: Mark
    runs: tuple[Run, ...]
    passage: Passage
    before: Passage | None = None  # of a changed block
    is_moved: bool = False  # deleted here and inserted elsewhere, or the other way round

    @property
    def is_reformed(self) -> bool:
        """Whether it became another element, or stands in other ones."""
        return self.before is not None and self.before.frame != self.passage.frame


def compare(before: Sequence[Passage], after: Sequence[Passage]) -> list[Block]:
    """The blocks of both texts in one row; what is deleted stands before what is inserted in its place.

    Leaving out what is deleted gives `after`, leaving out what is inserted gives `before`.
    """
    found: list[Block] = []
    runs = i = j = 0
    for p, q in [*_pairs(before, after), (len(before), len(after))]:
        found += [_whole(Mark.DELETED, passage) for passage in before[i:p]]
        found += [_whole(Mark.INSERTED, passage) for passage in after[j:q]]
        if p < len(before):
            block = _paired(before[p], after[q])
            runs += len(block.runs)
            is_bounded = block.mark == Mark.SAME or runs <= _MOST_RUNS
            found += [block] if is_bounded else [_whole(Mark.DELETED, before[p]), _whole(Mark.INSERTED, after[q])]
        i, j = p + 1, q + 1
    return _with_moves(found)


def _pairs(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """The places of blocks that are one: those that say the same, and between them those alike."""
    if len(before) == len(after) == 1:
        yield 0, 0
        return
    budget = _MOST_SIGNS
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *matches(before, after), (len(before), len(after))]):
        if i >= 0:
            yield i, j
        deleted, inserted = before[i + 1 : next_i], after[j + 1 : next_j]
        budget -= sum(len(piece.text) for passage in [*deleted, *inserted] for piece in passage.pieces)
        if deleted and inserted and budget > 0:
            yield from ((i + 1 + p, j + 1 + q) for p, q in _alike(deleted, inserted))


def _alike(deleted: Sequence[Passage], inserted: Sequence[Passage]) -> list[tuple[int, int]]:
    """The places of blocks that share so many words, in their order, that one was made of the other."""
    of_deleted, of_inserted = _places(deleted), _places(inserted)
    both = matches(*([word.piece for block in side for word in block.words] for side in (deleted, inserted)))
    shared = Counter((of_deleted[i], of_inserted[j]) for i, j in both)
    made: dict[int, int] = {}
    taken: set[int] = set()
    for (p, q), count in shared.most_common():
        words = len(deleted[p].words) + len(inserted[q].words)
        if 2 * count >= _ALIKE * words and p not in made and q not in taken:
            made[p] = q
            taken.add(q)
    return sorted(made.items())


def _places(passages: Sequence[Passage]) -> list[int]:
    """For each word the place of its block."""
    return [place for place, passage in enumerate(passages) for _word in passage.words]


def _paired(before: Passage, after: Passage) -> Block:
    if before == after:
        return _whole(Mark.SAME, after)
    runs = tuple(_runs(_without_islands(_parts(before.words, after.words))))
    return Block(Mark.CHANGED, runs, after, before)


def _whole(mark: Mark, passage: Passage) -> Block:
    return Block(mark, tuple(_run(mark, piece) for piece in passage.pieces), passage)


def _with_moves(blocks: list[Block]) -> list[Block]:
    """The blocks, those known that are gone from one place and stand, word for word, in another."""
    deleted, inserted = (
        {block.passage for block in blocks if block.mark == mark} for mark in (Mark.DELETED, Mark.INSERTED)
    )
    moved = deleted & inserted
    return [
        replace(block, is_moved=True)
        if block.mark in {Mark.DELETED, Mark.INSERTED} and block.passage in moved
        else block
        for block in blocks
    ]


# --- inside a block ---------------------------------------------------------------------------------------


@dataclass
class _Part:
    """Words in a row that are the same in both; or deleted ones, and inserted ones in their place."""

    is_same: bool
    before: list[Word] = field(default_factory=list)
    after: list[Word] = field(default_factory=list)


def _parts(before: Sequence[Word], after: Sequence[Word]) -> Iterator[_Part]:
    """The words of both, same and changed parts by turns."""
    places = matches([word.piece for word in before], [word.piece for word in after])
    same = _Part(is_same=True)
    i = j = 0
    for p, q in [*places, (len(before), len(after))]:
        if p > i or q > j:
            if same.before:
                yield same
            yield _Part(False, list(before[i:p]), list(after[j:q]))
            same = _Part(is_same=True)
        same.before += before[p : p + 1]
        same.after += after[q : q + 1]
        i, j = p + 1, q + 1
    if same.before:
        yield same


def _without_islands(parts: Iterable[_Part]) -> list[_Part]:
    """The parts, without the few words left standing between two longer changes: those read better as one."""
    kept: list[_Part] = []
    for part in parts:
        if len(kept) > 1 and not part.is_same and _is_island(kept[-1], kept[-2], part):
            island, change = kept.pop(), kept[-1]
            change.before += island.before + part.before
            change.after += island.after + part.after
        else:
            kept.append(part)
    return kept


def _is_island(part: _Part, *around: _Part) -> bool:
    if len(part.after) > 2 * _ISLAND:
        return False
    size = sum(any(char.isalnum() for char in word.piece.text) for word in part.after)
    return size <= _ISLAND and size < min(max(len(change.before), len(change.after)) for change in around)


def _runs(parts: Iterable[_Part]) -> Iterator[Run]:
    """The words with their blanks, joined where mark and dress are the same."""
    marked = (piece for part in parts for piece in (_same(part) if part.is_same else _changed(part)))
    for (mark, dress, attribute), pieces in groupby(marked, key=lambda marked: (marked[0], *marked[1][1:])):
        texts = [piece.text for _mark, piece in pieces if piece.text]
        for text in texts if attribute else filter(None, ["".join(texts)]):
            yield _run(mark, Piece(text, dress, attribute))


def _changed(part: _Part) -> Iterator[tuple[Mark, Piece]]:
    """The deleted words, then the inserted ones; a blank before both belongs to neither."""
    first = {words[0].blank for words in (part.before, part.after) if words}
    shared = first.pop() if part.before and part.after and len(first) == 1 else ""
    yield Mark.SAME, Piece(shared)
    for mark, words in ((Mark.DELETED, part.before), (Mark.INSERTED, part.after)):
        dress: tuple[str, ...] = ()
        for place, word in enumerate(words):
            if place or not shared:
                yield mark, _blank(word, dress)
            yield mark, word.piece
            dress = word.piece.dress


def _same(part: _Part) -> Iterator[tuple[Mark, Piece]]:
    dress: tuple[str, ...] = ()
    for old, new in zip(part.before, part.after, strict=True):
        if old.blank == new.blank:
            yield Mark.SAME, _blank(new, dress)
        else:
            yield Mark.DELETED, Piece(old.blank)
            yield Mark.INSERTED, Piece(new.blank)
        yield Mark.SAME, new.piece
        dress = new.piece.dress


def _blank(word: Word, dress: tuple[str, ...]) -> Piece:
    """The blank before a word; dressed where the words on both sides are dressed alike."""
    return Piece(word.blank, dress if dress == word.piece.dress else ())


def _run(mark: Mark, piece: Piece) -> Run:
    return Run(mark, piece.text, piece.dress, "" if piece.attribute == LINE_END else piece.attribute)
