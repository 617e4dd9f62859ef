"""What it costs to import an archive, on both engines, in time and memory: `make bench-import`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TextIO
from xml.sax.saxutils import escape

import psycopg
from psycopg import sql

from statements.synthetic.texts import Pen

from . import archives
from .document import write_down

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
LOOK = 0.5  # seconds between two looks at the memory
TITLES = "| what | file, MB | items | minutes | a second | processor, minutes | memory, MB |"
RULE = "|---|--:|--:|--:|--:|--:|--:|"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old</title>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example.org</wp:base_site_url>
"""
FURNISH = """
from django.contrib.auth.models import Group
from statements.models import IssuingBody, User
IssuingBody.objects.create(code="CV", slug="cv", names={"en": "Confederation of Valley Unions"})
person = User.objects.create(username="mover", is_staff=True)
person.groups.add(Group.objects.get(name="Administrators"))
"""


@dataclass(frozen=True)
class Spent:
    """What one command took."""

    what: str
    megabytes: float
    items: int
    seconds: float
    processor: float  # seconds of this process; its database server's are not in it
    memory: float  # the most it held for itself, in MB; pages of the database file do not count

    def line(self) -> str:
        """A row of the table."""
        return (
            f"| {self.what} | {self.megabytes:,.0f} | {self.items:,} | {self.seconds / 60:.1f} "
            f"| {self.items / self.seconds:,.0f} | {self.processor / 60:.1f} | {self.memory:.0f} |"
        )


def main() -> None:
    """Write the export where it is missing, import it into an empty newsroom, print, write down."""
    asked = _asked()
    export = archives.KEPT / f"import-{asked.items}-{asked.paragraphs}.xml"
    if not export.exists():
        _write(export, asked.items, asked.paragraphs)
    lines = [_about(), "", TITLES, RULE]
    for engine in asked.engines:
        print((spent := _import(engine, export, asked)).line(), flush=True)  # noqa: T201
        lines.append(spent.line())
    if asked.save:
        write_down(Path(asked.save), asked.part, "\n".join(lines))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--paragraphs", type=int, default=1, help="how many times longer each text is")
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--save", help="a document whose part on imports is written anew")
    parser.add_argument("--part", default="import", help="which part that is")
    return parser.parse_args()


def _about() -> str:
    cores = os.cpu_count()
    return f"Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}, {cores} cores."


def _write(export: Path, items: int, longer: int) -> None:
    """A WordPress export of texts by chance: in one of three Hindi, in one of fifty something amiss."""
    export.parent.mkdir(parents=True, exist_ok=True)
    half = export.with_suffix(".half")
    with half.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(1, items + 1):
            _write_item(file, number, longer)
        file.write("</channel></rss>\n")
    half.replace(export)


def _write_item(file: TextIO, number: int, longer: int) -> None:
    chance = Random(f"import-{number}")  # noqa: S311  (chance by seed is the point)
    pen = Pen(chance, "hi" if chance.random() < 0.3 else "en")
    day = date(2001, 1, 1) + timedelta(days=int(9000 * chance.random()))
    said = {
        "title": pen.line("headline"),
        "link": f"https://old.example.org/{day:%Y/%m}/{number}/",
        "dc:creator": f"author-{chance.randrange(9)}",
        "content:encoded": "\n".join(pen.body() for _again in range(longer)),
        "wp:post_id": str(number),
        "wp:post_date": "0000-00-00 00:00:00" if number % 97 == 0 else f"{day} 10:00:00",
        "wp:status": "private" if number % 53 == 0 else "publish",
        "wp:post_type": "post",
    }
    parts = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in said.items())
    topic = f"Topic {int(200 * chance.random() ** 3)}"
    file.write(f'<item>{parts}<category domain="category" nicename="x">{topic}</category></item>\n')


def _import(engine: str, export: Path, asked: argparse.Namespace) -> Spent:
    env = _emptied(engine)
    manage = [sys.executable, str(archives.ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=env, check=True)  # noqa: S603
    subprocess.run([*manage, "shell", "--no-imports", "-c", FURNISH], env=env, check=True)  # noqa: S603
    report = archives.KEPT / "import-report.json"
    command = [*manage, "import_statements", str(export), "--format", "wxr", "--body", "CV", "--as", "mover"]
    command += ["--state", "history", "--report", str(report), *(["--dry-run"] if asked.dry_run else [])]
    before, begun = _children(), time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)  # noqa: S603
    memory = max(_memory_of(process))
    seconds = time.monotonic() - begun
    if process.returncode:
        raise SystemExit(process.returncode)
    what = f"{'looked at' if asked.dry_run else 'imported'}, {ENGINES[engine]}"
    items = sum(_counts(report).values())
    return Spent(what, export.stat().st_size / 1e6, items, seconds, _children() - before, memory)


def _children() -> float:
    """Seconds of processor that ended processes have taken by now."""
    usage = os.times()
    return usage.children_user + usage.children_system


def _counts(report: Path) -> dict[str, int]:
    with report.open(encoding="utf-8") as file:
        counts: dict[str, int] = json.loads(file.readline().rpartition(', "items"')[0] + "}")["counts"]
    return counts


def _memory_of(process: subprocess.Popen[Any]) -> Iterator[float]:
    """What it holds for itself, look by look, until it ends."""
    yield 0
    while process.poll() is None:
        for line in _status(process.pid):
            if line.startswith("RssAnon:"):
                yield int(line.split()[1]) / 1024
        time.sleep(LOOK)


def _status(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _emptied(engine: str) -> dict[str, str]:
    """The environment of an empty database of its own."""
    name = "pressoffice_bench_import"
    if engine == "sqlite":
        for file in archives.KEPT.glob(f"{name}.sqlite3*"):
            file.unlink()
        return archives.environment(engine, 0) | {"DATABASE_URL": f"sqlite:///{archives.KEPT / name}.sqlite3"}
    with psycopg.connect(archives.SERVER, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return archives.environment(engine, 0) | {"DATABASE_URL": f"{archives.SERVER.rpartition('/')[0]}/{name}"}


if __name__ == "__main__":
    main()
