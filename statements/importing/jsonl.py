"""Reads JSON Lines: an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import TextIOWrapper

from django.utils.translation import gettext as _

from .choices import Choices
from .columns import record_of
from .pasted_page import Unreadable
from .record import Fault, Found
from .remarks import Remark, told
from .source import Source

LARGEST_LINE = 64 * 1024 * 1024  # characters
_LOOKED_AT = 50  # lines whose names are columns


def columns(source: Source) -> list[str]:
    """The names in the first objects. Raises Unreadable where the file does not begin with one."""
    names: dict[str, None] = {}
    with source.text() as stream:
        for number, line in enumerate(_lines(stream), 1):
            row = _row(line)
            if row is None and number == 1:
                raise Unreadable(_("This is no JSON Lines file: its first line is no object."))
            names |= dict.fromkeys(row or {})
            if number == _LOOKED_AT:
                break
    return list(names)


def read(source: Source, choices: Choices) -> Iterator[Found]:
    """A record for each line; one that is no object is told, and the next one read."""
    with source.text() as stream:
        for number, line in enumerate(_lines(stream), 1):
            source.advance(stream)
            row = _row(line)
            if row is not None:
                yield record_of(row, choices, number)
            elif line.endswith("\n"):
                yield Fault(told(Remark.UNREADABLE, f"line {number} is no JSON object"), title=line[:100])
            else:
                yield Fault(told(Remark.CUT_OFF, f"line {number}"), title=line[:100], is_the_end=True)


def _lines(stream: TextIOWrapper) -> Iterator[str]:
    while line := stream.readline(LARGEST_LINE):
        if line.strip():
            yield line


def _row(line: str) -> dict[str, object] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None
