"""A backup of a newsroom at work, restored elsewhere; and everything that is refused."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from pressoffice.backup import archive
from statements.models import Edition
from tests.cast import Cast, Newsroom
from tests.environment import ROOT
from tests.sent import lead
from tests.statements.outbox.processes import environment
from tests.statements.outbox.test_worker import wait_for

from .elsewhere import Elsewhere, elsewhere, sha256

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4


@pytest.fixture
def newsroom(cast: Cast) -> Newsroom:
    """Builders at the machine's own clock."""
    return Newsroom(cast, timezone.now)


@pytest.fixture
def there(tmp_path: Path, db: None) -> Iterator[Elsewhere]:
    """An empty installation on the same engine."""
    with elsewhere(tmp_path / "elsewhere") as found:
        yield found


@pytest.fixture
def good(newsroom: Newsroom, tmp_path: Path) -> Path:
    """The archive of a newsroom with a picture and a statement in review."""
    newsroom.public(headline="On wages", attachments=[lead(newsroom)])
    newsroom.in_review()
    return archive.make(tmp_path / "backups", timezone.now())


@contextmanager
def writing(newsroom: Newsroom) -> Iterator[list[int]]:
    """Four people publishing one text after the other, as long as the block lasts; how many each has done."""
    stop, counts = Event(), [0] * WRITERS

    def write(number: int) -> None:
        try:
            while not stop.is_set():
                with suppress(OperationalError):  # on a busy machine a turn may not come; one tries again
                    newsroom.public(headline=f"Writer {number}, text {counts[number]}")
                    counts[number] += 1
        finally:
            connection.close()

    writers = [Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        yield counts
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def test_a_backup_while_four_write_is_the_same_newsroom_elsewhere(
    newsroom: Newsroom, tmp_path: Path, there: Elsewhere, settings: Settings
) -> None:
    shutil.rmtree(settings.FILES_ROOT, ignore_errors=True)  # what other tests left there belongs to nobody
    newsroom.public(headline="Before all", attachments=[lead(newsroom)])
    with writing(newsroom) as counts:
        wait_for(lambda: min(counts) > 1)
        made, before = archive.make(tmp_path / "backups", timezone.now()), list(counts)
        wait_for(lambda: all(now > then for now, then in zip(counts, before, strict=True)))
    done = there.run("restore", str(made))
    assert done.returncode == 0, done.stderr
    for check in ("check_record", "check_search", "check_files"):
        looked = there.run(check)
        assert looked.returncode == 0, looked.stdout + looked.stderr
    number, digest = archive.verify(made).chain
    assert there.run("check_record", "--anchor", f"{number}:{digest}").returncode == 0
    shown = there.run("shell", "--no-imports", "-c",
        "import json; from statements.models import Edition; from django.utils.timezone import now; "
        "print(json.dumps([e.get_absolute_url() for e in Edition.objects.public(now())]))")  # fmt: skip
    paths: list[str] = json.loads(shown.stdout.splitlines()[-1])
    assert len(paths) >= 1 + 2 * WRITERS
    texts = [f"{path.rstrip('/')}.txt" for path in paths]  # a page names what was said since on its matter
    assert there.pages(texts) == {path: sha256(Client().get(path).content) for path in texts}


def test_what_is_restored_holds_its_messages_until_told(good: Path, there: Elsewhere) -> None:
    assert there.run("restore", str(good)).returncode == 0
    held = {"EMAIL_URL": "smtp://127.0.0.1:1", "DEFAULT_FROM_EMAIL": "desk@newsroom.example"}
    assert "0 sent, 0 put off" in there.run("worker", "--once", **held).stdout
    pages = ["/", "/hi/", "/statements/?q=wages", "/statements/feed.atom", "/r/NC-2026-001/"]
    assert there.pages(pages) == {path: sha256(Client().get(path, follow=True).content) for path in pages}
    assert "left unsent" in there.run("messages", "leave").stdout
    assert "0 sent, 0 put off" in there.run("worker", "--once", **held).stdout


def test_messages_sent_after_all_go_out(good: Path, there: Elsewhere) -> None:
    there.run("restore", str(good))
    assert there.run("messages", "send").returncode == 0
    nobody = {"EMAIL_URL": "smtp://127.0.0.1:1", "DEFAULT_FROM_EMAIL": "desk@newsroom.example"}
    assert "0 put off" in there.run("worker", "--once", **nobody).stdout  # nobody has an address


def test_a_newsroom_in_use_is_never_overwritten(good: Path, tmp_path: Path, newsroom: Newsroom) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    editions = Edition.objects.count()
    done = subprocess.run(
        [sys.executable, "manage.py", "restore", str(good)],
        cwd=ROOT, env=environment(0, FILES_ROOT=str(folder)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "The database is not empty" in done.stderr
    assert Edition.objects.count() == editions
    assert not list(folder.iterdir())


def test_a_folder_with_files_is_never_overwritten(good: Path, there: Elsewhere) -> None:
    there.files.mkdir()
    (there.files / "somebody's").write_text("own")
    done = there.run("restore", str(good))
    assert (done.returncode, "The folder of files is not empty" in done.stderr) == (1, True)
    assert [path.name for path in there.files.iterdir()] == ["somebody's"]


def altered_copies(good: Path, folder: Path) -> Iterator[Path]:
    """Copies with one byte changed, in head or content of each member; and what is no whole archive."""
    whole = good.read_bytes()
    with tarfile.open(good) as tar:
        places = [place for one in tar for place in (one.offset + 5, one.offset_data + one.size // 2)]
    for number, place in enumerate(places):
        copy = folder / f"altered-{number}.tar"
        copy.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        yield copy
    for name, content in (("short", whole[: len(whole) // 2]), ("none", b"no archive"), ("empty", b"")):
        copy = folder / f"{name}.tar"
        copy.write_bytes(content)
        yield copy


def test_one_altered_byte_anywhere_is_noticed(good: Path, tmp_path: Path) -> None:
    archive.verify(good)
    copies = list(altered_copies(good, tmp_path))
    assert len(copies) > 8
    for copy in copies:
        with pytest.raises(archive.Damaged):
            archive.verify(copy)


def test_a_member_that_leads_out_of_the_folder_is_refused(good: Path, tmp_path: Path) -> None:
    with tarfile.open(good, "a") as tar:
        link = tarfile.TarInfo("files/aa")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(link)
    with pytest.raises(archive.Damaged, match="no backup holds"):
        archive.verify(good)


def test_a_damaged_archive_touches_nothing(good: Path, tmp_path: Path, there: Elsewhere) -> None:
    copy = next(altered_copies(good, tmp_path))
    done = there.run("restore", str(copy))
    assert done.returncode == 1
    assert "The archive is damaged." in done.stderr
    assert "Nothing was touched." in done.stderr
    assert not there.files.exists() or not list(there.files.iterdir())
    assert not (there.folder / "elsewhere.sqlite3").exists() or connection.vendor == "sqlite"


def test_what_fails_late_is_not_said_to_have_touched_nothing(good: Path, tmp_path: Path) -> None:
    """A copy in which a table is gone: it goes into its place, and cannot be settled there."""
    with elsewhere(tmp_path / "one") as one:
        assert one.run("restore", str(good)).returncode == 0
        gone = "connection.cursor().execute('DROP TABLE statements_desksession')"
        assert one.run("shell", "-c", f"from django.db import connection; {gone}").returncode == 0
        made = one.run("backup", str(tmp_path / "of one"))
    with elsewhere(tmp_path / "two") as two:
        done = two.run("restore", made.stdout.strip())
        assert done.returncode == 1
        assert "Nothing was touched" not in done.stderr
        assert "start neither web nor worker" in done.stderr
        assert "The database is not empty" in two.run("restore", str(good)).stderr


def test_a_full_disk_lets_nothing_be_restored_and_leaves_nothing(good: Path, there: Elsewhere) -> None:
    there.run("migrate", "--verbosity", "0")
    before = left_in(there.folder)
    done = subprocess.run(
        [sys.executable, "manage.py", "restore", str(good)], cwd=ROOT,
        env=there.environment | {"PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True,
        check=False, preexec_fn=no_room,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Nothing was touched." in done.stderr
    assert left_in(there.folder) == before
    assert there.run("restore", str(good)).returncode == 0


def test_it_goes_into_the_empty_tables_of_a_newer_release(good: Path, there: Elsewhere) -> None:
    assert there.run("migrate", "--verbosity", "0").returncode == 0
    newer = "CREATE TABLE newer (id integer, person bigint REFERENCES statements_user (id))"
    run = f"from django.db import connection; connection.cursor().execute('{newer}')"
    assert there.run("shell", "-c", run).returncode == 0
    done = there.run("restore", str(good))
    assert done.returncode == 0, done.stderr
    assert there.run("check_record").returncode == 0


def left_in(folder: Path) -> list[str]:
    """What lies there, but what SQLite keeps beside a database that is open."""
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm")))


def no_room() -> None:
    """What a process may write to one file from now on: 20 kB, as on a disk that is nearly full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_full_disk_leaves_the_older_backups_and_nothing_half(good: Path) -> None:
    before = good.read_bytes()
    done = subprocess.run(
        [sys.executable, "manage.py", "backup", str(good.parent)],
        cwd=ROOT, env=environment(0, PYTHONDONTWRITEBYTECODE="1"), capture_output=True, text=True,
        check=False, preexec_fn=no_room,
    )  # fmt: skip
    assert done.returncode != 0
    assert [path.name for path in good.parent.iterdir()] == [good.name]
    assert good.read_bytes() == before


def test_the_archive_is_for_its_owner_alone(good: Path) -> None:
    assert os.stat(good).st_mode & 0o077 == 0
