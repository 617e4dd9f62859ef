"""The chain of steps: whole over everything done, and every tampering found, past the guards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from statements import guards, verbs
from statements.models import ChainHead, Effect, Statement, Step
from tests.cast import Cast, Clock, Newsroom, edition


@pytest.fixture
def chain(newsroom: Newsroom, cast: Cast, clock: Clock) -> list[Step]:
    """The steps of a busy day, without the guards."""
    due = newsroom.corrected(public_from=clock() + timedelta(days=1))
    withdrawn = verbs.withdraw(due, by=cast.publisher, explanation="Wrong.", clock=clock)
    verbs.restore(withdrawn, by=cast.publisher, reason="It was right.", clock=clock)
    newsroom.in_review()
    guards.lift()
    return list(Step.objects.order_by("number"))


def delete(step: Step) -> None:
    Effect.objects.filter(step=step).delete()
    Step.objects.filter(pk=step.pk)._raw_delete("default")


def test_the_chain_counts_from_one_without_a_gap_and_each_step_names_the_one_before(
    chain: list[Step],
) -> None:
    assert [step.number for step in chain] == list(range(1, len(chain) + 1))
    assert [step.previous for step in chain] == ["", *(step.digest for step in chain[:-1])]
    head = ChainHead.objects.get()
    assert (head.number, head.digest) == (chain[-1].number, chain[-1].digest)
    assert Step.objects.first_break() is None


def test_an_empty_chain_is_whole(db: None) -> None:
    assert Step.objects.first_break() is None


@pytest.mark.parametrize(
    "changed",
    [
        {"note": "Forged."},
        {"verb": "approve"},
        {"from_state": "in_review"},
        {"to_state": "discarded"},
        {"actor_name": "Somebody Else"},
        {"subject_key": "999"},
        {"subject_kind": "campaign"},
        {"digest": "0" * 64},
        {"previous": "0" * 64},
        {"edition": None},
        {"revision": None},
    ],
)
def test_a_changed_byte_is_found(chain: list[Step], changed: dict[str, object]) -> None:
    published = next(step for step in chain if step.verb == "publish")
    Step.objects.filter(pk=published.pk).update(**changed)
    assert Step.objects.first_break() == published.number


def test_a_time_moved_by_a_microsecond_is_found(chain: list[Step]) -> None:
    Step.objects.filter(number=3).update(at=chain[2].at + timedelta(microseconds=1))
    assert Step.objects.first_break() == 3


def test_a_change_with_its_digest_made_anew_breaks_the_next_step(chain: list[Step]) -> None:
    forged = chain[4]
    forged.note = "Forged."
    forged.digest = forged.computed_digest()
    forged.save()
    assert Step.objects.first_break() == 6


def test_a_step_deleted_in_the_middle_is_found(chain: list[Step]) -> None:
    delete(chain[3])
    assert Step.objects.first_break() == 4


def test_a_step_deleted_in_the_middle_and_counted_over_is_found(chain: list[Step]) -> None:
    delete(chain[3])
    for number in range(5, len(chain) + 1):
        Step.objects.filter(number=number).update(number=number - 1)
    assert Step.objects.first_break() == 4


def test_a_deleted_end_is_found(chain: list[Step]) -> None:
    delete(chain[-1])
    assert Step.objects.first_break() == len(chain)


def test_two_steps_swapped_are_found(chain: list[Step]) -> None:
    Step.objects.filter(pk=chain[2].pk).update(number=1_000_000)
    Step.objects.filter(pk=chain[3].pk).update(number=3)
    Step.objects.filter(pk=chain[2].pk).update(number=4)
    assert Step.objects.first_break() == 3


def test_a_step_inserted_is_found(chain: list[Step]) -> None:
    for step in reversed(chain[5:]):
        Step.objects.filter(pk=step.pk).update(number=step.number + 1)
    forged = Step.objects.get(number=5)
    forged.pk, forged.number, forged.previous = None, 6, chain[4].digest
    forged.digest = forged.computed_digest()
    forged.save(force_insert=True)
    assert Step.objects.first_break() == 7


def test_a_step_added_past_the_verbs_is_found(chain: list[Step]) -> None:
    forged = Step.objects.get(number=len(chain))
    forged.previous = forged.digest
    forged.pk, forged.number = None, len(chain) + 1
    forged.digest = forged.computed_digest()
    forged.save(force_insert=True)
    assert Step.objects.first_break() == len(chain) + 2


def test_every_verb_leaves_the_chain_whole(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.corrected()
    statement = verbs.flag(statement, by=cast.publisher, words="We are checking.", clock=clock)
    statement = verbs.seal(
        statement, by=cast.publisher, edition=edition(statement), reason="A child's name.", clock=clock
    )
    before = Step.objects.count()
    with pytest.raises(verbs.Refused):
        verbs.discard(statement, by=cast.publisher, clock=clock)
    assert Step.objects.count() == before
    assert Step.objects.first_break() is None


def test_verbs_done_together_write_their_steps_in_order(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    draft = newsroom.draft()
    with verbs.together():
        saved = verbs.save(draft, by=cast.drafter, content={"headline": "Other words"}, clock=clock)
        verbs.refile(saved, by=cast.drafter, topics=["Wages"], clock=clock)
    steps = list(Step.objects.order_by("number"))
    assert [step.verb for step in steps] == ["begin", "save", "refile"]
    assert steps[1].revision == steps[2].revision == saved.revision
    assert Step.objects.first_break() is None


def test_of_verbs_done_together_none_is_done_where_one_is_refused(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    draft = newsroom.draft()

    def save_and_approve() -> None:
        with verbs.together():
            saved = verbs.save(draft, by=cast.drafter, content={"headline": "Other words"}, clock=clock)
            verbs.approve(saved, by=cast.reviewer, clock=clock)

    with pytest.raises(verbs.Refused):
        save_and_approve()
    assert Statement.objects.get().headline == draft.headline
    assert Step.objects.get().verb == "begin"
    verbs.save(
        draft, by=cast.drafter, content={"headline": "Third"}, clock=clock
    )  # goes on as if nothing was
    assert Step.objects.first_break() is None
