"""The database's own refusals, for what constraints cannot say, on SQLite and on PostgreSQL.

Triggers are installed after every migration, because one `AlterField` on SQLite rebuilds the table and
silently drops them; a system check finds them missing. PostgreSQL's TRUNCATE passes row triggers by and
has a trigger of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Model
from django.dispatch import receiver


def install(using: str = "default") -> None:
    """Install every guard as it is written here. Safe to repeat."""
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
        found = (
            "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
            if connection.vendor == "postgresql"
            else ("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        )
        cursor.execute(found)
        there = {row[0] for row in cursor.fetchall()}
    return {name for name, _ in _triggers(connection)} - there


@receiver(connection_created)
def let_nothing_be_replaced(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Make SQLite's REPLACE INTO ask the guards before it deletes the row in its way; unasked it does not."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA recursive_triggers = ON")


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


@dataclass(frozen=True)
class Guard:
    """One refusal: at which event on which table, under which condition ("" for always), with which sentence.

    In the condition `{distinct}` stands for the database's comparison that takes NULL for a value, and
    `{nothing}` for the JSON of no words at all.
    """

    name: str
    table: str
    event: str
    sentence: str
    condition: str = ""
    first: str = ""  # what PostgreSQL does before it looks


DECLARED: list[Callable[[], Iterator[Guard]]] = []  # an app above adds its own when it is ready


def kept(name: str, model: type[Model], whats: str) -> Guard:
    """The guard of rows that are never deleted; `name` is short, `whats` what the rows are."""
    return Guard(f"guard_{name}_kept", model._meta.db_table, "DELETE", f"{whats} are never deleted")


def fixed(name: str, model: type[Model], whats: str, but: Collection[str] = ()) -> Guard:
    """The guard of rows that never change, `but` for these columns."""
    columns = [str(field.column) for field in model._meta.concrete_fields if field.column not in but]
    changed = _changed(*columns) if but else ""
    return Guard(f"guard_{name}_fixed", model._meta.db_table, "UPDATE", f"{whats} never change", changed)


def kept_with_words(name: str, model: type[Model], whats: str) -> Guard:
    """The guard of what was written down of a revision: kept until the revision's words are erased."""
    from .models import Revision

    named = _NAMED_STILL.format(revision=Revision._meta.db_table)
    return replace(kept(name, model, whats), condition=named)


def _guards() -> Iterator[Guard]:
    yield from _own_guards()
    for declared in DECLARED:
        yield from declared()


def _own_guards() -> Iterator[Guard]:
    from .models import (
        Attachment,
        ConsentLink,
        Edition,
        File,
        IssuingBody,
        PreviewLink,
        Revision,
        Statement,
        Step,
    )

    edition, revision = Edition._meta.db_table, Revision._meta.db_table
    yield kept("edition", Edition, "editions")
    yield fixed("edition", Edition, "the words of editions", {*Edition.MUTABLE, *Edition.ERASED})
    yield from _guards_of_erasing(edition, revision)
    yield kept_with_words("attachment", Attachment, "the uses of a file")
    given = f"NEW.number IS NOT NULL AND ({_changed('number')})"
    yield Guard("guard_edition_number", edition, "UPDATE", "an edition's number is given once", given)
    broken = f"OLD.sealed_at IS NOT NULL AND ({_changed('sealed_at', 'seal_reason')})"
    yield Guard("guard_edition_seal", edition, "UPDATE", "a seal is for ever", broken)
    for event in ("INSERT", "UPDATE"):
        yield Guard(
            f"guard_edition_overlap_{event.lower()}",
            edition,
            event,
            "two editions of a statement are never public at once",
            _OVERLAP.format(table=edition),
            _ONE_AT_A_TIME.format(table=Statement._meta.db_table),
        )
    code, body = _changed("code"), IssuingBody._meta.db_table
    yield Guard("guard_body_code", body, "UPDATE", "a body's code never changes", code)
    yield fixed("preview_link", PreviewLink, "links", PreviewLink.MUTABLE)
    yield fixed("consent_link", ConsentLink, "links", ConsentLink.MUTABLE)
    for name, record, whats in (
        ("step", Step, "steps"),
        ("edition_body", Edition.bodies.through, "the bodies of an edition"),
    ):
        yield kept(name, record, whats)
        yield fixed(name, record, whats)
    yield kept("revision", Revision, "revisions")
    yield fixed("file", File, "files")
    yield fixed("attachment", Attachment, "the uses of a file")


def _guards_of_erasing(edition: str, revision: str) -> Iterator[Guard]:
    """What holds every word and lets go of one thing: the words of what was sealed, all at once and once."""
    from .models import Edition, Revision

    words = Edition.ERASED  # each field's column has its name
    emptied = " AND ".join(
        f"NEW.{column} = {_EMPTY.get(str(empty), _quoted(str(empty)))}" for column, empty in words.items()
    )
    erasing = _ERASING_AN_EDITION.format(edition=edition, emptied=emptied)
    broken = f"({_changed('erased_at', *words)}) AND NOT ({erasing})"
    yield Guard("guard_edition_words", edition, "UPDATE", "an edition's content never changes", broken)
    columns = [str(field.column) for field in Revision._meta.concrete_fields]
    others = _changed(*(column for column in columns if column != "content"))
    erasing = _ERASING_A_REVISION.format(edition=edition, revision=revision)
    broken = f"({others}) OR NOT ({erasing})"
    yield Guard("guard_revision_fixed", revision, "UPDATE", "revisions never change", broken)


