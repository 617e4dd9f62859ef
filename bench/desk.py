"""What the desk's pages cost at 100 and at 100,000 statements, on both engines: `make bench-desk`."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from . import archives

Figures = dict[str, dict[str, float]]
HEAD = "| page | queries | | ms | | ratio | kB | |"
RULE = "|---|--:|--:|--:|--:|--:|--:|--:|"


def main() -> None:
    """Make what is missing, measure, print, and write it down where asked."""
    asked = _asked()
    lines = [*_about(asked)]
    for engine in asked.engines:
        measured = [_measured(engine, size) for size in asked.sizes]
        lines += ["", f"### {engine}", "", *_table(asked.sizes, *measured)]
    written = "\n".join(lines)
    print(written)  # noqa: T201
    if asked.save:
        _write_down(Path(asked.save), written)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs=2, default=[100, 100_000])
    parser.add_argument("--engines", nargs="+", choices=archives.ENGINES, default=list(archives.ENGINES))
    parser.add_argument("--save", help="a document whose part on the desk is written anew")
    return parser.parse_args()


def _measured(engine: str, size: int) -> Figures:
    archives.make(engine, size)
    answer = subprocess.run(
        [sys.executable, "-m", "bench.measure"],
        env=archives.environment(engine, size), cwd=archives.ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    figures: Figures = json.loads(answer.stdout)
    return figures


def _about(asked: argparse.Namespace) -> Iterator[str]:
    small, large = asked.sizes
    yield f"At {small:,} statements, then at {large:,}; ms is the fastest of ten, the ratio that of the two."
    yield f"Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}."


def _table(sizes: list[int], small: Figures, large: Figures) -> Iterator[str]:
    yield HEAD
    yield RULE
    for name, few in small.items():
        many = large[name]
        ratio = many["ms"] / few["ms"]
        yield (
            f"| {name} | {few['queries']:.0f} | {many['queries']:.0f} | {few['ms']:.0f} | {many['ms']:.0f} "
            f"| {ratio:.1f} | {few['bytes'] / 1000:.0f} | {many['bytes'] / 1000:.0f} |"
        )


BEGIN, END = "<!-- desk: begin -->", "<!-- desk: end -->"


def _write_down(document: Path, written: str) -> None:
    """Put the figures between the document's marks."""
    before, _begin, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _old, _end, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n{written}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
