"""The public epoch as a process knows it: read from the database at most every tenth of a second.

So every process sees a change within that time, whoever made it and whatever died in between; nobody has to
be told.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from django.core.exceptions import ObjectDoesNotExist
from django.db import Error, connection

from statements.models import PublicEpoch

EVERY = 0.1  # seconds
LATEST = 0.5  # seconds after which nobody goes on by what is known: a slow database must not hide a change


def read_epoch() -> int | None:
    """The epoch in the database; None where it cannot be told."""
    try:
        return PublicEpoch.current()
    except ObjectDoesNotExist:
        return None
    except Error:
        connection.close()  # a broken one is made anew at the next look
        return None


class EpochWatch:
    """The epoch, by `read`, and when that was asked last."""

    def __init__(
        self,
        read: Callable[[], int | None],
        every: float = EVERY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.read, self.every, self.clock = read, every, clock
        self._known: int | None = None
        self._asked_at = float("-inf")
        self._lock = Lock()

    def now(self) -> int | None:
        """The epoch of the last tenth of a second; while one request reads it anew, of the last half."""
        age = self.clock() - self._asked_at
        if age < self.every:
            return self._known
        if self._lock.acquire(blocking=age >= LATEST):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._known

    def saw(self, epoch: int) -> None:
        """Learn of a newer epoch from a page that was just made."""
        with self._lock:
            if self._known is not None:
                self._known = max(self._known, epoch)

    def _look(self) -> None:
        begun = self.clock()
        if begun - self._asked_at >= self.every:  # nobody else has, while this one waited
            self._known, self._asked_at = self.read(), begun
