"""Writes a settled tree in plain signs."""

from __future__ import annotations

from statements.html_tree import Element

from . import signs
from .reading import INDENT, block_sign
from .settling import LINES, is_block, settled

MARKS = {element: sign for sign, element in signs.MARKS.items()}

_ORDINARY = ["", "\\*", "\\_", "\\*_", "\\*_[]"]  # signs that get a backslash, from few to all


class CannotHold(Exception):
    """There is something for which plain writing has no sign."""


def written(top: Element) -> str:
    """The text in plain signs; raises `CannotHold` where some of it has none."""
    return "\n\n".join(_block(child) for child in top.children)


def _block(child: Element | str) -> str:
    if isinstance(child, str) or child.said.keys() - {"start"}:
        raise CannotHold
    if child.name in LINES:
        level = int(child.name[1]) if child.name != "p" else 0
        return f"{'#' * level} {_words(child.children)}" if level else _lines(child.children)
    if child.name == "blockquote":
        inside = written(child).split("\n")
        return "\n".join(f"> {line}".rstrip(" ") for line in inside)
    if child.name in {"ul", "ol"}:
        return _list(child)
    raise CannotHold


def _list(block: Element) -> str:
    due = int(block.said.get("start", 1))
    items = []
    for item in block.inside("li"):
        due = int(item.said.get("value", due))
        items.append(_item(f"{due}." if block.name == "ol" else "-", item))
        due += 1
    return "\n".join(items)


def _item(mark: str, item: Element) -> str:
    """An item: its words, then the blocks inside it."""
    words = [child for child in item.children if not is_block(child)]
    blocks = [_block(child) for child in item.children if is_block(child)]
    return f"{mark} " + "\n".join([_lines(words), *blocks]).replace("\n", "\n" + " " * INDENT)


def _lines(children: list[Element | str]) -> str:
    """Words, on as many lines as they have; a line that looks like another block says that it is none."""
    return "\n".join(_ordinary(line) for line in _words(children).split("\n"))


def _ordinary(line: str) -> str:
    sign = block_sign(line)
    place = sign.start("sign") if sign else 0
    return f"{line[:place]}\\{line[place:]}" if sign else line


def _words(children: list[Element | str]) -> str:
    """Words and marks in one paragraph. Only signs that would be taken for marks bear a backslash."""
    tried = (_marked(children, ordinary) for ordinary in _ORDINARY)
    read_back = (one for one in tried if settled(Element("p", {}, signs.read(one))).children == children)
    return next(read_back, "") or _marked(children, _ORDINARY[-1])


def _marked(children: list[Element | str], ordinary: str) -> str:
    return "".join(_sign(child, ordinary) for child in children)


def _sign(child: Element | str, ordinary: str) -> str:
    if isinstance(child, str):
        return "".join(f"\\{sign}" if sign in ordinary else sign for sign in child)
    inside = _marked(child.children, ordinary)
    if child.name == "br" and not child.said:
        return "\n"
    if child.name in MARKS and not child.said:
        return f"{MARKS[child.name]}{inside}{MARKS[child.name]}"
    if child.name == "a" and child.said.keys() == {"href"}:
        return f"[{inside}]({child.said['href']})"
    raise CannotHold
