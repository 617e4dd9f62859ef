"""The pages a process keeps: as many as there is room for, those longest unasked dropped first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from .finished import Finished

LARGEST = 8  # of so many parts of the room, a page takes one at most


class KeptPages:
    """Finished pages by key, in `room` bytes."""

    def __init__(self, room: int) -> None:
        self.room, self.taken = room, 0
        self._pages: OrderedDict[str, Finished] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: str) -> Finished | None:
        """The page of this key, whether it still holds or not."""
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: Finished) -> None:
        """Keep a page, unless it is larger than what many others need."""
        size = page.size + len(key)
        with self._lock:
            self._drop(key)
            if size > self.room // LARGEST:
                return
            self._pages[key] = page
            self.taken += size
            while self.taken > self.room:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page:
            self.taken -= page.size + len(key)
