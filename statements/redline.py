"""What became of each block and each word from one text to another: same, inserted or deleted.

Plain data, without HTML: `templates/statements/_differences.html` shows it, and escapes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby, pairwise
from operator import itemgetter

from .alignment import matches
from .wording import LINE_END, Passage, Piece, Word

_MOST_SIGNS = 250_000  # in the blocks of both texts that differ: beyond, whole blocks are compared
_MOST_RUNS = 4_000  # of one comparison: beyond, a changed block is shown deleted and inserted
_ALIKE = 0.4  # the share of words which two blocks have in common to be one block that was changed
_READ_ATTRIBUTES = {"href", "alt"}  # where a link leads, what a picture shows
_ISLAND = 3  # words left standing between two longer changes, which read better as one


_Said = tuple["Mark", tuple[str, ...], str, str]  # mark, dress, attribute and text of a word or a blank


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

    @property
    def is_quiet(self) -> bool:
        """Whether it is an unchanged attribute that nobody reads: a language, a width."""
        return self.mark == Mark.SAME and self.attribute not in {"", *_READ_ATTRIBUTES}


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
            paired = _paired(before[p], after[q], only_whole=runs > _MOST_RUNS)
            runs += sum(len(block.runs) for block in paired if block.mark == Mark.CHANGED)
            found += paired
        i, j = p + 1, q + 1
    return _with_moves(found)


def _pairs(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """The places of blocks that are one: those that say the same, and between them those alike."""
    is_one_line = len(before) == len(after) == 1
    budget = _MOST_SIGNS
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *matches(before, after), (len(before), len(after))]):
        if i >= 0:
            yield i, j
        deleted, inserted = before[i + 1 : next_i], after[j + 1 : next_j]
        budget -= sum(len(piece.text) for passage in [*deleted, *inserted] for piece in passage.pieces)
        if deleted and inserted and budget > 0:
            alike = [(0, 0)] if is_one_line else _alike(deleted, inserted)
            yield from ((i + 1 + p, j + 1 + q) for p, q in alike)


def _alike(deleted: Sequence[Passage], inserted: Sequence[Passage]) -> list[tuple[int, int]]:
    """The places of blocks that share so many words, in their order, that one was made of the other."""
    of_deleted, of_inserted = _places(deleted), _places(inserted)
    both = matches(*([word[:3] for block in side for word in block.words] for side in (deleted, inserted)))
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


def _paired(before: Passage, after: Passage, *, only_whole: bool) -> list[Block]:
    if before == after:
        return [_whole(Mark.SAME, after)]
    if only_whole:
        return [_whole(Mark.DELETED, before), _whole(Mark.INSERTED, after)]
    parts = _without_islands(_parts(before.words, after.words))
    runs = tuple(_runs(_settled(parts)))
    is_same = before.frame == after.frame and all(run.mark == Mark.SAME for run in runs)
    return [Block(Mark.SAME if is_same else Mark.CHANGED, runs, after, before)]


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
    places = matches([word[:3] for word in before], [word[:3] for word in after])
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
    size = sum(map(_is_spoken, part.after))
    return size <= _ISLAND and size < min(max(len(change.before), len(change.after)) for change in around)


def _is_spoken(word: Word) -> bool:
    """Whether it is a word or a number, not a mere sign."""
    return any(char.isalnum() for char in word[0])


def _settled(parts: list[_Part]) -> Iterator[_Part]:
    """The parts, where what was only added or only deleted begins and ends as a reader would say."""
    for part, following in pairwise([*parts, _Part(is_same=True)]):
        if not part.is_same and not (part.before and part.after) and following.before:
            yield from _past_a_sign(part, following)
            yield from _past_a_blank(part, following)
        yield part


def _past_a_sign(part: _Part, following: _Part) -> Iterator[_Part]:
    """An added sentence does not begin with the full stop of the one before it, it ends with its own."""
    words, others = (part.after, following.after) if part.after else (part.before, following.before)
    if words[0][:3] != others[0][:3] or _is_spoken(words[0]):
        return
    same = _Part(True, following.before[:1], following.after[:1])
    (same.after if part.after else same.before)[0] = words.pop(0)
    words.append(others[0])
    del following.before[0], following.after[0]
    yield same


def _past_a_blank(part: _Part, following: _Part) -> Iterator[_Part]:
    """A blank that stands on both sides was there before: an opening quotation mark comes after it."""
    words, others = (part.after, following.before) if part.after else (part.before, following.after)
    blank = words[0][3]
    if not others or not blank or others[0][3] != blank or following.before[0][3] == following.after[0][3]:
        return
    words[0], others[0] = (*words[0][:3], ""), (*others[0][:3], "")
    yield _Part(True, [("", (), "", blank)], [("", (), "", blank)])


def _runs(parts: Iterable[_Part]) -> Iterator[Run]:
    """The words with their blanks, joined where mark and dress are the same."""
    said = (
        piece for part in parts for piece in (_same(part) if part.is_same else _changed(part)) if piece[3]
    )
    for (mark, dress, attribute), group in groupby(said, key=itemgetter(0, 1, 2)):
        texts = [piece[3] for piece in group]
        for text in texts if attribute else ["".join(texts)]:
            yield _run(mark, Piece(text, dress, attribute))


def _changed(part: _Part) -> Iterator[_Said]:
    """The deleted words, then the inserted ones; a blank before both belongs to neither."""
    first = {words[0][3] for words in (part.before, part.after) if words}
    shared = first.pop() if part.before and part.after and len(first) == 1 else ""
    yield Mark.SAME, (), "", shared
    for mark, words in ((Mark.DELETED, part.before), (Mark.INSERTED, part.after)):
        last: tuple[str, ...] = ()
        for place, (text, dress, attribute, blank) in enumerate(words):
            if place or not shared:
                yield mark, dress if dress == last else (), "", blank
            yield mark, dress, attribute, text
            last = dress


def _same(part: _Part) -> Iterator[_Said]:
    last: tuple[str, ...] = ()
    for (*_word, blank_before), (text, dress, attribute, blank) in zip(part.before, part.after, strict=True):
        if blank_before == blank:
            yield Mark.SAME, dress if dress == last else (), "", blank
        else:
            yield Mark.DELETED, (), "", blank_before
            yield Mark.INSERTED, (), "", blank
        yield Mark.SAME, dress, attribute, text
        last = dress


def _run(mark: Mark, piece: Piece) -> Run:
    return Run(mark, piece.text, piece.dress, "" if piece.attribute == LINE_END else piece.attribute)
