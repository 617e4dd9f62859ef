"""Blocks as plain text: what can be pasted into any mail or message."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from .blocks import Block, Run

Emphasis = Callable[[str], str]


def unstressed(words: str) -> str:
    """The words as they are."""
    return words


def written(those: list[Block], emphasis: Emphasis = unstressed) -> str:
    """The blocks with a blank line between them; headings go through `emphasis`."""
    return "\n\n".join(filter(None, (_block(block, emphasis) for block in those)))


def spelt(runs: list[Run]) -> str:
    """The words of runs; behind those of a link stands where it leads, unless they say so themselves."""
    text = ""
    for href, linked in groupby(runs, lambda run: run.href):
        words = "".join(run.text for run in linked)
        leads_to = href.removeprefix("mailto:").removeprefix("tel:")
        text += words if leads_to in words else f"{words.rstrip()} ({leads_to}){' ' * words.endswith(' ')}"
    return text


def _block(block: Block, emphasis: Emphasis) -> str:
    if block.name == "list":
        return "\n".join(_item(item, emphasis) for item in block.blocks)
    if block.name == "quote":
        return _with_first("> ", written(block.blocks, emphasis), further="> ")
    if block.name == "table":
        rows = groupby(block.cells, lambda cell: cell.row)
        return "\n".join(" | ".join(_cell(cell.blocks) for cell in cells) for _row, cells in rows)
    if block.name == "heading":
        return emphasis(spelt(block.runs))
    if block.name == "picture":
        return f"[{spelt(block.runs)}]"
    return spelt(block.runs) or written(block.blocks, emphasis)


def _item(item: Block, emphasis: Emphasis) -> str:
    """An item behind its mark, and what is inside it under its first letter."""
    mark = f"{item.mark or '–'} "
    words = "\n".join(filter(None, (_block(block, emphasis) for block in item.blocks or [item])))
    return _with_first(mark, words, further=" " * len(mark))


def _cell(those: list[Block]) -> str:
    return " ".join(written(those).split())


def _with_first(first: str, words: str, further: str) -> str:
    """The lines of `words`, the first behind `first`, the others behind `further`."""
    begun, *others = words.split("\n")
    return "\n".join([first + begun, *((further + line).rstrip() for line in others)])
