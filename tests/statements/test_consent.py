"""The partners of a joint statement: each says yes to one digest, and nothing is approved without them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from statements import verbs
from statements.models import Consent, IssuingBody, Membership, Statement, Step, User
from statements.rights import partners_of
from statements.verbs.act import steps_of
from statements.workflow import Plan, Role
from tests.cast import Cast, Clock, Newsroom, edition, person

NOT_YET = "State Committee has not agreed to this text yet."


def joint(newsroom: Newsroom, **asked: Any) -> Statement:
    """A text of the council and the state committee that waits for approval."""
    return newsroom.in_review(joint_bodies=["SC"], **asked)


def test_two_yeses_of_its_own_body_do_not_suffice(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    once = verbs.approve(joint(newsroom), by=cast.reviewer, clock=clock)
    assert once.state == "in_review"
    whole = verbs.consent(once, by=cast.outsider, body=cast.elsewhere, clock=clock)
    assert whole.state == "approved"
    assert verbs.publish(whole, by=cast.publisher, clock=clock).state == "released"


def test_a_partner_s_consent_never_counts_among_the_two(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    sent = verbs.consent(joint(newsroom), by=cast.outsider, body=cast.elsewhere, clock=clock)
    assert sent.state == "in_review"
    assert sent.standing_yeses().count() == 1


def test_every_partner_is_asked_in_the_agreed_order(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    sent = newsroom.in_review(joint_bodies=["WW", "SC"])
    assert [body.code for body in sent.partners()] == ["WW", "SC"]
    sent = verbs.approve(sent, by=cast.reviewer, clock=clock)
    sent = verbs.consent(sent, by=cast.outsider, body=cast.elsewhere, clock=clock)
    assert sent.state == "in_review"
    sent = verbs.consent(sent, by=cast.wing_drafter, body=cast.wing, clock=clock)
    assert sent.state == "approved"


def test_a_change_of_the_text_asks_again(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    sent = verbs.consent(joint(newsroom), by=cast.outsider, body=cast.elsewhere, clock=clock)
    sent = verbs.save(sent, by=cast.drafter, content={"headline": "Other words"}, clock=clock)
    assert not sent.standing_consents().exists()
    sent = verbs.approve(sent, by=cast.reviewer, clock=clock)
    sent = verbs.approve(sent, by=cast.second_reviewer, clock=clock)
    assert sent.state == "in_review"
    assert verbs.consent(sent, by=cast.outsider, body=cast.elsewhere, clock=clock).state == "approved"
    assert Consent.objects.count() == 2


def test_words_changed_and_changed_back_are_asked_about_again(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    sent = verbs.consent(joint(newsroom), by=cast.outsider, body=cast.elsewhere, clock=clock)
    before = sent.headline
    for headline in ("Other words", before):
        sent = verbs.save(sent, by=cast.drafter, content={"headline": headline}, clock=clock)
    assert not sent.standing_consents().exists()


def test_a_save_that_changes_nothing_voids_nothing(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    sent = verbs.consent(joint(newsroom), by=cast.outsider, body=cast.elsewhere, clock=clock)
    verbs.save(sent, by=cast.drafter, content={"headline": sent.headline}, clock=clock)
    assert sent.standing_consents().exists()


def test_sending_back_voids_the_partner_s_yes_too(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    sent = verbs.consent(joint(newsroom), by=cast.outsider, body=cast.elsewhere, clock=clock)
    back = verbs.send_back(sent, by=cast.reviewer, reason="The figure.", clock=clock)
    assert not back.standing_consents().exists()


def test_a_correction_asks_again_and_what_is_public_stays(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public(joint_bodies=["SC"])
    draft = verbs.reopen(public, by=cast.drafter, clock=clock)
    change = {"change_kind": "correction", "change_note": "A figure.", "headline": "Corrected"}
    draft = verbs.save(draft, by=cast.drafter, content=change, clock=clock)
    sent = verbs.submit(draft, by=cast.drafter, clock=clock)
    assert verbs.approve(sent, by=cast.reviewer, clock=clock).state == "in_review"
    assert edition(public).is_public(clock.now)


def test_a_text_approved_before_there_were_consents_is_not_published(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    approved = newsroom.approved(joint_bodies=["SC"])
    Consent.objects.update(voided_at=clock.now)  # as if nobody had been asked then
    with pytest.raises(verbs.Refused) as refused:
        verbs.publish(approved, by=cast.publisher, clock=clock)
    assert refused.value.sentences == [NOT_YET]


def test_a_public_text_without_consents_goes_on_and_can_be_withdrawn_and_restored(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public(joint_bodies=["SC"])
    Consent.objects.all().delete()
    taken = verbs.withdraw(public, by=cast.publisher, explanation="Wrong.", clock=clock)
    restored = verbs.restore(taken, by=cast.publisher, reason="Right.", clock=clock)
    assert restored.edition_public(clock.now)


def test_the_last_consent_carries_out_the_plan_of_a_publisher(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    chief = person("chief", cast.council, Role.DRAFTER, Role.PUBLISHER)
    draft = newsroom.draft(joint_bodies=["SC"])
    sent = verbs.submit(draft, by=chief, plan=Plan.AT_ONCE, clock=clock)
    sent = verbs.approve(sent, by=cast.reviewer, clock=clock)
    assert sent.state == "in_review"
    out = verbs.consent(sent, by=cast.outsider, body=cast.elsewhere, clock=clock)
    assert out.edition_public(clock.now)
    done = [(step.verb, step.actor_name) for step in steps_of(out)][-2:]
    assert done == [("consent", "Outsider"), ("publish", "Chief")]


# --- who answers ------------------------------------------------------------------------------------------


def test_a_partner_asks_for_a_change_and_its_yes_stands_no_more(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    sent = verbs.consent(joint(newsroom), by=cast.outsider, body=cast.elsewhere, clock=clock)
    sent = verbs.ask_for_change(sent, by=cast.outsider, body=cast.elsewhere, words="Say forty.", clock=clock)
    assert sent.state == "in_review"
    answer = sent.standing_consents().get()
    assert (answer.answer, answer.words, answer.given_by) == ("change", "Say forty.", "Outsider")
    assert steps_of(sent).last().note == "Say forty."
    with pytest.raises(verbs.Refused, match="Say why"):
        verbs.ask_for_change(sent, by=cast.outsider, body=cast.elsewhere, words=" ", clock=clock)


def test_a_yes_given_by_phone_is_recorded_with_who_when_and_how(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    sent = verbs.record_consent(
        joint(newsroom), by=cast.drafter, body=cast.elsewhere, who="A. Rao, secretary",
        how="By phone, 18:40.",
        clock=clock,
    )  # fmt: skip
    answer = sent.standing_consents().get()
    assert (answer.way, answer.given_by, answer.user) == ("recorded", "A. Rao, secretary", cast.drafter)
    assert steps_of(sent).last().note == "A. Rao, secretary for State Committee: By phone, 18:40."
    for who, how in (("", "By phone."), ("A. Rao", " ")):
        with pytest.raises(verbs.Refused):
            verbs.record_consent(
                joint(newsroom), by=cast.drafter, body=cast.elsewhere, who=who, how=how, clock=clock
            )


def test_nobody_agrees_twice_or_for_a_body_that_does_not_speak(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    sent = verbs.consent(joint(newsroom), by=cast.outsider, body=cast.elsewhere, clock=clock)
    with pytest.raises(verbs.Refused, match="has agreed to this text already"):
        verbs.consent(sent, by=cast.outsider, body=cast.elsewhere, clock=clock)
    with pytest.raises(verbs.Refused, match="Women's Wing does not issue this statement"):
        verbs.record_consent(sent, by=cast.drafter, body=cast.wing, who="A", how="B", clock=clock)
    with pytest.raises(verbs.Refused, match="No other body issues this statement"):
        verbs.record_consent(
            newsroom.in_review(), by=cast.drafter, body=cast.elsewhere, who="A", how="B", clock=clock
        )


def test_the_issuer_does_not_agree_in_the_name_of_its_own_wing(newsroom: Newsroom, cast: Cast) -> None:
    both = newsroom.in_review(joint_bodies=["WW"])
    assert partners_of(cast.drafter, both) == []
    assert partners_of(cast.wing_drafter, both) == [cast.wing]
    with pytest.raises(verbs.Refused, match="members of the bodies that issue it together"):
        verbs.consent(both, by=cast.reviewer, body=cast.wing)


def test_a_wing_that_speaks_with_the_council_has_the_council_s_members_answer(
    newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft(issuing_body=cast.wing, joint_bodies=["NC"])
    assert partners_of(cast.reviewer, draft) == [cast.council]
    assert partners_of(cast.wing_drafter, draft) == []


def test_members_of_the_body_above_a_partner_answer_for_it(newsroom: Newsroom, cast: Cast) -> None:
    IssuingBody.objects.filter(pk=cast.wing.pk).update(parent=cast.elsewhere)
    wing = IssuingBody.objects.get(pk=cast.wing.pk)
    wing.save()
    draft = newsroom.draft(joint_bodies=["WW"])
    assert partners_of(cast.outsider, draft) == [wing]
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    assert partners_of(User.objects.get(pk=cast.outsider.pk), draft) == []


def test_a_stopped_release_stays_approved_where_all_consents_stand(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(joint_bodies=["SC"], public_from=clock.now + timedelta(hours=1))
    assert verbs.stop_release(due, by=cast.drafter, clock=clock).state == "approved"


def test_the_chain_holds(newsroom: Newsroom, cast: Cast) -> None:
    newsroom.public(joint_bodies=["SC", "WW"])
    assert Step.objects.first_break() is None
    assert Membership.objects.filter(user=cast.outsider).exists()
