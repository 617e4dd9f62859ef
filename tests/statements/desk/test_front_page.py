"""The desk's front page: what waits for whom, and for nobody else."""

from __future__ import annotations

from datetime import datetime, timedelta

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.models import Demand
from statements import verbs
from statements.desk.front import columns
from statements.models import Claim, Deadline, Effect, Statement, Step, User
from statements.workflow import Plan
from tests.campaigns.builders import Campaigning
from tests.cast import NOON, Cast, Newsroom

from .pages import parsed, seen


def found(person: User) -> dict[str, list[Statement]]:
    """What each column holds for a person, without the empty ones and the messages, which nobody sends."""
    shown = [column for column in columns(person, timezone.now()) if column.rows]
    return {one.code: [row.statement for row in one.rows] for one in shown if one.code != "unsent"}


# --- waiting for my yes -----------------------------------------------------------------------------------


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


def test_what_is_needed_soonest_stands_first(newsroom: Newsroom, cast: Cast) -> None:
    now = timezone.now()
    oldest, planned, needed = (
        newsroom.in_review(),
        newsroom.in_review(plan=Plan.AT_TIME, planned_for=now + timedelta(hours=3)),
        newsroom.in_review(),
    )
    Deadline.objects.put(needed, now + timedelta(hours=2), cast.drafter, now)
    assert found(cast.reviewer)["waiting"] == [needed, planned, oldest]
    Deadline.objects.put(planned, now + timedelta(hours=1), cast.drafter, now)
    assert found(cast.reviewer)["waiting"] == [planned, needed, oldest]


