"""Imports without a worker: a thread of the desk's own process takes the import whose turn it is."""

from __future__ import annotations

import atexit
import logging
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import Error, connections

from .work import work

PARTING = 5  # seconds a process that ends waits for the items in hand
logger = logging.getLogger(__name__)


class EmbeddedImports:
    """The thread: begun when somebody has an import started or looks at it, gone once there is none."""

    def __init__(self) -> None:
        self._stopped, self._lock = Event(), Lock()
        self._thread: Thread | None = None
        atexit.register(self._stop)

    def begin(self) -> None:
        """Begin, unless it runs or workers have the task."""
        if settings.MAIL_BY_WORKER:
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="imports", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        try:
            while not self._stopped.is_set() and work(self._stopped.is_set):
                pass
        except Error:
            logger.exception("The database failed an import; it is tried again")
        finally:
            connections.close_all()

    def _stop(self) -> None:
        self._stopped.set()
        if self._thread:
            self._thread.join(PARTING)


embedded = EmbeddedImports()
