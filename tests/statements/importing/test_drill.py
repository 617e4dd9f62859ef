"""The drill: an import is killed at random moments, or finds the disk full, and goes on as if nothing was.

`IMPORT_DRILL=10` kills it ten times; the suite is content with three.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from statements.models import Address, Edition, ImportItem, ImportRun, Statement, Step
from tests.cast import body, person
from tests.emptied import empty_the_newsroom
from tests.environment import ROOT
from tests.statements.importing.exports import item, wxr
from tests.statements.outbox.processes import environment

KILLS = int(os.environ.get("IMPORT_DRILL", "3"))
BETWEEN = 25  # items at most from one kill to the next
CHUNK = 5  # items in one transaction
COMMAND = (
    "import django; django.setup()\n"
    f"from statements.importing import run; run.CHUNK = {CHUNK}\n"
    "from django.core.management import execute_from_command_line as go; go()"
)


def people() -> None:
    """Who issues, and who imports."""
    body("NC", "National Council")
    person("administrator").groups.add(Group.objects.get(name="Administrators"))


@pytest.fixture
def office(transactional_db: None) -> None:
    """A newsroom that other processes see."""
    people()


def export(folder: Path, count: int, longer: int = 1) -> Path:
    """An export of so many items, some of which say the same."""
    path = folder / "old.xml"
    texts = (f"<p>{f'Text {n}. ' * longer}</p>" for n in range(1, count + 1))
    items = (item(n, f"Title {n % 7}", text, tag=f"Tag {n % 3}") for n, text in enumerate(texts, 1))
    path.write_text(wxr(*items), "utf-8")
    return path


def arguments(path: Path, *options: str) -> list[str]:
    """The command, as one types it."""
    said = ["--body", "NC", "--as", "administrator", "--state", "history"]
    return ["import_statements", str(path), *said, *options]


def begun(path: Path, *options: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments(path, *options)],
        cwd=ROOT, env=environment(0), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        preexec_fn=before,  # noqa: PLW1509  (nothing else runs in this process)
    )  # fmt: skip


def told() -> list[Any]:
    """All that an import leaves, but for the moments and the hashes they are part of."""
    order = Statement.objects.order_by("source_key")
    fields = ("source_key", "reference", "year", "slug", "state", "headline", "body", "source_address")
    items = ImportItem.objects.order_by("number").values_list("number", "fate", "why", "altered", "digest")
    return [
        list(order.values_list(*fields)),
        list(Edition.objects.order_by("statement__source_key").values_list("digest", "number", "issued_at")),
        list(Address.objects.order_by("path").values_list("path", "statement__source_key")),
        list(items),
        list(
            Step.objects.order_by("number").values_list("verb", "note", "revision__digest", "edition__digest")
        ),
        sorted((s.source_key or "", *sorted(s.topics.names())) for s in order),
    ]


def kill_at_random(path: Path, chance: random.Random) -> None:
    """Let it go on for some items more, and kill it at some moment."""
    wanted = ImportItem.objects.count() + chance.randint(0, BETWEEN)
    with begun(path) as process:
        while process.poll() is None and ImportItem.objects.count() <= wanted:
            time.sleep(chance.random() / 20)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_killed_at_random_moments_and_continued_it_equals_an_unbroken_run(
    tmp_path: Path, office: None
) -> None:
    count = KILLS * (BETWEEN + 3 * CHUNK)
    path, chance = export(tmp_path, count), random.Random(9)
    for _time in range(KILLS):
        kill_at_random(path, chance)
    assert ImportRun.objects.count() == 1
    assert 0 < ImportItem.objects.count() < count
    call_command(*arguments(path), stdout=StringIO())
    broken = told()
    assert len(broken[0]) == count
    assert ImportRun.objects.get().ended_at
    assert Step.objects.first_break() is None
    empty_the_newsroom()
    people()
    call_command(*arguments(path), stdout=StringIO())
    assert told() == broken


def limited(most: int) -> Callable[[], None]:
    """What lets a process write no file beyond so many bytes, as on a disk that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def ended(process: subprocess.Popen[str]) -> str:
    """The one sentence with which it ended, its exit status 1."""
    _out, said = process.communicate()
    assert process.returncode == 1, said
    assert len(said.strip().splitlines()) == 1, said
    return said


def test_a_report_for_which_there_is_no_room_is_told_and_no_half_of_it_stays(
    tmp_path: Path, office: None
) -> None:
    report = tmp_path / "reports" / "report.json"
    report.parent.mkdir()
    path = export(tmp_path, 120)
    said = ended(begun(path, "--dry-run", "--report", str(report), before=limited(9_000)))
    assert "report cannot be written" in said
    assert list(report.parent.iterdir()) == []
    assert not Statement.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL writes in a process of its own")
def test_a_full_disk_is_told_and_the_import_goes_on_once_there_is_room(tmp_path: Path, office: None) -> None:
    path = export(tmp_path, 200, longer=900)
    files = [Path(f"{connection.settings_dict['NAME']}{suffix}") for suffix in ("", "-wal")]
    room = max(file.stat().st_size for file in files if file.exists()) + 600_000
    said = ended(begun(path, before=limited(room)))
    assert "The database takes no more" in said
    assert "run this again to go on" in said
    done = ImportRun.objects.get().done
    assert done == ImportItem.objects.count() == Statement.objects.count() < 200
    assert Step.objects.first_break() is None
    call_command(*arguments(path), stdout=StringIO())
    assert (Statement.objects.count(), ImportRun.objects.count()) == (200, 1)
    assert Step.objects.first_break() is None
