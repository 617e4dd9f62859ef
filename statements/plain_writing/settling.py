"""The settled form of a text's tree: two texts that read alike have the same; and its markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from statements.html_tree import Element
from statements.pasted import EMPTY_ELEMENTS

LINES = ("p", "h2", "h3", "h4")  # hold words only
HOLDERS = ("", "blockquote")  # hold blocks only
MARKS = ("strong", "em")

_BLANKS = re.compile("[ \t\n\r\f]+")
_SAME = {"b": "strong", "i": "em"}
_BLOCKS = {*LINES, "blockquote", "ul", "ol", "dl", "table", "figure", "hr", "pre", "img"}


def settled(element: Element) -> Element:
    """The element with its blanks in one form, its marks round words only, and words in paragraphs."""
    said = {name: value for name, value in element.said.items() if name != "rel"}
    name = _SAME.get(element.name, element.name)
    return Element(name, said, _numbered(name, said, _inside(name, element.children)))


def markup(element: Element) -> str:
    """The HTML of a settled tree, not yet sanitised."""
    parts = ["\n" if _is_between_blocks(element, place) else "" for place in range(len(element.children))]
    inside = "".join(part + _markup(child) for part, child in zip(parts, element.children, strict=True))
    if not element.name or element.name in EMPTY_ELEMENTS:
        return f"<{element.name}>" if element.name else inside
    said = "".join(f' {name}="{escape(value)}"' for name, value in element.said.items())
    return f"<{element.name}{said}>{inside}</{element.name}>"


def _markup(child: Element | str) -> str:
    return escape(child, quote=False) if isinstance(child, str) else markup(child)


def _is_between_blocks(element: Element, place: int) -> bool:
    return not element.name and place > 0


def _inside(name: str, children: Iterable[Element | str]) -> list[Element | str]:
    if name in HOLDERS:
        return [*_paragraphs(children)]
    if name in {"ul", "ol"}:
        return [child if isinstance(child, str) else settled(child) for child in children if _is_seen(child)]
    return _line(children) if name in LINES else _item(children) if name == "li" else _words(children)


def _paragraphs(children: Iterable[Element | str]) -> Iterator[Element]:
    """Blocks as they are, words between them as paragraphs."""
    for are_blocks, group in _runs(children):
        if are_blocks:
            yield from (settled(child) for child in group if isinstance(child, Element))
        elif words := _line(group):
            yield Element("p", {}, words)


def _item(children: Iterable[Element | str]) -> list[Element | str]:
    found: list[Element | str] = []
    for are_blocks, group in _runs(children):
        found += [*_paragraphs(group)] if are_blocks else _line(group)
    return found


def is_block(child: Element | str) -> bool:
    """Whether this is a block, not words."""
    return isinstance(child, Element) and child.name in _BLOCKS


def _runs(children: Iterable[Element | str]) -> Iterator[tuple[bool, list[Element | str]]]:
    """The children, blocks and words apart."""
    was, group = False, list[Element | str]()
    for child in children:
        now = is_block(child)
        if group and now != was:
            yield was, group
            group = []
        group.append(child)
        was = now
    if group:
        yield was, group


def _line(children: Iterable[Element | str]) -> list[Element | str]:
    """Words of one paragraph, without what is not seen at its ends."""
    found = _words(children)
    while found and not _is_seen(found[-1]):
        found.pop()
    while found and not _is_seen(found[0]):
        found.pop(0)
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip(" ")
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip(" ")
    return found


def _is_seen(child: Element | str) -> bool:
    return bool(child.strip(" \t\n\r\f")) if isinstance(child, str) else child.name != "br"


def _words(children: Iterable[Element | str]) -> list[Element | str]:
    """Words and marks: no blank twice, none beside a line's end, none at the edge of a mark."""
    found: list[Element | str] = []
    for child in _joined(children):
        if isinstance(child, str):
            _add(found, _BLANKS.sub(" ", child))
            continue
        element = settled(child)
        before, after = _edges(element) if element.name in (*MARKS, "a") else ([], [])
        for part in (*before, element, *after):
            _add(found, part)
    return found


def _joined(children: Iterable[Element | str]) -> Iterator[Element | str]:
    """The children, words beside words in one."""
    for are_words, group in groupby(children, lambda child: isinstance(child, str)):
        if are_words:
            yield "".join(map(str, group))
        else:
            yield from group


def _edges(element: Element) -> tuple[list[Element | str], list[Element | str]]:
    """Take blanks and line ends from the two edges of a mark; they are to stand outside it."""
    before: list[Element | str] = []
    after: list[Element | str] = []
    inside = element.children
    while inside and (edge := _edge(inside, 0)):
        before.append(edge)
    while inside and (edge := _edge(inside, -1)):
        after.insert(0, edge)
    return before, after


def _edge(inside: list[Element | str], place: int) -> Element | str | None:
    """The blank at one end of `inside`, taken out of it."""
    child = inside[place]
    if isinstance(child, Element):
        return inside.pop(place) if child.name == "br" else None
    bare = child.lstrip() if place == 0 else child.rstrip()
    blank = child[: len(child) - len(bare)] if place == 0 else child[len(bare) :]
    if bare:
        inside[place] = bare
    else:
        inside.pop(place)
    return blank or None


def _add(found: list[Element | str], part: Element | str) -> None:
    """Put a part behind the others, melted into the last where the two are one."""
    last = found.pop() if found else ""
    if isinstance(part, str) and isinstance(last, str):
        found += filter(None, [_BLANKS.sub(" ", last + part)])
    elif isinstance(last, Element) and isinstance(part, Element) and _are_one(last, part):
        for child in part.children:
            _add(last.children, child)
        found.append(last)
    else:
        last = last.rstrip(" ") if isinstance(last, str) and _is_line_end(part) else last
        part = part.lstrip(" ") if isinstance(part, str) and _is_line_end(last) else part
        found += [one for one in (last, part) if one and not _is_empty_mark(one)]


def _are_one(last: Element, part: Element) -> bool:
    return last.name == part.name in MARKS and last.said == part.said


def _is_line_end(part: Element | str) -> bool:
    return isinstance(part, Element) and part.name == "br"


def _is_empty_mark(part: Element | str) -> bool:
    return isinstance(part, Element) and part.name in MARKS and not part.children


def _numbered(name: str, said: dict[str, str], children: list[Element | str]) -> list[Element | str]:
    """The items of a numbered list, each with its number only where that is not the next one."""
    if name != "ol":
        return children
    due = int(said["start"]) if "start" in said else 1
    if due == 1:
        said.pop("start", None)
    for item in children:
        if isinstance(item, Element):
            number = int(item.said.get("value", due))
            if number == due:
                item.said.pop("value", None)
            due = number + 1
    return children
