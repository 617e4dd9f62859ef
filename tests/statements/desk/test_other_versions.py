"""Publish, stop, withdraw and seal ask about the other language versions, and take those ticked along."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Edition, Statement, Step, User, Withdrawal
from tests.cast import Cast, Newsroom, edition

from .pages import address, parsed, seen

EXPLANATION = "The figure was wrong."


@pytest.fixture
def newsroom(cast: Cast) -> Newsroom:
    return Newsroom(cast, timezone.now)


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.publisher)
    return client


def now(statement: Statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


def ticks(page: Any) -> dict[str, str]:
    """The versions that may be ticked: name and key."""
    boxes = parsed(page).xpath("//input[@name='versions']")
    return {" ".join(box.getparent().text_content().split()): box.get("value") for box in boxes}


def do(desk: Client, statement: Statement, verb: str, **asked: Any) -> Any:
    return desk.post(address(statement, f"verb/{verb}/"), {"lock_version": statement.lock_version, **asked})


def look(desk: Client, statement: Statement, verb: str) -> Any:
    return desk.get(address(statement, f"verb/{verb}/"))


def steps(count: int) -> list[tuple[str, str]]:
    newest = Step.objects.order_by("-number")[:count]
    return [(step.verb, step.subject_key) for step in reversed(newest)]


def test_both_go_out_at_one_moment_with_a_step_each(desk: Client, newsroom: Newsroom) -> None:
    original = newsroom.approved()
    hindi = newsroom.approved(translation_of=original, language="hi")
    newsroom.draft(translation_of=original, language="ur")
    page = look(desk, original, "publish")
    assert list(ticks(page)) == ["Hindi (Approved, not out)"]
    assert "Stays as it is: Urdu (Draft)" in seen(page)
    assert "What has no tick stays as it is." in seen(page)
    assert do(desk, original, "publish", versions=list(ticks(page).values())).status_code == 302
    assert steps(2) == [("publish", str(original.pk)), ("publish", str(hindi.pk))]
    assert edition(original).public_from == edition(hindi).public_from
    assert [now(original).reference, now(hindi).reference] == ["NC-2026-001", "NC-2026-001-hi"]


def test_from_a_version_the_original_is_asked_about(desk: Client, newsroom: Newsroom) -> None:
    original = newsroom.public()
    hindi = newsroom.public(translation_of=original, language="hi")
    assert list(ticks(look(desk, hindi, "withdraw"))) == ["English (Public)"]


def test_without_a_tick_the_others_stay_as_they_are(desk: Client, newsroom: Newsroom) -> None:
    original = newsroom.public()
    hindi = newsroom.public(translation_of=original, language="hi")
    do(desk, original, "withdraw", kind="withdrawn", explanation=EXPLANATION)
    assert now(hindi).edition_public(timezone.now()) is not None


def test_a_statement_of_one_language_asks_nothing(desk: Client, newsroom: Newsroom) -> None:
    page = look(desk, newsroom.public(), "withdraw")
    assert ticks(page) == {}
    assert "Also in these languages" not in seen(page)


def test_other_verbs_ask_nothing(desk: Client, newsroom: Newsroom) -> None:
    original = newsroom.public()
    newsroom.public(translation_of=original, language="hi")
    assert ticks(look(desk, original, "flag")) == {}


@pytest.mark.parametrize(("own", "told"), [("आँकड़ा ग़लत था।", "आँकड़ा ग़लत था।"), ("", EXPLANATION)])
def test_each_version_is_withdrawn_in_its_own_words(
    desk: Client, newsroom: Newsroom, own: str, told: str
) -> None:
    original = newsroom.public()
    hindi = newsroom.public(translation_of=original, language="hi")
    asked = {
        "kind": "removed",
        "explanation": EXPLANATION,
        "versions": list(ticks(look(desk, original, "withdraw")).values()),
        "words_hi": own,
    }
    assert do(desk, original, "withdraw", **asked).status_code == 302
    withdrawals = {one.statement_id: (one.kind, one.explanation) for one in Withdrawal.objects.all()}
    assert withdrawals == {original.pk: ("removed", EXPLANATION), hindi.pk: ("removed", told)}


def test_a_version_is_merged_into_the_version_of_its_language(desk: Client, newsroom: Newsroom) -> None:
    original, target = newsroom.public(), newsroom.public()
    for language in ("hi", "ur"):
        newsroom.public(translation_of=original, language=language)
    target_hindi = newsroom.public(translation_of=target, language="hi")
    asked = {
        "kind": "merged",
        "explanation": EXPLANATION,
        "target": target.reference,
        "versions": list(ticks(look(desk, original, "withdraw")).values()),
    }
    assert do(desk, original, "withdraw", **asked).status_code == 302
    led_to = {one.statement.language: one.target for one in Withdrawal.objects.select_related("statement")}
    assert led_to == {"en": target, "hi": target_hindi, "ur": target}


def test_releases_are_stopped_together(desk: Client, newsroom: Newsroom) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    original = newsroom.public(public_from=tomorrow)
    hindi = newsroom.public(public_from=tomorrow, translation_of=original, language="hi")
    asked = list(ticks(look(desk, original, "stop_release")).values())
    assert do(desk, original, "stop_release", versions=asked).status_code == 302
    assert [now(one).state for one in (original, hindi)] == ["approved", "approved"]
    assert not Edition.objects.due(timezone.now()).exists()


def test_editions_are_sealed_together_each_by_its_tick(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    original = newsroom.public()
    hindi = newsroom.public(translation_of=original, language="hi")
    for one in (original, hindi):
        verbs.publish(newsroom.correct(one), by=cast.publisher)
        verbs.withdraw(now(one), by=cast.publisher, explanation="A name.")
    original = now(original)
    offered = ticks(look(desk, original, "seal"))
    assert list(offered) == ["Hindi, edition 1", "Hindi, edition 2"]
    asked = {
        "edition": edition(original).pk,
        "reason": "A child's name.",
        "words_hi": "एक बच्चे का नाम।",
        "versions": list(offered.values()),
    }
    assert do(desk, original, "seal", **asked).status_code == 302
    sealed = Edition.objects.exclude(sealed_at=None).order_by("statement_id", "number")
    reasons = [(one.statement_id, one.number, one.seal_reason) for one in sealed]
    words = "एक बच्चे का नाम।"
    assert reasons == [(original.pk, 1, "A child's name."), (hindi.pk, 1, words), (hindi.pk, 2, words)]


def test_a_version_that_changed_meanwhile_is_not_taken_along_unseen(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    original = newsroom.public()
    hindi = newsroom.public(translation_of=original, language="hi")
    seen_then = list(ticks(look(desk, original, "withdraw")).values())
    verbs.publish(newsroom.correct(hindi), by=cast.publisher)
    answer = do(desk, original, "withdraw", kind="withdrawn", explanation=EXPLANATION, versions=seen_then)
    assert answer.status_code == 422
    assert "A version changed meanwhile. Look and choose again." in seen(answer)
    assert EXPLANATION in answer.content.decode()
    assert not Withdrawal.objects.exists()


def test_where_one_is_refused_nothing_is_done_and_it_is_named(desk: Client, newsroom: Newsroom) -> None:
    original = newsroom.public()
    hindi = newsroom.public(translation_of=original, language="hi")
    asked = {
        "kind": "merged",
        "explanation": EXPLANATION,
        "target": hindi.reference,
        "versions": list(ticks(look(desk, original, "withdraw")).values()),
    }
    answer = do(desk, original, "withdraw", **asked)
    assert answer.status_code == 422
    assert "Hindi (Public): A statement cannot be merged into itself." in seen(answer)
    assert not Withdrawal.objects.exists()
    assert now(original).lock_version == original.lock_version


@pytest.mark.parametrize("forged", ["1", "x.y.z", "9999.0.", ""])
def test_a_forged_tick_is_refused_in_words(desk: Client, newsroom: Newsroom, forged: str) -> None:
    original = newsroom.public()
    newsroom.public(translation_of=original, language="hi")
    answer = do(desk, original, "withdraw", kind="withdrawn", explanation=EXPLANATION, versions=[forged])
    assert answer.status_code == 422
    assert not Withdrawal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_withdraw_a_family_from_both_ends_do_not_wait_for_each_other_for_ever(
    newsroom: Newsroom, cast: Cast
) -> None:
    for _round in range(4):
        original = newsroom.public()
        family = [original, newsroom.public(translation_of=original, language="hi")]
        statuses = at_once(cast.publisher, family)
        assert sorted(statuses) in ([302, 409], [302, 422])
        assert Withdrawal.objects.filter(statement__in=family).count() == 2
    assert Step.objects.first_break() is None


def at_once(person: User, family: list[Statement]) -> list[int]:
    """Withdraw each of them together with the other, in the same moment; the statuses."""
    asked = []
    for statement in family:
        client = Client()
        client.force_login(person)
        versions = list(ticks(look(client, statement, "withdraw")).values())
        asked.append((client, statement, versions))
    start = threading.Barrier(len(asked))

    def send(one: tuple[Client, Statement, list[str]]) -> int:
        client, statement, versions = one
        try:
            start.wait(10)
            told = {"kind": "withdrawn", "explanation": EXPLANATION, "versions": versions}
            return int(do(client, statement, "withdraw", **told).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(asked)) as pool:
        return list(pool.map(send, asked))
