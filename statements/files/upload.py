"""How much of an upload is taken in: what is too big is read past and never written to the disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from .arrival import MOST_BYTES

MOST_AT_ONCE = 100 * 1024 * 1024  # bytes, of all files of one request


class BoundedUpload(FileUploadHandler):
    """Lets pass what may be taken; of the rest only the size is left, for the form to name."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.room = MOST_AT_ONCE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass on what still has room."""
        self.taken += len(raw_data)
        return raw_data if self.taken <= min(MOST_BYTES, self.room) else None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """What is left of a file that was too big: its name and its size."""
        if self.taken > min(MOST_BYTES, self.room):
            return UploadedFile(name=self.file_name, size=max(file_size, MOST_BYTES + 1))
        self.room -= self.taken
        return None


class OntoTheDisk(TemporaryFileUploadHandler):
    """Lays a larger file on the disk until it is looked at; where there is no room, its form says so."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file there."""
        self.has_room = True
        with self._while_there_is_room():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece."""
        with self._while_there_is_room():
            if self.has_room:
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The file, or what is left of one that had no room: its name and its size."""
        with self._while_there_is_room():
            if self.has_room:
                return super().file_complete(file_size)
        return UploadedFile(_NoRoom(), self.file_name, size=file_size)

    @contextmanager
    def _while_there_is_room(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self.has_room = False
            with suppress(OSError, AttributeError):  # it may not even have been begun
                self.file.close()


class _NoRoom(BytesIO):
    """What was never written, and so cannot be read."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Raise OSError, as the disk did."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
