"""Law 7: a public page costs the same number of queries with one statement as with fifty."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements import verbs
from statements.models import PressContact, Topic
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, history
from tests.sent import lead

PAGES = [
    "/",
    "/hi/",
    "/statements/",
    "/statements/?q=council&topic=wages&body=nc&kind=press_statement&language=en&year=2001&from=2001-01-01",
    "/statements/?order=oldest&newer=NC-2001-001",
    "/statements/feed.atom",
    "/statements/feed.atom?topic=wages",
    "/statements/feed.rss",
    "/statements/feed.json",
    "/statements/export.csv",
    "/statements/2001/the-one/",
    "/statements/2001/the-one.txt",
    "/statements/2001/the-one.json",
    "/statements/2001/the-one/editions/",
    "/statements/2001/the-one/editions/1/",
    "/topics/",
    "/topics/wages/",
    "/bodies/",
    "/bodies/nc/",
    "/r/NC-2001-001/",
    "/r/NC-2001-999/",
    "/nothing/",
    "/healthz",
    "/statements/2001/",
    "/statements/2001/01/",
    "/hi/statements/2001/01/",
    "/statements/?language=hi",
    "/coverage/",
    "/press/",
    "/sitemap.xml",
    "/sitemaps/statements-1.xml",
    "/sitemaps/pages.xml",
    "/news-sitemap.xml",
    "/robots.txt",
    "/opensearch.xml",
    "/.well-known/security.txt",
]


def cost(path: str, clock: Clock) -> int:
    """How many queries an address costs."""
    with CaptureQueriesContext(connection) as queries:
        get(path, clock)
    return len(queries)


def write(newsroom: Newsroom, number: int, headline: str) -> None:
    """One more statement, with a topic of its own, a partner and a contact."""
    topics = ("Wages", f"Topic {number}")
    joint = ["SC"] if number % 2 else ["WW"]
    day = date(2001, 1, 1) + timedelta(days=number)
    history(newsroom, day, headline, topics=topics, joint_bodies=joint, attachments=[lead(newsroom)])
    PressContact.objects.create(body=newsroom.cast.council, name=f"Person {number}", is_published=True)
    Topic.objects.update(is_accepted=True)


@pytest.fixture
def one(newsroom: Newsroom) -> Newsroom:
    """A newsroom with few statements, one of each sort."""
    write(newsroom, 0, "The one")
    write(newsroom, 1, "The other")
    newsroom.public(headline="Latest", topics=("Heat",))
    return newsroom


def test_every_page_costs_the_same_with_fifty_statements(one: Newsroom, cast: Cast, clock: Clock) -> None:
    few = {path: cost(path, clock) for path in PAGES}
    for number in range(2, 50):
        write(one, number, f"Number {number}")
    for number in range(4):
        one.public(headline=f"Later {number}", topics=(f"Later {number}",))
    assert {path: cost(path, clock) for path in PAGES} == few


# What a page may cost at most, its facets not counted; and what those cost where a page has any.
MOST = {
    "/statements/2001/the-one/": 6,
    "/statements/2026/warned/": 6,
    "/statements/2026/taken-back/": 6,
    "/statements/2001/the-one.txt": 6,
    "/statements/2001/the-one.json": 6,
    "/statements/2001/the-one/editions/": 6,
    "/statements/2001/the-one/editions/1/": 6,
    "/hi/statements/2026/chetavani/": 6,
    "/statements/feed.atom": 6,
    "/statements/feed.rss": 6,
    "/statements/feed.json": 6,
    "/": 8,
    "/hi/": 8,
    "/statements/": 8,
    "/topics/wages/": 8,
    "/bodies/nc/": 8,
    "/statements/2001/": 8,
    "/hi/statements/2001/01/": 8,
    "/coverage/": 8,
    "/press/": 12,
    "/sitemap.xml": 2,
    "/sitemaps/statements-1.xml": 2,
    "/sitemaps/pages.xml": 4,
    "/news-sitemap.xml": 2,
    "/robots.txt": 1,
    "/opensearch.xml": 1,
}
FACETS = {"/": 2, "/hi/": 2, "/statements/": 7}


def test_pages_keep_to_their_budget(one: Newsroom, cast: Cast, clock: Clock) -> None:
    original = one.public(headline="Warned", topics=("Heat",), joint_bodies=["SC"], attachments=[lead(one)])
    one.public(headline="चेतावनी", language="hi", translation_of=original)
    for words in ("We check.", "We check on."):
        verbs.flag(original, by=cast.publisher, words=words, clock=clock)
        original.refresh_from_db()
    taken = one.public(headline="Taken back", joint_bodies=["SC"], attachments=[lead(one)])
    verbs.withdraw(taken, by=cast.publisher, explanation="Wrong.", clock=clock)
    cost("/", clock)  # when something changes next is asked once for all pages
    assert {
        path: number
        for path, most in MOST.items()
        if (number := cost(path, clock) - FACETS.get(path, 0)) > most
    } == {}


def test_no_page_is_dear(one: Newsroom, clock: Clock) -> None:
    cost("/statements/?q=mill", clock)  # how large the archive is, is asked once for all searches
    dear = {path: number for path in PAGES if (number := cost(path, clock)) > 25}
    assert dear == {}
