"""The buttons of the law: they appear where nothing speaks against them, and a POST gets a clear answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.desk.surroundings import BUTTONS
from statements.models import Edition, Statement, Step, User
from statements.objections import objections
from statements.workflow import Plan, Verb
from tests.cast import Cast, Newsroom


def address(statement: Statement, verb: str) -> str:
    return f"/admin/statements/statement/{statement.pk}/verb/{verb}/"


def test_buttons_stand_exactly_where_nothing_speaks_against_them(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    everything = [
        newsroom.draft(), newsroom.in_review(), newsroom.approved(), newsroom.public(), newsroom.withdrawn(),
        newsroom.public(public_from=timezone.now() + timedelta(days=1)), newsroom.correct(newsroom.public()),
    ]  # fmt: skip
    for person in (cast.drafter, cast.reviewer, cast.publisher):
        client.force_login(person)
        for statement in everything:
            page = client.get(f"/admin/statements/statement/{statement.pk}/change/").content.decode()
            shown = {verb for verb in BUTTONS if f"/verb/{verb}/" in page}
            shown |= {Verb.REOPEN} if f"/{statement.pk}/correct/" in page else set()
            shown |= {Verb.SUBMIT} if 'name="_submit_for_approval"' in page else set()
            free = {v for v in BUTTONS if not objections(statement, v, person, timezone.now())}
            assert shown == free, (person, statement.state)


def test_the_whole_way_by_three_people(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()

    def do(person: User, verb: str, **asked: Any) -> None:
        client.force_login(person)
        now = Statement.objects.get(pk=draft.pk)
        answer = client.post(address(draft, verb), {"lock_version": now.lock_version, **asked})
        assert answer.status_code == 302, answer.content.decode()

    do(cast.drafter, "submit", plan="later")
    do(cast.reviewer, "send_back", reason="The figure.")
    do(cast.drafter, "submit", plan="at_once")
    do(cast.reviewer, "approve")
    do(cast.publisher, "publish")
    do(cast.publisher, "flag", words="We are checking a figure.", hours=2)
    do(cast.publisher, "withdraw", kind="withdrawn", explanation="The figure was wrong.")
    do(cast.reviewer, "confirm", mark=draft.confirmations.get().pk)
    do(cast.publisher, "restore", reason="The figure was right.")
    assert [edition.number for edition in Edition.objects.public(timezone.now())] == [2]
    assert Step.objects.first_break() is None


def test_a_get_changes_nothing(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review(plan=Plan.AT_ONCE)
    steps = Step.objects.count()
    client.force_login(cast.reviewer)
    for verb in Verb:
        assert client.get(address(waiting, verb)).status_code in {200, 404}
    assert Step.objects.count() == steps


def test_a_post_without_right_is_forbidden_in_words(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.drafter)
    answer = client.post(address(waiting, "approve"), {"lock_version": waiting.lock_version})
    assert answer.status_code == 403
    assert "Reviewer" in answer.content.decode()
    assert Statement.objects.get().state == "in_review"


def test_a_post_without_lock_version_is_incomplete(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    answer = client.post(address(waiting, "approve"), {})
    assert answer.status_code == 400
    assert "incomplete" in answer.content.decode()
    assert Statement.objects.get().state == "in_review"


def test_the_same_post_twice_acts_once_and_says_who_was_faster(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    form = {"lock_version": waiting.lock_version}
    assert client.post(address(waiting, "approve"), form).status_code == 302
    again = client.post(address(waiting, "approve"), form)
    assert again.status_code == 409
    assert "Reviewer was faster" in again.content.decode()
    assert Step.objects.filter(verb="approve").count() == 1


def test_words_that_are_missing_are_asked_for_and_those_typed_are_kept(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    public = newsroom.public()
    client.force_login(cast.publisher)
    form = {
        "lock_version": public.lock_version,
        "kind": "merged",
        "explanation": "My words.",
        "target": "XX-1",
    }
    answer = client.post(address(public, "withdraw"), form)
    assert answer.status_code == 422
    assert "No public statement has this reference." in answer.content.decode()
    assert "My words." in answer.content.decode()
    assert Edition.objects.public(timezone.now()).count() == 1


@pytest.mark.parametrize("said", ["NC-2026-001", "nc-2026-1", "  NC 2026 1 ", "nc – 2026 – 001"])
def test_a_statement_is_merged_into_the_one_that_is_named_as_people_say_it(
    client: Client, newsroom: Newsroom, cast: Cast, said: str
) -> None:
    target, twin = newsroom.public(), newsroom.public()
    client.force_login(cast.publisher)
    form = {"lock_version": twin.lock_version, "kind": "merged", "explanation": "Twice.", "target": said}
    assert client.post(address(twin, "withdraw"), form).status_code == 302
    assert twin.withdrawals.get().target == target


def test_a_statement_of_another_body_does_not_exist(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    client.force_login(cast.outsider)
    assert client.get(address(waiting, "approve")).status_code == 404
    answer = client.post(address(waiting, "approve"), {"lock_version": waiting.lock_version})
    assert answer.status_code == 404


@pytest.mark.parametrize("verb", ["begin", "save", "file_as_history", "burn", "__class__"])
def test_what_is_no_button_is_no_address(client: Client, newsroom: Newsroom, cast: Cast, verb: str) -> None:
    client.force_login(cast.drafter)
    assert client.post(address(newsroom.draft(), verb), {"lock_version": 0}).status_code == 404


def test_a_passed_plan_waits_for_a_spoken_wish(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    soon = newsroom.clock() + timedelta(minutes=5)
    waiting = newsroom.in_review(plan=Plan.AT_TIME, planned_for=soon)
    cast.reviewer.memberships.create(body=cast.council, role="publisher")
    client.force_login(cast.reviewer)
    page = client.get(address(waiting, "approve")).content.decode()
    assert "The planned time has passed" in page
    answer = client.post(
        address(waiting, "approve"), {"lock_version": waiting.lock_version, "release_now": "on"}
    )
    assert answer.status_code == 302
    assert Statement.objects.get().state == "released"


def test_the_history_tells_every_step(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    corrected = newsroom.corrected()
    client.force_login(cast.drafter)
    page = client.get(f"/admin/statements/statement/{corrected.pk}/history/").content.decode()
    for step in verbs.act.steps_of(corrected):
        assert str(Verb(step.verb).label) in page
