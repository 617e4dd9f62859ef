"""The record for outsiders: every edition's digest by year, and the end of the chain of the day before."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from pressoffice.backup import nightly
from statements import verbs
from statements.models import ChainHead, Edition, Step
from tests.cast import Clock, Newsroom
from tests.never_public import due
from tests.readers import get


def told(clock: Clock, path: str = "/record.json") -> Any:
    answer = get(path, clock)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return json.loads(answer.content)


def test_every_edition_on_record_stands_under_its_year(newsroom: Newsroom, clock: Clock) -> None:
    corrected = newsroom.corrected()
    other = newsroom.public(headline="Another")
    years = told(clock)["years"]
    assert years == [{"year": 2026, "editions": 3, "address": "http://testserver/record/2026.json"}]
    of_year = told(clock, "/record/2026.json")
    rows = [(one["reference"], one["edition"], one["digest"]) for one in of_year["editions"]]
    assert rows == [
        (one.statement.reference, one.number, one.digest)
        for one in Edition.objects.filter(statement__in=[corrected, other]).order_by(
            "statement__reference", "number"
        )
    ]
    assert get("/record/2025.json", clock).status_code == 404


def test_a_withdrawn_text_and_a_sealed_edition_stay_in_it(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.corrected()
    first = statement.editions.get(number=1)
    verbs.seal(statement, by=newsroom.cast.publisher, edition=first, reason="A child's name.", clock=clock)
    newsroom.withdrawn()
    digests = [one["digest"] for one in told(clock, "/record/2026.json")["editions"]]
    assert first.digest in digests
    assert len(digests) == Edition.objects.count()


def test_what_is_due_is_not_in_it_before_its_time(newsroom: Newsroom, clock: Clock) -> None:
    due(newsroom)
    assert told(clock)["years"] == []
    clock.pass_(days=2)
    assert [year["editions"] for year in told(clock)["years"]] == [1]


def test_the_chain_is_told_as_the_day_before_ended(newsroom: Newsroom, clock: Clock) -> None:
    assert told(clock)["chain"] is None
    newsroom.public()
    last = Step.objects.latest("number")
    assert told(clock)["chain"] is None
    clock.pass_(days=1)
    newsroom.draft()
    yesterday = timezone.localdate(clock.now) - timedelta(days=1)
    assert told(clock)["chain"] == {"day": yesterday.isoformat(), "digest": last.digest}


@pytest.mark.django_db(transaction=True)
def test_each_night_the_log_is_told_where_the_chain_ends(
    newsroom: Newsroom, clock: Clock, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.BACKUPS_ROOT = tmp_path
    newsroom.public()
    with caplog.at_level("INFO", logger="pressoffice.backup"):
        assert nightly.make_if_due(clock.now)
        assert not nightly.make_if_due(clock.now + timedelta(hours=2))
    facts = [vars(line)["facts"] for line in caplog.records if "chain" in line.getMessage()]
    head = ChainHead.objects.get()
    assert facts == [{"number": head.number, "digest": head.digest}]
