"""What is read at the desk is said in words: languages by their names, no change where there was none."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements.models import Statement
from tests.cast import Cast, Newsroom

from .pages import address, parsed, seen

LIST = "/admin/statements/statement/"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def texts(page: object) -> set[str]:
    """Every piece of text a page shows, without blanks around."""
    return {text.strip() for text in parsed(page).xpath("//main//text()")}


def fields(page: object) -> set[str]:
    """The names of the fields a page shows to be read."""
    return {label.text_content().strip() for label in parsed(page).xpath("//form//label")}


def test_the_list_and_its_filter_name_languages(desk: Client, newsroom: Newsroom) -> None:
    newsroom.draft(headline="One")
    newsroom.draft(headline="एक", language="hi")
    page = desk.get(LIST)
    assert {"English", "हिन्दी"} <= texts(page)
    assert not {"en", "hi"} & texts(page)
    filtered = desk.get(f"{LIST}?language=hi")
    assert "एक" in seen(filtered)
    assert "One" not in texts(filtered)


def test_a_text_that_is_read_names_its_language_and_no_first_change(desk: Client, newsroom: Newsroom) -> None:
    page = desk.get(address(newsroom.public(language="hi"), "change/"))
    assert "हिन्दी" in texts(page)
    assert not {"hi", "First edition"} & texts(page)
    assert "Kind of change:" not in fields(page)


def test_a_correction_that_is_read_says_what_kind_it_is(desk: Client, newsroom: Newsroom) -> None:
    page = desk.get(address(newsroom.corrected(), "change/"))
    assert "Kind of change:" in fields(page)
    assert {"Correction", "A figure was wrong."} <= texts(page)


def test_where_nothing_may_be_typed_the_text_stands_as_readers_will_see_it(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    signed = [{"name": "A. Rao", "post": "Secretary", "body": "", "language": ""}]
    told: dict[str, Any] = {
        "headline": "Wages are due",
        "notes_to_editors": "Pictures by mail.",
        "signatories": signed,
    }
    draft = newsroom.draft(**told, body="<ul><li>Bread.</li></ul>", topics=("May Day",))
    client.force_login(cast.publisher)
    page = client.get(address(draft, "change/"))
    (article,) = parsed(page).xpath("//main//article")
    read = " ".join(article.text_content().split())
    for words in ("Wages are due", "What it says in one", "New Delhi", "A. Rao Secretary", "Pictures by"):
        assert words in read
    assert article.xpath(".//ul/li[text()='Bread.']")
    assert "May Day" in texts(page)
    assert not fields(page) & {"Headline:", "Text:", "Signatories:"}
    assert not parsed(page).xpath("//form[@id='statement_form']//input[@type='submit']")
    assert parsed(page).xpath("//aside//h2[@id='versions-title']") == []
    assert seen(client.get(address(newsroom.public(language="hi"), "change/"))).count("समाप्त") == 1


@pytest.mark.parametrize("place", ["verb/withdraw/", "history/", "compare/?from=e1&to=e2", "correct/"])
def test_no_page_of_a_statement_shows_a_code(desk: Client, newsroom: Newsroom, place: str) -> None:
    corrected = newsroom.corrected(language="hi")
    page = desk.get(address(corrected, place))
    assert page.status_code == 200
    assert not {"en", "hi", "press_statement", "correction", "first"} & texts(page)


def test_a_first_edition_is_no_difference(desk: Client, newsroom: Newsroom) -> None:
    page = desk.get(address(newsroom.corrected(), "compare/?from=e1&to=e2"))
    assert "First edition" not in seen(page)
    assert "Correction" in seen(page)
    assert Statement.objects.count() == 1
