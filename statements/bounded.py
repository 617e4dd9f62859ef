"""How long a reader's page may keep the database busy; what takes longer is broken off, and is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

_within: ContextVar[bool] = ContextVar("within", default=False)  # whether a reader's page asks
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
    def ask(execute: Callable[..., Any], *rest: Any) -> Any:
        if monotonic() > until:
            raise TookTooLong
        _let_take(rest[-1]["connection"], int(settings.PUBLIC_SECONDS * 1000))
        return execute(*rest)

    within = _within.set(True)
    try:
        with connection.execute_wrapper(ask):
            yield
    finally:
        _within.reset(within)
        if connection.in_atomic_block and connection.connection is not None:
            # Not to be left to the next question: what is set in a transaction may be taken back with it.
            with suppress(DatabaseError), connection.wrap_database_errors:
                _let_take(connection, 0)


def unbound(connection: BaseDatabaseWrapper, **_told: Any) -> None:
    """Have whatever a new connection is asked outside of readers' pages take as long as it takes.

    A bound is set where it changes, not twice for every page.
    """
    if connection.vendor == "postgresql" and _as_long_as_it_takes not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _as_long_as_it_takes)


def _as_long_as_it_takes(execute: Callable[..., Any], *rest: Any) -> Any:
    """Ask outside of a reader's page, the last of which left its bound."""
    if not _within.get():
        _let_take(rest[-1]["connection"], 0)
    return execute(*rest)


def _let_take(asked: BaseDatabaseWrapper, milliseconds: int) -> None:
    """Have the server break off what takes longer; 0: nothing."""
    server = asked.connection
    if vars(server).get("bound", 0) != milliseconds:
        vars(server)["bound"] = None  # unknown, should this fail
        server.execute(f"SET statement_timeout = {milliseconds}")
        vars(server)["bound"] = milliseconds


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
