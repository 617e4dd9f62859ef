"""Holds the drills one after the other: `make drill`, or `python -m drills NAME…`.

The last lines say what ended how, and what was left out: for what this machine lacks, or the time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from .environment import ROOT
from .processes import ENGINES, LEFT_OUT, LIMITS

ANY = ("postgresql",)
LEFT = {"could not": "this machine cannot hold it, for the reason said above", "no time": "the time was over"}


@dataclass
class Held:
    """One drill: how it ended, and how long it took."""

    name: str
    engine: str
    end: str
    seconds: float = 0

    def __str__(self) -> str:
        return f"  {self.end:<10}{self.seconds:6.0f} s  {self.name} ({self.engine})"


def main() -> int:
    """Hold what is asked for; 0 where none has failed."""
    parser = argparse.ArgumentParser(prog="python -m drills", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*LIMITS, []], help="all, where none is named")
    parser.add_argument("--within", type=int, default=0, help="seconds; what may take longer is left out")
    asked = parser.parse_args()
    begun = time.monotonic()
    ends = []
    wanted = [(name, engine) for name in asked.names or LIMITS for engine in ENGINES.get(name, ANY)]
    for name, engine in wanted:
        left = asked.within - (time.monotonic() - begun)
        has_time = not asked.within or LIMITS[name] < left
        ends.append(hold(name, engine) if has_time else Held(name, engine, "no time"))
    failed = [one.name for one in ends if one.end == "FAILED"]
    print("\nDrills", *ends, sep="\n")  # noqa: T201
    for one in ends:
        if one.end not in ("held", "FAILED"):
            print(f"  left out, which is no pass: {one.name} on {one.engine}: {LEFT[one.end]}")  # noqa: T201
    print(f"FAILED: {', '.join(failed)}" if failed else "No drill has failed.")  # noqa: T201
    return 1 if failed else 0


def hold(name: str, engine: str) -> Held:
    """Hold one drill as a program of its own; what it says is shown as it comes."""
    print(f"\n{name} ({engine})", flush=True)  # noqa: T201
    begun = time.monotonic()
    command, env = [sys.executable, "-m", f"drills.{name}"], {**os.environ, "DRILL_ON": engine}
    with subprocess.Popen(command, cwd=ROOT, env=env) as drill:  # noqa: S603
        try:
            ended = drill.wait(LIMITS[name] + 30)  # it ends by itself before
        except subprocess.TimeoutExpired:
            drill.terminate()
            ended = drill.wait(60)
    end = {0: "held", LEFT_OUT: "could not"}.get(ended, "FAILED")
    return Held(name, engine, end, time.monotonic() - begun)


if __name__ == "__main__":
    sys.exit(main())
