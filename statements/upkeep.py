"""Tells SQLite's planner how the tables have grown; PostgreSQL looks for itself."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import Any

from django.core.signals import request_finished
from django.db import connection

EVERY = 3600  # seconds: what was true of ten statements is a bad guide among ten thousand
LOOKED_AT = 400  # rows of each index at most: a second for all tables, however large the archive


def refresh() -> None:
    """Take the measure of the tables anew; where somebody is writing, the next time will do."""
    tables = connection.introspection.django_table_names()
    database = connection.connection
    (waits,) = database.execute("PRAGMA busy_timeout").fetchone()
    try:
        database.execute("PRAGMA busy_timeout = 0")
        database.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        # One by one, so that nobody waits; not the table of the search's own index, which is read whole.
        for table in tables:
            database.execute(f'ANALYZE "{table}"')
    except database.OperationalError:
        pass
    finally:
        database.execute(f"PRAGMA busy_timeout = {waits}")


class Upkeep:
    """Once an hour, by whichever thread of the process has just given its answer."""

    def __init__(self) -> None:
        self._due, self._lock = 0.0, Lock()

    def connect(self) -> None:
        """Begin with the first response this process gives. A management command gives none."""
        request_finished.connect(self.look, dispatch_uid="upkeep")

    def look(self, **_signal: Any) -> None:
        """Refresh where it is time."""
        if connection.vendor == "sqlite" and monotonic() >= self._due and self._lock.acquire(blocking=False):
            try:
                self._due = monotonic() + EVERY
                refresh()
            finally:
                self._lock.release()


upkeep = Upkeep()
