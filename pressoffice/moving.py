"""From this database to another: every row as it is, each compared with the old one, or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Field, Model
from django.utils import timezone

from statements import guards, maintenance, record_check
from statements.models import ImportFile, KnownWord, SearchRow

from .backup.restoring import is_in_use
from .checks import knows_only_ascii
from .health import unapplied
from .set_apart import database

TARGET = "moving_to"  # what the other database is called in this process
# From the editions, in the other engine's own form.
MADE_ANEW: tuple[type[Model], ...] = (SearchRow, KnownWord)
A_TIME = 500  # rows
Shown = Callable[[float, int], None]  # which share (0 to 1) is done, how many rows
Table = type[Model]


class NotMoved(Exception):
    """Why not, in sentences; they tell what it left in the other database, where that is more than tables."""


def name_target(url: str) -> None:
    """Make known the database at `url`. Raises `NotMoved` for what is no address of one."""
    try:
        told = database(url)
    except ValueError as fault:
        raise NotMoved(str(fault)) from fault
    connections.settings[TARGET] = connections.configure_settings({"default": told})["default"]


def objections() -> Iterator[str]:
    """What speaks against moving now, in sentences."""
    if not maintenance.is_on():
        yield "Switch maintenance on first, or what is written meanwhile stays behind."
    if unapplied():
        yield "The database in use is of an older release: bring it up to date first, by migrate."
    elif ImportFile.objects.filter(leased_until__gt=timezone.now()).exists():
        yield "An import is still in a worker's hands: wait a minute or two."
    try:
        connections[TARGET].ensure_connection()
    except DatabaseError as fault:
        yield f"The new database does not answer: {str(fault).strip()}."
        return
    if is_in_use(TARGET):
        yield "The new database is not empty: name another one."
    if connections[TARGET].vendor == "postgresql" and knows_only_ascii(TARGET):
        yield "The new database knows no letters but English ones: make it with a locale such as C.UTF-8."


def move(show: Shown) -> dict[Table, int]:
    """Copy every table, then compare it row by row; how many rows of each there are.

    All of it is one transaction there, in which keys are looked at last (some tables name each other), and
    one moment here, where nothing is written. Raises `NotMoved`.
    """
    try:
        call_command("migrate", database=TARGET, verbosity=0)
        with _one_moment(), transaction.atomic(using=TARGET):
            counts = {table: table._base_manager.count() for table in _tables()}
            guards.lift(TARGET)
            _empty()
            _with_every_row(counts, _write, lambda share, done: show(share / 2, done))
            connections[TARGET].check_constraints()
            _with_every_row(counts, _compare, lambda share, done: show((1 + share) / 2, done))
            _count_once_more(counts)
            _go_on_counting()
            guards.install(TARGET)
    except DatabaseError as fault:
        raise NotMoved(f"It cannot be written there: {str(fault).strip()}") from fault
    finally:
        connections[TARGET].close()
    return counts


def prove(url: str) -> Iterator[str]:
    """What the checks say of the new database, run as after the switch. Raises `NotMoved` for a fault."""
    number, digest = record_check.anchor()
    for command in (
        ("rebuild_search",),
        ("check_search", "--dry-run"),
        ("check_record", "--anchor", f"{number}:{digest}"),
    ):
        done = subprocess.run(  # noqa: S603  (our own commands, at the address that was given)
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_URL": url},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            said = (done.stdout + done.stderr).strip()
            raise NotMoved(
                f"Every row is there as it was, but {command[0]} finds fault. "
                f"Before another try empty the new database.\n{said}\n"
            )
        yield done.stdout.strip()


@contextmanager
def _one_moment() -> Iterator[None]:
    """The database in use as it stands now, to be read; nobody waits for it."""
    connection.ensure_connection()
    here: Any = connection
    if here.vendor == "postgresql":
        with transaction.atomic():
            with here.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    usual, here.transaction_mode = here.transaction_mode, "DEFERRED"  # which takes no writer's turn
    try:
        with transaction.atomic():
            yield
    finally:
        here.transaction_mode = usual


def _tables() -> list[Table]:
    """Every table that is moved row by row."""
    every: Iterable[Table] = apps.get_models(include_auto_created=True)
    return [one for one in every if one._meta.managed and not one._meta.proxy and one not in MADE_ANEW]


def _fields(table: Table) -> list[Field[Any, Any]]:
    """The columns of this very table: a subject of one kind has a row in two."""
    return list(table._meta.local_concrete_fields)


def _empty() -> None:
    """Take out what the migrations put there."""
    there = connections[TARGET]
    names = [table._meta.db_table for table in (*_tables(), *MADE_ANEW)]
    there.ops.execute_sql_flush(there.ops.sql_flush(no_style(), names, allow_cascade=True))


def _with_every_row(
    counts: dict[Table, int], deed: Callable[[Table, list[Model]], None], show: Shown
) -> None:
    done, total = 0, sum(counts.values())
    for table in counts:
        rows = table._base_manager.order_by("pk").iterator(A_TIME)
        while batch := list(islice(rows, A_TIME)):
            deed(table, batch)
            done += len(batch)
            show(done / total, done)


def _write(table: Table, rows: list[Model]) -> None:
    """Write rows as they are: `raw`, so that no time of a change becomes now."""
    fields = [field for field in _fields(table) if not field.generated]
    manager: Any = table._base_manager
    room = connections[TARGET].ops.bulk_batch_size(fields, rows)
    for first in range(0, len(rows), room):
        manager._insert(rows[first : first + room], fields=fields, using=TARGET, raw=True)


def _compare(table: Table, rows: list[Model]) -> None:
    """Every value of every row, as it is read back."""
    there = table._base_manager.using(TARGET).in_bulk([row.pk for row in rows])
    for row in rows:
        copy = there.get(row.pk)
        for field in _fields(table):
            if copy is None or getattr(copy, field.attname) != getattr(row, field.attname):
                where = f"{table._meta.db_table} {row.pk}, {field.column}"
                raise NotMoved(f"It does not come back from there as it was written: {where}.")


def _count_once_more(counts: dict[Table, int]) -> None:
    for table, number in counts.items():
        if table._base_manager.using(TARGET).count() != number:
            raise NotMoved(f"There are other rows than were written: {table._meta.db_table}.")


def _go_on_counting() -> None:
    """Let the keys of new rows begin after those that were moved."""
    there = connections[TARGET]
    with there.cursor() as cursor:
        for sql in there.ops.sequence_reset_sql(no_style(), _tables()):
            cursor.execute(sql)
