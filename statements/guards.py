"""The database's own refusals, for what constraints cannot say, on SQLite and on PostgreSQL.

Triggers are installed after every migration, because one `AlterField` on SQLite rebuilds the table and
silently drops them; a system check finds them missing. PostgreSQL's TRUNCATE passes row triggers by and
has a trigger of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "guard_"


def install(using: str = "default") -> None:
    """Install every guard that is missing. Safe to repeat."""
    _run(connections[using], _creations(connections[using]))


def lift(using: str = "default") -> None:
    """Remove every guard, for a test's flush; the next migration signal puts them back."""
    connection = connections[using]
    drop = (
        "DROP TRIGGER IF EXISTS {0} ON {1}"
        if connection.vendor == "postgresql"
        else "DROP TRIGGER IF EXISTS {0}"
    )
    _run(connection, (drop.format(name, table) for name, table in _triggers(connection)))


def missing(using: str = "default") -> set[str]:
    """The names of guards that ought to be in the database and are not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "statements_edition" not in connection.introspection.table_names(cursor):
            return set()
        found = (
            "SELECT tgname FROM pg_trigger"
            if connection.vendor == "postgresql"
            else ("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        )
        cursor.execute(found)
        there = {row[0] for row in cursor.fetchall()}
    return {name for name, _ in _triggers(connection)} - there


@register(Tags.database)
def check_guards(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of guards that are not in the database."""
    return [
        Warning(
            f"The database lacks guards: {', '.join(sorted(gone))}.",
            hint="Run `python manage.py migrate`, which installs them.",
            id="statements.W001",
        )
        for alias in databases or []
        if (gone := missing(alias))
    ]


def _guards() -> Iterator[tuple[str, str, str, str, str]]:
    """(name, table, event, condition with {distinct}, sentence) of every row guard."""
    from .models import Edition, Revision, Step

    edition, step, revision = (model._meta.db_table for model in (Edition, Step, Revision))
    fixed = [f.column for f in Edition._meta.concrete_fields if f.column not in Edition.MUTABLE]
    changed = " OR ".join(f"NEW.{column} {{distinct}} OLD.{column}" for column in fixed)
    yield "guard_edition_kept", edition, "DELETE", "", "editions are never deleted"
    yield "guard_edition_fixed", edition, "UPDATE", changed, "an edition's content never changes"
    seal = " OR ".join(f"NEW.{column} {{distinct}} OLD.{column}" for column in ("sealed_at", "seal_reason"))
    broken = f"OLD.sealed_at IS NOT NULL AND ({seal})"
    yield "guard_edition_seal", edition, "UPDATE", broken, "a seal is for ever"
    for event in ("INSERT", "UPDATE"):
        yield (
            f"guard_edition_overlap_{event.lower()}",
            edition,
            event,
            _OVERLAP.format(table=edition),
            "two editions of a statement are never public at once",
        )
    for table, what in ((step, "step"), (revision, "revision")):
        yield f"guard_{what}_kept", table, "DELETE", "", f"{what}s are never deleted"
        yield f"guard_{what}_fixed", table, "UPDATE", "", f"{what}s never change"


_OVERLAP = """
    (NEW.public_until IS NULL OR NEW.public_until > NEW.public_from) AND EXISTS (
        SELECT 1 FROM {table} other
        WHERE other.statement_id = NEW.statement_id AND other.id <> NEW.id
        AND (other.public_until IS NULL OR other.public_until > other.public_from)
        AND (NEW.public_until IS NULL OR other.public_from < NEW.public_until)
        AND (other.public_until IS NULL OR NEW.public_from < other.public_until)
    )
"""


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    for name, table, event, _condition, _sentence in _guards():
        yield name, table
        if connection.vendor == "postgresql" and event == "DELETE":
            yield f"{name}_whole", table


def _creations(connection: BaseDatabaseWrapper) -> Iterator[str]:
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    for guard in _guards():
        yield from make(*guard)


def _on_sqlite(name: str, table: str, event: str, condition: str, sentence: str) -> Iterator[str]:
    # INSERT is judged after the row has its key, so that it is not compared with itself.
    when = f"WHEN {condition.format(distinct='IS NOT')}" if condition else ""
    moment = "AFTER" if event == "INSERT" else "BEFORE"
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield (
        f"CREATE TRIGGER {name} {moment} {event} ON {table} {when} "
        "BEGIN SELECT RAISE(ABORT, '" + sentence.replace("'", "''") + "'); END"
    )


def _on_postgresql(name: str, table: str, event: str, condition: str, sentence: str) -> Iterator[str]:
    test = condition.format(distinct="IS DISTINCT FROM") or "TRUE"
    result = "OLD" if event == "DELETE" else "NEW"
    quoted = sentence.replace("'", "''")
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {test} THEN RAISE EXCEPTION '{quoted}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; "
        f"RETURN {result}; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    if event == "DELETE":
        yield f"DROP TRIGGER IF EXISTS {name}_whole ON {table}"
        yield (
            f"CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def _run(connection: BaseDatabaseWrapper, statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
