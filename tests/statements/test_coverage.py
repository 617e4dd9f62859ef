"""What the archive holds: every bar and every cell leads to a list of just so many."""

from datetime import date

from django.utils.translation import override

from statements.templatetags.newsroom import counted
from tests.cast import Clock, Newsroom
from tests.readers import find, get, history, rows, seen


def test_every_bar_and_cell_leads_to_what_it_counts(newsroom: Newsroom, clock: Clock) -> None:
    history(newsroom, date(2023, 5, 1), "Of old")
    original = newsroom.public(headline="Joint", joint_bodies=["SC"])
    newsroom.public(headline="साझा", language="hi", translation_of=original, joint_bodies=["SC"])
    newsroom.draft(headline="Not public")
    page = get("/coverage/", clock)
    assert "3 statements, the oldest of 1 May 2023." in seen(page)
    bars = [a for a in find(page, "//a[contains(@class, 'bar')]") if a.get("class") == "bar"]
    assert len(bars) == 2 + 2 + 2
    for one in [*bars, *find(page, "//td/a")]:
        number = one.text_content().split()[-1]
        assert len(rows(get(one.get("href"), clock))) == int(number), one.get("href")
    assert [row.text_content().split() for row in find(page, "//tbody/tr")] == [
        ["2026", "2", "1", "1"], ["2025", "0", "0", "0"], ["2024", "0", "0", "0"], ["2023", "1", "1", "0"],
    ]  # fmt: skip
    assert b" style=" not in page.content


def test_a_language_that_is_written_from_the_right_says_so(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(language="ur")
    assert find(get("/coverage/", clock), "//span[@class='bar-name'][@lang='ur']/@dir") == ["rtl"]


def test_an_empty_archive_says_so(clock: Clock, db: None) -> None:
    assert "Nothing has been issued yet." in seen(get("/coverage/", clock))


def test_digits_are_grouped_as_the_language_does() -> None:
    for language, written in (("en", "1,234,567"), ("hi", "12,34,567")):
        with override(language):
            assert counted(1234567) == written
