"""The operations of a piece of text in a PDF, as typst writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_TOKEN = re.compile(
    rb"""\s*(?:
    (?P<string>\() | (?P<bracket><<|>>|\[|\]) | <(?P<hex>[0-9A-Fa-f]*)> | /(?P<name>[^\s/\[\]()<>]*)
    | (?P<number>[-+]?[0-9.]+) | (?P<operator>[A-Za-z]+)
    )""",
    re.VERBOSE,
)
_IN_STRING = re.compile(rb"\\([0-7]{1,3}|.)|([()])", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Operation(NamedTuple):
    """An operation: its name, its operands in one row (arrays and dictionaries opened), its own bytes."""

    name: str
    operands: list[Any]
    written: bytes


def operations(piece: bytes) -> Iterator[Operation]:
    """The operations of a piece of text, in their order."""
    operands: list[Any] = []
    begun = place = 0
    while token := _TOKEN.match(piece, place):
        place = token.end()
        kind, said = token.lastgroup, token[token.lastgroup or 0]
        if kind == "operator":
            yield Operation(said.decode(), operands, piece[begun:place].strip())
            operands, begun = [], place
        elif kind == "string":
            value, place = _string(piece, place)
            operands.append(value)
        elif kind != "bracket":
            operands.append(_value(str(kind), said))


def _value(kind: str, said: bytes) -> str | float | bytes:
    if kind == "number":
        return float(said)
    return bytes.fromhex(said.decode()) if kind == "hex" else said.decode("latin-1")


def _string(piece: bytes, place: int) -> tuple[bytes, int]:
    """The string that begins at `place`, and where it ends; brackets inside it come in pairs."""
    depth, value = 1, b""
    while depth:
        sign = _IN_STRING.search(piece, place)
        if sign is None:
            return value, len(piece)
        value += piece[place : sign.start()]
        place = sign.end()
        depth += {b"(": 1, b")": -1}.get(sign[2] or b"", 0)
        value += (sign[2] if depth else b"") if sign[2] else _escaped(sign[1])
    return value, place


def _escaped(said: bytes) -> bytes:
    return bytes([int(said, 8) & 255]) if said.isdigit() else _SIGNS.get(said, said)
