"""Delivery without a second process: a background thread of the desk's own; no page waits for mail."""

from __future__ import annotations

import atexit
from threading import Event, Lock, Thread
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.db import connections, transaction
from django.db.models.signals import post_save

from statements.models import Effect

from .delivery import Worker
from .waiting import is_mail_set_up

PARTING = 5  # seconds a process that ends waits for the mail under way


class EmbeddedWorker:
    """The thread: begun after the first response of a process, woken by the commit of every new effect."""

    def __init__(self) -> None:
        self._news, self._stopped, self._lock = Event(), Event(), Lock()
        self._thread: Thread | None = None

    def connect(self) -> None:
        """Begin with the first response this process gives. A management command gives none."""
        request_finished.connect(self.begin, dispatch_uid="outbox")
        post_save.connect(self._tell, sender=Effect, dispatch_uid="outbox")
        atexit.register(self.stop)

    def begin(self, **_signal: Any) -> None:
        """Begin the thread, unless it runs, workers have the task, or there is no way to send mail."""
        if settings.MAIL_BY_WORKER or not is_mail_set_up():
            return
        with self._lock:
            if not self.is_at_work:
                self._stopped.clear()
                self._thread = Thread(target=self._run, name="outbox", daemon=True)
                self._thread.start()

    @property
    def is_at_work(self) -> bool:
        """Whether the thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """End after the mail under way."""
        self._stopped.set()
        self._news.set()
        if self._thread:
            self._thread.join(PARTING)

    def _run(self) -> None:
        try:
            Worker(self._stopped.is_set, self._rest).work()
        finally:
            connections.close_all()

    def _rest(self, seconds: float) -> None:
        self._news.wait(seconds)
        self._news.clear()

    def _tell(self, using: str, **_signal: Any) -> None:
        transaction.on_commit(self._news.set, using)


embedded = EmbeddedWorker()
