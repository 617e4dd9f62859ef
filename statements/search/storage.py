"""What the search asks of the database beside its table: indexes, and triggers that keep it true.

Made after every migration and safe to repeat, as the guards are and for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from statements.models import Edition, SearchRow

ROW, EDITION, INDEX = SearchRow._meta.db_table, Edition._meta.db_table, SearchRow.INDEX
GIN = f"{ROW}_words"
MAKE_GIN = f"CREATE INDEX {GIN} ON {ROW} USING gin (words) WITH (gin_pending_list_limit = 512)"


def install(using: str = "default") -> None:
    """Make what is missing."""
    connection = connections[using]
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    _run(connection, make())


def is_whole(using: str = "default") -> bool:
    """Whether the index is there, and agrees with the table it is made from."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # an index of the table itself
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [GIN])
            return bool(cursor.fetchone()[0])
        try:
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
    return True


def build_anew(using: str = "default") -> None:
    """Make the index anew from the table, for one that was found broken or missing."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        install(using)
    else:
        _run(connection, iter([f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')"]))


def forget(using: str = "default") -> None:
    """Take what was deleted out of the index for good: until then its words lie in it, found by nobody.

    On PostgreSQL that is the matter of VACUUM.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        _run(connection, iter([f"INSERT INTO {INDEX}({INDEX}) VALUES ('optimize')"]))


@contextmanager
def indexed_at_the_end(using: str = "default") -> Iterator[None]:
    """Fill an empty table within a transaction: PostgreSQL makes the index of words once all rows are there.

    That takes half of its time. SQLite's takes as long as row by row.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        yield
        return
    _run(connection, iter([f"DROP INDEX {GIN}"]))
    yield
    connection.check_constraints()  # no index is made while rows wait for their checks
    _run(connection, iter(["SET LOCAL maintenance_work_mem = '256MB'", MAKE_GIN]))


def _on_postgresql() -> Iterator[str]:
    # A row stays narrow: its tokens stand apart, and are not read to find it, count it or list it.
    # Made once: a table cannot be altered while rows a transaction has written wait for their checks.
    yield f"""
        DO $$ BEGIN
            IF to_regclass('{GIN}') IS NULL THEN
                ALTER TABLE {ROW} SET (toast_tuple_target = 128);
                ALTER TABLE {ROW} ALTER COLUMN words SET STATISTICS 1000;
                {MAKE_GIN};
            END IF;
        END $$"""
    # A phrase is looked for in the texts of all rows that have its words: lz4 unpacks them in a third of the
    # time, for every row that is written from now on. A server may be built without it.
    yield f"""
        DO $$ BEGIN
            IF EXISTS (SELECT FROM pg_settings
                       WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals))
                AND EXISTS (SELECT FROM pg_attribute
                            WHERE attrelid = '{ROW}'::regclass AND attname = 'exact'
                            AND attcompression <> 'l')
            THEN ALTER TABLE {ROW} ALTER COLUMN exact SET COMPRESSION lz4;
            END IF;
        END $$"""
    yield f"""
        CREATE OR REPLACE FUNCTION search_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.sealed_at IS NOT NULL THEN DELETE FROM {ROW} WHERE edition_id = NEW.id;
            ELSE UPDATE {ROW} SET public_until = NEW.public_until WHERE edition_id = NEW.id;
            END IF;
            RETURN NULL;
        END $$"""
    yield f"DROP TRIGGER IF EXISTS search_follows ON {EDITION}"
    yield (
        f"CREATE TRIGGER search_follows AFTER UPDATE OF public_until, sealed_at ON {EDITION} "
        "FOR EACH ROW EXECUTE FUNCTION search_follows()"
    )


def _on_sqlite() -> Iterator[str]:
    # Its own idea of a letter is never asked: beyond ASCII every character is part of a token.
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5("
        f"words, exact, content='{ROW}', content_rowid='edition_id', tokenize='ascii')"
    )
    # What is counted and listed stands beside the order of all lists, so that no text is read on the way.
    yield (
        f"CREATE INDEX IF NOT EXISTS {ROW}_narrow ON {ROW} (moment DESC, statement_id DESC, edition_id, "
        "public_from, public_until, kind, language, year, place_name, topics, bodies)"
    )
    insert, columns = f"INSERT INTO {INDEX}", "rowid, words, exact"
    old = f"{insert}({INDEX}, {columns}) VALUES ('delete', OLD.edition_id, OLD.words, OLD.exact);"
    new = f"{insert}({columns}) VALUES (NEW.edition_id, NEW.words, NEW.exact);"
    for name, event, then in (
        ("search_row_made", "INSERT", new),
        ("search_row_gone", "DELETE", old),
        ("search_row_changed", "UPDATE OF words, exact", old + new),
    ):
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} AFTER {event} ON {ROW} BEGIN {then} END"
    for name, event, then in (
        ("search_follows_end", "public_until", f"UPDATE {ROW} SET public_until = NEW.public_until"),
        ("search_follows_seal", "sealed_at", f"DELETE FROM {ROW}"),
    ):
        sealed = "WHEN NEW.sealed_at IS NOT NULL" if event == "sealed_at" else ""
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} AFTER UPDATE OF {event} ON {EDITION} {sealed} "
            f"BEGIN {then} WHERE edition_id = NEW.id; END"
        )


def _run(connection: BaseDatabaseWrapper, statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
