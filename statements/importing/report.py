"""The report of an import: for the terminal in words, for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .drafts import Made
from .pasted_page import Page, PastedStatement


def as_json(page: Page, made: list[Made]) -> str:
    """What this run made (or would make), and the lines that found no place."""
    fresh = [one.pasted for one in made if not one.was_here]
    unplaced = [line.text for line in page.unplaced]
    found = {"statements": [_fields(pasted) for pasted in fresh], "unplaced": unplaced}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def in_words(page: Page, made: list[Made], dry_run: bool) -> Iterator[str]:
    """One block a statement: what became of it and which lines went to which field."""
    for number, one in enumerate(made, 1):
        yield f"{number}. {one.pasted.headline or '(no headline)'}"
        yield f"   {_fate(one, dry_run)}"
        for name, lines in one.pasted.lines.items():
            if lines:
                yield f"   {name.replace('_', ' '):<15} {_lines(lines)}"
        yield ""
    for line in page.unplaced:
        yield f"No place for line {line.number}: {line.text}"
    yield _sum(page, made, dry_run)


def _fate(one: Made, dry_run: bool) -> str:
    if one.was_here:
        return "was imported before; nothing made"
    return (
        "would become a draft" if dry_run else f"draft made (no. {one.statement.pk if one.statement else ''})"
    )


def _sum(page: Page, made: list[Made], dry_run: bool) -> str:
    fresh = sum(1 for one in made if not one.was_here)
    before = len(made) - fresh
    verb = "Would make" if dry_run else "Made"
    placed = sum(len(lines) for one in made for lines in one.pasted.lines.values())
    return (
        f"{verb} {fresh} draft{'' if fresh == 1 else 's'}; {before} imported before. "
        f"{placed} lines placed, {len(page.unplaced)} without a place."
    )


def _lines(numbers: list[int]) -> str:
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {', '.join(map(str, numbers))}"


def _fields(pasted: PastedStatement) -> dict[str, object]:
    return {
        "headline": pasted.headline,
        "dateline_place": pasted.dateline_place,
        "standfirst": pasted.standfirst,
        "demands": pasted.demands,
        "paragraphs": pasted.paragraphs,
    }
