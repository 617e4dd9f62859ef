"""The figures in a document: each measurement has its part, between two marks."""

from __future__ import annotations

from pathlib import Path


def write_down(document: Path, part: str, written: str) -> None:
    """Put figures between the marks of their part."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    before, _begin, rest = document.read_text(encoding="utf-8").partition(begin)
    _old, _end, after = rest.partition(end)
    document.write_text(f"{before}{begin}\n{written}\n{end}{after}", encoding="utf-8")
