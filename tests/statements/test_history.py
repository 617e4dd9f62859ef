"""File as history: an old statement on the record at its true date, by import only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from statements import verbs
from statements.models import Edition, Statement
from statements.verbs.act import steps_of
from tests.cast import NOON, Cast, Clock, edition, words

OLD = date(2019, 5, 1)


def file(cast: Cast, clock: Clock, **asked: Any) -> Statement:
    given = {"content": words(), "issued_on": OLD, "import_name": "Old site, May 2026", **asked}
    return verbs.file_as_history(by=cast.administrator, body=cast.council, clock=clock, **given)


def test_history_is_public_at_its_true_date_without_yeses_and_without_a_mark(
    cast: Cast, clock: Clock
) -> None:
    source = {"source_address": "https://old.example.org/7", "source_key": "old:7"}
    filed = file(cast, clock, topics=["Wages"], **source)
    assert (filed.state, filed.year, filed.reference) == ("released", 2019, "NC-2019-001")
    public = edition(filed)
    assert public in Edition.objects.public(clock())
    assert public.issued_at == datetime(2019, 4, 30, 18, 30, tzinfo=UTC)
    assert public.public_from > NOON
    assert public.digest == filed.digest == filed.revision.digest
    assert not filed.approvals.exists()
    assert not filed.confirmations.exists()
    step = steps_of(filed).get()
    assert (step.verb, step.from_state, step.to_state) == ("file_as_history", "", "released")
    assert (step.note, step.edition) == ("Old site, May 2026", public)
    kept = Statement.objects.get(pk=filed.pk)
    assert (kept.source_key, kept.source_address) == ("old:7", "https://old.example.org/7")
    assert (kept.year, kept.slug, kept.state) == (2019, filed.slug, "released")
    assert list(kept.topics.names()) == ["Wages"]


@pytest.mark.parametrize(
    "asked",
    [
        {"issued_on": date(2026, 3, 12)},
        {"issued_on": date(2031, 1, 1)},
        {"content": words(headline=" ")},
        {"content": words(body="<p> </p>")},
        {"content": words(language="")},
        {"import_name": " "},
    ],
)
def test_what_lacks_something_is_not_filed(cast: Cast, clock: Clock, asked: dict[str, Any]) -> None:
    with pytest.raises(verbs.Refused):
        file(cast, clock, **asked)
    assert not Statement.objects.exists()


def test_history_may_be_corrected_and_stays_at_its_date(cast: Cast, clock: Clock) -> None:
    filed = file(cast, clock)
    draft = verbs.reopen(filed, by=cast.drafter, clock=clock)
    draft = verbs.save(draft, by=cast.drafter, content={"change_kind": "minor"}, clock=clock)
    approved = verbs.approve(verbs.submit(draft, by=cast.drafter, clock=clock), by=cast.reviewer, clock=clock)
    released = verbs.publish(approved, by=cast.publisher, clock=clock)
    assert edition(released, 2).issued_at == edition(released, 1).issued_at


def test_history_of_two_years_counts_in_each(cast: Cast, clock: Clock) -> None:
    drawn = [file(cast, clock, issued_on=date(year, 5, 1)).reference for year in (2019, 2018, 2019)]
    assert drawn == ["NC-2019-001", "NC-2018-001", "NC-2019-002"]
