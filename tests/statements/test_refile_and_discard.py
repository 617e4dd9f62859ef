"""Refile: topics only, at once. Discard: a draft that was never public; its row is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import ProtectedError

from statements import verbs
from statements.models import Membership, PublicEpoch, Statement, Topic, User
from statements.verbs.act import steps_of
from statements.workflow import Role
from tests.cast import Cast, Clock, Newsroom


def test_refile_changes_topics_at_once_without_an_edition(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public, before = newsroom.public(topics=("Wages",)), PublicEpoch.current()
    filed = verbs.refile(public, by=cast.drafter, topics=["May Day", "Wages"], clock=clock)
    assert set(filed.topics.names()) == {"May Day", "Wages"}
    assert (filed.state, filed.editions.count(), filed.revisions.count()) == ("released", 1, 1)
    assert PublicEpoch.current() > before
    step = steps_of(filed).last()
    assert (step.verb, step.from_state, step.to_state) == ("refile", "released", "released")
    assert step.note == "May Day, Wages"


@pytest.mark.parametrize("topics", [["Wages", "May Day"], ["may day", "WAGES"]])
def test_refile_that_changes_nothing_writes_nothing(
    newsroom: Newsroom, cast: Cast, clock: Clock, topics: list[str]
) -> None:
    draft = newsroom.draft(topics=("May Day", "Wages"))
    filed = verbs.refile(draft, by=cast.drafter, topics=topics, clock=clock)
    assert filed.lock_version == draft.lock_version
    assert steps_of(filed).count() == 1


def test_a_topic_merged_away_stands_for_the_one_in_its_place(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    draft = newsroom.draft(topics=("Wages", "Pay"))
    Topic.objects.get(name="Pay").merge_into(Topic.objects.get(name="Wages"))
    assert list(draft.topics.names()) == ["Wages"]
    other = verbs.refile(newsroom.draft(), by=cast.drafter, topics=["pay", "Wages"], clock=clock)
    assert list(other.topics.names()) == ["Wages"]


def test_a_topic_too_long_is_refused_with_a_sentence(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    with pytest.raises(verbs.Refused, match="100 characters"):
        verbs.refile(newsroom.draft(), by=cast.drafter, topics=["x" * 101], clock=clock)


def test_discard_hides_the_draft_and_keeps_the_row(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    gone = verbs.discard(newsroom.draft(), by=cast.drafter, clock=clock)
    assert Statement.objects.get(pk=gone.pk).state == "discarded"
    assert not Statement.objects.visible_to(cast.drafter).exists()
    with pytest.raises(ProtectedError):
        gone.delete()
    with pytest.raises(ProtectedError):
        Statement.objects.all().delete()


def test_what_was_ever_public_is_withdrawn_and_not_discarded(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    for public in (newsroom.public(), newsroom.withdrawn()):
        draft = verbs.reopen(public, by=cast.drafter, clock=clock)
        with pytest.raises(verbs.Refused, match="has been public"):
            verbs.discard(draft, by=cast.publisher, clock=clock)


def test_a_stopped_first_release_may_be_discarded_and_its_reference_is_never_reused(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(public_from=clock() + timedelta(days=1))
    stopped = verbs.stop_release(due, by=cast.publisher, clock=clock)
    draft = verbs.reopen(stopped, by=cast.drafter, clock=clock)
    verbs.discard(draft, by=cast.drafter, clock=clock)
    assert newsroom.public().reference == "NC-2026-002"


def test_who_began_it_and_left_the_body_discards_it_no_more(newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    Membership.objects.filter(user=cast.drafter).update(role=Role.REVIEWER)
    with pytest.raises(verbs.Refused, match="Delete draft"):
        verbs.discard(draft, by=User.objects.get(pk=cast.drafter.pk))
