"""What readers' pages cost, beside Wagtail's and beside a function that does nothing else: `make bench`.

Everything runs behind the same server (granian, two workers) and is asked by wrk from eight connections, one
after the other in one run, each page some trials of some seconds. What counts is the trial with the least
foreign work.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from . import archives, wagtail
from .document import write_down
from .serving import Load, Served, served

EVERY = 25  # of the first thousand statements: forty are asked for in turn
OWN_PAGES = f"""
import json
from django.utils import timezone
from statements.models import Edition, Topic
at = timezone.now()
editions = Edition.objects.public(at).select_related("statement").order_by("statement")[:1000:{EVERY}]
print(json.dumps({{
    "statement": [one.get_absolute_url() for one in editions],
    "list": ["/statements/"],
    "by topic": [one.get_absolute_url() for one in Topic.objects.public(at)[:40]],
    "feed": ["/statements/feed.atom"],
}}))
"""
OF_WAGTAIL = {
    "statement": [f"/statement-{number}/" for number in range(1, 1001, EVERY)],
    "list": ["/"],
    "by topic": [],
    "feed": ["/feed/"],
}
Pages = dict[str, list[str]]


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    system: str
    page: str
    load: Load
    megabytes: int


def main() -> None:
    """Make what is missing, measure, print, and write it down where asked."""
    asked = _asked()
    archives.make(asked.engine, asked.size, archives.GIVEN)
    wagtail.make(asked.size)
    rows = list(_measured(asked))
    written = "\n".join([*_about(asked), "", *_table(rows), "", *_ratios(rows)])
    print(written)  # noqa: T201
    if asked.save:
        write_down(Path(asked.save), "pages", written)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--engine", choices=archives.ENGINES, default="postgresql")
    parser.add_argument("--trials", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--save", help="a document whose part on pages is written anew")
    return parser.parse_args()


def _measured(asked: argparse.Namespace) -> Iterator[Row]:
    """All rows: ours kept and made anew, Wagtail's, and the bare function with the bytes of our statement."""
    env = archives.environment(asked.engine, asked.size, archives.GIVEN)
    own = _own_pages(env)
    # Our packages for the Python that has the server, which is of the same build.
    env |= {"PYTHONPATH": os.pathsep.join([str(archives.ROOT), sysconfig.get_path("purelib")])}
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        for system, room in (("ours, kept", "64"), ("ours, made anew", "0")):
            with _granian("pressoffice.wsgi", archives.ROOT, env | {"PAGE_CACHE_MB": room}) as server:
                page.write_bytes(_got(server, own["statement"][0])[0])
                yield from _rows(asked, system, server, own)
                yield _unchanged(asked, system, server, own["statement"][0])
        bare = env | {"BENCH_PAGE": str(page), "DATABASE_URL": ""}
        with _granian("bench.bare", archives.ROOT, bare) as server:
            yield from _rows(asked, "bare function", server, {"statement": ["/"]})
    theirs = wagtail.environment(asked.size)
    theirs |= {"DATABASE_URL": f"{archives.SERVER.rpartition('/')[0]}/{theirs['ANCHOR_DB']}"}
    with _granian("wsgi", wagtail.SITE, theirs) as server:
        yield from _rows(asked, "Wagtail", server, OF_WAGTAIL)


def _granian(module: str, folder: Path, env: dict[str, str]) -> AbstractContextManager[Served]:
    return served([wagtail.python(), "-m", "granian"], f"{module}:application", folder, env)


def _own_pages(env: dict[str, str]) -> Pages:
    told = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", OWN_PAGES],
        env=env, cwd=archives.ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    pages: Pages = json.loads(told)
    return pages


def _rows(asked: argparse.Namespace, system: str, server: Served, pages: Pages) -> Iterator[Row]:
    for name, paths in pages.items():
        if paths:
            for _time in range(3):
                server.load(paths, asked.seconds)  # until every worker has made every page
            row = Row(system, name, _best(asked, server, paths), server.megabytes())
            print(f"{system}, {name}: {row.load.cpu:.2f} ms", file=sys.stderr, flush=True)  # noqa: T201
            yield row


def _unchanged(asked: argparse.Namespace, system: str, server: Served, path: str) -> Row:
    """The answer to whoever has a statement's page already."""
    _page, etag = _got(server, path)
    load = _best(asked, server, [path], f"If-None-Match: {etag}")
    return Row(system, "statement, 304", load, server.megabytes())


def _best(asked: argparse.Namespace, server: Served, paths: list[str], header: str = "") -> Load:
    loads = [server.load(paths, asked.seconds, header) for _trial in range(asked.trials)]
    return min(loads, key=lambda load: load.foreign)


def _got(server: Served, path: str) -> tuple[bytes, str]:
    with urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=60) as answer:
        return answer.read(), answer.headers.get("ETag", "")


def _about(asked: argparse.Namespace) -> Iterator[str]:
    yield (
        f"{asked.size:,} statements, the same in both, on {asked.engine} (Wagtail on PostgreSQL); granian "
        f"with two workers, wrk with eight connections on the same {os.cpu_count()} cores. "
        f"{datetime.now(UTC):%d %B %Y}. ms is the processor time of an answer, server and database together."
    )


def _table(rows: list[Row]) -> Iterator[str]:
    yield "| system | page | a second | ms | p50 | p99 | faults | MB | foreign cores |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        load = row.load
        yield (
            f"| {row.system} | {row.page} | {load.per_second:,.0f} | {load.cpu:.2f} | {load.p50:.1f} | "
            f"{load.p99:.1f} | {load.faults} | {row.megabytes} | {load.foreign:.1f} |"
        )


def _ratios(rows: list[Row]) -> Iterator[str]:
    """What issue and reader ask: against the bare function, against Wagtail."""
    cpu = {(row.system, row.page): row.load.cpu for row in rows}
    bare, kept = cpu["bare function", "statement"], cpu["ours, kept", "statement"]
    yield f"- a kept statement costs {kept / bare:.2f} × the bare function"
    yield f"- a 304 costs {cpu['ours, kept', 'statement, 304'] / kept:.2f} × a kept statement"
    for page in ("statement", "list", "feed"):
        if ("Wagtail", page) in cpu:
            times = [cpu["Wagtail", page] / cpu[f"ours, {how}", page] for how in ("kept", "made anew")]
            yield f"- {page}: Wagtail costs {times[0]:.0f} × ours kept, {times[1]:.1f} × ours made anew"


if __name__ == "__main__":
    main()
