"""What waits for a second person, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from statements import verbs
from statements.desk.front import columns
from statements.models import Confirmation, Statement
from statements.workflow import Role
from tests.cast import Cast, Clock, Newsroom, person


def waiting(at: datetime) -> list[Confirmation]:
    """The open marks; the twins agree."""
    marks = list(Confirmation.objects.open(at))
    assert marks == [mark for mark in Confirmation.objects.all() if mark.is_open(at)]
    return marks


def test_a_withdrawal_waits_until_a_second_person_confirms_it(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    withdrawn = newsroom.withdrawn()
    assert waiting(clock()) == [withdrawn.confirmations.get()]
    verbs.confirm(withdrawn, by=cast.reviewer, clock=clock)
    assert waiting(clock()) == []


def test_a_withdrawal_that_was_ended_by_restoring_waits_no_longer(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    withdrawn = newsroom.withdrawn()
    mark = withdrawn.confirmations.get()
    restored = verbs.restore(withdrawn, by=cast.publisher, reason="It was right.", clock=clock)
    assert waiting(clock()) == []
    with pytest.raises(verbs.Refused, match="Nothing is waiting"):
        verbs.confirm(restored, by=cast.reviewer, mark=mark, clock=clock)
    assert "unconfirmed" not in {column.code for column in columns(cast.reviewer, clock())}


def test_a_withdrawal_waits_until_the_new_edition_ends_it_at_its_time(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    approved = newsroom.correct(newsroom.withdrawn())
    at = clock() + timedelta(hours=2)
    due = verbs.publish(approved, by=cast.publisher, public_from=at, clock=clock)
    assert len(waiting(at - timedelta(microseconds=1))) == 1
    assert waiting(at) == []
    verbs.stop_release(due, by=cast.publisher, clock=clock)
    assert len(waiting(at)) == 1  # in force again


def test_a_publication_without_approval_waits_whatever_became_of_it(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    released = verbs.publish_without_approval(
        newsroom.draft(), by=cast.publisher, reason="By phone.", clock=clock
    )
    mark = released.confirmations.get()
    corrected = newsroom.correct(released, headline="Better")
    corrected = verbs.publish(corrected, by=cast.publisher, clock=clock)
    assert waiting(clock()) == [mark]
    withdrawn = verbs.withdraw(corrected, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert len(waiting(clock())) == 2
    verbs.confirm(withdrawn, by=cast.reviewer, mark=mark, clock=clock)
    assert waiting(clock()) == list(Confirmation.objects.filter(withdrawal__isnull=False))


def test_a_publication_that_was_stopped_before_its_time_waits_no_longer(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    at = clock() + timedelta(hours=2)
    due = verbs.publish_without_approval(
        newsroom.draft(), by=cast.publisher, reason="By phone.", public_from=at, clock=clock
    )
    verbs.stop_release(due, by=cast.publisher, clock=clock)
    assert waiting(at) == []


def test_a_mark_says_why_and_of_which_text(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    released = verbs.publish_without_approval(
        newsroom.draft(), by=cast.publisher, reason="By phone, by the president.", clock=clock
    )
    withdrawn = verbs.withdraw(released, by=cast.publisher, explanation="A forged letter.", clock=clock)
    published, taken_back = withdrawn.confirmations.order_by("pk")
    assert (published.reason, taken_back.reason) == ("By phone, by the president.", "A forged letter.")
    assert published.text == taken_back.text == withdrawn.editions.get()
    assert str(published) == "Edition 1, published without approval"
    assert str(taken_back) == "Withdrawn: the page stays, under a notice"


def test_the_desk_offers_what_another_did_even_beside_ones_own(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    chief = person("chief", cast.council, Role.REVIEWER, Role.PUBLISHER)
    released = verbs.publish_without_approval(newsroom.draft(), by=chief, reason="At night.", clock=clock)

    def button() -> str | None:
        column = next(column for column in columns(chief, clock()) if column.code == "unconfirmed")
        promise = column.rows[0].promise
        return promise.verb if promise else None

    assert button() is None
    verbs.withdraw(released, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert button() == "confirm"
    verbs.confirm(Statement.objects.get(), by=chief, clock=clock)
    assert button() is None
