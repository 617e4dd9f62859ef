"""Pages of the list by key: the hundredth costs what the first costs, and nothing slips between two pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Prefetch, Q

from statements import text
from statements.models import Edition, Statement
from statements.models.statement import StatementQuerySet

SIZE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Key:
    """The place of a statement in the order of the list."""

    changed_at: datetime
    pk: int

    @classmethod
    def read(cls, written: str) -> Key | None:
        """The key an address names; None where it names none."""
        told, _dash, key = written.partition("-")
        moment, pk = text.whole_number(told, digits=17), text.whole_number(key)
        if moment is None or pk is None:
            return None
        return cls(_EPOCH + timedelta(microseconds=moment), pk)

    @classmethod
    def of(cls, statement: Statement) -> Key:
        """The key of a statement."""
        return cls(statement.changed_at, statement.pk)

    def __str__(self) -> str:
        return f"{(self.changed_at - _EPOCH) // timedelta(microseconds=1)}-{self.pk}"


@dataclass(frozen=True)
class Page:
    """Some statements, newest change first, and the keys from which it goes on to either side."""

    statements: list[Statement]
    older: Key | None = None
    newer: Key | None = None

    @classmethod
    def of(cls, found: StatementQuerySet, older: str = "", newer: str = "", size: int = SIZE) -> Page:
        """The page that begins behind `older`, or ends before `newer`; the first where neither is a key."""
        if key := Key.read(newer):
            rows = list(found.filter(_after(key)).order_by("changed_at", "pk")[: size + 1])
            there_is_newer, shown = len(rows) > size, rows[:size][::-1]
            return cls(shown, _last(shown), Key.of(shown[0]) if there_is_newer else None)
        key = Key.read(older)
        rows = list((found.filter(_before(key)) if key else found).order_by("-changed_at", "-pk")[: size + 1])
        shown = rows[:size]
        return cls(
            shown, _last(shown) if len(rows) > size else None, Key.of(shown[0]) if key and shown else None
        )


def for_lists(found: StatementQuerySet) -> StatementQuerySet:
    """The statements with all that a line of the list shows, without their texts."""
    times = Edition.objects.only("statement", "number", "public_from", "public_until")
    texts = ("standfirst", "body", "notes_to_editors", "change_note", "signatories")
    lean = found.defer(*texts).select_related("deadline", "claim__person")
    # Bodies and people not by a join: SQLite would begin with them, and sort the whole archive.
    return lean.prefetch_related(
        Prefetch("editions", times), "withdrawals", "bodies", "issuing_body", "begun_by"
    )


def _last(shown: list[Statement]) -> Key | None:
    return Key.of(shown[-1]) if shown else None


def _before(key: Key) -> Q:
    """Further down the list; said so that an index on both columns serves it."""
    return Q(changed_at__lte=key.changed_at) & (Q(changed_at__lt=key.changed_at) | Q(pk__lt=key.pk))


def _after(key: Key) -> Q:
    return Q(changed_at__gte=key.changed_at) & (Q(changed_at__gt=key.changed_at) | Q(pk__gt=key.pk))
