"""Stop a release before its time: everything is again as it was before it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from statements import verbs
from statements.models import Confirmation, Edition, Effect, IssuingBody, Statement
from statements.verbs.act import steps_of
from tests.cast import Cast, Clock, Newsroom, edition


def test_stop_empties_the_interval_and_frees_number_year_and_address(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(public_from=clock() + timedelta(days=1), headline="The harvest")
    reference = due.reference
    stopped = verbs.stop_release(due, by=cast.drafter, clock=clock)
    emptied = stopped.editions.get()
    assert (emptied.public_until, emptied.number) == (emptied.public_from, None)
    assert (stopped.state, stopped.year, stopped.slug) == ("approved", None, "")
    assert stopped.reference == reference == "NC-2026-001"
    assert not Edition.objects.has_been_public(emptied.public_from + timedelta(days=9)).exists()
    other = newsroom.public(headline="The harvest")
    assert (other.slug, other.reference) == ("the-harvest", "NC-2026-002")  # address free, reference not
    again = verbs.publish(stopped, by=cast.publisher, clock=clock)
    assert (edition(again).number, again.slug, again.reference) == (1, "the-harvest-2", reference)


def test_a_typed_address_outlasts_a_stopped_release(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    draft = newsroom.draft(headline="May Day")
    draft = verbs.save(draft, by=cast.drafter, content={}, slug="may-day-message", clock=clock)
    approved = verbs.approve(verbs.submit(draft, by=cast.drafter, clock=clock), by=cast.reviewer, clock=clock)
    due = verbs.publish(approved, by=cast.publisher, public_from=clock() + timedelta(days=1), clock=clock)
    assert verbs.stop_release(due, by=cast.publisher, clock=clock).slug == "may-day-message"


def test_a_release_stopped_in_one_year_goes_out_in_the_next(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(public_from=clock() + timedelta(days=1))
    stopped = verbs.stop_release(due, by=cast.publisher, clock=clock)
    clock.pass_(days=365)
    released = verbs.publish(stopped, by=cast.publisher, clock=clock)
    assert (released.year, released.reference) == (2027, "NC-2026-001")


def test_stop_opens_the_edition_before_again(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    at = clock() + timedelta(days=1)
    due = newsroom.corrected(public_from=at)
    stopped = verbs.stop_release(due, by=cast.reviewer, clock=clock)
    assert edition(stopped).public_until is None
    assert [e.number for e in Edition.objects.public(at + timedelta(days=1))] == [1]
    assert (stopped.year, stopped.slug) == (due.year, due.slug)  # has been public: the address stands
    again = verbs.publish(stopped, by=cast.publisher, clock=clock)
    assert [e.number for e in Edition.objects.public(clock())] == [2]
    assert again.editions.filter(number=None).count() == 1


def test_stopping_twice_at_one_time_opens_only_what_was_public(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    at = clock() + timedelta(days=1)
    stopped = verbs.stop_release(newsroom.corrected(public_from=at), by=cast.reviewer, clock=clock)
    due = verbs.publish(stopped, by=cast.publisher, public_from=at, clock=clock)
    twice = verbs.stop_release(due, by=cast.reviewer, clock=clock)
    assert twice.editions.filter(public_until=None).get() == edition(twice)


@pytest.mark.parametrize("kind", ["withdrawn", "removed"])
def test_stop_puts_the_withdrawal_in_force_again(
    newsroom: Newsroom, cast: Cast, clock: Clock, kind: str
) -> None:
    at = clock() + timedelta(days=1)
    corrected = newsroom.correct(newsroom.withdrawn(kind=kind))
    due = verbs.publish(corrected, by=cast.publisher, public_from=at, clock=clock)
    stopped = verbs.stop_release(due, by=cast.publisher, clock=clock)
    assert stopped.withdrawals.get().until is None
    assert stopped.withdrawal_in_force(at + timedelta(days=9)) is not None
    assert not Edition.objects.public(at + timedelta(days=9)).exists()


def test_stop_voids_what_was_to_be_sent_and_tells_people_of_the_stop(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(public_from=clock() + timedelta(days=1))
    published = steps_of(due).last()
    stopped = verbs.stop_release(due, by=cast.publisher, clock=clock)
    told = steps_of(stopped).last()
    assert (told.verb, told.from_state, told.to_state) == ("stop_release", "released", "approved")
    states = dict(Effect.objects.values_list("step__number", "state"))
    assert states[published.number] == "void"
    assert states[told.number] == "due"
    assert states[published.number - 1] == "due"  # what was told before stays told


def test_where_the_yeses_do_not_stand_it_becomes_a_draft_and_its_mark_goes(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = verbs.publish_without_approval(
        newsroom.in_review(), by=cast.publisher, reason="By phone.",
        public_from=clock() + timedelta(days=1), clock=clock,
    )  # fmt: skip
    stopped = verbs.stop_release(due, by=cast.drafter, clock=clock)
    assert stopped.state == "draft"
    assert not Confirmation.objects.exists()
    assert stopped.standing_yeses().count() == 0
    again = verbs.submit(stopped, by=cast.drafter, clock=clock)  # who had said yes says it anew
    assert verbs.approve(again, by=cast.reviewer, clock=clock).state == "approved"


def test_a_stricter_body_makes_a_stopped_release_a_draft(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(public_from=clock() + timedelta(days=1))
    IssuingBody.objects.update(approvals_required=2)
    now = Statement.objects.get(pk=due.pk)
    assert verbs.stop_release(now, by=cast.drafter, clock=clock).state == "draft"


def test_what_is_public_is_not_stopped(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    due = newsroom.public(public_from=clock() + timedelta(hours=1))
    clock.pass_(hours=1)
    with pytest.raises(verbs.Refused, match="No release is waiting"):
        verbs.stop_release(due, by=cast.publisher, clock=clock)
