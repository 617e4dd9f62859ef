"""Withdraw, in three kinds, and restore."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from statements import verbs
from statements.models import Edition, Statement, Withdrawal
from statements.verbs.act import steps_of
from tests.cast import Cast, Clock, Newsroom, edition


def test_withdraw_ends_the_public_edition_now_and_explains(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public()
    withdrawn = verbs.withdraw(public, by=cast.publisher, explanation="The figure was wrong.", clock=clock)
    withdrawal = withdrawn.withdrawals.get()
    assert withdrawal.in_force_from == edition(withdrawn).public_until == clock.now
    assert (withdrawal.kind, withdrawal.explanation) == ("withdrawn", "The figure was wrong.")
    assert withdrawal.mark.done_by == cast.publisher
    assert not Edition.objects.public(clock()).exists()
    assert Edition.objects.on_record(clock()).get() == edition(withdrawn)
    step = steps_of(withdrawn).last()
    assert (step.verb, step.from_state, step.to_state) == ("withdraw", "released", "released")
    assert step.edition == edition(withdrawn)


@pytest.mark.parametrize("kind", ["removed", "merged"])
def test_removed_and_merged_take_every_edition_off_the_record(
    newsroom: Newsroom, cast: Cast, clock: Clock, kind: str
) -> None:
    other = newsroom.public()
    target = other if kind == "merged" else None
    verbs.withdraw(
        newsroom.corrected(), by=cast.publisher, explanation="Twice.", kind=Withdrawal.Kind(kind),
        target=target, clock=clock,
    )  # fmt: skip
    assert Edition.objects.on_record(clock()).get() == edition(other)
    assert Withdrawal.objects.get().target == target


def test_withdraw_needs_an_explanation(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    with pytest.raises(verbs.Refused, match="Say why"):
        verbs.withdraw(newsroom.public(), by=cast.publisher, explanation=" ", clock=clock)


def test_a_release_still_due_is_stopped_first_with_its_own_step(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.corrected(public_from=clock() + timedelta(days=1))
    withdrawn = verbs.withdraw(due, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert withdrawn.state == "approved"
    told = list(steps_of(withdrawn).values_list("verb", "from_state", "to_state"))
    assert told[-2:] == [("stop_release", "released", "approved"), ("withdraw", "approved", "approved")]
    assert steps_of(withdrawn).last().at == clock.now
    assert not Edition.objects.public(clock() + timedelta(days=9)).exists()


@pytest.mark.parametrize("asked", [{"explanation": ""}, {"explanation": "Twice.", "kind": "merged"}])
def test_where_the_withdrawal_is_refused_the_release_is_not_stopped(
    newsroom: Newsroom, cast: Cast, clock: Clock, asked: dict[str, Any]
) -> None:
    due = newsroom.corrected(public_from=clock() + timedelta(days=1))
    before = steps_of(due).count()
    with pytest.raises(verbs.Refused):
        verbs.withdraw(due, by=cast.publisher, clock=clock, **asked)
    assert steps_of(due).count() == before
    assert Statement.objects.get(pk=due.pk).edition_due(clock()) is not None


def test_what_is_merged_leads_to_another_public_statement(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public()
    targets = {
        "into which": None,
        "into itself": public,
        "not public": newsroom.approved(),
    }
    for sentence, target in targets.items():
        with pytest.raises(verbs.Refused, match=sentence):
            verbs.withdraw(
                public, by=cast.publisher, explanation="Twice.", kind=Withdrawal.Kind.MERGED, target=target,
                clock=clock,
            )  # fmt: skip


@pytest.mark.parametrize("kind", ["withdrawn", "removed", "merged"])
def test_restore_issues_the_last_public_words_as_the_next_edition(
    newsroom: Newsroom, cast: Cast, clock: Clock, kind: str
) -> None:
    target = newsroom.public() if kind == "merged" else None
    withdrawn = verbs.withdraw(
        newsroom.corrected(standfirst="Better."), by=cast.publisher, explanation="Wrong.",
        kind=Withdrawal.Kind(kind), target=target, clock=clock,
    )  # fmt: skip
    restored = verbs.restore(withdrawn, by=cast.publisher, reason="It was right.", clock=clock)
    assert restored.state == "released"
    last, again = edition(restored, 2), edition(restored, 3)
    assert (again.digest, again.revision, again.issued_at) == (last.digest, last.revision, last.issued_at)
    assert restored.withdrawals.get().until == again.public_from == clock.now
    assert [e.number for e in restored.editions.all() if e.is_public(clock())] == [3]


def test_restore_leaves_the_correction_on_the_desk_alone(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    approved = newsroom.correct(newsroom.withdrawn(), headline="Corrected")
    restored = verbs.restore(approved, by=cast.publisher, reason="It was right.", clock=clock)
    assert (restored.state, restored.headline) == ("approved", "Corrected")
    assert edition(restored, 2).digest == edition(restored, 1).digest
    assert restored.standing_yeses().count() == 2
    released = verbs.publish(restored, by=cast.publisher, clock=clock)
    assert edition(released, 3).headline == "Corrected"


def test_restore_is_refused_while_a_release_is_due(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    approved = newsroom.correct(newsroom.withdrawn())
    due = verbs.publish(approved, by=cast.publisher, public_from=clock() + timedelta(days=1), clock=clock)
    with pytest.raises(verbs.Refused, match="A release is due"):
        verbs.restore(due, by=cast.publisher, reason="It was right.", clock=clock)


def test_restore_is_refused_where_the_last_public_edition_is_sealed(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    withdrawn = newsroom.withdrawn()
    sealed = verbs.seal(
        withdrawn, by=cast.publisher, edition=edition(withdrawn), reason="A child's name.", clock=clock
    )
    with pytest.raises(verbs.Refused, match="sealed"):
        verbs.restore(sealed, by=cast.publisher, reason="It was right.", clock=clock)


def test_what_is_withdrawn_and_restored_can_be_withdrawn_again(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    restored = verbs.restore(newsroom.withdrawn(), by=cast.publisher, reason="It was right.", clock=clock)
    verbs.withdraw(restored, by=cast.publisher, explanation="Wrong after all.", clock=clock)
    assert [w.is_in_force(clock.now) for w in Withdrawal.objects.order_by("pk")] == [False, True]


def test_a_withdrawal_is_confirmed_by_a_second_person(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    withdrawn = newsroom.withdrawn()
    mark = withdrawn.confirmations.get()
    verbs.confirm(withdrawn, by=cast.reviewer, mark=mark, clock=clock)
    mark.refresh_from_db()
    assert mark.confirmed_by == cast.reviewer
    step = steps_of(withdrawn).last()
    assert (step.verb, step.edition, step.note) == ("confirm", None, "withdrawn")
