"""What stands beside the form of a statement: the state, the one next step, the rest, for each person."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements.models import Statement, User
from tests.cast import Cast, Newsroom

from .pages import address, parsed


def side_of(client: Client, statement: Statement, who: User) -> Any:
    """The column beside the form, as somebody sees it."""
    client.force_login(who)
    return parsed(client.get(address(statement, "change/"))).xpath("//aside[@class='side']")[0]


def next_step(side: Any) -> str:
    """The words of the column's first button."""
    found = side.xpath(".//div[@class='side-next']//*[contains(@class, 'button')]")
    return " ".join(found[0].text_content().split()) if found else ""


@pytest.mark.parametrize(
    ("state", "who", "words"),
    [
        ("draft", "drafter", "Save and send for approval …"),
        ("draft", "reviewer", ""),
        ("in_review", "drafter", ""),
        ("in_review", "reviewer", "Approve (a publisher decides when) …"),
        ("approved", "drafter", "Correct …"),
        ("public", "drafter", "Correct …"),
        ("public", "publisher", ""),
    ],
)
def test_the_first_button_is_what_this_person_may_do_next(
    client: Client, newsroom: Newsroom, cast: Cast, state: str, who: str, words: str
) -> None:
    statement = getattr(newsroom, state)()
    assert next_step(side_of(client, statement, getattr(cast, who))) == words


def test_the_law_stands_beside_the_form_and_saving_in_it(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    client.force_login(cast.drafter)
    page = parsed(client.get(address(newsroom.draft(), "change/")))
    inside = page.xpath("//form[@id='statement_form']//input[@type='submit']/@name")
    assert "_save" in inside
    assert "_submit_for_approval" not in inside
    assert page.xpath("//aside//button[@form='statement_form']/@name") == ["_submit_for_approval"]
    assert not page.xpath("//form[@id='statement_form']//a[contains(@href, '/verb/')]")


def test_a_new_statement_can_be_sent_as_soon_as_it_is_written(client: Client, cast: Cast) -> None:
    client.force_login(cast.drafter)
    page = parsed(client.get("/admin/statements/statement/add/"))
    assert page.xpath("//aside//button/@name") == ["_submit_for_approval"]
    assert "Not saved yet" in page.xpath("//aside")[0].text_content()


def test_it_says_who_said_yes_and_how_many_are_missing(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    words = " ".join(side_of(client, newsroom.in_review(), cast.drafter).text_content().split())
    assert "Drafter said yes (Submitter)" in words
    assert "Waits for one more yes." in words


def test_the_checklist_leads_to_its_fields(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    side = side_of(client, newsroom.draft(headline=""), cast.drafter)
    ways = {way.get("href"): way.text for way in side.xpath(".//ul[@class='checklist']//a")}
    assert ways["#id_headline"] == "Write a headline."
    assert "#id_topics" in ways


def test_the_last_steps_stand_there_with_the_way_to_all(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    side = side_of(client, newsroom.corrected(), cast.drafter)
    assert len(side.xpath(".//ol[@class='side-history']/li")) == 4
    assert side.xpath(".//a[text()='Whole history']")


def test_language_versions_stand_in_the_column(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    original = newsroom.draft()
    newsroom.draft(translation_of=original, language="hi")
    (versions,) = side_of(client, original, cast.drafter).xpath(".//section[@class='versions']")
    assert [link.text for link in versions.xpath(".//a")] == ["हिन्दी"]
    assert "en" not in versions.xpath(".//button/@value")
