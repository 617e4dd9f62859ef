"""Flag: a public line for a day at most. Seal: one past edition closed for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from statements import verbs
from statements.models import Edition, Flag
from statements.verbs.act import steps_of
from tests.cast import Cast, Clock, Newsroom, edition

WORDS = "We are checking a figure."


def test_a_flag_stands_for_a_day(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    flagged = verbs.flag(newsroom.public(), by=cast.publisher, words=WORDS, clock=clock)
    at, flag = clock.now, Flag.objects.get()
    assert (flag.words, flag.edition) == (WORDS, edition(flagged))
    assert (flag.since, flag.until) == (at, at + timedelta(days=1))
    assert Flag.objects.in_force(at).exists()
    assert Flag.objects.in_force(flag.until - timedelta(microseconds=1)).exists()
    assert not Flag.objects.in_force(flag.until).exists()
    assert not Flag.objects.in_force(at - timedelta(microseconds=1)).exists()
    step = steps_of(flagged).last()
    assert (step.verb, step.edition, step.note) == ("flag", edition(flagged), WORDS)


@pytest.mark.parametrize(("asked", "kept"), [(2, 2), (24, 24), (72, 24)])
def test_a_flag_may_be_shorter_but_never_longer(
    newsroom: Newsroom, cast: Cast, clock: Clock, asked: int, kept: int
) -> None:
    public, now = newsroom.public(), clock()
    until = now + timedelta(hours=asked)
    verbs.flag(public, by=cast.publisher, words=WORDS, until=until, clock=lambda: now)
    assert Flag.objects.get().until == now + timedelta(hours=kept)


def test_a_flag_goes_with_the_next_edition(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    flagged = verbs.flag(newsroom.public(), by=cast.publisher, words=WORDS, clock=clock)
    released = verbs.publish(newsroom.correct(flagged), by=cast.publisher, clock=clock)
    assert not Flag.objects.in_force(edition(released, 2).public_from).exists()
    assert Flag.objects.in_force(edition(released, 2).public_from - timedelta(microseconds=1)).exists()


def test_a_flag_goes_with_a_withdrawal(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    flagged = verbs.flag(newsroom.public(), by=cast.publisher, words=WORDS, clock=clock)
    verbs.withdraw(flagged, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert not Flag.objects.in_force(clock()).exists()


def test_a_flag_needs_words_that_fit_and_an_end_to_come(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    public = newsroom.public()
    with pytest.raises(verbs.Refused, match="Say why"):
        verbs.flag(public, by=cast.publisher, words=" ", clock=clock)
    with pytest.raises(verbs.Refused, match="300 characters"):
        verbs.flag(public, by=cast.publisher, words="x" * 301, clock=clock)
    with pytest.raises(verbs.Refused, match="later than now"):
        verbs.flag(public, by=cast.publisher, words=WORDS, until=clock(), clock=clock)


# --- seal -------------------------------------------------------------------------------------------


def test_seal_keeps_number_time_and_digest_for_ever(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    corrected = newsroom.corrected()
    past = edition(corrected, 1)
    sealed = verbs.seal(corrected, by=cast.publisher, edition=past, reason="A child's name.", clock=clock)
    after = edition(sealed, 1)
    assert (after.is_sealed, after.sealed_at, after.seal_reason) == (True, clock.now, "A child's name.")
    assert (after.number, after.public_from, after.digest) == (past.number, past.public_from, past.digest)
    assert past in Edition.objects.public(past.public_from)  # the public of that day: its number and digest
    assert not edition(sealed, 2).is_sealed
    step = steps_of(sealed).last()
    assert (step.verb, step.edition, step.note) == ("seal", after, "A child's name.")
    with pytest.raises(verbs.Refused, match="Only an edition that was public and is not"):
        verbs.seal(sealed, by=cast.publisher, edition=after, reason="Again.", clock=clock)


def test_what_is_public_now_is_corrected_or_withdrawn_first(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    corrected = newsroom.corrected()
    with pytest.raises(verbs.Refused, match="public now"):
        verbs.seal(corrected, by=cast.publisher, edition=edition(corrected, 2), reason="A name.", clock=clock)


def test_an_edition_of_another_statement_is_not_sealed_from_here(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    mine, other = newsroom.corrected(), newsroom.corrected()
    with pytest.raises(verbs.Refused, match="cannot be sealed"):
        verbs.seal(mine, by=cast.publisher, edition=edition(other, 1), reason="A name.", clock=clock)


def test_a_stopped_release_was_never_public_and_is_not_sealed(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(public_from=clock() + timedelta(days=1))
    stopped = verbs.stop_release(due, by=cast.publisher, clock=clock)
    with pytest.raises(verbs.Refused, match="Only an edition that was public"):
        verbs.seal(stopped, by=cast.publisher, edition=stopped.editions.get(), reason="A name.", clock=clock)


def test_seal_needs_a_public_reason(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    corrected = newsroom.corrected()
    with pytest.raises(verbs.Refused, match="Say why"):
        verbs.seal(corrected, by=cast.publisher, edition=edition(corrected, 1), reason="", clock=clock)


@pytest.mark.parametrize("kind", ["withdrawn", "removed"])
def test_withdraw_first_then_seal(newsroom: Newsroom, cast: Cast, clock: Clock, kind: str) -> None:
    withdrawn = newsroom.withdrawn(kind=kind)
    sealed = verbs.seal(
        withdrawn, by=cast.publisher, edition=edition(withdrawn), reason="A victim's name.", clock=clock
    )
    assert edition(sealed).is_sealed
