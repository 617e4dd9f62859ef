"""A text as blocks and runs of words: what paper, mail and messages are made from.

Every word of the text is in the blocks, whatever its markup. Depth and width are bounded, so that whoever
sets them has bounded work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape
from itertools import count, groupby
from typing import Literal

from . import prose
from .pasted import EMPTY_ELEMENTS, PIECES

LINE_END = "\n"  # a run of its own
DEEPEST = 12  # elements inside one another; the words of what is deeper stand at this depth
WIDEST = 12  # columns; a wider table is set as lines

_TAG = re.compile(r"</?([a-z0-9]+)")
_ATTRIBUTES = re.compile(r'([a-z-]+)="([^"]*)"')
_BLANKS = re.compile("[ \t\n\r\f]+")
_LOOKS = {
    **{"strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "u": "under", "ins": "under"},
    **{"s": "struck", "del": "struck", "sub": "sub", "sup": "sup", "small": "small", "code": "code"},
    **{"mark": "mark", "pre": "code"},
}
_AROUND = {"q": ("“", "”"), "rt": ("(", ")")}
_ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip

Name = Literal[
    "p", "heading", "caption", "term", "list", "item", "quote", "meaning", "table", "picture", "rule"
]


@dataclass(frozen=True)
class Run:
    """Words that look alike: how (strong, em, sup …), where they lead, their language and direction."""

    text: str
    looks: tuple[str, ...] = ()
    href: str = ""
    language: str = ""
    direction: str = ""


@dataclass
class Cell:
    """A cell of a table at its place in the grid."""

    column: int
    row: int
    columns: int
    rows: int
    is_head: bool
    blocks: list[Block]


@dataclass
class Block:
    """A paragraph, heading, list or table. It holds runs, other blocks or cells, never two of these."""

    name: Name
    runs: list[Run] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    direction: str = ""
    level: int = 0  # of a heading: 2 or deeper, never skipping one
    mark: str = ""  # before an item of a numbered list
    columns: int = 0  # of a table
    head_rows: int = 0

    @property
    def text(self) -> str:
        """The words of its runs."""
        return "".join(run.text for run in self.runs)


@dataclass
class _Element:
    name: str
    said: dict[str, str]  # its attributes
    children: list[_Element | str] = field(default_factory=list)

    def inside(self, *names: str) -> list[_Element]:
        """The elements of these names directly inside."""
        return [child for child in self.children if isinstance(child, _Element) and child.name in names]


Flow = Iterator[Run | Block]


def blocks(html: str) -> list[Block]:
    """The blocks of a text, in their order."""
    found = list(_grouped(_flow(_tree(prose.clean(html)), Run(""))))
    _level(found)
    return found


def paragraphs(text: str) -> list[Block]:
    """Plain text as blocks: a blank line parts paragraphs, a line's end stays one."""
    return blocks(prose.from_paragraphs(re.split(r"\n\s*\n", text)))


def _tree(html: str) -> _Element:
    """Clean, and therefore well-formed, HTML as a tree no deeper than `DEEPEST`."""
    top = _Element("", {})
    path = [top]
    for piece in PIECES.findall(html):
        tag = _TAG.match(piece)
        if tag is None:
            path[-1].children.append(unescape(piece))
        elif piece.startswith("</"):
            path.pop()
        elif tag[1] in EMPTY_ELEMENTS or len(path) <= DEEPEST:
            said = {name: unescape(value) for name, value in _ATTRIBUTES.findall(piece)}
            element = _Element(tag[1], said)
            path[-1].children.append(element)
            path += [] if tag[1] in EMPTY_ELEMENTS else [element]
        else:
            path.append(path[-1])
    return top


# --- words ----------------------------------------------------------------------------------------------


def _flow(element: _Element, look: Run) -> Flow:
    """What stands inside an element: runs that bear its look, and blocks."""
    for child in element.children:
        if isinstance(child, str):
            yield replace(look, text=child if "code" in look.looks else _BLANKS.sub(" ", child))
        else:
            yield from _ELEMENTS.get(child.name, _inline)(child, _within(child, look))


def _within(element: _Element, look: Run) -> Run:
    """The look of words inside this element."""
    own = _LOOKS.get(element.name, "")
    return Run(
        text="",
        looks=look.looks if own in {"", *look.looks} else (*look.looks, own),
        href=element.said.get("href", look.href),
        language=element.said.get("lang", look.language),
        direction=element.said.get("dir", look.direction),
    )


def _inline(element: _Element, look: Run) -> Flow:
    before, after = _AROUND.get(element.name, ("", ""))
    yield replace(look, text=before)
    yield from _flow(element, look)
    yield replace(look, text=after)


def _nothing(element: _Element, look: Run) -> Flow:
    yield from ()


def _line_end(element: _Element, look: Run) -> Flow:
    yield replace(look, text=LINE_END)


