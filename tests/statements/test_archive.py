"""The archive: what is listed, in which order, what the address filters, what it says of bad addresses."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from statements import verbs
from statements.models import Statement, Topic, Withdrawal
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, history, links, rows, seen


def test_an_empty_archive_says_so(clock: Clock, cast: Cast) -> None:
    assert "0 statements" in seen(get("/statements/", clock))


def test_it_lists_public_statements_newest_first(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="The first")
    newsroom.public(headline="The second")
    newsroom.draft(headline="A draft")
    newsroom.public(headline="Tomorrow's", public_from=clock.now + timedelta(days=1))
    page = get("/statements/", clock)
    assert rows(page) == ["The second", "The first"]
    assert "2 statements" in seen(page)


def test_a_statement_joins_the_list_on_its_second(newsroom: Newsroom, clock: Clock) -> None:
    due = clock.now + timedelta(hours=2)
    newsroom.public(headline="On time", public_from=due)
    clock.now = due - timedelta(microseconds=1)
    assert rows(get("/statements/", clock)) == []
    clock.now = due
    assert rows(get("/statements/", clock)) == ["On time"]


def test_a_withdrawn_statement_leaves_the_list(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.withdrawn()
    assert rows(get("/statements/", clock)) == []


def test_each_language_version_has_its_row(newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public(headline="On wages")
    newsroom.public(headline="मज़दूरी पर", language="hi", translation_of=original)
    assert set(rows(get("/statements/", clock))) == {"On wages", "मज़दूरी पर"}
    assert rows(get("/statements/?language=hi", clock)) == ["मज़दूरी पर"]


def test_topics_of_one_filter_widen_it(newsroom: Newsroom, clock: Clock) -> None:
    for topic in ("Wages", "Heat", "May Day"):
        newsroom.public(headline=f"On {topic}", topics=(topic,))
    assert rows(get("/statements/?topic=wages", clock)) == ["On Wages"]
    assert rows(get("/statements/?topic=wages&topic=may-day", clock)) == ["On May Day", "On Wages"]


def test_different_filters_narrow_each_other(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Letter on wages", topics=("Wages",), kind="open_letter")
    newsroom.public(headline="Statement on wages", topics=("Wages",))
    newsroom.public(headline="Letter on heat", topics=("Heat",), kind="open_letter")
    assert rows(get("/statements/?topic=wages&kind=open_letter", clock)) == ["Letter on wages"]


def test_a_merged_topic_finds_what_is_filed_under_the_other(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="On pay", topics=("Pay",))
    newsroom.public(headline="On wages", topics=("Wages",))
    Topic.objects.get(name="Pay").merge_into(Topic.objects.get(name="Wages"))
    page = get("/statements/?topic=pay", clock)
    assert rows(page) == ["On wages", "On pay"]
    assert "on Wages" in seen(page)


def test_a_body_stands_for_its_wings_and_for_joint_statements(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    newsroom.public(headline="The council's")
    newsroom.public(headline="The wing's", issuing_body=cast.wing)
    newsroom.public(headline="The joint one", issuing_body=cast.wing, joint_bodies=["SC"])
    assert rows(get("/statements/?body=nc", clock)) == ["The joint one", "The wing's", "The council's"]
    assert rows(get("/statements/?body=ww", clock)) == ["The joint one", "The wing's"]
    assert rows(get("/statements/?body=sc", clock)) == ["The joint one"]


def test_a_joint_statement_of_a_body_and_its_wing_counts_once(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(joint_bodies=["WW"])
    options = links(get("/statements/", clock), "filters")
    assert {"National Council 1", "Women's Wing 1"} <= set(options)


def test_years_and_days_are_those_of_the_newsroom(cast: Cast, newsroom: Newsroom, clock: Clock) -> None:
    clock.now = datetime(2025, 12, 31, 18, 40, tzinfo=UTC)  # ten minutes into 2026 in India
    newsroom.public(headline="Early on New Year's Day")
    clock.pass_(days=90)
    assert rows(get("/statements/?year=2026", clock)) == ["Early on New Year's Day"]
    assert rows(get("/statements/?year=2025", clock)) == []
    assert rows(get("/statements/?from=2026-01-01&to=2026-01-01", clock)) == ["Early on New Year's Day"]
    assert rows(get("/statements/?to=2025-12-31", clock)) == []


def test_old_statements_stand_at_their_true_date(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Today's")
    history(newsroom, date(1998, 5, 3), "Of 1998")
    assert rows(get("/statements/", clock)) == ["Today's", "Of 1998"]
    assert rows(get("/statements/?order=oldest", clock)) == ["Of 1998", "Today's"]
    assert rows(get("/statements/?year=1998", clock)) == ["Of 1998"]


def test_all_words_have_to_occur_in_whatever_spelling(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="The Farmers’ march", body="<p>On minimum support price.</p>")
    newsroom.public(headline="Farmers again", body="<p>On water.</p>")
    newsroom.public(headline="हिन्दी में", language="hi", body="<p>माँग २०२६ की।</p>")
    assert rows(get("/statements/?q=FARMERS' support", clock)) == ["The Farmers’ march"]
    assert rows(get('/statements/?q="minimum support price"', clock)) == ["The Farmers’ march"]
    assert rows(get("/statements/?q=हिंदी मांग 2026", clock)) == ["हिन्दी में"]
    assert rows(get("/statements/?q=100%25", clock)) == []


def test_a_reference_typed_into_the_search_finds_its_statement(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wanted")
    newsroom.public(headline="Other")
    assert rows(get("/statements/?q=nc-2026-1", clock)) == ["Wanted"]


def test_words_and_numbers_with_blanks_between_are_words(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="The budget of 2024 in 25 points")
    assert rows(get("/statements/?q=budget 2024 25", clock)) == ["The budget of 2024 in 25 points"]


def test_the_search_reads_as_a_sentence_with_removable_parts(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(topics=("Wages", "Heat"), kind="open_letter")
    page = get("/statements/?topic=wages&topic=heat&year=2026&kind=open_letter&q=council", clock)
    parts = links(page, "parts")
    assert list(parts) == [
        "of the kind Open letter ×(remove)",
        "on Wages ×(remove)",
        "or Heat ×(remove)",
        "issued in 2026 ×(remove)",
        "with “council” ×(remove)",
    ]
    assert parts["on Wages ×(remove)"] == "/statements/?kind=open_letter&year=2026&q=council&topic=heat"


def test_choices_are_counted_without_their_own_filter(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(topics=("Wages",), language="en")
    newsroom.public(topics=("Heat",), language="hi")
    newsroom.draft(topics=("Secret",))
    options = links(get("/statements/?language=hi", clock), "filters")
    assert {"English 1", "हिन्दी 1(remove)", "Heat 1"} <= set(options)
    assert "Wages 1" not in options
    assert "Secret" not in " ".join(options)
    assert options["English 1"] == "/statements/?language=hi&language=en"


UNREADABLE = {
    "topic=nowhere": "We have no topic “nowhere”.",
    "body=nobody": "We have no body “nobody”.",
    "kind=poem": "We have no kind of text “poem”.",
    "language=xx": "We have no language “xx”.",
    "year=0001": "“0001” is not a year.",
    "year=%C2%B2025": "“²025” is not a year.",
    "year=1_99": "“1_99” is not a year.",
    "year=" + "9" * 5000: "is not a year.",
    "from=0001-01-01": "“0001-01-01” is not a date.",
    "to=9999-12-31": "“9999-12-31” is not a date.",
    "from=2026-02-30": "“2026-02-30” is not a date.",
    "to=one day": "“one day” is not a date.",
    "order=random": "“random” is not an order we know.",
    "older=NC-1999-001": "This place in the list is gone.",
    "newer=%00": "",
    "older=' OR 1=1 --": "This place in the list is gone.",
    "topic=a%00b": "We have no topic “a b”.",
    "q=%00": "",
    "q=???": "There is no word to look for in “???”.",
    "q=" + "word " * 17: "Only the first 16 words were looked for.",
    "q=" + "x" * 100_000: "This is too long for a search",
    "page=0": "There is no page “0” of this list.",
    "page=9999999999": "There is no page",
    "place=Nowhere": "We have issued nothing from “Nowhere”.",
    "q=%ED%A0%80%FF%FE": "",
    "topic=" + "&topic=".join(f"t{n}" for n in range(30)): "Only the first 20 values of a filter count.",
    "from=2026-01-01&from=soon": "“soon” is not a date.",
}


@pytest.mark.parametrize("query", UNREADABLE, ids=lambda query: query[:24])
def test_what_cannot_be_read_is_said_and_the_rest_still_holds(
    query: str, newsroom: Newsroom, clock: Clock
) -> None:
    newsroom.public(headline="Hindi", language="hi")
    newsroom.public(headline="English")
    page = get(f"/statements/?{query}&language=en", clock)
    assert page.status_code == 200
    assert UNREADABLE[query] in seen(page)
    assert "in English" in seen(page)
    assert "Hindi" not in rows(page)


def test_too_many_parameters_are_refused(clock: Clock, cast: Cast) -> None:
    page = get("/statements/?" + "&".join(f"a{n}=" for n in range(1500)), clock)
    assert page.status_code == 400
    assert "This request cannot be read" in seen(page)


def test_what_somebody_typed_is_never_markup(clock: Clock, cast: Cast) -> None:
    page = get("/statements/?q=<script>alert(1)</script>&topic=<b>", clock)
    assert b"alert(1)</script" not in page.content
    assert b"<b>" not in page.content


def walk(start: str, way: str, clock: Clock) -> list[list[str]]:
    """The rows of every page from `start` on, as one reads by clicking."""
    pages, address = [], start
    while address:
        page = get(address, clock)
        pages.append(rows(page))
        ways = links(page, "pager")
        found = next((href for words, href in ways.items() if way in words), "")
        address = f"/statements/{found}" if found else ""
    return pages


def read(pages: Iterable[list[str]]) -> list[str]:
    """The rows of all pages, one after the other."""
    return [row for page in pages for row in page]


@pytest.fixture
def long_archive(newsroom: Newsroom) -> list[str]:
    """45 headlines, newest first; every third day has several, so that ties break at a page's end."""
    days = [date(2001, 1, 1 + number // 6) for number in range(45)]
    for number, day in enumerate(days):
        history(newsroom, day, f"Number {number:02d}")
    return [f"Number {number:02d}" for number in reversed(range(45))]


def test_pages_follow_each_other_without_gap_or_repetition(
    long_archive: list[str], cast: Cast, clock: Clock
) -> None:
    there = walk("/statements/", "Older", clock)
    assert [len(page) for page in there] == [20, 20, 5]
    assert read(there) == long_archive
    oldest_first = walk("/statements/?order=oldest", "Newer", clock)
    assert read(oldest_first) == long_archive[::-1]
    last = links(get("/statements/?older=NC-2001-006", clock), "pager")
    assert list(last) == ["Newer →"]
    assert read(reversed(walk("/statements/?older=NC-2001-006", "Newer", clock))) == long_archive


def test_a_correction_moves_no_statement(cast: Cast, newsroom: Newsroom, clock: Clock) -> None:
    first = history(newsroom, date(2001, 1, 1), "The first of the day")
    history(newsroom, date(2001, 1, 1), "The second of the day")
    corrected = newsroom.correct(first, headline="The first, corrected")
    verbs.publish(corrected, by=cast.publisher, clock=clock)
    assert rows(get("/statements/", clock)) == ["The second of the day", "The first, corrected"]


def test_a_place_in_the_list_outlives_withdrawal_but_not_removal(
    long_archive: list[str], cast: Cast, clock: Clock
) -> None:
    beside = Statement.objects.get(reference="NC-2001-026")  # Number 25, the last of the first page
    verbs.withdraw(beside, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert rows(get("/statements/?older=NC-2001-026", clock))[0] == "Number 24"
    hidden = Statement.objects.get(reference="NC-2001-020")
    verbs.withdraw(
        hidden, by=cast.publisher, explanation="A name.", kind=Withdrawal.Kind.REMOVED, clock=clock
    )
    page = get("/statements/?older=NC-2001-020", clock)
    assert "This place in the list is gone." in seen(page)
    assert rows(page)[0] == "Number 44"


def test_the_hindi_archive_lists_the_same_statements(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="On wages")
    page = get("/hi/statements/", clock)
    assert rows(page) == ["On wages"]
    assert b'<html lang="hi"' in page.content
