"""Reopen a public text, correct it as the next edition, or abandon the correction."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from statements import verbs
from statements.models import Statement
from statements.verbs.act import steps_of
from tests.cast import Cast, Clock, Newsroom, edition


def test_a_correction_begins_with_kind_and_note_emptied_and_the_public_edition_as_it_was(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public()
    draft = verbs.reopen(public, by=cast.colleague, clock=clock)
    assert (draft.state, draft.change_kind, draft.change_note) == ("draft", "", "")
    assert draft.revisions.count() == 2
    assert draft.standing_yeses().count() == 0
    assert edition(draft).is_public(clock())
    step = steps_of(draft).last()
    assert (step.verb, step.from_state, step.to_state) == ("reopen", "released", "draft")


def test_an_approved_correction_reopened_keeps_what_was_said_of_it(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    approved = newsroom.correct(newsroom.public())
    draft = verbs.reopen(approved, by=cast.drafter, clock=clock)
    assert (draft.change_kind, draft.change_note) == ("correction", "A figure was wrong.")


def test_the_second_correction_says_anew_what_it_is(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    again = verbs.reopen(newsroom.corrected(), by=cast.drafter, clock=clock)
    assert (again.change_kind, again.change_note) == ("", "")


def test_a_release_still_due_is_stopped_before_it_is_reopened(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(public_from=datetime(2026, 3, 12, 18, tzinfo=UTC))
    with pytest.raises(verbs.Refused, match=r"due on 12 March 2026, 23:30 IST \(18:00 UTC\)\. Stop it first"):
        verbs.reopen(due, by=cast.drafter, clock=clock)
    clock.pass_(days=1)
    assert verbs.reopen(due, by=cast.drafter, clock=clock).change_kind == ""  # it is public by now


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_abandon_takes_the_public_words_again_and_keeps_the_abandoned_ones(
    newsroom: Newsroom, cast: Cast, clock: Clock, state: str
) -> None:
    public = newsroom.public(headline="Public", joint_bodies=["SC"])
    change = {"headline": "Abandoned", "joint_bodies": [], "change_kind": "minor"}
    statement = verbs.reopen(public, by=cast.drafter, clock=clock)
    statement = verbs.save(statement, by=cast.drafter, content=change, clock=clock)
    if state != "draft":
        statement = verbs.submit(statement, by=cast.drafter, clock=clock)
    if state == "approved":
        statement = verbs.approve(statement, by=cast.reviewer, clock=clock)
    assert statement.state == state
    back = verbs.abandon_correction(statement, by=cast.publisher, clock=clock)
    now = Statement.objects.get(pk=back.pk)
    assert (now.state, now.headline, now.digest) == ("released", "Public", edition(now).digest)
    assert set(now.bodies.all()) == {cast.council, cast.elsewhere}
    assert now.standing_yeses().count() == 0
    assert "Abandoned" in [revision.content["headline"] for revision in now.revisions.all()]
    assert [e.number for e in now.editions.all()] == [1]


def test_a_text_that_was_never_public_has_no_correction_to_abandon(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    with pytest.raises(verbs.Refused, match="Nothing of this statement has been public"):
        verbs.abandon_correction(newsroom.approved(), by=cast.publisher, clock=clock)


def test_a_correction_may_be_begun_and_abandoned_under_a_withdrawal(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    draft = verbs.reopen(newsroom.withdrawn(), by=cast.drafter, clock=clock)
    back = verbs.abandon_correction(draft, by=cast.drafter, clock=clock)
    assert back.state == "released"
    assert back.withdrawal_in_force(clock()) is not None
