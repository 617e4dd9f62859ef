"""Queries that are built and compiled once, and from then on only asked, with other values.

To build and compile a query of many conditions takes Django several times as long as a database takes to
answer it. Such a query is written as a function that returns a queryset. `compiled` calls it once for each
shape, with a `Place` where each value will stand, keeps the SQL, and fills the places in when it is asked.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from copy import copy
from functools import update_wrapper
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, CharField, DateTimeField, Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

RowT = TypeVar("RowT")

MOMENT, NUMBER, WORDS = DateTimeField(), BigIntegerField(), CharField()


class Place(Expression):
    """Where the value of a parameter will stand; of a list, its value of this `number`."""

    def __init__(self, name: str, field: Field[Any, Any], number: int | None = None) -> None:
        super().__init__(output_field=field)
        self.name, self.number = name, number

    def as_sql(self, *_args: Any) -> tuple[str, Any]:
        """Stand among the values for the one to come."""
        return "%s", (self,)

    def filled(self, values: dict[str, Any], connection: Any) -> Any:
        """The value that stands here now, as the database takes it."""
        value = values[self.name] if self.number is None else values[self.name][self.number]
        return self.output_field.get_db_prep_value(value, connection)


class Compiled(Generic[RowT]):
    """A query of a few shapes. `fields` are its parameters that are values; all others make another shape.

    A list of values makes a shape for each length: it is filled up to a power of two with its last value.
    None is no value, but another shape. In the query, keys of a list are looked for by `…__pk__in`, and
    nothing is reckoned with a value.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, RowT]], fields: dict[str, Field[Any, Any]]) -> None:
        self._build, self._fields = build, fields
        self._names = list(inspect.signature(build).parameters)
        self._shapes: dict[Any, tuple[QuerySet[Any, RowT], SQLCompiler | None, tuple[Any, ...]]] = {}
        update_wrapper(self, build)

    def __call__(self, *given: Any) -> list[RowT]:
        """The rows for these values, as the queryset would give them."""
        values = dict(zip(self._names, map(_filled_up, given), strict=True))
        shape = tuple(self._shape(name, value) for name, value in values.items())
        if shape not in self._shapes:
            self._shapes[shape] = self._compiled(values)
        rows, kept, places = self._shapes[shape]
        if kept is None:
            return []
        asked, compiler = rows.all(), copy(kept)
        connection = compiler.connection = connections[asked.db]
        sql, params = places
        params = tuple(one.filled(values, connection) if isinstance(one, Place) else one for one in params)
        vars(compiler)["as_sql"] = lambda *_args, **_options: (sql, params)
        vars(asked.query)["get_compiler"] = lambda *_args, **_options: compiler
        return list(asked)

    def _shape(self, name: str, value: Any) -> Any:
        """What of this value makes another query."""
        if name not in self._fields:
            return value
        return len(value) if isinstance(value, list) else value is None

    def _compiled(self, values: dict[str, Any]) -> Any:
        rows = self._build(*(self._place(name, value) for name, value in values.items()))
        compiler = rows.query.get_compiler(rows.db)
        try:
            return rows, compiler, compiler.as_sql()
        except EmptyResultSet:
            return rows, None, ()

    def _place(self, name: str, value: Any) -> Any:
        field = self._fields.get(name)
        if field is None or value is None:
            return value
        if isinstance(value, list):
            return [Place(name, field, number) for number in range(len(value))]
        return Place(name, field)


def compiled(
    **fields: Field[Any, Any],
) -> Callable[[Callable[..., QuerySet[Any, RowT]]], Compiled[RowT]]:
    """Keep the query that the decorated function builds; of its parameters, these are values."""
    return lambda build: Compiled(build, fields)


def _filled_up(value: Any) -> Any:
    """A list at one of few lengths; anything else as it is."""
    if not isinstance(value, list) or not value:
        return value
    return value + value[-1:] * ((1 << (len(value) - 1).bit_length()) - len(value))