def _changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} {{distinct}} OLD.{column}" for column in columns)


_NOTHING = "'{}'"  # the JSON of no words at all
_EMPTY = {"{}": "{nothing}"}  # whose braces a condition cannot hold
# Sealed, and not erased yet; or stopped before it was out, in a statement of which an edition is erased.
_ERASING_AN_EDITION = """
    {emptied} AND OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND (OLD.sealed_at IS NOT NULL
        OR OLD.number IS NULL AND EXISTS (
            SELECT 1 FROM {edition} e WHERE e.statement_id = OLD.statement_id AND e.erased_at IS NOT NULL
        )
    )
"""
# Older than the words on the desk, and with no edition that is kept between it and one that is erased.
_ERASING_A_REVISION = """
    NEW.content = {{nothing}} AND OLD.content {{distinct}} {{nothing}}
    AND OLD.number < (SELECT MAX(r.number) FROM {revision} r WHERE r.statement_id = OLD.statement_id)
    AND EXISTS (
        SELECT 1 FROM {edition} e JOIN {revision} r ON r.id = e.revision_id
        WHERE e.statement_id = OLD.statement_id AND e.number IS NOT NULL AND e.erased_at IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM {edition} kept JOIN {revision} k ON k.id = kept.revision_id
            WHERE kept.statement_id = OLD.statement_id AND kept.number IS NOT NULL AND kept.erased_at IS NULL
            AND (k.number BETWEEN OLD.number AND r.number OR k.number BETWEEN r.number AND OLD.number)
        )
    )
"""
_NAMED_STILL = (
    "NOT EXISTS (SELECT 1 FROM {revision} r WHERE r.id = OLD.revision_id AND r.content = {{nothing}})"
)
_OVERLAP = """
    (NEW.public_until IS NULL OR NEW.public_until > NEW.public_from) AND EXISTS (
        SELECT 1 FROM {table} other
        WHERE other.statement_id = NEW.statement_id AND other.id <> NEW.id
        AND (other.public_until IS NULL OR other.public_until > other.public_from)
        AND (NEW.public_until IS NULL OR other.public_from < NEW.public_until)
        AND (other.public_until IS NULL OR NEW.public_from < other.public_until)
    )
"""
# Two transactions that do not see each other's rows yet could both be right: the second waits for the first.
_ONE_AT_A_TIME = "PERFORM 1 FROM {table} WHERE id = NEW.statement_id FOR UPDATE; "


def _present(connection: BaseDatabaseWrapper) -> list[Guard]:
    """The guards of the tables there are: some are migrated before others."""
    tables = set(connection.introspection.table_names())
    return [guard for guard in _guards() if guard.table in tables]


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    for guard in _present(connection):
        yield guard.name, guard.table
        if connection.vendor == "postgresql" and guard.event == "DELETE":
            yield f"{guard.name}_whole", guard.table


def _creations(connection: BaseDatabaseWrapper) -> Iterator[str]:
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    for guard in _present(connection):
        yield from make(guard)


def _on_sqlite(guard: Guard) -> Iterator[str]:
    # INSERT is judged after the row has its key, so that it is not compared with itself.
    when = f"WHEN {guard.condition.format(distinct='IS NOT', nothing=_NOTHING)}" if guard.condition else ""
    moment = "AFTER" if guard.event == "INSERT" else "BEFORE"
    yield f"DROP TRIGGER IF EXISTS {guard.name}"
    yield (
        f"CREATE TRIGGER {guard.name} {moment} {guard.event} ON {guard.table} {when} "
        f"BEGIN SELECT RAISE(ABORT, {_quoted(guard.sentence)}); END"
    )


def _on_postgresql(guard: Guard) -> Iterator[str]:
    name, table, event = guard.name, guard.table, guard.event
    test = guard.condition.format(distinct="IS DISTINCT FROM", nothing=_NOTHING) or "TRUE"
    result = "OLD" if event == "DELETE" else "NEW"
    refuse = f"RAISE EXCEPTION {_quoted(guard.sentence)} USING ERRCODE = 'integrity_constraint_violation';"
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {guard.first}"
        f"IF {test} THEN {refuse} END IF; RETURN {result}; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    if event == "DELETE":
        yield (
            f"CREATE OR REPLACE FUNCTION {name}_whole() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN {refuse} END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {name}_whole ON {table}"
        yield (
            f"CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_whole()"
        )


def _quoted(sentence: str) -> str:
    doubled = sentence.replace("'", "''")
    return f"'{doubled}'"


def _run(connection: BaseDatabaseWrapper, statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
