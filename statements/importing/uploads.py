"""The folder of uploads beside an export: the files its texts name, taken over by the law of files.

What each is, is told by its content; pictures are written anew. A dry run looks and keeps nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import attachments
from statements.attachments import Entry
from statements.files.arrival import MOST_BYTES, receive, refuse
from statements.files.unwelcome import Unwelcome
from statements.models import File, User
from statements.models.files import NOTHING, Use, public_address

from .pasted_page import Unreadable
from .record import Record
from .remarks import Remark

_FOLDERS = ("/uploads/", "/files/")  # behind which the path in the folder begins: WordPress, Drupal
_SMALLER = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)")  # how WordPress names smaller versions of a picture


@dataclass
class Uploads:
    """The folder, and who takes over what lies in it."""

    folder: Path
    by: User
    keeps: bool = True  # in a dry run nothing is kept

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise Unreadable(_("%(path)s is no folder.") % {"path": self.folder})
        self.folder = self.folder.resolve()

    def find(self, address: str) -> Path | None:
        """The file of this address; None where it is not in the folder. Nothing outside it is ever read."""
        for part in _paths(address):
            path = (self.folder / part).resolve()
            with suppress(OSError):  # a name that is too long
                if path.is_file() and path.is_relative_to(self.folder):
                    return path
        return None

    def take(self, path: Path, name: str) -> Entry | None:
        """Keep a file; its entry, or None in a dry run. Raises Unwelcome for what may not be kept."""
        if path.stat().st_size > MOST_BYTES:
            sent = SimpleUploadedFile(name, b"")
            sent.size = path.stat().st_size
        else:
            sent = SimpleUploadedFile(name, path.read_bytes())
        if self.keeps:
            return receive(sent, by=self.by, at=timezone.now())
        refuse(sent)
        return None


def _paths(address: str) -> Iterator[str]:
    """The paths below the folder at which the file of an address may lie."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return
    if "\0" in path:
        return
    behind = [path.partition(folder)[2] for folder in _FOLDERS if folder in path]
    for one in filter(None, [*behind, path.lstrip("/")]):
        yield one
        if (whole := _SMALLER.sub("", one)) != one:
            yield whole


@dataclass
class Taking:
    """The files that one record takes over: its texts lead to them, and it carries them."""

    uploads: Uploads
    record: Record
    entries: list[Entry] = field(default_factory=list)

    def address(self, asked: str, words: str) -> str:
        """Where the file of this address is found from now on; empty where it is not taken over."""
        path = self.uploads.find(asked)
        if path is None:
            self.record.note(Remark.FILE_ABSENT, asked)
            return ""
        try:
            entry = self.uploads.take(path, path.name)
        except (Unwelcome, OSError) as fault:
            self.record.note(Remark.FILE_UNWELCOME, f"{path.name}: {fault}")
            return ""
        self.record.note(Remark.FILE_TAKEN, path.name)
        return self._carried(entry, words) if entry else ""

    def _carried(self, entry: Entry, words: str) -> str:
        """Carry it, once, and as many as a statement may."""
        is_here = any(one["file"] == entry["file"] for one in self.entries)
        if not is_here and len(self.entries) == attachments.MOST:
            return ""
        file = File.objects.get(sha256=entry["file"])
        if not is_here:
            said = words.strip() or Path(entry["name"]).stem.replace("-", " ")
            self.entries.append({**entry, ("alt" if file.is_picture else "title"): said[:200]})
        return public_address(Use(file, NOTHING | entry), 0)
