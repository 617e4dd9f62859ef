"""Multiplies an archive: every statement many times, each some minutes later than the last, word for word.

So a very large archive is made in the time a database takes to copy rows. What is copied is what readers'
searches read and join; the steps of the chain are not. A word stands in as many of a hundred texts as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MINUTE = 60 * 10**6  # in the units of a moment


def multiply(times: int) -> None:
    """Leave every statement `times` times in the database of the environment; within a transaction."""
    from django.db import connection

    from statements.search import storage

    with storage.indexed_at_the_end(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # neither guards nor checks: these rows were let in before
            cursor.execute("SET LOCAL session_replication_role = replica")
        for sql in _copies(times):
            cursor.execute(sql)


def _copies(times: int) -> Iterator[str]:
    """For each table the query that copies its rows, each after those it points to."""
    from statements.models import Edition, Revision, SearchRow, Statement, TopicOfStatement

    tables: list[Any] = [
        Statement,
        Statement.bodies.through,
        TopicOfStatement,
        Revision,
        Edition,
        Edition.bodies.through,
        SearchRow,
    ]
    step = max(table.objects.order_by("-pk").values_list("pk", flat=True)[0] for table in tables)
    copies = ", ".join(f"({number})" for number in range(1, times))
    for table in tables:
        columns = {field.column: _copied(field, tables, step) for field in table._meta.concrete_fields}
        name, key = table._meta.db_table, table._meta.pk.column
        yield (
            f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(columns.values())} "  # noqa: S608
            f"FROM {name}, (VALUES {copies}) AS copies WHERE {key} <= {step}"
        )


def _copied(field: Any, tables: list[Any], step: int) -> str:
    """A column of a copy: keys and addresses are others, and so is when it was issued, on the same day."""
    from django.db import connection

    if field.primary_key or field.related_model in tables:
        return f"{field.column} + column1 * {step}"
    if field.column in {"reference", "source_key"}:
        return f"{field.column} || '-' || column1"
    if field.column == "slug":
        return "substr(slug, 1, 60) || '-' || id || '-' || column1"
    if field.column == "moment":
        return f"moment + column1 * {MINUTE}"
    if field.column == "issued_at":
        later = {"postgresql": "issued_at + column1 * interval '1 minute'"}
        return later.get(connection.vendor, "datetime(issued_at, column1 || ' minutes')")
    return str(field.column)
