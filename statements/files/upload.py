"""How much of an upload is taken in: what is too big is read past and never written to the disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

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
