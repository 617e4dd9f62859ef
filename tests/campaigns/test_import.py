"""A pasted page's list of demands becomes demands that wait for a second person."""

from __future__ import annotations

import pytest

from campaigns.models import Demand, Mention
from statements import checklist
from statements.house import IMPORT_ACCOUNT
from statements.importing import pasted_page
from statements.importing.drafts import make_drafts
from statements.models import Statement, User
from tests.cast import Cast

PAGE = """\
NEW DELHI

Repeal the order on contract labour

We met the minister today and told him what he knows. The order is unjust and must go, and we shall not rest.

We demand:

1. Repeal the order at once.
2. Pay the wages that are owed.
"""


@pytest.fixture
def imported(cast: Cast) -> Statement:
    page = pasted_page.read(PAGE)
    assert page.statements[0].demands == ["Repeal the order at once.", "Pay the wages that are owed."]
    by = User.objects.get(username=IMPORT_ACCOUNT)
    make_drafts(page.statements, body=cast.council, by=by, language="en")
    return Statement.objects.get()


def test_each_line_is_a_demand_in_its_words_that_waits(imported: Statement) -> None:
    quotes = ["Repeal the order at once.", "Pay the wages that are owed."]
    assert [one["quote"] for one in imported.parts["demands"]] == quotes
    assert [demand.called for demand in Demand.objects.order_by("pk")] == quotes
    assert not Demand.objects.exclude(public_from=None).exists()
    assert all(demand.versions.waiting().exists() for demand in Demand.objects.all())


def test_the_words_stand_in_the_text(imported: Statement, cast: Cast) -> None:
    assert [mention.paragraph for mention in Mention.objects.order_by("place")] == [3, 4]
    said = [item.sentence for item in checklist.items(imported, imported.begun_at) if item.field == "demands"]
    assert not [sentence for sentence in said if "do not stand in the text" in sentence]


def test_the_same_page_again_makes_nothing_more(imported: Statement, cast: Cast) -> None:
    by = User.objects.get(username=IMPORT_ACCOUNT)
    make_drafts(pasted_page.read(PAGE).statements, body=cast.council, by=by, language="en")
    assert (Statement.objects.count(), Demand.objects.count()) == (1, 2)


def test_a_drafter_may_import_for_their_body_too(cast: Cast) -> None:
    make_drafts(pasted_page.read(PAGE).statements, body=cast.council, by=cast.drafter, language="en")
    assert Demand.objects.first().begun_by == cast.drafter  # type: ignore[union-attr]
