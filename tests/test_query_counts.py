"""Law 7: a public page costs the same number of queries with one statement as with fifty."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand
from statements import verbs
from statements.models import PressContact, Topic
from tests.campaigns.builders import GAZETTE, Campaigning
from tests.campaigns.known import PARTS, SLUGS, know
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
    "/api/statements",
    "/api/statements?q=council&topic=wages&body=nc&kind=press_statement&language=en&year=2001",
    "/api/statements?order=oldest&newer=NC-2001-001",
    "/api/openapi.json",
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
    "/statements/suggestions?q=one",
    "/coverage/",
    "/press/",
    "/sitemap.xml",
    "/sitemaps/statements-1.xml",
    "/sitemaps/pages.xml",
    "/news-sitemap.xml",
    "/robots.txt",
    "/opensearch.xml",
    "/.well-known/security.txt",
    "/demands/",
    "/demands/?status=partial&addressee=labour-ministry&campaign=gas-leak&body=nc&topic=wages&overdue=1",
    "/demands/pay-the-families/",
    "/demands/pay-the-families.atom",
    "/demands/pay-the-families.json",
    "/demands/pay-the-families.csv",
    "/campaigns/",
    "/campaigns/gas-leak/",
    "/causes/",
    "/causes/gas-victims/",
    "/addressees/labour-ministry/",
    "/actions/",
    "/actions/day-of-mourning/",
    "/hi/actions/day-of-mourning.ics",
    "/actions.ics",
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
    pictures = [lead(newsroom)]
    history(newsroom, day, headline, topics=topics, joint_bodies=joint, attachments=pictures, **PARTS)
    PressContact.objects.create(body=newsroom.cast.council, name=f"Person {number}", is_published=True)
    Topic.objects.update(is_accepted=True)


def campaign(newsroom: Newsroom, number: int) -> None:
    """One more of each kind of what statements are about, beside those that are there."""
    make = Campaigning(newsroom.cast, newsroom.clock)
    about: dict[str, Any] = {"campaigns": [SLUGS["campaign"]]}
    office = make.public(Addressee)
    asked = [{"addressee": slug} for slug in (SLUGS["addressee"], office.slug)]
    for parent in (None, SLUGS["demand"]):
        demand = make.public(Demand, asked=asked, parent=parent, **about)
        make.updated(demand, "promise", status="promised", due_on=date(2026, 3, 11))
    make.public(Cause, demands=[SLUGS["demand"], demand.slug], **about)
    make.public(CallToAction, bodies=["NC", "WW"], **about)
    make.public(Campaign)
    make.updated(Demand.objects.get(slug=SLUGS["demand"]), "partial", status="partly-met", evidence=[GAZETTE])
    newsroom.public(headline=f"Demanding {number}", demands=[{"slug": demand.slug}])


@pytest.fixture
def one(newsroom: Newsroom) -> Newsroom:
    """A newsroom with few statements, one of each sort."""
    know(newsroom)
    write(newsroom, 0, "The one")
    write(newsroom, 1, "The other")
    newsroom.public(headline="Latest", topics=("Heat",))
    return newsroom


def test_every_page_costs_the_same_with_fifty_statements(one: Newsroom, cast: Cast, clock: Clock) -> None:
    few = {path: cost(path, clock) for path in PAGES}
    for number in range(2, 50):
        write(one, number, f"Number {number}")
    for number in range(3):
        campaign(one, number)
    for number in range(4):
        one.public(headline=f"Later {number}", topics=(f"Later {number}",))
    assert {path: cost(path, clock) for path in PAGES} == few


# What a page may cost at most, its facets and what it mentions not counted; and what those cost.
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
    "/api/statements": 8,
    "/api/openapi.json": 1,
    "/topics/wages/": 8,
    "/bodies/nc/": 8,
    "/statements/2001/": 8,
    "/hi/statements/2001/01/": 8,
    "/coverage/": 8,
    "/press/": 12,
    "/demands/": 10,
    "/demands/?status=partial&topic=wages": 10,
    "/demands/pay-the-families/": 20,
    "/campaigns/gas-leak/": 15,
    "/actions.ics": 4,
    "/sitemap.xml": 2,
    "/sitemaps/statements-1.xml": 2,
    "/sitemaps/pages.xml": 5,
    "/news-sitemap.xml": 2,
    "/robots.txt": 1,
    "/opensearch.xml": 1,
}
FACETS = {
    "/": 3, "/hi/": 3, "/statements/": 12, "/api/statements": 7,
    "/statements/2001/the-one/": 2, "/statements/2001/the-one/editions/1/": 2,
}  # fmt: skip


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
