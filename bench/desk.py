"""What pages cost in a small and in a large archive: `make bench-desk`, `bench-demands`, `bench`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from . import archives
from .document import write_down

Figures = dict[str, dict[str, float]]
SETS: dict[str, tuple[str, list[int]]] = {  # of pages: the archive they are measured on, and its sizes
    "desk": (archives.MADE, [100, 100_000]),
    "demands": (archives.DEMANDING, [500, 10_000]),
    "readers": (archives.GIVEN, [1_000, 100_000]),
}
HEAD = "| page | queries | | ms | | ratio | kB | |"
RULE = "|---|--:|--:|--:|--:|--:|--:|--:|"


def main() -> None:
    """Make what is missing, measure, print, and write it down where asked."""
    asked = _asked()
    source, sizes = SETS[asked.pages]
    sizes = asked.sizes or sizes
    lines = [*_about(sizes)]
    for engine in asked.engines:
        measured = [_measured(engine, size, source, asked.pages) for size in sizes]
        lines += ["", f"### {engine}", "", *_table(*measured)]
    written = "\n".join(lines)
    print(written)  # noqa: T201
    if asked.save:
        write_down(Path(asked.save), asked.pages, written)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", choices=SETS, default="desk")
    parser.add_argument("--sizes", type=int, nargs=2)
    parser.add_argument("--engines", nargs="+", choices=archives.ENGINES, default=list(archives.ENGINES))
    parser.add_argument("--save", help="a document whose part on these pages is written anew")
    return parser.parse_args()


def _measured(engine: str, size: int, source: str, pages: str) -> Figures:
    archives.make(engine, size, source)
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bench.measure", pages],
        env=archives.environment(engine, size, source),
        cwd=archives.ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    figures: Figures = json.loads(answer.stdout)
    return figures


def _about(sizes: list[int]) -> Iterator[str]:
    small, large = sizes
    yield f"At {small:,} statements, then at {large:,}; ms is the processor time of the page and its"
    yield "database, the fastest of ten, the ratio that of the two. Both engines in one run."
    yield f"Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}, {_machine()},"
    yield f"load {os.getloadavg()[0]:.0f}."


def _machine() -> str:
    said = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    name = next((line.partition(":")[2].strip() for line in said.splitlines() if "model name" in line), "")
    return f"{os.cpu_count()} cores of {name or platform.machine()}"


def _table(small: Figures, large: Figures) -> Iterator[str]:
    yield HEAD
    yield RULE
    for name, few in small.items():
        many = large[name]
        ratio = many["ms"] / few["ms"]
        yield (
            f"| {name} | {few['queries']:.0f} | {many['queries']:.0f} | {few['ms']:.1f} | {many['ms']:.1f} "
            f"| {ratio:.1f} | {few['bytes'] / 1000:.0f} | {many['bytes'] / 1000:.0f} |"
        )


if __name__ == "__main__":
    main()
