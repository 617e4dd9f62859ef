"""What the verb *publish* costs as the archive grows, public epoch and search row included: `make bench`.

In a copy of an archive of each size fresh texts are drafted, and approved by another person, by the verbs;
then each is published in a transaction of its own, as at the desk, and committed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.utils import timezone

from . import archives
from .document import write_down
from .given import generator
from .opening import spent

SIZES = [1_000, 100_000]
TEXTS = 40
HERE = "--here"  # measure in this process


def main() -> None:
    """Make what is missing, measure, print, and write it down where asked."""
    asked = _asked()
    written = "\n".join([*_about(asked), "", *_table(asked)])
    print(written)  # noqa: T201
    if asked.save:
        write_down(Path(asked.save), "publishing", written)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--engines", nargs="+", choices=archives.ENGINES, default=list(archives.ENGINES))
    parser.add_argument("--save", help="a document whose part on publishing is written anew")
    return parser.parse_args()


def _about(asked: argparse.Namespace) -> Iterator[str]:
    yield (
        f"{TEXTS} texts each; ms is the processor time of process and database. Python "
        f"{platform.python_version()}, {datetime.now(UTC):%d %B %Y}, load {os.getloadavg()[0]:.0f} on "
        f"{os.cpu_count()} cores."
    )


def _table(asked: argparse.Namespace) -> Iterator[str]:
    yield "| engine | statements | queries | p50 ms | p95 ms |"
    yield "|---|--:|--:|--:|--:|"
    for engine in asked.engines:
        for size in asked.sizes:
            archives.make(engine, size, archives.GIVEN)
            found = _measured(engine, size)
            took = sorted(found["ms"])
            middle, most = statistics.median(took), took[int(len(took) * 0.95)]
            yield f"| {engine} | {size:,} | {found['queries']} | {middle:.1f} | {most:.1f} |"


def _measured(engine: str, size: int) -> dict[str, list[float]]:
    """The milliseconds of each publication, in a process of its own on a copy of this archive."""
    with archives.copied(engine, size, archives.GIVEN) as env:
        answer = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "bench.publishing", HERE],
            env=env, cwd=archives.ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    found: dict[str, list[float]] = json.loads(answer.stdout)
    return found


def measure() -> dict[str, object]:
    """Publish texts in the archive of this environment; how long each took, and the queries of the last."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from statements import verbs

    drafter, chief = _person("drafter", "drafter"), _person("chief", "reviewer", "publisher")
    approved = [_approved(drafter, chief, number) for number in range(TEXTS + 1)]
    took = []
    for one in approved[1:]:
        began = spent()
        verbs.publish(one, by=chief)
        took.append((spent() - began) / 1e6)
    with CaptureQueriesContext(connection) as queries:
        verbs.publish(approved[0], by=chief)
    return {"ms": took, "queries": len(queries)}


def _person(name: str, *roles: str) -> Any:
    from statements.models import IssuingBody, Membership, User

    person = User.objects.create(username=f"bench-{name}", first_name=name)
    body = IssuingBody.objects.order_by("pk")[0]
    Membership.objects.bulk_create(Membership(user=person, body=body, role=role) for role in roles)
    return person


def _approved(drafter: Any, chief: Any, number: int) -> Any:
    """A text of some paragraphs under two topics, sent by the one and approved by the other."""
    from statements import prose, verbs
    from statements.models import IssuingBody, Topic

    told = generator().Maker().record(number + 7)
    content = {
        "headline": f"{told['title']} ({number})",
        "language": "en",
        "standfirst": told["summary"],
        "body": prose.clean(generator().html(told)),
        "dateline_place": told["place"],
        "dateline_date": timezone.localdate(),
    }
    topics = [topic.name for topic in Topic.objects.order_by("pk")[:2]]
    body = IssuingBody.objects.order_by("pk")[0]
    draft = verbs.begin(by=drafter, body=body, content=content, topics=topics)
    return verbs.approve(verbs.submit(draft, by=drafter), by=chief)


if __name__ == "__main__":
    if HERE in sys.argv:
        django.setup()
        print(json.dumps(measure()))  # noqa: T201
    else:
        main()
