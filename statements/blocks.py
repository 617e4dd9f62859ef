"""A text as blocks and runs of words: what paper, mail and messages are made from.

Every word of the text is in the blocks, whatever its markup. Depth and width are bounded, so that whoever
sets them has bounded work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, groupby
from typing import Literal

from django.conf import settings

from . import prose
from .html_tree import Element, tree
from .numbering import mark

LINE_END = "\n"  # a run of its own
WIDEST = 12  # columns; a wider table is set as lines

_BLANKS = re.compile("[ \t\n\r\f]+")
_LOOKS = {
    **{"strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "u": "under", "ins": "under"},
    **{"s": "struck", "del": "struck", "sub": "sub", "sup": "sup", "small": "small", "code": "code"},
    **{"mark": "mark", "pre": "code"},
}
_AROUND = {"q": ("“", "”"), "rt": ("(", ")")}

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

    @property
    def inner(self) -> list[Block]:
        """The blocks directly inside, those in its cells among them."""
        return [*self.blocks, *(block for cell in self.cells for block in cell.blocks)]


Flow = Iterator[Run | Block]


def blocks(html: str) -> list[Block]:
    """The blocks of a text, in their order."""
    found = list(_grouped(_flow(tree(html), Run(""))))
    _level(found)
    return found


def paragraphs(text: str) -> list[Block]:
    """Plain text as blocks: a blank line parts paragraphs, a line's end stays one."""
    return blocks(prose.from_paragraphs(re.split(r"\n\s*\n", text)))


# --- words ----------------------------------------------------------------------------------------------


def _flow(element: Element, look: Run) -> Flow:
    """What stands inside an element: runs that bear its look, and blocks."""
    for child in element.children:
        if isinstance(child, str):
            yield replace(look, text=child if "code" in look.looks else _BLANKS.sub(" ", child))
        else:
            yield from _ELEMENTS.get(child.name, _inline)(child, _within(child, look))


def _within(element: Element, look: Run) -> Run:
    """The look of words inside this element."""
    own = _LOOKS.get(element.name, "")
    return Run(
        text="",
        looks=look.looks if own in {"", *look.looks} else (*look.looks, own),
        href=_absolute(element.said["href"]) if "href" in element.said else look.href,
        language=element.said.get("lang", look.language),
        direction=element.said.get("dir", look.direction),
    )


def _absolute(address: str) -> str:
    """Where a link leads from anywhere; empty where only the newsroom's own page could tell."""
    if address.startswith("/") and not address.startswith("//"):
        return f"{settings.SITE_URL}{address}" if settings.SITE_URL else ""
    return address if re.match("(https?|mailto|tel):.", address, re.IGNORECASE) else ""


def _inline(element: Element, look: Run) -> Flow:
    before, after = _AROUND.get(element.name, ("", ""))
    yield replace(look, text=before)
    yield from _flow(element, look)
    yield replace(look, text=after)


def _nothing(element: Element, look: Run) -> Flow:
    yield from ()


def _line_end(element: Element, look: Run) -> Flow:
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
        before = _level(block.inner, before)
    return before


# --- blocks ---------------------------------------------------------------------------------------------


def _words(name: Name, element: Element, look: Run) -> Flow:
    level = int(element.name[1]) if name == "heading" else 0
    yield from _grouped(_flow(element, look), name, level)


def _holding(name: Name, element: Element, look: Run) -> Flow:
    inside = list(_grouped(_flow(element, look)))
    if inside or name == "item":  # an empty item has its number too
        yield Block(name, blocks=inside, direction=look.direction)


def _rule(element: Element, look: Run) -> Flow:
    yield Block("rule")


def _picture(element: Element, look: Run) -> Flow:
    if alt := element.said.get("alt", "").strip():
        yield Block("picture", [replace(look, text=alt)])


def _list(element: Element, look: Run) -> Flow:
    marks = _marks(element)
    inside = list(_grouped(_flow(element, look)))
    for block in inside:
        if element.name == "ol" and block.name == "item":
            block.mark = next(marks)
    if inside:
        yield Block("list", blocks=inside, direction=look.direction)


def _marks(ordered: Element) -> Iterator[str]:
    """The marks of a numbered list's items, in their order."""
    items = ordered.inside("li")
    step = -1 if "reversed" in ordered.said else 1
    number = int(ordered.said.get("start") or (len(items) if step < 0 else 1))
    for item in items:
        number = int(item.said.get("value") or number)
        yield mark(number, ordered.said.get("type", "1"))
        number += step
    yield from (f"{further}." for further in count(number))


# --- tables ---------------------------------------------------------------------------------------------


def _table(element: Element, look: Run) -> Flow:
    for caption in element.inside("caption"):
        yield from _words("caption", caption, _within(caption, look))
    sections = element.inside("thead", "tbody", "tfoot")
    head_rows = sum(len(section.inside("tr")) for section in sections if section.name == "thead")
    rows = [row for section in sections for row in section.inside("tr")]
    cells = list(_cells(rows, head_rows, look))
    columns = max((cell.column + cell.columns for cell in cells), default=0)
    if columns > WIDEST:
        lines = (_as_line(list(row)) for _number, row in groupby(cells, lambda cell: cell.row))
        yield from (line for line in lines if line.runs)
    elif cells:
        yield Block("table", cells=cells, columns=columns, head_rows=head_rows, direction=look.direction)


def _cells(rows: list[Element], head_rows: int, look: Run) -> Iterator[Cell]:
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


def _span(cell: Element, direction: str, most: int) -> int:
    return min(max(int(cell.said.get(direction) or 1), 1), most)


def _as_line(cells: list[Cell]) -> Block:
    """A row of a table too wide for paper, as one paragraph."""
    runs: list[Run] = []
    for cell in cells:
        runs += [Run(" | ")] if runs else []
        runs += _runs(cell.blocks)
    return Block("p", runs)


def _runs(those: list[Block]) -> Iterator[Run]:
    """All runs in these blocks, at every depth, parted by blanks."""
    for block in those:
        yield from block.runs
        yield from _runs(block.inner)
        yield Run(" ")


_ELEMENTS: dict[str, Callable[[Element, Run], Flow]] = {
    **{"br": _line_end, "hr": _rule, "img": _picture, "ul": _list, "ol": _list, "table": _table},
    **dict.fromkeys(("p", "pre"), partial(_words, "p")),
    **dict.fromkeys(("h2", "h3", "h4"), partial(_words, "heading")),
    **{"dt": partial(_words, "term"), "figcaption": partial(_words, "caption")},
    **{"li": partial(_holding, "item"), "dd": partial(_holding, "meaning")},
    **{"blockquote": partial(_holding, "quote"), "rp": _nothing, "col": _nothing, "colgroup": _nothing},
}
