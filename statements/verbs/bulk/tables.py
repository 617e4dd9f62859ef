"""Loads the desk's tables of another installation into an empty one, keys and all: the chain holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.color import no_style
from django.db import connection, models

from statements.models import Edition, IssuingBody, PublicEpoch, Statement, Step, User
from statements.search import indexing

PIECE = 500


def is_empty() -> bool:
    """Whether nothing has been done here yet: no body, no statement, nobody but the import's own account."""
    used = (
        Statement.objects.all(),
        IssuingBody.objects.all(),
        Step.objects.all(),
        User.objects.filter(is_active=True),
    )
    return not any(rows.exists() for rows in used)


def load(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write the rows of one table, in place of what every installation begins with."""
    model._base_manager.all()._raw_delete(connection.alias)
    if model._meta.parents:  # its own columns: what it extends is loaded
        for row in rows:
            row.save_base(raw=True, force_insert=True)
        return
    for piece in _pieces(rows):
        model._base_manager.bulk_create(piece)


def admit(people: Iterable[dict[str, Any]]) -> None:
    """Put people back into their groups."""
    groups = {group.name: group for group in Group.objects.all()}
    for told in people:
        User.objects.get(pk=told["user"]).groups.set(
            groups[name] for name in told["groups"] if name in groups
        )


def settle(loaded: list[type[models.Model]]) -> None:
    """Let new keys follow the loaded ones, and write what is derived: the search, the epoch."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), loaded):
            cursor.execute(sql)
    for piece in _pieces(Edition.objects.order_by("pk").iterator(chunk_size=PIECE)):
        indexing.write(piece)
    PublicEpoch.bump()


def _pieces(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while piece := list(islice(rest, PIECE)):
        yield piece
