"""Where exports lie that were brought to the desk: a private folder, each under a name nobody guesses.

What arrives is written there as it comes, never into memory, and only as much of it as may be taken.
"""

from __future__ import annotations

import secrets
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from statements.models import ImportFile

_FORGOTTEN = timedelta(days=1)


def path(key: str) -> Path:
    """Where an export lies."""
    return Path(settings.IMPORTS_ROOT) / key


def remove(key: str) -> None:
    """Take an export away; where it is not there any more, that is no fault."""
    if key:
        path(key).unlink(missing_ok=True)


def sweep(at: datetime) -> None:
    """Take away what no import names and is older than a day at `at`: a process was killed over it."""
    if not (folder := path("")).is_dir():
        return
    named = set(ImportFile.objects.exclude(key="").values_list("key", flat=True))
    for one in folder.iterdir():
        with suppress(FileNotFoundError):
            if one.name not in named and one.stat().st_mtime < (at - _FORGOTTEN).timestamp():
                one.unlink()


def most_bytes() -> int:
    """How large an export may be that is brought to the desk."""
    return int(settings.IMPORT_MOST_MB) * 1024 * 1024


class Arrived(UploadedFile):  # type: ignore[type-arg]  # a file of bytes
    """An export as it arrived. It goes with the request, unless it is kept."""

    def __init__(self, file: Any, name: str, size: int, fault: str = "") -> None:
        super().__init__(file, name, size=size)
        self.fault = fault  # what the disk said where it could not be written

    @property
    def place(self) -> Path:
        """Where it lies until it is kept."""
        return Path(str(getattr(self.file, "name", "")))

    def keep(self) -> str:
        """Keep it; returns its key."""
        key = secrets.token_hex(16)
        self.place.rename(path(key))
        return key

    def close(self) -> None:
        """Let go of it, kept or not."""
        with suppress(OSError):
            super().close()


class IntoTheFolder(FileUploadHandler):
    """Writes the files of a request straight into the private folder; reads past what is too large."""

    written = 0  # bytes of this request

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file there."""
        super().new_file(*args, **kwargs)
        self.fault = ""
        try:
            path("").mkdir(parents=True, exist_ok=True, mode=0o700)
            self.half: Any = tempfile.NamedTemporaryFile(dir=path(""), prefix="half-", buffering=0)  # noqa: SIM115
        except OSError as fault:
            self.fault, self.half = fault.strerror or str(fault), BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, as long as there is room."""
        self.written += len(raw_data)
        if self.fault or self.written > most_bytes():
            return
        rest = memoryview(raw_data)
        try:
            while rest:
                rest = rest[self.half.write(rest) :]
        except OSError as fault:
            self.fault = fault.strerror or str(fault)
            self.half.truncate(0)

    def file_complete(self, file_size: int) -> Arrived:
        """What has arrived, or why it has not."""
        size = max(file_size, self.written) if self.written > most_bytes() else file_size
        return Arrived(self.half, self.file_name or "", size, self.fault)

    def upload_interrupted(self) -> None:
        """Leave nothing of it."""
        if half := getattr(self, "half", None):
            half.close()
