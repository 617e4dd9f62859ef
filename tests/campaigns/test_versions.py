"""No unreviewed word: the public text of each kind of thing is a version a second person approved."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns import verbs
from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand, Subject, Version
from campaigns.models.versions import Verdict
from statements.models import PublicEpoch, Step
from statements.models.content import digest
from statements.verbs import Refused
from tests.campaigns.builders import Campaigning, words
from tests.cast import Cast, Clock

KINDS = (Campaign, Demand, Cause, Addressee, CallToAction)


def refused(sentence: str) -> Any:
    return pytest.raises(Refused, match=sentence)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_what_waits_stands_on_the_row(campaigning: Campaigning, kind: type[Subject]) -> None:
    begun = campaigning.begun(kind, titles={"en": "Unreviewed", "hi": "अनदेखा"}, summaries={"en": "Secret"})
    row = kind._default_manager.get(pk=begun.pk)
    assert (row.titles, row.summaries, row.digest, row.public_from) == ({}, {}, "", None)
    assert not row.is_public(campaigning.clock())
    assert not kind._default_manager.public(campaigning.clock()).exists()
    assert row.called == "Unreviewed"  # at the desk


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_persons_yes_makes_the_words_public(campaigning: Campaigning, kind: type[Subject]) -> None:
    public = campaigning.public(kind, titles={"en": "Reviewed"})
    version = public.versions.get()
    assert public.title == "Reviewed"
    assert public.digest == version.digest == digest(public.content())
    assert public.is_true_to_digest
    assert public.is_public(campaigning.clock())
    assert kind._default_manager.public(campaigning.clock()).get() == public


def test_nobody_approves_what_they_wrote(campaigning: Campaigning, cast: Cast, clock: Clock) -> None:
    begun = verbs.begin(Campaign, by=cast.reviewer, body=cast.council, content=words(Campaign), clock=clock)
    with refused("Another person"):
        verbs.approve(begun.versions.get(), by=cast.reviewer, clock=clock)
    verbs.approve(begun.versions.get(), by=cast.second_reviewer, clock=clock)


def test_where_a_body_names_who_approves_others_do_not(
    campaigning: Campaigning, cast: Cast, clock: Clock
) -> None:
    cast.council.approvers.add(cast.second_reviewer)
    begun = campaigning.begun(Cause)
    with refused("not among them"):
        verbs.approve(begun.versions.get(), by=cast.reviewer, clock=clock)
    verbs.approve(begun.versions.get(), by=cast.second_reviewer, clock=clock)


def test_words_written_anew_wait_while_the_old_ones_stand(campaigning: Campaigning) -> None:
    public = campaigning.public(Campaign, titles={"en": "Old"}, summaries={"en": "Kept"})
    newer = campaigning.rewritten(public, titles={"en": "New"})
    public.refresh_from_db()
    assert (public.title, public.called) == ("Old", "New")
    assert newer.content["summaries"] == {"en": "Kept"}
    campaigning.approve(public)
    public.refresh_from_db()
    assert (public.title, public.summary) == ("New", "Kept")


def test_a_newer_version_takes_the_place_of_the_one_that_waits(campaigning: Campaigning, cast: Cast) -> None:
    begun = campaigning.begun(Campaign)
    first = campaigning.waiting(begun)
    campaigning.rewritten(begun, titles={"en": "Better"})
    first.refresh_from_db()
    assert first.verdict == Verdict.REPLACED
    with refused("decided on this already"):
        verbs.approve(first, by=cast.reviewer, clock=campaigning.clock)


def test_who_comes_late_is_told_and_nothing_is_written(
    campaigning: Campaigning, cast: Cast, clock: Clock
) -> None:
    begun = campaigning.begun(Campaign)
    campaigning.rewritten(begun, titles={"en": "Mine"})
    with pytest.raises(verbs.Overtaken, match="newer version") as late:
        verbs.write(begun, by=cast.colleague, content={"titles": {"en": "Late"}}, seen=1, clock=clock)
    assert late.value.newest.title == "Mine"
    assert begun.versions.count() == 2


def test_words_that_change_nothing_write_nothing(campaigning: Campaigning) -> None:
    public = campaigning.public(Campaign, titles={"en": "Same"})
    steps = Step.objects.count()
    campaigning.rewritten(public, titles={"en": " Same "})
    assert (public.versions.count(), Step.objects.count()) == (1, steps)


def test_sent_back_with_a_reason_it_can_be_written_again(
    campaigning: Campaigning, cast: Cast, clock: Clock
) -> None:
    begun = campaigning.begun(Campaign, titles={"en": "Same"})
    with refused("Say why"):
        verbs.send_back(campaigning.waiting(begun), by=cast.reviewer, reason=" ", clock=clock)
    back = verbs.send_back(campaigning.waiting(begun), by=cast.reviewer, reason="Too long.", clock=clock)
    assert (back.verdict, back.reason) == (Verdict.SENT_BACK, "Too long.")
    campaigning.rewritten(begun)
    campaigning.approve(begun)
    assert Campaign.objects.get().title == "Same"


def test_every_deed_writes_one_step_about_its_subject(
    campaigning: Campaigning, cast: Cast, clock: Clock
) -> None:
    public = campaigning.public(Campaign)
    verbs.close(public, by=cast.publisher, clock=clock)
    verbs.reopen(public, by=cast.publisher, clock=clock)
    verbs.take_down(public, by=cast.publisher, reason="A mistake.", clock=clock)
    verbs.put_back(public, by=cast.publisher, reason="It was none.", clock=clock)
    told = Step.objects.about("campaign", public.pk)
    assert [step.verb for step in told] == ["begin", "approve", "close", "reopen", "take_down", "put_back"]
    assert Step.objects.first_break() is None


def test_what_is_taken_down_readers_do_not_know_until_it_is_put_back(
    campaigning: Campaigning, cast: Cast, clock: Clock
) -> None:
    public = campaigning.public(Cause)
    verbs.take_down(public, by=cast.publisher, reason="A mistake.", clock=clock)
    assert not Cause.objects.public(clock()).exists()
    with refused("do not know it"):
        verbs.take_down(public, by=cast.publisher, reason="Again.", clock=clock)
    verbs.put_back(public, by=cast.publisher, reason="It was none.", clock=clock)
    assert Cause.objects.public(clock()).exists()
    with refused("know it already"):
        verbs.put_back(public, by=cast.publisher, reason="Again.", clock=clock)


def test_what_was_never_public_is_not_put_back(campaigning: Campaigning, cast: Cast, clock: Clock) -> None:
    with refused("never public"):
        verbs.put_back(campaigning.begun(Cause), by=cast.publisher, reason="Now.", clock=clock)


def test_what_readers_may_notice_bumps_the_epoch_and_nothing_else_does(
    campaigning: Campaigning, cast: Cast, clock: Clock
) -> None:
    before = PublicEpoch.current()
    begun = campaigning.begun(Campaign)
    campaigning.rewritten(begun, titles={"en": "Other"})
    assert PublicEpoch.current() == before
    campaigning.approve(begun)
    after = PublicEpoch.objects.get()
    assert after.value > before
    assert after.changed_at == Campaign.objects.get().public_from


def test_addresses_are_free_ascii_and_stay(campaigning: Campaigning) -> None:
    first = campaigning.public(Campaign, titles={"hi": "जल जंगल ज़मीन"})
    second = campaigning.begun(Campaign, titles={"hi": "जल जंगल ज़मीन"})
    assert first.slug.isascii()
    assert second.slug == f"{first.slug}-2"
    assert campaigning.begun(Cause, titles={"hi": "जल जंगल ज़मीन"}).slug == first.slug  # of another kind
    campaigning.rewritten(first, titles={"en": "Water, forest, land"})
    campaigning.approve(first)
    assert Campaign.objects.get(pk=first.pk).slug == first.slug


def test_relations_are_named_by_slug_and_kept(campaigning: Campaigning, cast: Cast) -> None:
    campaign = campaigning.public(Campaign, bodies=["NC", "SC"])
    demand = campaigning.public(Demand, campaigns=[campaign.slug])
    cause = campaigning.public(
        Cause, demands=[demand.slug], campaigns=[campaign.slug], begins_on="2024-05-01"
    )
    assert list(campaign.bodies.order_by("code")) == [cast.council, cast.elsewhere]
    assert list(campaign.demands.public(campaigning.clock())) == [demand]
    assert list(cause.demands.all()) == [demand]
    assert cause.is_true_to_digest
    assert Version.objects.get(subject=cause).content["begins_on"] == "2024-05-01"


def test_a_name_that_is_no_word_of_its_kind_is_a_fault_of_the_caller(campaigning: Campaigning) -> None:
    with pytest.raises(ValueError, match="not words"):
        campaigning.begun(Campaign, public_from="2026-01-01")
