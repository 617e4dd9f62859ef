"""Publish, now or at a set time: the edition, its number, its address, its reference, what it ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from statements import verbs
from statements.models import Edition, Effect, IssuingBody, PublicEpoch, Statement, Withdrawal
from statements.verbs.act import steps_of
from statements.workflow import Role
from tests.cast import Cast, Clock, Newsroom, edition, person


def test_what_was_approved_is_what_is_public(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    approved = newsroom.approved(
        joint_bodies=["SC"], signatories=[{"name": "A. Rao", "post": "President", "body": "NC"}]
    )
    public = edition(verbs.publish(approved, by=cast.publisher, clock=clock))
    assert public.content() == approved.revision.content
    assert public.digest == approved.digest == {yes.digest for yes in approved.standing_yeses()}.pop()
    assert public.is_true_to_digest
    assert public.body_name == "National Council"
    assert public.body_boilerplate == "The council speaks for its members."
    assert set(public.bodies.all()) == {cast.council, cast.elsewhere}


def test_publish_writes_one_step_one_mail_and_bumps_the_epoch(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    approved, before = newsroom.approved(), PublicEpoch.current()
    released = verbs.publish(approved, by=cast.publisher, clock=clock)
    step = steps_of(released).last()
    assert (step.verb, step.from_state, step.to_state) == ("publish", "approved", "released")
    assert (step.edition, step.revision) == (edition(released), approved.revision)
    assert Effect.objects.get(step=step).next_try == edition(released).public_from == step.at
    assert PublicEpoch.current() > before


def test_a_set_time_may_not_be_past(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    approved = newsroom.approved()
    with pytest.raises(verbs.Refused, match="lies in the past"):
        verbs.publish(approved, by=cast.publisher, public_from=clock() - timedelta(hours=1), clock=clock)
    now = clock()
    released = verbs.publish(approved, by=cast.publisher, public_from=now, clock=lambda: now)
    assert edition(released).is_public(now)


def test_publish_over_a_live_edition_ends_it_on_that_second(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    at = clock() + timedelta(days=1)
    released = newsroom.corrected(public_from=at, standfirst="Better.")
    first, second = edition(released, 1), edition(released, 2)
    assert first.public_until == second.public_from == at
    assert first.issued_at == second.issued_at == first.public_from  # a correction does not move a statement
    assert (second.change_kind, second.change_note) == ("correction", "A figure was wrong.")
    assert [e.number for e in Edition.objects.public(at - timedelta(microseconds=1))] == [1]
    assert [e.number for e in Edition.objects.public(at)] == [2]


@pytest.mark.parametrize("kind", ["withdrawn", "removed"])
def test_publish_under_a_withdrawal_ends_it_when_the_new_edition_is_public(
    newsroom: Newsroom, cast: Cast, clock: Clock, kind: str
) -> None:
    corrected = newsroom.correct(newsroom.withdrawn(kind=kind), standfirst="Better.")
    at = clock() + timedelta(hours=1)
    released = verbs.publish(corrected, by=cast.publisher, public_from=at, clock=clock)
    assert released.withdrawal_in_force(at - timedelta(microseconds=1)) is not None
    assert released.withdrawal_in_force(at) is None
    assert released.edition_public(at) == edition(released, 2)


def test_publish_under_a_merger_asks_to_restore_first(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    corrected = newsroom.correct(newsroom.withdrawn(kind="merged", target=newsroom.public()))
    with pytest.raises(verbs.Refused, match=r"merged into another\. Restore it first"):
        verbs.publish(corrected, by=cast.publisher, clock=clock)
    draft = verbs.reopen(corrected, by=cast.drafter, clock=clock)
    with pytest.raises(verbs.Refused, match=r"merged into another\. Restore it first"):
        verbs.publish_without_approval(draft, by=cast.publisher, reason="By phone.", clock=clock)


def test_a_body_that_has_become_stricter_holds_the_text_back(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    approved = newsroom.approved()
    IssuingBody.objects.update(approvals_required=2)
    with pytest.raises(verbs.Refused, match="Not enough people"):
        verbs.publish(Statement.objects.get(pk=approved.pk), by=cast.publisher, clock=clock)


# --- references and addresses -----------------------------------------------------------------------


def test_references_count_up_per_body_and_year(newsroom: Newsroom, cast: Cast) -> None:
    drawn = [newsroom.public().reference, newsroom.public().reference]
    assert drawn == ["NC-2026-001", "NC-2026-002"]
    assert newsroom.public(issuing_body=cast.wing).reference == "WW-2026-001"
    assert newsroom.public(already_issued_on="2019-05-01").reference == "NC-2019-001"


def test_the_year_is_the_newsrooms_and_not_utcs(newsroom: Newsroom) -> None:
    eve = datetime(2026, 12, 31, 18, 29, 59, tzinfo=UTC)  # 23:59:59 in India
    assert newsroom.public(public_from=eve).year == 2026
    assert newsroom.public(public_from=eve + timedelta(seconds=1)).year == 2027


def test_a_slug_is_made_of_the_headline_and_unique_in_its_year(newsroom: Newsroom) -> None:
    slugs = [newsroom.public(headline="मई दिवस").slug for _ in range(3)]
    assert slugs == ["mai-divas", "mai-divas-2", "mai-divas-3"]
    assert newsroom.public(headline="मई दिवस", already_issued_on="2019-05-01").slug == "mai-divas"


def test_a_headline_as_long_as_an_address_gets_a_number_too(newsroom: Newsroom) -> None:
    long = "harvest " * 20
    slugs = [newsroom.public(headline=long).slug for _ in range(4)]
    assert len(set(slugs)) == 4
    assert all(len(slug) <= 80 for slug in slugs)


def test_the_address_stands_from_the_first_release_on(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    public = newsroom.public(headline="The harvest")
    corrected = newsroom.correct(public, headline="The whole harvest")
    again = verbs.publish(corrected, by=cast.publisher, clock=clock)
    assert (again.year, again.slug, again.reference) == (2026, "the-harvest", "NC-2026-001")
    draft = verbs.reopen(again, by=cast.drafter, clock=clock)
    with pytest.raises(verbs.Refused, match="The address stands"):
        verbs.save(draft, by=cast.drafter, content={}, slug="another", clock=clock)


# --- a true past date -------------------------------------------------------------------------------


def test_already_issued_on_puts_it_at_its_old_date(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    released = newsroom.public(already_issued_on="2019-05-01")
    public = edition(released)
    assert public.issued_at == datetime(2019, 4, 30, 18, 30, tzinfo=UTC)  # midnight in India
    assert public.public_from > datetime(2026, 3, 12, tzinfo=UTC)
    assert released.year == 2019
    assert public.is_history
    corrected = verbs.publish(newsroom.correct(released), by=cast.publisher, clock=clock)
    assert edition(corrected, 2).issued_at == public.issued_at


# --- publish without approval, and confirm ------------------------------------------------------------


@pytest.mark.parametrize("begun", ["draft", "in_review"])
def test_publish_without_approval_is_marked_until_another_person_confirms(
    newsroom: Newsroom, cast: Cast, clock: Clock, begun: str
) -> None:
    statement = getattr(newsroom, begun)()
    released = verbs.publish_without_approval(
        statement, by=cast.publisher, reason="Approved by phone.", asked_of=cast.reviewer, clock=clock
    )
    mark = released.confirmations.get()
    assert (mark.edition, mark.done_by, mark.asked_of) == (edition(released), cast.publisher, cast.reviewer)
    assert steps_of(released).last().note == "Approved by phone."
    confirmed = verbs.confirm(released, by=cast.second_reviewer, clock=clock)
    mark.refresh_from_db()
    assert (mark.confirmed_by, confirmed.state) == (cast.second_reviewer, "released")
    step = steps_of(released).last()
    assert (step.verb, step.edition) == ("confirm", mark.edition)
    with pytest.raises(verbs.Refused, match="Nothing is waiting"):
        verbs.confirm(confirmed, by=cast.reviewer, clock=clock)


def test_publish_without_approval_needs_a_reason_and_a_whole_text(newsroom: Newsroom, cast: Cast) -> None:
    with pytest.raises(verbs.Refused, match="Say why"):
        verbs.publish_without_approval(newsroom.draft(), by=cast.publisher, reason="")
    with pytest.raises(verbs.Refused, match="headline"):
        verbs.publish_without_approval(newsroom.draft(headline=""), by=cast.publisher, reason="By phone.")


@pytest.mark.parametrize("asked", ["publisher", "drafter", "outsider"])
def test_only_a_reviewer_can_be_asked_to_confirm(newsroom: Newsroom, cast: Cast, asked: str) -> None:
    with pytest.raises(verbs.Refused, match="another person, a reviewer"):
        verbs.publish_without_approval(
            newsroom.draft(), by=cast.publisher, reason="By phone.", asked_of=getattr(cast, asked)
        )


def test_nobody_confirms_what_they_did_themselves(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    chief = person("chief", cast.council, Role.REVIEWER, Role.PUBLISHER)
    released = verbs.publish_without_approval(newsroom.draft(), by=chief, reason="At night.", clock=clock)
    with pytest.raises(verbs.Refused, match="You did this yourself"):
        verbs.confirm(released, by=chief, clock=clock)
    withdrawn = verbs.withdraw(released, by=cast.publisher, explanation="Wrong.", clock=clock)
    own = released.confirmations.get(done_by=chief)
    with pytest.raises(verbs.Refused, match="done by yourself"):
        verbs.confirm(withdrawn, by=chief, mark=own, clock=clock)
    verbs.confirm(withdrawn, by=chief, clock=clock)  # the oldest that is not their own
    assert Withdrawal.objects.get().mark.confirmed_by == chief
