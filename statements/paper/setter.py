"""Sets one sheet by typst, in a process of its own: what typst remembers of it goes with the process.

A script and no part of the house: it imports nothing of it. In: a line of JSON, the form and how it is set.
Out: the bytes; or, with status `REFUSED`, typst's own words of why there are none.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typst

REFUSED = 3
SHEETS, FONTS = Path(__file__).parent / "sheets", Path(__file__).parent / "fonts"


def main() -> int:
    """Read standard input, write the bytes; the status."""
    asked = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
    try:
        made = typst.compile(
            str(SHEETS / asked["form"]),
            root=str(SHEETS),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"sheet": asked["sheet"]},
            **asked["how"],
        )
    except BaseException as fault:  # a panic, over a syllable of a thousand letters, is no Exception
        sys.stderr.write(f"{type(fault).__name__}: {fault}")
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
