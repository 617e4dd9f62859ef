"""Reads CSV, row by row: of a spreadsheet, or of a Drupal view; the separator is found out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper

from django.utils.translation import gettext as _

from .choices import Choices
from .columns import record_of
from .pasted_page import Unreadable
from .record import Fault, Found
from .remarks import Remark, told
from .source import Source

LARGEST_CELL = 64 * 1024 * 1024  # characters
_SEPARATORS = ",;\t|"


def columns(source: Source) -> list[str]:
    """The names in the first row. Raises Unreadable where there are none."""
    with source.text() as stream:
        return next(_rows(stream), [])


def read(source: Source, choices: Choices) -> Iterator[Found]:
    """A record for each row below the first."""
    with source.text() as stream:
        rows = _rows(stream)
        names = next(rows, [])
        number = 0
        while True:
            number += 1
            try:
                row = next(rows, None)
            except csv.Error as fault:
                yield Fault(told(Remark.CUT_OFF, f"row {number}: {fault}"), is_the_end=True)
                return
            if row is None:
                return
            source.advance(stream)
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(names):
                about = f"row {number} has {len(row)} of {len(names)} cells"
                yield Fault(told(Remark.UNREADABLE, about), title=" ".join(row)[:100])
                continue
            yield record_of(dict(zip(names, row, strict=True)), choices, number)


def _rows(stream: TextIOWrapper) -> Iterator[list[str]]:
    csv.field_size_limit(LARGEST_CELL)
    first = stream.readline(LARGEST_CELL)
    separator = max(_SEPARATORS, key=first.count)
    names = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    if len([name for name in names if name]) < 2:
        raise Unreadable(_("This is no table: its first line names no columns."))
    yield names
    yield from csv.reader(_lines(stream), delimiter=separator, strict=True)


def _lines(stream: TextIOWrapper) -> Iterator[str]:
    """The lines by `readline`: iterating over the stream itself would forbid to ask how far it is read."""
    while line := stream.readline(LARGEST_CELL):
        yield line.replace("\0", "")
