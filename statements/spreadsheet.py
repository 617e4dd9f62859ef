"""CSV for spreadsheets: words stay words, whatever they begin with."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Echo:
    """What the writer of CSV writes to: it hands every line back."""

    def write(self, line: str) -> str:
        return line


def safe(value: Any) -> str:
    """A cell as words: nothing a spreadsheet would take for a formula and carry out."""
    words = "" if value is None else str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The rows as lines of CSV, the mark of their encoding before the first."""
    writer, mark = csv.writer(_Echo()), BYTE_ORDER_MARK
    for row in rows:
        yield mark + writer.writerow(map(safe, row))
        mark = ""
