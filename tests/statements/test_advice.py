"""Advice on a text: each piece where it is due and nowhere else; none of it keeps anybody from anything."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from statements import checklist, links, verbs
from statements.advice import advice
from statements.models import PressContact
from statements.workflow import Plan, State
from tests.cast import NOON, Cast, Newsroom

HINDI = "<p>परिषद ने कहा कि नौ हफ़्ते से मज़दूरी नहीं मिली और मिल बंद पड़ी है।</p>"


def given(newsroom: Newsroom, **fields: Any) -> dict[str, str]:
    """The advice on a draft with these fields, by field; without that on topics and contact."""
    draft = newsroom.draft(**fields)
    return {field: said for field, said in advice(draft, NOON) if field not in {"topics", "issuing_body"}}


def test_a_text_without_fault_gets_none(newsroom: Newsroom, cast: Cast) -> None:
    PressContact.objects.create(body=cast.council, name="Asha Rao", languages=["en"], is_published=True)
    draft = newsroom.draft(topics=("Wages",), headline="Wages are due", body="<p>Nine weeks.</p>")
    assert list(advice(draft, NOON)) == []


def test_it_asks_for_a_topic_and_a_contact(newsroom: Newsroom) -> None:
    assert {field for field, _said in advice(newsroom.draft(), NOON)} >= {"topics", "issuing_body"}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"headline": "Wages " * 30}, "headline", "Shorten it"),
        ({"headline": "THE MILL OWES THEM WAGES"}, "headline", "capitals"),
        ({"standfirst": "Wages are due. " * 30}, "standfirst", "what matters most"),
        ({"headline": "340 wait", "body": "<p>430 people wait.</p>"}, "headline", "“340”"),
        ({"standfirst": "12 March is the day.", "body": "<p>On 13 March.</p>"}, "standfirst", "“12 March”"),
        ({"language": "hi", "body": HINDI}, "dateline_place", "“New Delhi”"),
        ({"dateline_place": "नई दिल्ली"}, "dateline_place", "English"),
        ({"body": HINDI}, "language", "does not look like English"),
        ({"dateline_date": date(2025, 3, 12)}, "dateline_date", "365 days"),
        ({"dateline_date": date(2026, 4, 12)}, "dateline_date", "31 days"),
        ({"body": '<p><a href="https://example">there</a></p>'}, "body", "https://example"),
    ],
)
def test_it_says_what_to_do(newsroom: Newsroom, fields: dict[str, Any], field: str, words: str) -> None:
    assert words in given(newsroom, **{"headline": "Wages are due", **fields})[field]


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "2,340 wait", "body": "<p>2340 people wait.</p>"},
        {"headline": "२,००,००० लोग", "language": "hi", "body": HINDI + "<p>2,00,000 लोग।</p>"},
        {"headline": "BJP, CITU and HMS", "body": "<p>They met.</p>"},
        {"headline": "AITUC", "body": "<p>They met.</p>"},
        {"dateline_date": date(2026, 3, 8)},
        {"dateline_date": date(2019, 3, 8), "already_issued_on": date(2019, 3, 8)},
        {"dateline_place": "New Delhi / नई दिल्ली"},
    ],
)
def test_it_is_silent_where_nothing_is_wrong(newsroom: Newsroom, fields: dict[str, Any]) -> None:
    kept = {"dateline_place", "language"} if fields.get("language") else set()
    assert given(newsroom, **{"headline": "Wages are due", **fields}).keys() <= kept


def test_the_date_is_compared_with_the_day_it_is_planned_for(newsroom: Newsroom) -> None:
    a_month_on = NOON + timedelta(days=30)
    planned = newsroom.in_review(
        Plan.AT_TIME, a_month_on, headline="Wages are due", dateline_date=a_month_on.date()
    )
    assert "dateline_date" not in dict(advice(planned, NOON))


def test_a_correction_keeps_its_date(newsroom: Newsroom, cast: Cast) -> None:
    draft = verbs.reopen(newsroom.public(), by=cast.drafter, clock=newsroom.clock)
    assert "dateline_date" not in dict(advice(draft, NOON + timedelta(days=400)))


def test_it_never_blocks(newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(headline="THE MILL OWES 340 WEEKS", dateline_date=date(2020, 1, 1))
    items = checklist.items(draft, NOON)
    assert items
    assert not [item for item in items if item.blocks]
    assert verbs.submit(draft, by=cast.drafter, clock=newsroom.clock).state == State.IN_REVIEW


@pytest.mark.parametrize(
    "link",
    [
        "https://example", "http://localhost/a", "http://127.0.0.1:8000/", "https://192.168.1.4/a",
        "https://example.org/a.", "https://example.org/a,", "https://example.org/a)", "https://example.org/a।",
        "https://exa mple.org", "www.example.org", "example.org/a", "https://", "https://[::1", "http://.org",
        "https://example..org", "mailto:office", "mailto:office@example", "tel:", "//example.org/a", "wages",
        "https://example.org:99999/",
    ],
)  # fmt: skip
def test_these_links_look_broken(link: str) -> None:
    assert links.fault(link)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org", "http://example.org/a?b=c#d", "https://मज़दूर.भारत/बयान", "/statements/2026/a/",
        "#demands", "mailto:office@example.org?subject=Wages", "tel:+911123456789", "https://example.org/a_(b)",
        "https://example.org/a/", "https://8.8.8.8/",
    ],
)  # fmt: skip
def test_these_links_look_whole(link: str) -> None:
    assert links.fault(link) == ""
