"""A disk runs full under the newsroom: that of the database, of the files, of what is written for the moment.

Each is a small disk of its own (tmpfs). While it is full everything can be read, what is sent at the desk is
refused in plain words and stands there to copy, nothing is half there, and no process dies, though the log
lies on the disk of the database. Once there is room it goes on.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from lxml import html
from PIL import Image

from statements import verbs
from statements.files import pictures
from statements.models import File, Revision, Statement, Step

from .asking import Answer, Client
from .environment import FOLDER, free_ports
from .newsroom import filled, is_ready, session_of
from .processes import LeftOut, Running, children, hold, run, wait_for

ROOM = 48 * 1024 * 1024  # bytes of each disk
PIECES = (1024 * 1024, 4096)  # it is filled by, until not even one of the smaller fits
READ = ("/", "/statements/", "/statements/?q=number", "/statements/feed.atom", "/topics/", "/readyz")
AT_THE_DESK = ("/admin/", "/admin/statements/statement/")
# The disk, the status of what is sent meanwhile (200: the form itself comes back), and what it says.
DISKS = {
    "database": (503, "database is full"),
    "files": (200, "could not keep this file"),
    "temporary": (200, "could not keep this file"),
}
DONE = 302


@dataclass
class Desk:
    """Somebody at the desk, who writes and adds a picture."""

    port: int
    cookies: dict[str, str]

    def get(self, path: str) -> Answer:
        """The answer; on a connection of its own, as nobody holds an idle one."""
        return Client(self.port, cookies=self.cookies).get(path)

    def form(self, draft: Statement) -> dict[str, str]:
        """The draft's form as it stands."""
        page: Any = html.document_fromstring(self.get(self._address(draft)).text)
        values = page.get_element_by_id("statement_form").form_values()
        return {name: value for name, value in values if not name.startswith("_")}

    def send(self, draft: Statement, form: dict[str, str], headline: str) -> Answer:
        """Save the form under another headline, with a picture."""
        photo = {"attachments-add": SimpleUploadedFile("photo.png", noise(), "image/png")}
        return Client(self.port, cookies=self.cookies).send(
            self._address(draft), {**form, "headline": headline}, photo
        )

    def _address(self, draft: Statement) -> str:
        return f"/admin/statements/statement/{draft.pk}/change/"


def main() -> None:
    """Hold the drill."""
    hold("disk_full", _held)


def _held(running: Running) -> Iterator[str]:
    places = {name: _small_disk(running, name) for name in DISKS}
    (FOLDER / "web.log").symlink_to(places["database"] / "web.log")
    press = filled(3)
    drafts = [press.newsroom.draft() for _disk in DISKS]
    for text in press.ready:
        verbs.publish(text, by=press.publisher)
    (port,) = free_ports(1)
    web = running.manage("web", "serve", BIND=f"127.0.0.1:{port}", TMPDIR=str(places["temporary"]))
    worker = running.manage("worker", "worker")
    wait_for("the web server", lambda: is_ready(port), 120)
    before = children(web)
    desk = Desk(port, session_of(press.newsroom.cast.drafter))
    for name, draft in zip(DISKS, drafts, strict=True):
        form = desk.form(draft)
        with _full(places[name]) as free:
            yield f"The disk of the {name} is full: {free} bytes are free."
            yield from _reading_goes_on(desk)
            yield from _is_refused(desk, draft, form, name)
        yield from _is_taken(desk, draft, form)
    if children(web) != before or worker.poll() is not None:
        raise AssertionError("a process has died")
    yield "The processes are the same, and the record and the files are whole."


def _reading_goes_on(desk: Desk) -> Iterator[str]:
    asked = {path: Client(desk.port).get(path).status for path in READ}
    asked |= {path: desk.get(path).status for path in AT_THE_DESK}
    yield f"  pages that can be read: {sum(status == 200 for status in asked.values())} of {len(asked)}"
    if set(asked.values()) != {200}:
        raise AssertionError(f"reading does not go on: {asked}")


def _is_refused(desk: Desk, draft: Statement, form: dict[str, str], name: str) -> Iterator[str]:
    status, words = DISKS[name]
    headline, before = f"Typed while the disk of the {name} was full", _counted()
    answer = desk.send(draft, form, headline)
    page: Any = html.document_fromstring(answer.text or "<p>")
    shown = " ".join(page.text_content().split())
    comes_back = headline in answer.text
    sentence = shown[max(0, shown.find(words) - 40) :][:100]
    yield f"  a save: {answer.status}, “{sentence}…”; what was typed comes back: {comes_back}"
    if answer.status != status or words not in shown or not comes_back or "500" in shown[:50]:
        raise AssertionError(f"not refused in plain words: {answer.status} {shown[:400]}")
    if _counted() != before:
        raise AssertionError("something was half saved")
    call_command("check_record")
    if halves := [path.name for path in _files() if not _is_whole(path)]:
        raise AssertionError(f"half a file: {halves}")


def _is_taken(desk: Desk, draft: Statement, form: dict[str, str]) -> Iterator[str]:
    headline = "Typed once there was room"
    answer = desk.send(draft, form, headline)
    draft.refresh_from_db()
    left = list((FOLDER / "temporary").iterdir())
    yield f"  once there is room: {answer.status}; left over in the temporary folder: {len(left)}"
    if answer.status != DONE or draft.headline != headline or len(draft.attachments) != 1 or left:
        raise AssertionError(f"it does not go on: {answer.status} {draft.headline} {left}")


def _files() -> list[Path]:
    return [path for path in (FOLDER / "files").rglob("*") if path.is_file() and path.name != "filler"]


def _is_whole(path: Path) -> bool:
    """Whether it is what its name says; one that no row tells of, since that was refused, may be there."""
    digest, _rendition, width = path.name.partition("-")
    content = path.read_bytes()
    return pictures.size(content)[0] == int(width) if width else sha256(content).hexdigest() == digest


def _counted() -> list[int]:
    return [model.objects.count() for model in (Statement, Revision, Step, File)]


def _small_disk(running: Running, name: str) -> Path:
    """Mount a small disk at a folder of the newsroom; `LeftOut` where that is not allowed."""
    folder = FOLDER / name
    folder.mkdir(exist_ok=True)
    if os.geteuid():
        raise LeftOut("only root can mount the small disks that are to be filled")
    try:
        run(["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=700", "tmpfs", folder])
    except (ChildProcessError, OSError) as fault:
        raise LeftOut(f"a small disk cannot be mounted here ({fault})") from fault
    running.callback(run, ["umount", "--lazy", folder])
    return folder


@contextmanager
def _full(folder: Path) -> Iterator[int]:
    """Fill a disk to its last byte until the block ends; how many are free."""
    if (database := folder / "newsroom.sqlite3").exists():
        with closing(sqlite3.connect(database)) as emptied:  # its log of writes may hold room already
            emptied.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as filling:
        for piece in PIECES:
            try:
                while filling.write(bytes(piece)):
                    pass
            except OSError:
                continue
    room = os.statvfs(folder)
    try:
        yield room.f_bavail * room.f_frsize
    finally:
        filler.unlink()


def noise() -> bytes:
    """A picture of some megabytes: nothing in it can be said more shortly."""
    written = BytesIO()
    Image.frombytes("RGB", (1100, 1100), os.urandom(3 * 1100 * 1100)).save(written, "PNG")
    return written.getvalue()


if __name__ == "__main__":
    main()
