"""The indexes that keep the desk flat in a large archive: the plans of both databases use them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from statements.desk.lists.asked import in_standing
from statements.desk.lists.pages import for_lists
from statements.models import Effect, Statement
from tests.cast import Cast
from tests.environment import on_postgres

pytestmark = pytest.mark.django_db
BY_STATISTICS = pytest.mark.skipif(
    on_postgres(), reason="PostgreSQL chooses between two indexes that serve by the numbers of rows"
)
AT = datetime(2026, 3, 12, tzinfo=UTC)


def plan(found: QuerySet[Any]) -> str:
    """How the database answers; PostgreSQL as it does where a table is too large to be read whole."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    return found.explain()


def test_the_list_is_walked_in_its_own_order_and_stops(cast: Cast) -> None:
    visible = Statement.objects.visible_to(cast.drafter)
    told = plan(for_lists(visible).order_by("-changed_at", "-pk")[:51])
    assert "statement_list" in told
    assert "TEMP B-TREE" not in told  # SQLite would sort everything
    assert "Sort" not in told


@pytest.mark.parametrize(
    ("index", "asked"),
    [
        ("statement_kind", {"kind": "resolution"}),
        ("statement_language", {"language": "ta"}),
        pytest.param("statement_body", {"issuing_body": 1}, marks=BY_STATISTICS),
    ],
)
def test_the_few_of_a_kind_are_found_at_once(index: str, asked: dict[str, Any]) -> None:
    assert index in plan(Statement.objects.order_by().filter(**asked, state="draft").values("pk"))


@BY_STATISTICS
def test_whether_a_statement_is_public_is_read_off_an_index() -> None:
    assert "edition_times" in plan(
        Statement.objects.order_by().filter(in_standing("public", AT)).values("pk")
    )


def test_of_all_messages_an_index_finds_those_that_wait() -> None:
    assert "effect_waiting" in plan(Effect.objects.not_sent(AT).order_by("waiting_since", "pk"))
