"""What is read at the desk is said in words: languages by their names, no change where there was none."""

from __future__ import annotations

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
