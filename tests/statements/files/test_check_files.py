"""`manage.py check_files`: the bytes that are kept against their hashes and the rows."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from statements.files import store
from statements.models import File
from tests.cast import Newsroom
from tests.sent import pdf, picture, received, written


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder of files of this test alone."""
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def check() -> tuple[int, list[str]]:
    """The exit status, and what the command says."""
    said = StringIO()
    try:
        call_command("check_files", stdout=said)
    except SystemExit as ended:
        return int(ended.code or 0), said.getvalue().splitlines()
    return 0, said.getvalue().splitlines()


def test_without_a_file_all_is_sound(db: None, folder: Path) -> None:
    assert check() == (0, ["0 files looked at, 0 faults."])


def test_missing_altered_and_orphaned_bytes_are_told_each_by_its_place(
    newsroom: Newsroom, folder: Path
) -> None:
    received(newsroom, picture(2000, 1000))
    received(newsroom, picture(1000, 500, colour="red"))
    received(newsroom, written(pdf()), "report.pdf")
    assert check() == (0, ["3 files looked at, 0 faults."])
    wide, narrow, document = File.objects.order_by("pk")
    store.path(wide).write_bytes(b"Other bytes")
    store.path(wide, 480).unlink()
    store.path(wide, 960).write_bytes(store.path(wide, 480 + 1120).read_bytes())  # of another width
    store.path(narrow, 960).write_bytes(store.path(narrow, 960).read_bytes()[:-40])
    store.path(document).unlink()
    (folder / "tmp-of-a-crash").write_bytes(b"half")
    stranger = folder / "ab" / ("ab" * 32)
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"of no row")
    status, lines = check()
    assert status == 1
    assert lines == [
        f"altered: {store.place(wide)}",
        f"missing: {store.place(wide, 480)}",
        f"altered: {store.place(wide, 960)}",
        f"altered: {store.place(narrow, 960)}",
        f"missing: {store.place(document)}",
        f"orphaned: ab/{'ab' * 32}",
        "orphaned: tmp-of-a-crash",
        "3 files looked at, 7 faults.",
    ]


def test_what_is_sent_again_is_sound_again(newsroom: Newsroom, folder: Path) -> None:
    sent = picture(1000, 500)
    received(newsroom, sent)
    file = File.objects.get()
    for width in (0, 480, 960):
        store.path(file, width).unlink()
    assert check()[0] == 1
    received(newsroom, sent)
    assert check()[0] == 0
