"""Words of a headline or a text, or a number, looked for in the newest statements."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce

from statements.desk.counting import first_keys
from statements.models import Statement
from statements.models.statement import StatementQuerySet

MOST_WORDS = 6
# Of the newest, however old the archive: headlines are read in an index, whole texts one by one.
HEADLINES_SEARCHED = 10_000
TEXTS_SEARCHED = 1_000
NEWEST_FIRST = ("-changed_at", "-pk")
_REFERENCE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,11}-[0-9A-Za-z-]*")
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def said(typed: str, visible: StatementQuerySet) -> set[int]:
    """Keys of the visible statements of this number, or with these words in headline or text.

    Each a query of its own that an index answers: together they would read every text.
    """
    words = typed.split()[:MOST_WORDS]
    in_headline = (Q(headline__icontains=word) for word in words)
    in_text = (Q(body__icontains=word) for word in words)
    ways = [_among(HEADLINES_SEARCHED, *in_headline), _among(TEXTS_SEARCHED, *in_text)]
    if _REFERENCE.fullmatch(typed):
        ways.append([Q(reference__startswith=typed.upper())])
    return {key for way in ways for key in first_keys(visible.filter(*way).order_by(*NEWEST_FIRST))}


def _among(number: int, *conditions: Q) -> list[Q]:
    """The conditions, of the newest so many statements: by the moment the last of these was changed."""
    last = Statement.objects.order_by(*NEWEST_FIRST).values("changed_at")[number - 1 : number]
    return [Q(changed_at__gte=Coalesce(Subquery(last), Value(_EVER))), *conditions]
