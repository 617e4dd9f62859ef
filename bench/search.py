"""What a page of results costs as the archive grows, on both engines, beside Wagtail: `make bench-search`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import archives, wagtail
from .document import write_down
from .given import GIVEN
from .queries import BEGUN, Queries, queries

STATES = ("cold", "warm")
TRIALS = 3  # of each query, cold and warm; the fastest counts
HEAD = "| what | N | rare | medium | common | two words | phrase | Hindi | nothing | suggested | other work |"
RULE = "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
SUGGESTIONS = "suggestions"  # the last class, of ours alone


@dataclass(frozen=True)
class Measured:
    """What one site of one size took, by class and query; cold and warm apart."""

    what: str
    size: int
    found: dict[str, list[dict[str, float]]]
    foreign: float  # cores that other work took meanwhile

    def line(self, state: str) -> str:
        """A row of the table: median and 95th part of a hundred of each class."""
        cells = [self._cell(name, state) for name in self.found]
        cells += ["–"] * (SUGGESTIONS not in self.found)
        return f"| {self.what}, {state} | {self.size:,} | {' | '.join(cells)} | {self.foreign:.1f} |"

    def worst(self, state: str) -> float:
        """The greatest 95th part of a hundred of all classes, in milliseconds."""
        return max(_most(self._spent(name, state)) for name in self.found)

    def median(self, name: str) -> float:
        """Of a class, cold, in milliseconds."""
        return statistics.median(self._spent(name, "cold"))

    def _cell(self, name: str, state: str) -> str:
        spent = self._spent(name, state)
        return f"{statistics.median(spent):.0f} / {_most(spent):.0f}"

    def _spent(self, name: str, state: str) -> list[float]:
        return sorted(one[state] for one in self.found[name])


def main() -> None:
    """Make what is missing, measure, print, and write it down where asked."""
    asked = _asked()
    beside = GIVEN.is_dir() and not asked.alone
    sizes = [[_ours(engine, size) for engine in asked.engines] for size in asked.sizes]
    theirs = [_wagtails(size) for size in asked.sizes if size <= asked.beside] if beside else []
    lines = [*_about(beside), *_table(sizes, theirs), "", *_growth(sizes), *_compared(sizes, theirs)]
    written = "\n".join(lines)
    print(written)  # noqa: T201
    if asked.save:
        write_down(Path(asked.save), asked.part, written)


def _table(sizes: list[list[Measured]], theirs: list[Measured]) -> Iterator[str]:
    yield HEAD
    yield RULE
    for place, ours in enumerate(sizes):
        yield from (measured.line(state) for measured in ours for state in STATES)
        yield from (measured.line("cold").replace(", cold", "") for measured in theirs[place : place + 1])


def _growth(sizes: list[list[Measured]]) -> Iterator[str]:
    """How the dearest class grows from the smallest archive to the largest."""
    for least, most in zip(sizes[0], sizes[-1], strict=True):
        for state in STATES if most.size > least.size else ():
            grown = most.worst(state) / least.worst(state)
            yield (
                f"- {most.what}, {state}: at most {most.worst(state):.0f} ms at {most.size:,}, "
                f"{grown:.1f} × as at {least.size:,}"
            )


def _compared(sizes: list[list[Measured]], theirs: list[Measured]) -> Iterator[str]:
    """How many times our cold page Wagtail's costs, in the class where that is least."""
    for ours, its in zip(sizes, theirs, strict=False):
        for measured in ours:
            times, name = min((its.median(name) / measured.median(name), name) for name in its.found)
            yield f"- at {its.size:,}, Wagtail costs {times:.1f} × {measured.what} at least ({name})"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--engines", nargs="+", choices=archives.ENGINES, default=list(archives.ENGINES))
    parser.add_argument("--alone", action="store_true", help="without Wagtail")
    parser.add_argument("--beside", type=int, default=100_000, help="the largest archive Wagtail has as well")
    parser.add_argument("--save", help="a document whose part on the search is written anew")
    parser.add_argument("--part", default="search", help="which part that is")
    return parser.parse_args()


def _about(beside: bool) -> Iterator[str]:
    yield f"Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}, {_machine()}."
    if not GIVEN.is_dir():
        yield "Without the statements all systems are measured on: our own archive, and nobody beside us."
    elif not beside:
        yield "Ours alone."
    yield ""


def _machine() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    model = next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )
    return f"{os.cpu_count()} cores of {model}"


def _ours(engine: str, size: int) -> Measured:
    archives.make(engine, size, archives.source())
    env = archives.environment(engine, size, archives.source())
    name = {"sqlite": "ours on SQLite", "postgresql": "ours on PostgreSQL"}[engine]
    pages = _pages("/statements/?q=", queries(size)) | _pages(
        "/statements/suggestions?q=", {SUGGESTIONS: BEGUN}
    )
    return _measured(name, size, sys.executable, env, {"pages": pages, "cache": "searches"})


def _wagtails(size: int) -> Measured:
    wagtail.make(size)
    asked = {"pages": _pages("/search/?q=", queries(size)), "cache": ""}
    return _measured("Wagtail on PostgreSQL", size, wagtail.python(), wagtail.environment(size), asked)


def _pages(address: str, classes: Queries) -> dict[str, list[str]]:
    return {name: [f"{address}{quote(one)}" for one in typed] for name, typed in classes.items()}


def _measured(what: str, size: int, python: str, env: dict[str, str], asked: dict[str, Any]) -> Measured:
    print(f"Measuring {size} {what}", flush=True)  # noqa: T201
    opening = str(archives.ROOT / "bench" / "opening.py")
    told = json.dumps({**asked, "trials": TRIALS})
    answer = subprocess.run(  # noqa: S603
        [python, "-P", "-W", "ignore", opening],  # -P: nothing beside it is taken for a package
        env=env, cwd=archives.ROOT, input=told, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Measured(what, size, **json.loads(answer.stdout))


def _most(spent: list[float]) -> float:
    return spent[int(len(spent) * 0.95)]


if __name__ == "__main__":
    main()
