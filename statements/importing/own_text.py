"""Reads a statement back from our own text export: by its form, not by guessing; no models."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.conf import settings
from django.utils.translation import gettext, override

from statements.importing.passages import Line, run_in_place
from statements.importing.pasted_page import Page, PastedStatement

# The last line but one of the block that names the statement: “Press statement · NC-2026-041-hi”.
_NUMBER = re.compile(r".+ · [A-Z][A-Z0-9]*-[0-9]{4}-[0-9]{3,}(?:-[a-z]{2,12})?")
_DATED = re.compile(r"(?P<place>[^—]{1,120}?)[,،] (?P<day>[0-9]{1,2} [^\W\d]+\S*(?: [0-9]{4})?)(?: — |\Z)")
_UNDATED = re.compile(r"[^—]{1,120} — ")
_ITEM = re.compile(r"(?:–|[0-9]{1,4}\.|[a-zA-Z]{1,8}\.) (?=\S)")
_QUOTE = re.compile("> ?")


@dataclass
class _Reading:
    """The body read so far, and which lines each of its parts took."""

    place: str = ""
    place_lines: list[int] = field(default_factory=list)
    blocks: list[str | list[str]] = field(default_factory=list)
    lines: dict[str, list[int]] = field(default_factory=lambda: {"demands": [], "paragraphs": []})


def read(text: str) -> Page | None:
    """The one statement of a text in the form of our export; None for a text in any other form."""
    lines = [Line(number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]
    blocks = [list(block) for is_said, block in groupby(lines, lambda line: bool(line.text)) if is_said]
    named = next((place for place, block in enumerate(blocks) if _names_it(block)), None)
    ends = _end_marks()
    end = next((place for place, block in enumerate(blocks) if [line.text for line in block] in ends), None)
    if named is None or end is None or not named + 1 < end:
        return None
    headline, *standfirst = blocks[named + 1]
    body = _body(blocks[named + 2 : end])
    statement = PastedStatement(
        headline=headline.text,
        dateline_place=body.place,
        standfirst=" ".join(line.text for line in standfirst),
        demands=[item for block in body.blocks if isinstance(block, list) for item in block],
        paragraphs=[block for block in body.blocks if isinstance(block, str)],
        blocks=body.blocks,
        lines={
            "headline": [headline.number],
            "dateline_place": [],
            "standfirst": [line.number for line in standfirst],
            **body.lines,
        },
    )
    placed = {number for taken in statement.lines.values() for number in taken}
    unplaced = [line for block in blocks for line in block if line.number not in placed]
    return Page([statement], unplaced)


def _names_it(block: list[Line]) -> bool:
    return len(block) > 2 and bool(_NUMBER.fullmatch(block[-2].text))


def _end_marks() -> list[list[str]]:
    """The end mark in every language of the screens."""
    marks = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            marks.append([gettext("ENDS")])
    return marks


def _body(blocks: Iterable[list[Line]]) -> _Reading:
    reading = _Reading()
    for number, block in enumerate(blocks):
        numbers = [line.number for line in block]
        texts = [line.text for line in block]
        if number == 0:
            reading.place, texts[0] = _dateline(texts[0])
        if _ITEM.match(texts[0]) and all(_ITEM.match(text) or text.startswith(" ") for text in texts):
            reading.blocks.append(_items(texts))
            reading.lines["demands"] += numbers
        else:
            said = "\n".join(_QUOTE.sub("", text, count=1) for text in texts)
            reading.blocks += [said] if said else []
            reading.lines["paragraphs"] += numbers
    return reading


def _dateline(text: str) -> tuple[str, str]:
    """The place a text begins with, and the text without its dateline."""
    if dated := _DATED.match(text):
        return dated["place"], text[dated.end() :]
    undated = _UNDATED.match(text)
    place = run_in_place(text)
    return (place, text[undated.end() :]) if undated and place else ("", text)


def _items(texts: list[str]) -> list[str]:
    """The items of a list; what is indented goes on with the item above."""
    items: list[str] = []
    for text in texts:
        if _ITEM.match(text):
            items.append(_ITEM.sub("", text, count=1))
        else:
            items[-1] += f" {text.strip()}"
    return items
