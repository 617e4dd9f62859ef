"""What the database itself refuses of campaigns, tried past every verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Model

from campaigns.models import Campaign, Demand, DemandUpdate, Evidence, Mention, Subject, Version
from statements import guards
from tests.campaigns.builders import GAZETTE, Campaigning, mentioning
from tests.cast import NOON, Cast, Newsroom

RECORD: tuple[type[Model], ...] = (Version, DemandUpdate, Evidence, Mention, Subject)


def refused(attempt: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt()


@pytest.fixture
def everything(newsroom: Newsroom, campaigning: Campaigning) -> Demand:
    demand = campaigning.public(Demand)
    campaigning.updated(demand, "met", status="met", evidence=[GAZETTE], event_on=date(2026, 3, 1))
    newsroom.public(**mentioning(demand))
    return demand


@pytest.mark.parametrize("model", RECORD)
def test_no_row_of_the_record_is_deleted(everything: Demand, model: type[Model]) -> None:
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f"DELETE FROM {model._meta.db_table}"))
    assert model._default_manager.exists()


@pytest.mark.parametrize("model", [Evidence, Mention])
def test_no_row_of_evidence_or_a_mention_is_changed(everything: Demand, model: type[Model]) -> None:
    for field in model._meta.concrete_fields:
        same: dict[str, Any] = {field.attname: F(field.attname)}
        refused(lambda same=same: model._default_manager.update(**same))  # type: ignore[misc]


def _another(field: Any) -> Any:
    """A value of this column other than the row's, that is valid as such."""
    by_type = {"DateField": date(2019, 5, 1), "DateTimeField": NOON, "JSONField": {}, "TextPerLanguage": {}}
    return by_type.get(type(field).__name__, 99)


@pytest.mark.parametrize("model", [Version, DemandUpdate])
def test_words_that_wait_never_change_and_are_decided_on_once(
    campaigning: Campaigning, cast: Cast, model: type[Any]
) -> None:
    demand = campaigning.public(Demand)
    waiting = campaigning.rewritten(demand, titles={"en": "New"})
    update = campaigning.recorded(demand)
    row = model.objects.filter(pk={Version: waiting.pk, DemandUpdate: update.pk}[model])
    for field in model._meta.concrete_fields:
        if field.attname not in model.DECIDED:
            value = _another(field)
            refused(lambda name=field.attname, value=value: row.update(**{name: value}))  # type: ignore[misc]
    at = campaigning.clock()
    refused(lambda: row.update(verdict="approved", decided_by=cast.drafter, decided_at=at))  # wrote it
    row.update(verdict="approved", decided_by=cast.reviewer, decided_at=at)
    refused(lambda: row.update(verdict="sent_back"))
    refused(lambda: row.update(reason="Other."))


def test_an_address_never_changes(everything: Demand) -> None:
    row = Subject.objects.filter(pk=everything.pk)
    refused(lambda: row.update(slug="other"))
    refused(lambda: row.update(kind="cause"))


def test_one_version_waits_at_a_time(campaigning: Campaigning, cast: Cast) -> None:
    begun = campaigning.begun(Campaign)
    words = {"content": {}, "digest": "0" * 64, "author": cast.drafter, "made_at": campaigning.clock()}
    refused(lambda: Version.objects.create(subject=begun, number=2, **words))


def test_no_guard_is_missing(db: None) -> None:
    assert not guards.missing()
