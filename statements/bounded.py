"""How long a reader's page may keep the database busy; what takes longer is broken off, and is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

STEPS = 20_000  # of SQLite's machine between two looks at the clock: a millisecond or so


class TookTooLong(Exception):
    """The database was asked for more than it can answer in `PUBLIC_SECONDS`."""


@contextmanager
def bounded() -> Iterator[None]:
    """Break off what the database is asked in this block once `PUBLIC_SECONDS` are over.

    Raises `TookTooLong`. On PostgreSQL the server breaks off each statement that takes so long, and none is
    begun once the time is over; SQLite is broken off in this very process.
    """
    until = monotonic() + settings.PUBLIC_SECONDS
    within = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    try:
        with within(until):
            yield
    except OperationalError as error:
        if _is_broken_off(error):
            raise TookTooLong from error
        raise


@contextmanager
def _on_postgresql(until: float) -> Iterator[None]:
    told = False  # only where something is asked at all

    def ask(execute: Callable[..., Any], *rest: Any) -> Any:
        nonlocal told
        if monotonic() > until:
            raise TookTooLong
        if not told:
            connection.connection.execute(f"SET statement_timeout = {int(settings.PUBLIC_SECONDS * 1000)}")
            told = True
        return execute(*rest)

    try:
        with connection.execute_wrapper(ask):
            yield
    finally:
        if told and connection.connection is not None:
            # The connection is gone, or in a transaction that is undone, and this with it.
            with suppress(DatabaseError), connection.wrap_database_errors:
                connection.connection.execute("RESET statement_timeout")


@contextmanager
def _on_sqlite(until: float) -> Iterator[None]:
    connection.ensure_connection()
    database = connection.connection
    database.set_progress_handler(lambda: monotonic() > until, STEPS)
    try:
        yield
    finally:
        database.set_progress_handler(None, 0)


def _is_broken_off(error: OperationalError) -> bool:
    if connection.vendor == "postgresql":
        return getattr(error.__cause__, "sqlstate", "") == "57014"  # query_canceled
    return str(error) == "interrupted"