def _grouped(flow: Iterable[Run | Block], name: Name = "p", level: int = 0) -> Iterator[Block]:
    """The blocks of a flow; runs that follow one another become one block under this name."""
    for is_run, members in groupby(flow, lambda member: isinstance(member, Run)):
        if not is_run:
            yield from (member for member in members if isinstance(member, Block))
        elif runs := _tidy(member for member in members if isinstance(member, Run)):
            yield Block(name, runs, level=level, direction=runs[0].direction)


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """The runs as readers see them: one blank between words, none at the ends or beside a line's end."""
    kept: list[Run] = []
    for run in runs:
        text = run.text
        if "code" not in run.looks and (not kept or kept[-1].text[-1] in (" ", LINE_END)):
            text = text.lstrip(" ")
        if text == LINE_END and kept:
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" ") or " ")
        if kept and LINE_END not in (text, kept[-1].text) and replace(kept[-1], text=run.text) == run:
            kept[-1] = replace(run, text=kept[-1].text + text)
        elif text and (kept or text.strip()):
            kept.append(replace(run, text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    return [*kept[:-1], replace(kept[-1], text=kept[-1].text.rstrip())] if kept else []


def _level(found: list[Block], before: int = 1) -> int:
    """Let no heading skip a level: those who hear the text go by them. The level of the last one."""
    for block in found:
        if block.name == "heading":
            block.level = before = min(block.level, before + 1)
        before = _level(block.blocks, before)
    return before


# --- blocks ---------------------------------------------------------------------------------------------


def _words(name: Name, element: _Element, look: Run) -> Flow:
    level = int(element.name[1]) if name == "heading" else 0
    yield from _grouped(_flow(element, look), name, level)


def _holding(name: Name, element: _Element, look: Run) -> Flow:
    inside = list(_grouped(_flow(element, look)))
    if inside or name == "item":  # an empty item has its number too
        yield Block(name, blocks=inside, direction=look.direction)


def _rule(element: _Element, look: Run) -> Flow:
    yield Block("rule")


def _picture(element: _Element, look: Run) -> Flow:
    if alt := element.said.get("alt", "").strip():
        yield Block("picture", [replace(look, text=alt)])


def _list(element: _Element, look: Run) -> Flow:
    marks = _marks(element)
    inside = list(_grouped(_flow(element, look)))
    for block in inside:
        if element.name == "ol" and block.name == "item":
            block.mark = next(marks)
    if inside:
        yield Block("list", blocks=inside, direction=look.direction)


def _marks(ordered: _Element) -> Iterator[str]:
    """The marks of a numbered list's items, in their order."""
    items = ordered.inside("li")
    step = -1 if "reversed" in ordered.said else 1
    number = int(ordered.said.get("start") or (len(items) if step < 0 else 1))
    for item in items:
        number = int(item.said.get("value") or number)
        yield _mark(number, ordered.said.get("type", "1"))
        number += step
    yield from (f"{further}." for further in count(number))


def _mark(number: int, kind: str) -> str:
    """How a number is written before an item: `3.`, `c.`, `iii.`."""
    if kind in {"a", "A"} and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    if kind in {"i", "I"} and 1 <= number < 4000:
        small = _roman(number)
        return f"{small.upper() if kind == 'I' else small}."
    return f"{number}."


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


# --- tables ---------------------------------------------------------------------------------------------


def _table(element: _Element, look: Run) -> Flow:
    for caption in element.inside("caption"):
        yield from _words("caption", caption, _within(caption, look))
    sections = element.inside("thead", "tbody", "tfoot")
    head_rows = sum(len(section.inside("tr")) for section in sections if section.name == "thead")
    rows = [row for section in sections for row in section.inside("tr")]
    cells = list(_cells(rows, head_rows, look))
    columns = max((cell.column + cell.columns for cell in cells), default=0)
    if columns > WIDEST:
        yield from (_as_line([cell for cell in cells if cell.row == row]) for row in range(len(rows)))
    elif cells:
        yield Block("table", cells=cells, columns=columns, head_rows=head_rows, direction=look.direction)


def _cells(rows: list[_Element], head_rows: int, look: Run) -> Iterator[Cell]:
    """The cells at their places, as the HTML standard forms a table; no cell reaches over another."""
    taken: set[tuple[int, int]] = set()
    for row, element in enumerate(rows):
        free = (column for column in count() if (row, column) not in taken)
        last = head_rows if row < head_rows else len(rows)
        for written in element.inside("td", "th"):
            column = next(free)
            width = _span(written, "colspan", WIDEST)
            while any((row, column + over) in taken for over in range(1, width)):
                width -= 1
            height = min(_span(written, "rowspan", len(rows)), last - row)
            taken |= {(row + down, column + over) for down in range(height) for over in range(width)}
            inside = list(_grouped(_flow(written, _within(written, look))))
            yield Cell(column, row, width, height, written.name == "th" or row < head_rows, inside)


def _span(cell: _Element, direction: str, most: int) -> int:
    return min(max(int(cell.said.get(direction) or 1), 1), most)


def _as_line(cells: list[Cell]) -> Block:
    """A row of a table too wide for paper, as one paragraph."""
    runs: list[Run] = []
    for cell in cells:
        runs += [Run(" | ")] if runs else []
        runs += [run for block in cell.blocks for run in block.runs]
    return Block("p", runs)


_ELEMENTS: dict[str, Callable[[_Element, Run], Flow]] = {
    **{"br": _line_end, "hr": _rule, "img": _picture, "ul": _list, "ol": _list, "table": _table},
    **dict.fromkeys(("p", "pre"), partial(_words, "p")),
    **dict.fromkeys(("h2", "h3", "h4"), partial(_words, "heading")),
    **{"dt": partial(_words, "term"), "figcaption": partial(_words, "caption")},
    **{"li": partial(_holding, "item"), "dd": partial(_holding, "meaning")},
    **{"blockquote": partial(_holding, "quote"), "rp": _nothing, "col": _nothing, "colgroup": _nothing},
}
