"""The attempts of `cases.txt` to run a script, and how many of them go into one text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from statements import prose

SIGN = re.compile(r"\\(\\|n|r|t|x[0-9a-f]{2}|u[0-9a-f]{4})")
SHORT = {"\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
BEHIND = "<p>What stands behind it.</p>"


@cache
def cases() -> list[str]:
    """Every attempt, as an attacker sends it."""
    lines = Path(__file__).with_name("cases.txt").read_text("utf-8").split("\n")
    return [SIGN.sub(_sign, line) for line in lines if line and not re.match("# [A-Z]", line)]


def _sign(found: re.Match[str]) -> str:
    written = found[1]
    return SHORT[written] if written in SHORT else chr(int(written[1:], 16))


def packed(most: int) -> list[str]:
    """All of them in as few lines of `most` characters as it takes; what is longer alone stays out."""
    lines = [""]
    for case in cases():
        if len(case) > most:
            continue
        if len(lines[-1]) + len(case) > most - 1:
            lines.append("")
        lines[-1] += f" {case}" if lines[-1] else case
    return lines


def texts() -> Iterator[str]:
    """All of them as marked-up texts: what swallows all that stands behind it ends a text of its own."""
    swallowing = [case for case in cases() if BEHIND not in prose.clean(f"<p>{case}</p>{BEHIND}")]
    others = [case for case in cases() if case not in set(swallowing)]
    each = len(others) // len(swallowing) + 1
    for number, last in enumerate(swallowing):
        before = others[number * each : (number + 1) * each]
        yield "".join(f"<p>{case}</p>" for case in [*before, last])
