"""Two yeses bound to one digest: who says them, what voids them, when they suffice."""

from __future__ import annotations

from typing import Any

import pytest

from statements import verbs
from statements.approval import is_approved, reviewers_needed
from statements.models import Approval, IssuingBody, Membership, Statement, Topic, User
from statements.verbs.act import steps_of
from statements.workflow import Role
from tests.cast import Cast, Clock, Newsroom, person


def standing(statement: Statement) -> list[str]:
    return [yes.user.username for yes in Statement.objects.get(pk=statement.pk).standing_yeses()]


def test_submitting_is_the_submitters_yes_to_this_very_digest(newsroom: Newsroom, cast: Cast) -> None:
    sent = newsroom.in_review()
    yes = sent.approvals.get()
    assert (yes.user, yes.capacity, yes.digest) == (cast.drafter, "submitter", sent.digest)
    assert not yes.counts_as_reviewer


def test_two_people_one_of_them_a_reviewer_approve(newsroom: Newsroom, cast: Cast) -> None:
    approved = newsroom.approved()
    assert approved.state == "approved"
    assert standing(approved) == ["drafter", "reviewer"]
    assert {yes.digest for yes in approved.approvals.all()} == {approved.digest}


def test_two_drafters_do_not_suffice(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    agreed = verbs.agree(newsroom.in_review(), by=cast.colleague, clock=clock)
    assert agreed.state == "in_review"
    assert standing(agreed) == ["drafter", "colleague"]


def test_one_person_who_is_everything_does_not_suffice(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    chief = person("chief", cast.council, Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    sent = verbs.submit(newsroom.draft(), by=chief, clock=clock)
    assert not is_approved(sent)
    for again in (verbs.approve, verbs.agree):
        with pytest.raises(verbs.Refused, match="already said yes"):
            again(sent, by=chief, clock=clock)
    assert verbs.agree(sent, by=cast.drafter, clock=clock).state == "approved"  # a reviewer sent it


def test_a_second_yes_to_the_same_digest_is_refused(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    IssuingBody.objects.update(approvals_required=2)
    once = verbs.approve(newsroom.in_review(), by=cast.reviewer, clock=clock)
    with pytest.raises(verbs.Refused, match="already said yes"):
        verbs.approve(once, by=cast.reviewer, clock=clock)
    assert standing(once) == ["drafter", "reviewer"]


@pytest.mark.parametrize("content", [{"headline": "Other"}, {"signatories": [{"name": "A. Rao"}]}])
def test_any_change_of_content_voids_every_yes(
    newsroom: Newsroom, cast: Cast, clock: Clock, content: dict[str, Any]
) -> None:
    saved = verbs.save(newsroom.in_review(), by=cast.colleague, content=content, clock=clock)
    assert saved.state == "in_review"
    assert standing(saved) == []
    assert saved.approvals.get().voided_at is not None


def test_a_void_yes_does_not_come_back_with_the_old_words(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    sent = newsroom.in_review(headline="Before")
    changed = verbs.save(sent, by=cast.colleague, content={"headline": "After"}, clock=clock)
    back = verbs.save(changed, by=cast.colleague, content={"headline": "Before"}, clock=clock)
    assert back.digest == sent.digest
    assert standing(back) == []


def test_a_save_that_changes_nothing_voids_none(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    sent = newsroom.in_review()
    verbs.save(sent, by=cast.reviewer, content=sent.content(), clock=clock)
    assert standing(sent) == ["drafter"]


def test_topics_and_address_are_filing_and_void_none(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    filed = verbs.refile(newsroom.in_review(), by=cast.colleague, topics=["Wages"], clock=clock)
    saved = verbs.save(filed, by=cast.colleague, content={}, slug="wages", clock=clock)
    assert standing(saved) == ["drafter"]


def test_a_reviewer_improves_a_sentence_and_says_yes_and_a_colleague_completes_it(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    better = verbs.save(
        newsroom.in_review(), by=cast.reviewer, content={"standfirst": "Better."}, clock=clock
    )
    yes = verbs.approve(better, by=cast.reviewer, clock=clock)
    assert yes.state == "in_review"
    agreed = verbs.agree(yes, by=cast.drafter, clock=clock)  # the submitter's first yes is void
    assert agreed.state == "approved"
    assert [(y.user.username, y.capacity) for y in agreed.standing_yeses()] == [
        ("reviewer", "reviewer"), ("drafter", "colleague"),
    ]  # fmt: skip


def test_send_back_voids_every_yes_and_gives_the_reason(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    back = verbs.send_back(newsroom.in_review(), by=cast.reviewer, reason="Wrong\nfigure. ", clock=clock)
    assert back.state == "draft"
    assert standing(back) == []
    assert steps_of(back).last().note == "Wrong figure."
    again = verbs.submit(back, by=cast.drafter, clock=clock)  # the same words, a new yes
    assert standing(again) == ["drafter"]
    assert verbs.approve(again, by=cast.reviewer, clock=clock).state == "approved"


@pytest.mark.parametrize("reason", ["", " \n "])
def test_send_back_needs_a_reason(newsroom: Newsroom, cast: Cast, reason: str) -> None:
    sent = newsroom.in_review()
    with pytest.raises(verbs.Refused, match="Say why"):
        verbs.send_back(sent, by=cast.reviewer, reason=reason)
    assert standing(sent) == ["drafter"]


def test_reopen_voids_every_yes(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    draft = verbs.reopen(newsroom.approved(change_kind="first"), by=cast.colleague, clock=clock)
    assert draft.state == "draft"
    assert standing(draft) == []
    assert draft.change_kind == "first"  # nothing was public: no correction begins


def test_a_body_that_asks_for_two_reviewers_gets_two(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    IssuingBody.objects.filter(pk=cast.council.pk).update(approvals_required=2)
    once = verbs.approve(newsroom.in_review(), by=cast.reviewer, clock=clock)
    assert once.state == "in_review"
    agreed = verbs.agree(once, by=cast.colleague, clock=clock)
    assert agreed.state == "in_review"  # three yeses, one of them a reviewer's
    assert verbs.approve(agreed, by=cast.second_reviewer, clock=clock).state == "approved"


def test_two_reviewers_suffice_without_the_submitters_yes(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    IssuingBody.objects.filter(pk=cast.council.pk).update(approvals_required=2)
    better = verbs.save(
        newsroom.in_review(), by=cast.reviewer, content={"standfirst": "Better."}, clock=clock
    )
    once = verbs.approve(better, by=cast.reviewer, clock=clock)
    assert verbs.approve(once, by=cast.second_reviewer, clock=clock).state == "approved"


def test_where_a_body_names_its_approvers_only_they_approve(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    cast.council.approvers.add(cast.second_reviewer)
    sent = newsroom.in_review()
    with pytest.raises(verbs.Refused, match="names who approves: Second_Reviewer"):
        verbs.approve(sent, by=cast.reviewer, clock=clock)
    assert verbs.approve(sent, by=cast.second_reviewer, clock=clock).state == "approved"


def test_a_reviewer_who_is_not_named_does_not_count_by_agreeing(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    cast.council.approvers.add(cast.second_reviewer)
    Membership.objects.create(user=cast.reviewer, body=cast.council, role=Role.DRAFTER)
    agreed = verbs.agree(newsroom.in_review(), by=cast.reviewer, clock=clock)
    assert agreed.state == "in_review"


def test_a_joint_statement_asks_for_the_greatest_number_among_its_bodies(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    IssuingBody.objects.filter(pk=cast.elsewhere.pk).update(approvals_required=2)
    sent = newsroom.in_review(joint_bodies=["SC"])
    assert reviewers_needed(sent) == 2
    sent = verbs.consent(sent, by=cast.outsider, body=cast.elsewhere, clock=clock)
    once = verbs.approve(sent, by=cast.reviewer, clock=clock)
    assert once.state == "in_review"
    assert verbs.approve(once, by=cast.second_reviewer, clock=clock).state == "approved"


def test_a_joint_bodys_reviewer_is_not_a_reviewer_of_the_statement(newsroom: Newsroom, cast: Cast) -> None:
    with pytest.raises(verbs.Refused, match="Reviewer of National Council"):
        verbs.approve(newsroom.in_review(joint_bodies=["SC"]), by=cast.outsider)


def test_approving_accepts_the_topics_it_shows(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    sent = newsroom.in_review(topics=("Wages",))
    later = verbs.refile(newsroom.draft(), by=cast.drafter, topics=["Later"], clock=clock)
    verbs.approve(sent, by=cast.reviewer, clock=clock)
    assert dict(Topic.objects.values_list("name", "is_accepted")) == {"Wages": True, "Later": False}
    assert later.state == "draft"


def test_who_is_deactivated_says_no_more_yeses(newsroom: Newsroom, cast: Cast) -> None:
    sent = newsroom.in_review()
    User.objects.filter(pk=cast.reviewer.pk).update(is_active=False)
    with pytest.raises(verbs.Refused):
        verbs.approve(sent, by=User.objects.get(pk=cast.reviewer.pk))
    assert Approval.objects.count() == 1


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"headline": ""}, "headline"),
        ({"kind": ""}, "kind"),
        ({"language": ""}, "language"),
        ({"dateline_place": ""}, "place"),
        ({"dateline_date": None}, "date of the dateline"),
        ({"body": "<p> </p>"}, "Write the text"),
        ({"body": '<p>See <a href="/admin/">this</a>.</p>'}, "the desk"),
        ({"already_issued_on": "2026-03-12"}, "a day in the past"),
    ],
)
def test_a_blocking_item_of_the_checklist_keeps_it_from_being_sent(
    newsroom: Newsroom, cast: Cast, clock: Clock, lacking: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(verbs.Refused, match=sentence):
        verbs.submit(newsroom.draft(**lacking), by=cast.drafter, clock=clock)


def test_a_list_of_demands_suffices_and_the_rest_is_advice(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    draft = newsroom.draft(body="<ol><li>A living wage.</li></ol>", standfirst="", kind="condolence")
    assert verbs.submit(draft, by=cast.drafter, clock=clock).state == "in_review"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "what kind of change"),
        ({"change_kind": "first", "change_note": "A figure."}, "what kind of change"),
        ({"change_kind": "correction"}, "what was changed and why"),
    ],
)
def test_a_correction_owes_its_kind_and_its_note(
    newsroom: Newsroom, cast: Cast, clock: Clock, change: dict[str, str], sentence: str
) -> None:
    draft = verbs.reopen(newsroom.public(), by=cast.drafter, clock=clock)
    draft = verbs.save(draft, by=cast.drafter, content=change, clock=clock)
    with pytest.raises(verbs.Refused, match=sentence):
        verbs.submit(draft, by=cast.drafter, clock=clock)


def test_a_minor_change_owes_no_note(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    draft = verbs.reopen(newsroom.public(), by=cast.drafter, clock=clock)
    draft = verbs.save(draft, by=cast.drafter, content={"change_kind": "minor"}, clock=clock)
    assert verbs.submit(draft, by=cast.drafter, clock=clock).state == "in_review"
