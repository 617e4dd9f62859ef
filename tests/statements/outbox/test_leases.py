"""Leases: what one worker has in hand no other touches; what a dead one had is free after a while."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from statements.models import Effect
from statements.outbox import leases
from statements.outbox.leases import Pace
from tests.cast import Clock, Newsroom

State = Effect.State
PACE = Pace(batch=3, lease=timedelta(minutes=5))


@pytest.mark.django_db
def test_a_batch_is_the_oldest_due_and_nobody_else_s_until_its_lease_ends(
    newsroom: Newsroom, clock: Clock
) -> None:
    for _number in range(5):
        newsroom.in_review()
    first, second = leases.claim(clock(), PACE), leases.claim(clock(), PACE)
    assert [len(first), len(second), len(leases.claim(clock(), PACE))] == [3, 2, 0]
    assert max(effect.due_at for effect in first) < min(effect.due_at for effect in second)
    clock.pass_(minutes=6)
    assert {effect.pk for effect in leases.claim(clock(), PACE)} == {effect.pk for effect in first}


@pytest.mark.django_db
def test_who_lost_the_lease_begins_nothing_and_ends_nothing(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.in_review()
    [slow] = leases.claim(clock(), PACE)
    clock.pass_(minutes=6)
    [quick] = leases.claim(clock(), PACE)
    assert not leases.begin(slow, clock(), PACE)
    assert not leases.end(slow, State.HELD)
    leases.try_later(slow, "too late", clock(), PACE)
    leases.give_back([slow])
    assert leases.begin(quick, clock(), PACE)
    assert Effect.objects.get().last_error == ""


@pytest.mark.django_db
def test_what_the_server_has_taken_is_sent_whoever_has_the_lease_by_then(
    newsroom: Newsroom, clock: Clock
) -> None:
    newsroom.in_review()
    [slow] = leases.claim(clock(), PACE)
    assert leases.begin(slow, clock(), PACE)
    clock.pass_(minutes=6)
    [quick] = leases.claim(clock(), PACE)
    leases.end_as_sent(slow)
    assert not leases.begin(quick, clock(), PACE), "it would be sent a second time"


@pytest.mark.django_db
def test_an_attempt_renews_the_lease(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.in_review()
    [mine] = leases.claim(clock(), PACE)
    clock.pass_(minutes=4)
    assert leases.begin(mine, clock(), PACE)
    clock.pass_(minutes=4)
    assert leases.claim(clock(), PACE) == []


@pytest.mark.django_db
def test_what_was_not_begun_is_given_back_at_once_and_counts_as_not_tried(
    newsroom: Newsroom, clock: Clock
) -> None:
    newsroom.in_review()
    leases.give_back(leases.claim(clock(), PACE))
    [again] = leases.claim(clock(), PACE)
    assert again.attempts == 0


@pytest.mark.django_db
def test_a_verb_that_makes_it_void_takes_it_out_of_every_hand(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.in_review()
    [mine] = leases.claim(clock(), PACE)
    Effect.objects.update(state=State.VOID)
    assert not leases.begin(mine, clock(), PACE)
    leases.end_as_sent(mine)
    assert Effect.objects.get().state == State.VOID


@pytest.mark.django_db(transaction=True)
def test_of_many_who_claim_at_the_same_moment_no_two_get_the_same(newsroom: Newsroom, clock: Clock) -> None:
    for _number in range(12):
        newsroom.in_review()
    at, ready = clock(), Barrier(8)

    def claim() -> list[int]:
        ready.wait()
        try:
            return [effect.pk for effect in leases.claim(at, PACE)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        claimed = [key for each in [pool.submit(claim) for _ in range(8)] for key in each.result()]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) | {effect.pk for effect in leases.claim(at, Pace(batch=12))} == set(
        Effect.objects.values_list("pk", flat=True)
    )
