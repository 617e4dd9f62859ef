"""Two at once about who is looking: one has it, the other is told; a claim never outlives the review."""

from __future__ import annotations

from functools import partial

import pytest

from statements import verbs
from statements.models import Claim, Look, Statement
from tests.cast import NOON, Cast, Newsroom

from .test_race import ROUNDS, at_once, won

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_reviewers_take_it_at_once_and_one_has_it(newsroom: Newsroom, cast: Cast) -> None:
    for _round in range(ROUNDS):
        waiting = newsroom.in_review()
        take = partial(Claim.objects.take, waiting, instead_of=None, at=NOON)
        taken = at_once(partial(take, by=cast.reviewer), partial(take, by=cast.second_reviewer))
        assert sorted(map(bool, taken)) == [False, True]
        winner = [cast.reviewer, cast.second_reviewer][taken.index(True)]
        assert Claim.objects.get(statement=waiting).person == winner


def test_a_claim_beside_a_yes_never_stays_on_an_approved_text(newsroom: Newsroom, cast: Cast) -> None:
    for _round in range(ROUNDS):
        waiting = newsroom.in_review()
        approve = partial(verbs.approve, waiting, by=cast.reviewer, clock=newsroom.clock)
        take = partial(Claim.objects.take, waiting, cast.second_reviewer, None, NOON)
        done = at_once(approve, take)
        assert len(won(done)) == 2  # the claim is no change of the text: nobody is told to look again
        assert Statement.objects.get(pk=waiting.pk).state == "approved"
        assert not Claim.objects.filter(statement=waiting).exists()


def test_a_look_told_twice_at_once_is_one_look(newsroom: Newsroom, cast: Cast) -> None:
    for _round in range(ROUNDS):
        revision = newsroom.in_review().revision
        look = partial(Look.objects.remember, cast.reviewer, revision, NOON)
        at_once(look, look)
        assert Look.objects.filter(revision=revision).count() == 1
