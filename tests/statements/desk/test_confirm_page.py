"""The page on which a second person confirms: it shows what is being confirmed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements import verbs
from statements.models import Statement
from tests.cast import Cast, Newsroom, edition

from .pages import address, parsed, seen


@pytest.fixture
def reviewer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.reviewer)
    return client


def confirm(client: Client, statement: Statement, **typed: Any) -> Any:
    version = Statement.objects.get(pk=statement.pk).lock_version
    return client.post(address(statement, "verb/confirm/"), {"lock_version": version, **typed})


def published(newsroom: Newsroom, reason: str = "By phone, by the president.", **fields: Any) -> Statement:
    return verbs.publish_without_approval(
        newsroom.draft(**fields), by=newsroom.cast.publisher, reason=reason, asked_of=newsroom.cast.reviewer,
        clock=newsroom.clock,
    )  # fmt: skip


def test_it_shows_kind_explanation_and_text_of_a_withdrawal(reviewer: Client, newsroom: Newsroom) -> None:
    withdrawn = newsroom.withdrawn(kind="removed", explanation="The letter was forged.")
    page = seen(reviewer.get(address(withdrawn, "verb/confirm/")))
    for words in (
        "Removed: the text goes",
        "The letter was forged.",
        "12 March 2026, 12:00 IST",
        "Publisher",
    ):
        assert words in page
    assert edition(withdrawn).headline in page
    mark = withdrawn.confirmations.get()
    assert confirm(reviewer, withdrawn, mark=mark.pk).status_code == 302
    mark.refresh_from_db()
    assert mark.confirmed_by is not None


def test_it_names_the_statement_one_was_merged_into(reviewer: Client, newsroom: Newsroom) -> None:
    target = newsroom.public()
    merged = newsroom.withdrawn(kind="merged", target=target)
    page = reviewer.get(address(merged, "verb/confirm/"))
    assert f"Merged into {target.reference}" in seen(page)


def test_it_shows_reason_time_and_text_of_what_was_published_without_approval(
    reviewer: Client, newsroom: Newsroom, cast: Cast
) -> None:
    released = published(newsroom, headline="The words readers saw")
    draft = verbs.reopen(released, by=cast.drafter, clock=newsroom.clock)
    verbs.save(draft, by=cast.drafter, content={"headline": "Words nobody saw"}, clock=newsroom.clock)
    answer = reviewer.get(address(released, "verb/confirm/"))
    page = seen(answer)
    for words in ("Edition 1, published without approval", "By phone, by the president.",
                  "Public from 12 March 2026, 12:00 IST", "The words readers saw"):  # fmt: skip
        assert words in page
    assert [h2.text for h2 in parsed(answer).xpath("//article/h2")] == ["The words readers saw"]
    (choice,) = parsed(answer).xpath("//input[@name='mark']")
    assert choice.get("type") == "hidden"


def test_of_two_things_one_chooses(reviewer: Client, newsroom: Newsroom, cast: Cast) -> None:
    withdrawn = verbs.withdraw(
        published(newsroom), by=cast.publisher, explanation="A forged letter.", clock=newsroom.clock
    )
    page = reviewer.get(address(withdrawn, "verb/confirm/"))
    labels = [" ".join(label.text_content().split()) for label in parsed(page).xpath("//label[.//input]")]
    assert labels == [str(mark) for mark in withdrawn.confirmations.all()]
    last = withdrawn.confirmations.latest("pk")
    assert confirm(reviewer, withdrawn, mark=last.pk).status_code == 302
    assert withdrawn.confirmations.get(confirmed_by=cast.reviewer) == last


def test_a_sealed_text_is_not_shown_to_who_confirms(reviewer: Client, newsroom: Newsroom, cast: Cast) -> None:
    withdrawn = verbs.withdraw(
        published(newsroom, headline="A child's name"), by=cast.publisher, explanation="No.",
        clock=newsroom.clock,
    )  # fmt: skip
    verbs.seal(withdrawn, by=cast.publisher, edition=edition(withdrawn), reason="It named a child.")
    answer = reviewer.get(address(withdrawn, "verb/confirm/"))
    assert "The text is sealed: It named a child." in seen(answer)
    assert not parsed(answer).xpath("//article")


def test_what_ended_meanwhile_is_not_confirmed(reviewer: Client, newsroom: Newsroom, cast: Cast) -> None:
    withdrawn = newsroom.withdrawn()
    mark = withdrawn.confirmations.get()
    verbs.restore(withdrawn, by=cast.publisher, reason="It was right.", clock=newsroom.clock)
    answer = confirm(reviewer, withdrawn, mark=mark.pk)
    assert answer.status_code == 422
    assert "This does not wait to be confirmed any more." in seen(answer)
    assert "Nothing is waiting to be confirmed." in seen(reviewer.get(address(withdrawn, "verb/confirm/")))
    assert "Waiting to be confirmed" not in seen(reviewer.get(address(withdrawn, "change/")))


def test_the_statement_s_page_says_what_waits_and_why(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    client.force_login(cast.drafter)
    page = seen(client.get(address(newsroom.withdrawn(explanation="The letter was forged."), "change/")))
    assert "Waiting to be confirmed by a second person: Withdrawn: the page stays" in page
    assert "The letter was forged." in page
