"""The Atom feed: the archive's own results, in full, at their true dates; nothing of what is to come."""

from datetime import date, timedelta
from typing import Any

import feedparser
import pytest
from django.utils import timezone
from lxml import etree

from statements import verbs
from statements.models import Withdrawal
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import get, history

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(clock: Clock, query: str = "") -> Any:
    """The feed as a feed reader understands it; it has to be well-formed."""
    answer = get(f"/statements/feed.atom{query}", clock)
    assert answer.status_code == 200
    read = feedparser.parse(answer.content)
    assert not read.bozo
    return read


def titles(read: Any) -> list[str]:
    """The titles of the entries, in order."""
    return [entry.title for entry in read.entries]


def test_an_empty_feed_is_whole_and_always_the_same(cast: Cast, clock: Clock) -> None:
    read = feed(clock)
    assert read.feed.title == "National Council: Statements"
    assert read.feed.updated == "2000-01-01T00:00:00+00:00"
    assert read.entries == []


def test_it_has_every_element_that_atom_asks_for(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public()
    answer = get("/statements/feed.atom", clock)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    for inside in ("", f"{ATOM}entry/"):
        for name in ("id", "title", "updated", "author", "link"):
            assert root.find(f"{inside}{ATOM}{name}") is not None
    own = root.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href") == "http://testserver/statements/feed.atom"


def test_an_entry_holds_the_full_text(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(
        headline="मज़दूरी", language="hi", standfirst="A < B", dateline_place="कानपुर", topics=("Wages",)
    )
    (entry,) = feed(clock).entries
    assert entry.id == "tag:testserver,2026:NC-2026-001"
    assert entry.link == f"http://testserver/hi/statements/2026/{statement.slug}/"
    assert entry.title_detail.language == "hi"
    assert entry.summary == "A &lt; B"
    assert "<p>कानपुर, 12 मार्च — The council said this" in entry.content[0].value
    assert entry.author == "National Council (हि)"
    assert [tag.term for tag in entry.tags] == ["Wages"]
    issued = timezone.localtime(edition(statement).issued_at)
    assert entry.published == entry.updated == issued.isoformat(timespec="seconds")


def test_it_takes_the_query_string_of_the_page_and_says_so(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="On wages", topics=("Wages",))
    newsroom.public(headline="On heat", topics=("Heat",))
    newsroom.public(headline="On rain", topics=("Rain",))
    read = feed(clock, "?topic=wages&topic=heat&topic=pay&nonsense=1")
    assert titles(read) == ["On heat", "On wages"]
    assert read.feed.title == "National Council: Statements on Wages or Heat"
    assert read.feed.id == "tag:testserver,2026:statements?topic=wages&topic=heat"
    assert titles(feed(clock, "?order=oldest")) == ["On wages", "On heat", "On rain"]


@pytest.mark.parametrize("query", ["?topic=nowhere", "?year=x", "?from=soon&topic=wages"])
def test_a_filter_that_cannot_be_read_does_not_become_a_feed_of_everything(
    query: str, newsroom: Newsroom, clock: Clock
) -> None:
    newsroom.public(topics=("Wages",))
    answer = get(f"/statements/feed.atom{query}", clock)
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "“" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["?q=%00%01%FF", "?q=%EF%BF%BE%EF%BF%BF", "?q=pay]]>%3C!--", "?topic=%00", "?older=x"]
)
def test_bad_addresses_give_a_whole_feed(query: str, cast: Cast, clock: Clock) -> None:
    feed(clock, query)


def test_characters_that_xml_cannot_hold_do_not_break_it(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="A bell \x07 and \ufffe", standfirst="\x0b")
    assert titles(feed(clock)) == ["A bell and"]


def test_a_corrected_entry_keeps_its_identity_and_tells(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public()
    (before,) = feed(clock).entries
    clock.pass_(days=1)
    corrected = newsroom.correct(statement, change_note="The figure was 40.")
    verbs.publish(corrected, by=cast.publisher, clock=clock)
    (after,) = feed(clock).entries
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated > before.updated
    assert "The figure was 40." in after.content[0].value


def test_a_withdrawn_statement_is_a_notice_without_text_for_thirty_days(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(headline="Doubtful", topics=("Wages",))
    clock.pass_(days=100)
    newsroom.public(headline="New", topics=("Heat",))
    verbs.withdraw(statement, by=cast.publisher, explanation="The letter was forged.", clock=clock)
    read = feed(clock)
    assert titles(read) == ["New", "Withdrawn: Doubtful"]
    assert "The letter was forged." in read.entries[1].content[0].value
    assert "The council said this" not in str(read.entries[1])
    assert read.feed.updated == read.entries[1].updated
    assert titles(feed(clock, "?topic=heat")) == ["New"]
    clock.pass_(days=29, hours=23)
    assert "Withdrawn: Doubtful" in titles(feed(clock))
    clock.pass_(hours=2)
    assert "Withdrawn: Doubtful" not in titles(feed(clock))


def test_the_notice_gives_the_newest_explanation(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.withdrawn(explanation="First doubt.")
    statement = verbs.restore(statement, by=cast.publisher, reason="It holds.", clock=clock)
    verbs.withdraw(statement, by=cast.publisher, explanation="Second doubt.", clock=clock)
    (entry,) = feed(clock).entries
    assert "Second doubt." in entry.content[0].value
    assert "First doubt." not in str(entry)


def test_removed_and_sealed_statements_leave_no_notice(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    newsroom.withdrawn(kind=Withdrawal.Kind.REMOVED)
    sealed = newsroom.withdrawn()
    verbs.seal(sealed, by=cast.publisher, edition=edition(sealed), reason="A name.", clock=clock)
    assert feed(clock).entries == []


def test_an_old_statement_stands_at_its_old_date(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Today's")
    history(newsroom, date(1998, 5, 3), "Of 1998")
    read = feed(clock)
    assert titles(read) == ["Today's", "Of 1998"]
    assert read.entries[1].published == read.entries[1].updated == "1998-05-03T00:00:00+05:30"
    assert read.feed.updated == read.entries[0].updated


def test_a_scheduled_release_leaves_the_feed_byte_for_byte(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(headline="Out", topics=("Wages",))
    before = get("/statements/feed.atom", clock)
    due = clock.now + timedelta(hours=1)
    newsroom.public(headline="Due", topics=("Wages",), public_from=due)
    verbs.publish(newsroom.correct(statement), by=cast.publisher, public_from=due, clock=clock)
    after = get("/statements/feed.atom", clock)
    assert (after.content, dict(after.headers)) == (before.content, dict(before.headers))
    clock.now = due
    assert "Due" in titles(feed(clock))


def test_it_holds_a_page_of_the_archive_and_not_all(newsroom: Newsroom, clock: Clock) -> None:
    for number in range(25):
        history(newsroom, date(2001, 1, 1) + timedelta(days=number), f"Number {number}")
    assert titles(feed(clock)) == [f"Number {number}" for number in range(24, 4, -1)]
