"""What stands beside a statement: its versions, which of them is behind, what was said on the matter."""

from __future__ import annotations

from statements import verbs
from statements.models import Statement, Topic
from tests.cast import Cast, Clock, Newsroom
from tests.readers import find, get, links, seen
from tests.statements.test_translations import release

BEHIND = "This version is behind"


def address(statement: Statement) -> str:
    """Where a statement stands."""
    return f"{'/hi' if statement.language == 'hi' else ''}/statements/{statement.year}/{statement.slug}/"


def correct(newsroom: Newsroom, original: Statement, **fields: str) -> Statement:
    """The statement with its next edition out."""
    approved = newsroom.correct(Statement.objects.get(pk=original.pk), **fields)
    return verbs.publish(approved, by=newsroom.cast.publisher, clock=newsroom.clock)


def in_hindi(newsroom: Newsroom, original: Statement) -> Statement:
    """Its Hindi version, public."""
    return newsroom.public(headline="मज़दूरी दो", language="hi", translation_of=original)


def test_a_version_says_that_it_is_behind_on_its_page_and_in_its_formats(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    original = newsroom.public(headline="Pay the wages")
    hindi = in_hindi(newsroom, original)
    beside = address(hindi).rstrip("/")
    correct(newsroom, original, body="<p>Other.</p>", change_kind="minor", change_note="")
    assert "notice-plain" not in get(address(hindi), clock).content.decode()
    newsroom.correct(Statement.objects.get(pk=original.pk), body="<p>Not out yet.</p>")
    assert "notice-plain" not in get(address(hindi), clock).content.decode()
    verbs.publish(Statement.objects.get(pk=original.pk), by=cast.publisher, clock=clock)
    page = get(address(hindi), clock)
    assert find(page, "//h2[@id='behind']/following-sibling::p/a/@href") == [address(original)]
    assert find(page, "//link[@hreflang='x-default']/@href") == [address(original)]
    assert find(page, "//link[@hreflang]/@hreflang") == ["en", "hi", "x-default"]
    for suffix in ("txt", "json"):
        assert f"http://testserver{address(original)}" in get(f"{beside}.{suffix}", clock).content.decode()
    assert "(behind)" in seen(get(address(original), clock))


def test_a_version_is_no_longer_behind_with_its_next_edition(newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public(headline="Pay the wages")
    hindi = in_hindi(newsroom, original)
    correct(newsroom, original, body="<p>Other.</p>")
    assert find(get(address(hindi), clock), "//h2[@id='behind']")
    followed = verbs.follow(Statement.objects.get(pk=hindi.pk), by=newsroom.cast.drafter, clock=clock)
    assert find(get(address(hindi), clock), "//h2[@id='behind']")
    correct(newsroom, followed, body="<p>और।</p>")
    assert not find(get(address(hindi), clock), "//h2[@id='behind']")


def test_a_version_older_than_its_original_is_behind_from_the_next_edition_on(
    newsroom: Newsroom, clock: Clock
) -> None:
    draft = newsroom.draft(headline="Pay the wages")
    hindi = release(newsroom, newsroom.draft(headline="वेतन", language="hi", translation_of=draft))
    original = release(newsroom, draft)
    assert not find(get(address(hindi), clock), "//h2[@id='behind']")
    correct(newsroom, original, body="<p>Other.</p>")
    assert find(get(address(hindi), clock), "//h2[@id='behind']")


def test_what_was_said_on_the_matter_since_and_before(newsroom: Newsroom, clock: Clock) -> None:
    for number in range(5):
        newsroom.public(headline=f"Before {number}", topics=("Wages",))
    here = newsroom.public(headline="Here", topics=("Wages", "Heat"))
    in_hindi(newsroom, here)
    newsroom.public(headline="On heat", topics=("Heat",))
    newsroom.public(headline="On mills", topics=("Mills",))
    newsroom.public(headline="गर्मी", language="hi", topics=("Heat",))
    newsroom.draft(headline="Not out", topics=("Heat",))
    Topic.objects.update(is_accepted=True)
    page = get(address(here), clock)
    assert find(page, "//section[@aria-labelledby='since']//a/text()") == ["On heat"]
    before = [f"Before {number}" for number in (4, 3, 2)]
    assert find(page, "//section[@aria-labelledby='before']//a/text()") == before
    back = get("/statements/2026/on-heat/", clock)
    assert find(back, "//section[@aria-labelledby='before']//a/text()") == ["Here"]


def test_a_statement_without_topics_stands_beside_those_of_its_body(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Of the wing", issuing_body=newsroom.cast.council)
    here = newsroom.public(headline="Here")
    newsroom.public(headline="Later")
    assert set(links(get(address(here), clock), "related")) == {"Of the wing", "Later"}


def test_a_list_in_one_language_tells_of_the_others(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="मज़दूरी", language="hi")
    newsroom.public(headline="वेतन", language="hi")
    newsroom.public(headline="اجرت", language="ur")
    there = links(get("/statements/?language=en&kind=press_statement", clock), "more-languages")
    asked = "/statements/?kind=press_statement&language="
    assert there == {"2 more in Hindi": f"{asked}hi", "1 more in Urdu": f"{asked}ur"}
    assert links(get("/statements/", clock), "more-languages") == {}
