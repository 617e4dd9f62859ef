"""Public time: `public` and `on_record`, their twins on one edition, the edges of every interval."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from statements import verbs
from statements.models import Edition, Flag, Statement, Topic, Withdrawal
from tests.cast import NOON, Cast, Clock, Newsroom, edition

TICK = timedelta(microseconds=1)


def numbers(at: datetime) -> list[int | None]:
    return list(Edition.objects.public(at).order_by("number").values_list("number", flat=True))


def on_record(at: datetime) -> list[int | None]:
    return list(Edition.objects.on_record(at).order_by("number").values_list("number", flat=True))


def moments() -> list[datetime]:
    """Every bound there is, and the ticks before and after it."""
    bounds = {NOON, NOON + timedelta(days=99)}
    for times in Edition.objects.values_list("public_from", "public_until"):
        bounds.update(time for time in times if time)
    for times in Withdrawal.objects.values_list("in_force_from", "until"):
        bounds.update(time for time in times if time)
    return sorted(moment for bound in bounds for moment in (bound - TICK, bound, bound + TICK))


@pytest.fixture
def every_fate(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    """One statement in each of its fates."""
    newsroom.corrected()
    newsroom.corrected(public_from=clock() + timedelta(days=1))
    due = newsroom.public(public_from=clock() + timedelta(days=1))
    verbs.stop_release(due, by=cast.publisher, clock=clock)
    for kind in ("withdrawn", "removed"):
        withdrawn = newsroom.withdrawn(kind=kind)
        verbs.restore(withdrawn, by=cast.publisher, reason="It was right.", clock=clock)
        later = newsroom.correct(newsroom.withdrawn(kind=kind))
        verbs.publish(later, by=cast.publisher, public_from=clock() + timedelta(days=2), clock=clock)
    newsroom.withdrawn(kind="merged", target=newsroom.public())
    newsroom.approved()


def test_queries_and_their_twins_agree_at_every_moment(every_fate: None) -> None:
    editions, withdrawals = list(Edition.objects.all()), list(Withdrawal.objects.all())
    for at in moments():
        assert set(Edition.objects.public(at)) == {e for e in editions if e.is_public(at)}, at
        in_force = set(Withdrawal.objects.in_force(at))
        assert in_force == {w for w in withdrawals if w.is_in_force(at)}, at
        hidden = {w.statement_id for w in in_force if w.kind in {"removed", "merged"}}
        begun = {e for e in editions if e.public_from <= at and e.public_until != e.public_from}
        assert set(Edition.objects.on_record(at)) == {e for e in begun if e.statement_id not in hidden}, at


def test_a_statement_knows_its_public_edition(every_fate: None, clock: Clock) -> None:
    at = clock()
    public = {e.statement_id: e for e in Edition.objects.public(at)}
    for statement in Statement.objects.all():
        assert statement.edition_public(at) == public.get(statement.pk)
        assert (
            statement.has_been_public(at)
            == Edition.objects.filter(statement=statement, public_from__lte=at).exists()
        )


def test_what_is_public_is_on_record(every_fate: None) -> None:
    for at in moments():
        assert set(Edition.objects.public(at)) <= set(Edition.objects.on_record(at)), at


def test_at_most_one_edition_of_a_statement_is_public_at_any_moment(every_fate: None) -> None:
    for at in moments():
        statements = list(Edition.objects.public(at).values_list("statement", flat=True))
        assert len(statements) == len(set(statements)), at


def test_a_scheduled_edition_is_public_on_its_second_with_nobody_at_work(
    newsroom: Newsroom, clock: Clock
) -> None:
    at = datetime(2026, 3, 13, 0, 30, tzinfo=UTC)  # 06:00 in India
    newsroom.public(public_from=at)
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        assert not Edition.objects.public(timezone.now()).exists()
        assert not Edition.objects.on_record(timezone.now()).exists()
    with time_machine.travel(at, tick=False):
        assert Edition.objects.public(timezone.now()).exists()


def test_a_correction_takes_over_on_its_second(newsroom: Newsroom, clock: Clock) -> None:
    at = clock() + timedelta(hours=1)
    newsroom.corrected(public_from=at)
    assert (numbers(at - TICK), numbers(at)) == ([1], [2])
    assert (on_record(at - TICK), on_record(at)) == ([1], [1, 2])


def test_what_the_newsroom_said_on_a_given_day_is_the_same_query(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    first = newsroom.public(headline="First words")
    that_day = clock.pass_(days=3)
    clock.pass_(days=3)
    verbs.publish(newsroom.correct(first, headline="Second words"), by=cast.publisher, clock=clock)
    assert [e.headline for e in Edition.objects.public(that_day)] == ["First words"]
    assert [e.headline for e in Edition.objects.public(clock())] == ["Second words"]


@pytest.mark.parametrize(("kind", "stays"), [("withdrawn", True), ("removed", False)])
def test_a_withdrawal_takes_the_edition_out_of_lists_and_only_some_kinds_off_the_record(
    newsroom: Newsroom, kind: str, stays: bool
) -> None:
    withdrawal = newsroom.withdrawn(kind=kind).withdrawals.get()
    at = withdrawal.in_force_from
    assert (numbers(at - TICK), numbers(at)) == ([1], [])
    assert (on_record(at - TICK), on_record(at)) == ([1], [1] if stays else [])


def test_removed_and_restored_is_on_record_again(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    removed = newsroom.withdrawn(kind="removed")
    during = clock()
    verbs.restore(removed, by=cast.publisher, reason="It was right.", clock=clock)
    assert (on_record(during), on_record(clock())) == ([], [1, 2])


def test_a_sealed_edition_stays_in_public_of_a_past_day_and_is_known_as_sealed(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    corrected = newsroom.corrected()
    past = edition(corrected, 1)
    verbs.seal(corrected, by=cast.publisher, edition=past, reason="A child's name.", clock=clock)
    [then] = Edition.objects.public(past.public_from)
    assert (then.number, then.is_sealed) == (1, True)
    assert on_record(clock()) == [1, 2]


def test_topics_exist_for_readers_through_public_editions_only(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    at = clock() + timedelta(hours=1)
    due = newsroom.public(public_from=at, topics=("Wages",))
    newsroom.public()
    assert Topic.objects.get(name="Wages").is_accepted
    assert not Topic.objects.public(at - TICK).exists()
    assert Topic.objects.public(at).get().name == "Wages"
    clock.pass_(hours=2)
    verbs.withdraw(due, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert not Topic.objects.public(clock()).exists()


def test_a_topic_nobody_accepted_is_seen_at_the_desk_only(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    verbs.refile(newsroom.public(), by=cast.drafter, topics=["Unheard of"], clock=clock)
    assert not Topic.objects.public(clock()).exists()
    Topic.objects.update(is_accepted=True)
    assert Topic.objects.public(clock()).exists()


def test_a_flag_is_in_force_over_what_is_public_only(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    at = clock() + timedelta(hours=1)
    corrected = newsroom.corrected(public_from=at)
    verbs.flag(corrected, by=cast.publisher, words="We are checking a figure.", clock=clock)
    assert Flag.objects.in_force(at - TICK).exists()
    assert not Flag.objects.in_force(at).exists()
