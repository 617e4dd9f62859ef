"""The desk's front page: what waits for whom, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.desk.front import columns
from statements.models import Statement, User
from statements.workflow import Plan
from tests.cast import Cast, Newsroom


def found(person: User) -> dict[str, list[Statement]]:
    """What each column holds for a person."""
    return {c.code: [row.statement for row in c.rows] for c in columns(person, timezone.now())}


def test_a_text_waits_for_reviewers_oldest_first_and_not_for_who_said_yes(
    newsroom: Newsroom, cast: Cast
) -> None:
    first, second = newsroom.in_review(), newsroom.in_review()
    cast.council.approvals_required = 2
    cast.council.save()
    verbs.approve(second, by=cast.second_reviewer)
    assert found(cast.reviewer)["waiting"] == [first, second]
    assert found(cast.second_reviewer)["waiting"] == [first]
    assert "waiting" not in found(cast.publisher)
    assert "waiting" not in found(cast.outsider)


def test_what_a_reviewer_improved_waits_for_a_colleague(newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    assert "waiting" not in found(cast.drafter)
    improved = verbs.save(waiting, by=cast.reviewer, content={"headline": "Better"})
    verbs.approve(improved, by=cast.reviewer)
    column = columns(cast.drafter, timezone.now())[0]
    assert [row.statement for row in column.rows] == [waiting]
    assert column.rows[0].verb == "agree"


def test_what_was_sent_back_lies_with_its_drafter_until_it_is_sent_again(
    newsroom: Newsroom, cast: Cast, client: Client
) -> None:
    back = verbs.send_back(newsroom.in_review(), by=cast.reviewer, reason="The figure, please.")
    assert found(cast.drafter)["sent_back"] == [back]
    client.force_login(cast.drafter)
    assert "The figure, please." in client.get("/admin/").content.decode()
    saved = verbs.save(back, by=cast.drafter, content={"headline": "With figure"})
    assert found(cast.drafter)["sent_back"] == [back]
    verbs.submit(saved, by=cast.drafter, plan=Plan.LATER)
    assert "sent_back" not in found(cast.drafter)


def test_every_other_column_holds_what_it_says(newsroom: Newsroom, cast: Cast) -> None:
    newsroom.clock.now = timezone.now() - timedelta(hours=1)  # type: ignore[attr-defined]
    draft, approved = newsroom.draft(), newsroom.approved()
    due = newsroom.public(public_from=timezone.now() + timedelta(hours=3))
    withdrawn, public = newsroom.withdrawn(), newsroom.public()
    assert found(cast.drafter)["drafts"] == [draft]
    assert found(cast.publisher)["approved"] == [approved]
    assert found(cast.drafter)["goes_out"] == [due]
    assert found(cast.reviewer)["unconfirmed"] == [withdrawn]
    assert public in found(cast.drafter)["recent"]
    assert due not in found(cast.drafter)["recent"]
    assert found(cast.outsider) == {}


def test_a_version_is_behind_once_the_original_was_corrected(newsroom: Newsroom, cast: Cast) -> None:
    original = newsroom.public()
    hindi = newsroom.draft(language="hi", translation_of=original)
    assert "behind" not in found(cast.drafter)
    corrected = newsroom.correct(original)
    verbs.publish(corrected, by=cast.publisher, clock=newsroom.clock)
    assert found(cast.drafter)["behind"] == [hindi]


def test_a_column_says_how_many_there_are(newsroom: Newsroom, cast: Cast) -> None:
    for _number in range(14):
        newsroom.draft()
    column = next(c for c in columns(cast.drafter, timezone.now()) if c.code == "drafts")
    assert (len(column.rows), column.count) == (12, 14)


def test_the_page_costs_the_same_with_one_statement_as_with_many(
    newsroom: Newsroom, cast: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(cast.reviewer)
    newsroom.in_review()
    with django_assert_max_num_queries(60) as few:  # type: ignore[operator]
        client.get("/admin/")
    for _number in range(8):
        newsroom.in_review()
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        client.get("/admin/")
