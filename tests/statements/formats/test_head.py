"""The head of a statement's page: linked data and cards, which say first what must be said first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from statements import verbs
from tests.cast import Cast, Clock, Newsroom
from tests.readers import find, get
from tests.sent import picture, received

PAGE = "/statements/2026/wages/"


def article(clock: Clock, path: str = PAGE) -> dict[str, Any]:
    """The one data block of a page."""
    (block,) = find(get(path, clock), "//script[@type='application/ld+json']/text()")
    told: dict[str, Any] = json.loads(block)
    return told


def card(clock: Clock, path: str = PAGE) -> dict[str, str]:
    metas = find(get(path, clock), "//meta[@property]")
    return {meta.get("property"): meta.get("content") for meta in metas}


def test_a_search_engine_reads_a_news_article(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages", topics=("Pay",))
    told = article(clock)
    assert (told["@context"], told["@type"]) == ("https://schema.org", "NewsArticle")
    assert (told["identifier"], told["inLanguage"], told["headline"]) == ("NC-2026-001", "en", "Wages")
    assert told["author"] == [{"@type": "Organization", "name": "National Council"}]
    assert told["datePublished"].startswith("2026-03-12T12:00")
    assert told["keywords"] == ["Pay"]
    assert "correction" not in told


def test_nothing_ends_the_data_block(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(headline="</script><script>alert(1)</script>", standfirst="<!-- & \u2028")
    path = f"/statements/2026/{statement.slug}/"
    assert article(clock, path)["headline"] == "</script><script>alert(1)</script>"
    assert b"<script>" not in get(path, clock).content


def test_a_correction_stands_in_linked_data_and_on_the_card(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.corrected(headline="Corrected", change_note="Forty, not four hundred.")
    path = f"/statements/2026/{statement.slug}/"
    told = article(clock, path)
    words = "CORRECTION to NC-2026-001: Forty, not four hundred."
    assert [(one["@type"], one["text"]) for one in told["correction"]] == [("CorrectionComment", words)]
    assert told["dateModified"] > told["datePublished"]
    assert card(clock, path)["og:description"] == words


def test_a_withdrawal_stands_in_both(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(headline="Wages")
    verbs.withdraw(statement, by=cast.publisher, explanation="All wrong.", clock=clock)
    assert article(clock)["creativeWorkStatus"] == "Withdrawn"
    assert card(clock)["og:description"] == "WITHDRAWAL of NC-2026-001: All wrong."
    told = json.loads(get(f"/oembed?url=http://testserver{PAGE}", clock).content)
    assert told["title"] == "WITHDRAWAL of NC-2026-001: Wages"


def test_the_card_has_a_picture(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages")
    told = card(clock)
    assert told["og:title"] == "Wages"
    assert told["og:url"] == f"http://testserver{PAGE}"
    picture = get(told["og:image"].removeprefix("http://testserver"), clock)
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_the_card_shows_the_lead_image_until_the_statement_is_withdrawn(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    entry = received(newsroom, picture(2000, 1000), alt="Workers at the gate", lead=True)
    public = newsroom.public(headline="Wages", attachments=[entry])
    told = card(clock)
    size = (told["og:image:width"], told["og:image:height"], told["og:image:type"], told["og:image:alt"])
    assert size == ("1600", "800", "image/webp", "Workers at the gate")
    assert article(clock)["image"] == told["og:image"]
    answer = get(told["og:image"].removeprefix("http://testserver"), clock)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    verbs.withdraw(public, by=cast.publisher, explanation="All wrong.", clock=clock)
    assert card(clock)["og:image"] == f"http://testserver{PAGE.rstrip('/')}.png"


def test_a_lead_image_too_small_to_be_shown_large_leaves_the_card(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages", attachments=[received(newsroom, picture(599, 400), lead=True, alt="A")])
    told = card(clock)
    assert told["og:image"].endswith(".png")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")


def test_oembed_is_found_from_the_page(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages")
    (address,) = find(get(PAGE, clock), "//link[@type='application/json+oembed']/@href")
    told = json.loads(get(address, clock).content)
    assert (told["version"], told["type"], told["title"]) == ("1.0", "link", "Wages")
    assert get("/oembed?url=http://testserver/r/NC-2026-001/", clock).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("?url=", 400),
        ("?url=http://elsewhere.example/statements/2026/wages/", 404),
        ("?url=http://testserver/statements/", 404),
        ("?url=http://testserver/%00", 404),
        ("?url=http://[", 404),
        (f"?url={'a' * 100_000}", 404),
        (f"?url=http://testserver{PAGE}&format=xml", 501),
        (f"?url=http://testserver{PAGE}&maxwidth=x", 200),
    ],
)
def test_oembed_of_nothing_is_no_fault(query: str, status: int, newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages")
    assert get(f"/oembed{query}", clock).status_code == status
