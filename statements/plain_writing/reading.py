"""Reads plain writing into a tree: paragraphs, headings, lists and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from statements import text
from statements.html_tree import Element

from . import signs

DEEPEST = 3  # lists and quotations inside one another; deeper, signs are words
INDENT = 2  # blanks before what belongs to the item above
BLANKS = " \t"

HEADING = re.compile(r"(?P<sign>#{2,4}) +(?=\S)")
BULLET = re.compile(r"(?P<sign>[-*•]) +(?=\S)")
NUMBER = re.compile(r"(?P<number>[0-9]{1,3})(?P<sign>\.) +(?=\S)")
QUOTE = re.compile(r"(?P<sign>>) ?")
BLOCKS = {"heading": HEADING, "ul": BULLET, "ol": NUMBER, "blockquote": QUOTE}
LISTS = ("ul", "ol")


def read(lines: Sequence[str], depth: int = 0) -> Iterator[Element]:
    """The blocks that these lines make."""
    for name, own in _grouped(lines, depth):
        if name == "heading":
            sign = HEADING.match(own[0])
            level = len(sign["sign"]) if sign else 0
            yield Element(f"h{level}", {}, signs.read(HEADING.sub("", own[0], count=1)))
        elif name == "blockquote":
            inside = [QUOTE.sub("", line.lstrip(BLANKS), count=1) for line in own]
            yield Element(name, {}, [*read(inside, depth + 1)])
        elif name in LISTS:
            yield _list(name, own, depth)
        else:
            yield Element("p", {}, signs.read("\n".join(line.strip(BLANKS) for line in own)))


def block_sign(line: str) -> re.Match[str] | None:
    """The sign by which this line is no ordinary one."""
    return next(filter(None, (form.match(line) for form in BLOCKS.values())), None)


def _grouped(lines: Sequence[str], depth: int) -> Iterator[tuple[str, list[str]]]:
    """The lines of each block. A blank line ends a paragraph and a quotation; a list goes on behind it."""
    name, own, after_blank = "", list[str](), False
    for line in lines:
        if text.is_blank(line):
            after_blank = True
            continue
        now = _block_of(line, depth)
        if name in LISTS and not after_blank and _indent(line) >= _indent(own[0]) + INDENT:
            now = name
        goes_on = now == name and now != "heading" and (name in LISTS or not after_blank)
        if own and not goes_on:
            yield name, own
            own = []
        own.append(line if now in LISTS else line.strip(BLANKS))
        name, after_blank = now, False
    if own:
        yield name, own


def _block_of(line: str, depth: int) -> str:
    if depth >= DEEPEST:
        return "p"
    bare = line.strip(BLANKS)
    return next((name for name, form in BLOCKS.items() if form.match(bare)), "p")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(BLANKS))


def _list(name: str, lines: Sequence[str], depth: int) -> Element:
    found = Element(name, {})
    due = 0  # the number that the next item has by itself
    for first, *more in _items(name, lines):
        item = Element("li", {})
        sign = BLOCKS[name].match(first)
        if sign and name == "ol":
            number = int(sign["number"])
            owner, said = (item, "value") if due else (found, "start")
            if number != (due or 1):
                owner.said[said] = str(number)
            due = number + 1
        item.children = _inside_item(first[sign.end() if sign else 0 :], more, depth)
        found.children.append(item)
    return found


def _items(name: str, lines: Sequence[str]) -> list[list[str]]:
    """The lines of each item, the deeper ones without the blanks that say to whom they belong."""
    base = _indent(lines[0])
    items: list[list[str]] = []
    for line in lines:
        if items and (_indent(line) >= base + INDENT or not BLOCKS[name].match(line.strip(BLANKS))):
            items[-1].append(line[base + INDENT :])
        else:
            items.append([line.strip(BLANKS)])
    return items


def _inside_item(first: str, more: Sequence[str], depth: int) -> list[Element | str]:
    """Words on one or more lines, then lists."""
    marks = (place for place, line in enumerate(more) if _block_of(line, depth + 1) in LISTS)
    words = next(marks, len(more))
    own = signs.read("\n".join([first, *(line.strip(BLANKS) for line in more[:words])]))
    return [*own, *read(more[words:], depth + 1)]