def test_where_approvers_are_named_it_waits_for_them_alone(newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    cast.council.approvers.add(cast.second_reviewer)
    assert "waiting" not in found(cast.reviewer)
    assert found(cast.second_reviewer)["waiting"] == [waiting]


def test_what_a_reviewer_improved_waits_for_a_colleague(newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    assert "waiting" not in found(cast.drafter)
    improved = verbs.save(waiting, by=cast.reviewer, content={"headline": "Better"})
    verbs.approve(improved, by=cast.reviewer)
    column = columns(cast.drafter, timezone.now())[0]
    assert [row.statement for row in column.rows] == [waiting]
    way = column.rows[0].way
    assert way
    assert str(way.words) == "Read and agree"
    assert column.rows[0].way_address == f"/admin/statements/statement/{waiting.pk}/review/"


def test_where_two_reviewers_are_needed_no_colleague_is_asked(newsroom: Newsroom, cast: Cast) -> None:
    cast.council.approvals_required = 2
    cast.council.save()
    waiting = newsroom.in_review()
    verbs.approve(waiting, by=cast.reviewer)
    assert "waiting" not in found(cast.colleague)
    assert found(cast.second_reviewer)["waiting"] == [waiting]


def test_a_row_says_who_sent_it_when_it_is_needed_and_who_is_looking(
    newsroom: Newsroom, cast: Cast, client: Client
) -> None:
    waiting = newsroom.in_review()
    Deadline.objects.put(waiting, NOON + timedelta(hours=1), cast.drafter, NOON)
    Claim.objects.take(waiting, cast.second_reviewer, None, NOON + timedelta(minutes=10))
    client.force_login(cast.reviewer)
    page = "/admin/"
    with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
        words = seen(client.get(page))
    assert "Needed by 13:00 IST (07:30 UTC)" in words
    assert "Second_Reviewer is looking at it since 12:10 IST" in words
    assert "sent by Drafter, 12:00 IST (06:30 UTC)" in words
    assert "Overdue" not in words
    with time_machine.travel(NOON + timedelta(hours=13), tick=False):
        answer = client.get(page)
    (overdue,) = parsed(answer).xpath("//*[contains(@class, 'overdue')]/text()")
    assert overdue == "Overdue since 12 March 2026, 13:00 IST (07:30 UTC)"


# --- the other columns --------------------------------------------------------------------------------------


def test_what_was_sent_back_lies_with_its_drafter_until_it_is_sent_again(
    newsroom: Newsroom, cast: Cast, client: Client
) -> None:
    back = verbs.send_back(newsroom.in_review(), by=cast.reviewer, reason="The figure, please.")
    assert found(cast.drafter)["sent_back"] == [back]
    assert "drafts" not in found(cast.drafter)  # once is enough
    client.force_login(cast.drafter)
    words = seen(client.get("/admin/"))
    assert "sent back by Reviewer" in words
    assert "The figure, please." in words
    saved = verbs.save(back, by=cast.drafter, content={"headline": "With figure"})
    assert found(cast.drafter)["sent_back"] == [back]
    sent = verbs.submit(saved, by=cast.drafter, plan=Plan.LATER)
    assert "sent_back" not in found(cast.drafter)
    approved = verbs.approve(sent, by=cast.reviewer)
    assert found(cast.drafter).keys() == {"approved"}
    verbs.reopen(approved, by=cast.drafter)
    assert found(cast.drafter).keys() == {"drafts"}


def test_what_one_sent_waits_for_the_others(newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    assert found(cast.drafter) == {"others": [waiting]}
    assert found(cast.colleague) == {}


def test_every_other_column_holds_what_it_says(newsroom: Newsroom, cast: Cast) -> None:
    newsroom.clock.now = timezone.now() - timedelta(hours=1)  # type: ignore[attr-defined]
    draft, approved = newsroom.draft(), newsroom.approved()
    due = newsroom.public(public_from=timezone.now() + timedelta(hours=3))
    withdrawn, public = newsroom.withdrawn(), newsroom.public()
    assert found(cast.drafter)["drafts"] == [draft]
    assert found(cast.publisher)["approved"] == [approved]
    assert found(cast.drafter)["goes_out"] == [due]
    assert found(cast.reviewer)["unconfirmed"] == [withdrawn]
    assert "unconfirmed" not in found(cast.drafter)
    assert public in found(cast.drafter)["recent"]
    assert due not in found(cast.drafter)["recent"]
    assert found(cast.outsider) == {}


def test_who_did_it_alone_sees_that_it_is_unconfirmed_and_cannot_confirm_it(
    newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.withdrawn()

    def unconfirmed(person: User) -> tuple[str, bool]:
        column = next(c for c in columns(person, timezone.now()) if c.code == "unconfirmed")
        return column.rows[0].remark, column.rows[0].promise is not None

    assert unconfirmed(cast.publisher) == ("by Publisher", False)
    assert unconfirmed(cast.reviewer) == ("by Publisher", True)


def test_a_version_is_behind_once_the_original_was_corrected(newsroom: Newsroom, cast: Cast) -> None:
    original = newsroom.public()
    hindi = newsroom.draft(language="hi", translation_of=original)
    assert "behind" not in found(cast.drafter)
    corrected = newsroom.correct(original)
    verbs.publish(corrected, by=cast.publisher, clock=newsroom.clock)
    assert found(cast.drafter)["behind"] == [hindi]


def test_messages_not_sent_say_what_and_to_whom(newsroom: Newsroom, cast: Cast, client: Client) -> None:
    newsroom.in_review(headline="Wages are due")
    client.force_login(cast.reviewer)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        page = parsed(client.get("/admin/"))
    (column,) = page.xpath("//section[contains(@class, 'work-unsent')]")
    assert "“Send for approval” to All concerned: To be sent" in " ".join(column.text_content().split())
    assert column.xpath(".//a[text()='Wages are due']/@href") == ["/admin/statements/effect/?sent=no"]


def test_messages_about_demands_that_were_not_sent_stand_among_them(
    campaigning: Campaigning, cast: Cast, client: Client
) -> None:
    campaigning.begun(Demand, titles={"en": "A living wage"})
    Effect.objects.update(state=Effect.State.FAILED, last_error="550 no such mailbox")

    def unsent(person: User) -> list[str]:
        client.force_login(person)
        found = parsed(client.get("/admin/")).xpath("//section[contains(@class, 'work-unsent')]")
        return [" ".join(column.text_content().split()) for column in found]

    assert unsent(cast.reviewer) == [
        "Messages not sent 1 A living wage “Begin” to All concerned: Given up 550 no such mailbox"
    ]
    assert unsent(cast.outsider) == []


# --- the page as such ---------------------------------------------------------------------------------------


def test_who_has_nothing_to_do_is_told_so(client: Client, cast: Cast) -> None:
    told = {}
    for person in (cast.reviewer, cast.drafter, cast.publisher, cast.staff, cast.administrator):
        client.force_login(person)
        told[person.username] = seen(client.get("/admin/"))
    assert "Nothing waits for your yes." in told["reviewer"]
    assert "Write a statement" not in told["reviewer"]
    assert "You have no draft in work." in told["drafter"]
    assert "Write a statement" in told["drafter"]
    assert "Nothing waits for you." in told["publisher"]
    assert "You are not a member of any issuing body yet." in told["staff"]
    assert "Begin your newsroom" in told["administrator"]


def test_a_column_says_how_many_there_are_and_where_the_rest_is(
    newsroom: Newsroom, cast: Cast, client: Client
) -> None:
    for _number in range(14):
        newsroom.draft()
    column = next(c for c in columns(cast.drafter, timezone.now()) if c.code == "drafts")
    assert (len(column.rows), column.count) == (12, 14)
    client.force_login(cast.drafter)
    (rest,) = parsed(client.get("/admin/")).xpath("//p[@class='work-rest']/a")
    assert rest.text_content() == "2 more"
    listed = client.get(rest.get("href"))
    assert len(listed.context["rows"]) == 14


def test_a_look_at_the_page_changes_nothing(newsroom: Newsroom, cast: Cast, client: Client) -> None:
    newsroom.in_review()
    steps = Step.objects.count()
    client.force_login(cast.reviewer)
    client.get("/admin/")
    assert (Step.objects.count(), Claim.objects.count()) == (steps, 0)


def one_of_each(newsroom: Newsroom, now: datetime) -> None:
    """A statement for every column."""
    newsroom.draft()
    newsroom.approved()
    newsroom.public()
    newsroom.withdrawn()
    newsroom.public(public_from=now + timedelta(hours=3))
    verbs.send_back(newsroom.in_review(), by=newsroom.cast.reviewer, reason="The figure.")
    waiting = newsroom.in_review()
    Claim.objects.take(waiting, newsroom.cast.second_reviewer, None, now)
    Deadline.objects.put(waiting, now, newsroom.cast.drafter, now)


def test_the_page_costs_the_same_with_one_statement_of_each_as_with_fifty(
    newsroom: Newsroom, cast: Cast, client: Client
) -> None:
    for person in (cast.reviewer, cast.drafter, cast.publisher):
        for role in ("drafter", "reviewer", "publisher"):
            person.memberships.get_or_create(body=cast.council, role=role)
    newsroom.clock.now = now = timezone.now() - timedelta(hours=1)  # type: ignore[attr-defined]

    def cost() -> list[int]:
        queries = []
        for person in (cast.reviewer, cast.drafter):
            client.force_login(person)
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/admin/").status_code == 200
            queries.append(len(captured))
        return queries

    one_of_each(newsroom, now)
    cost()
    few = cost()
    assert max(few) < 50
    for _number in range(6):
        one_of_each(newsroom, now)
    assert Statement.objects.count() == 49
    assert cost() == few
