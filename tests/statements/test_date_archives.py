"""The archive by year and by month: each statement once, months by name, ways to the years around."""

from datetime import date

import pytest

from tests.cast import Clock, Newsroom
from tests.readers import find, get, history, links, rows, seen


@pytest.fixture
def years(newsroom: Newsroom) -> Newsroom:
    """Statements of three years, one of them in two languages."""
    history(newsroom, date(2019, 12, 31), "Last day")
    original = history(newsroom, date(2021, 1, 31), "January")
    history(newsroom, date(2021, 3, 1), "March")
    newsroom.public(
        headline="जनवरी", language="hi", translation_of=original, already_issued_on=date(2021, 1, 31)
    )
    newsroom.public(headline="This year")
    return newsroom


def test_a_year_lists_what_was_said_in_it_and_counts_its_months(years: Newsroom, clock: Clock) -> None:
    page = get("/statements/2021/", clock)
    assert rows(page) == ["March", "January"]
    assert links(page, "months") == {
        "January 2021": "/statements/2021/01/",
        "March 2021": "/statements/2021/03/",
    }
    assert links(page, "around") == {"← 2019": "/statements/2019/", "2026 →": "/statements/2026/"}
    assert rows(get("/statements/2019/", clock)) == ["Last day"]  # by the newsroom's midnight


def test_months_bear_their_names_in_the_language_of_the_page(years: Newsroom, clock: Clock) -> None:
    page = get("/hi/statements/2021/01/", clock)
    assert "जनवरी 2021 के बयान" in seen(page)
    assert rows(page) == ["जनवरी"]
    assert links(page, "around") == {
        "← दिसंबर 2019": "/hi/statements/2019/12/", "मार्च 2021 →": "/hi/statements/2021/03/",
    }  # fmt: skip
    assert find(page, "//link[@hreflang='en']/@href") == ["http://testserver/statements/2021/01/"]


@pytest.mark.parametrize(
    "path",
    ["0000/", "9999/", "2020/", "2030/", "2021/02/", "2021/00/", "2021/13/", "-1/", "99999/", "2021/1/"],
)
def test_where_nothing_was_said_there_is_no_page(years: Newsroom, clock: Clock, path: str) -> None:
    assert get(f"/statements/{path}", clock).status_code == 404


def test_a_list_in_one_language_says_what_there_is_in_others(years: Newsroom, clock: Clock) -> None:
    page = get("/statements/?language=en&year=2021", clock)
    ((words, address),) = links(page, "more-languages").items()
    assert words == "1 more in Hindi"
    assert rows(get(address, clock)) == ["जनवरी"]
    assert links(get("/statements/?year=2021", clock), "more-languages") == {}
