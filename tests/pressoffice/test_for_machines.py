"""What programs read at fixed addresses: sitemaps, robots.txt, security.txt, how to search here."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from lxml import etree
from pytest_django import Settings as DjangoSettings

from pressoffice import sitemaps
from statements import verbs
from tests.cast import Clock, Newsroom
from tests.readers import find, get, history

HOST = "http://testserver"


def tree(path: str, clock: Clock) -> Any:
    """The document at an address, as an XML parser reads it."""
    answer = get(path, clock)
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def told(document: Any, name: str) -> list[str]:
    """The texts of all elements of a name."""
    return [str(text) for text in document.xpath(f"//*[local-name()='{name}']/text()")]


@pytest.fixture
def several(newsroom: Newsroom, clock: Clock) -> Newsroom:
    """A statement in two languages, one long past, one withdrawn, one due."""
    original = newsroom.public(headline="Bread & work", topics=("Wages",))
    newsroom.public(headline="रोटी और काम", language="hi", translation_of=original)
    history(newsroom, date(2020, 5, 1), "Of old")
    withdrawn = newsroom.public(headline="Wrong")
    verbs.withdraw(withdrawn, by=newsroom.cast.publisher, explanation="Wrong.", clock=clock)
    newsroom.public(headline="Due", public_from=clock.now + timedelta(hours=1))
    return newsroom


def test_the_sitemaps_lead_to_every_page_and_each_answers(
    several: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "A_CHUNK", 2)  # so that there is more than one
    maps = told(tree("/sitemap.xml", clock), "loc")
    assert len(maps) > 2
    pages = [loc for one in maps for loc in told(tree(one.removeprefix(HOST), clock), "loc")]
    assert len(pages) == len(set(pages))
    for page in pages:
        answer = get(page.removeprefix(HOST), clock)
        assert answer.status_code == 200, page
        assert find(answer, "//link[@rel='canonical']/@href")[0] in {page, page.removeprefix(HOST)}
    statements = {
        page for page in pages if "/statements/2" in page and page.count("/") > 6 - ("/hi/" not in page)
    }
    assert {page.rstrip("/").rsplit("/")[-1] for page in statements} >= {"bread-work", "of-old"}
    assert not any(word in page for page in pages for word in ("wrong", "due"))
    assert {f"{HOST}/hi/topics/wages/", f"{HOST}/statements/2020/05/", f"{HOST}/hi/press/"} <= set(pages)
    assert get("/sitemaps/statements-99999.xml", clock).status_code == 404


def test_versions_name_each_other(several: Newsroom, clock: Clock) -> None:
    document = tree("/sitemaps/statements-1.xml", clock)
    both = document.xpath("//*[local-name()='url'][*[local-name()='link']]")
    assert [sorted(one.xpath("*[local-name()='link']/@hreflang")) for one in both] == [["en", "hi"]] * 2


def test_news_is_what_was_issued_in_two_days(several: Newsroom, clock: Clock) -> None:
    document = tree("/news-sitemap.xml", clock)
    assert told(document, "title") == ["रोटी और काम", "Bread & work"]
    assert told(document, "language") == ["hi", "en"]
    assert set(told(document, "name")) == {"National Council"}
    assert datetime.fromisoformat(told(document, "publication_date")[1]).utcoffset() == timedelta(hours=5.5)
    clock.pass_(days=2)
    assert told(tree("/news-sitemap.xml", clock), "title") == ["Due"]


def test_robots_are_shown_the_sitemaps_and_not_the_desk(clock: Clock, db: None) -> None:
    lines = get("/robots.txt", clock).content.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow: /admin/"]
    assert lines[-2:] == [f"Sitemap: {HOST}/sitemap.xml", f"Sitemap: {HOST}/news-sitemap.xml"]


def test_security_txt_names_a_contact_and_ends(settings: DjangoSettings, clock: Clock, db: None) -> None:
    assert get("/.well-known/security.txt", clock).status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    lines = get("/.well-known/security.txt", clock).content.decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:security@example.org"
    assert timedelta(days=90) < datetime.fromisoformat(fields["Expires"]) - clock.now < timedelta(days=365)
    assert fields["Canonical"] == f"{HOST}/.well-known/security.txt"


def test_browsers_learn_how_to_search(several: Newsroom, clock: Clock) -> None:
    (address,) = find(get("/hi/", clock), "//link[@rel='search']/@href")
    document = tree(address, clock)
    templates = document.xpath("//*[local-name()='Url']/@template")
    assert templates == [
        f"{HOST}/statements/?q={{searchTerms}}",
        f"{HOST}/statements/feed.atom?q={{searchTerms}}",
    ]
    assert len(told(document, "ShortName")[0]) <= 16
