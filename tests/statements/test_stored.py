"""Pages that are stored under all that was read for them say what is so now, whatever has changed and how."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from statements import verbs
from statements.models import Newsroom as NewsroomSettings
from statements.models import PressContact, Statement, Topic
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get

LIST, FEED, TOPIC = "/statements/", "/statements/feed.atom", "/topics/wages/"


def address(statement: Statement) -> str:
    return f"/statements/{statement.year}/{statement.slug}/"


def warm(clock: Clock, *paths: str) -> list[str]:
    """These pages as everything that can be stored of them is."""
    for _time in range(2):
        pages = [get(path, clock).content.decode() for path in paths]
    return pages


@pytest.fixture
def said(newsroom: Newsroom) -> Statement:
    """A statement on wages, by two bodies, that follows another on wages."""
    newsroom.public(headline="Before", topics=("Wages",))
    statement = newsroom.public(headline="Pay now", topics=("Wages",), joint_bodies=["WW"])
    Topic.objects.update(is_accepted=True)
    return Statement.objects.get(pk=statement.pk)


def settle(**fields: Any) -> None:
    """Change the newsroom's settings."""
    row = NewsroomSettings.current()
    vars(row).update(fields)
    row.save()


def renamed_topic(newsroom: Newsroom) -> str:
    topic = Topic.objects.get(slug="wages")
    topic.names = {"en": "Pay of today"}
    topic.save()
    return "Pay of today"


def renamed_body(newsroom: Newsroom) -> str:
    wing = newsroom.cast.wing
    wing.names = {"en": "Wing of today"}
    wing.save()
    return "Wing of today"


def new_contact(newsroom: Newsroom) -> str:
    PressContact.objects.create(body=newsroom.cast.council, name="Asha Today", is_published=True)
    return "Asha Today"


def contact_of_the_newsroom(newsroom: Newsroom) -> str:
    contact = PressContact.objects.create(body=newsroom.cast.elsewhere, name="Ravi Today", is_published=True)
    settle(contact_id=contact.pk)
    return "Ravi Today"


def renamed_newsroom(newsroom: Newsroom) -> str:
    settle(names={"en": "House of today"})
    return "House of today"


def new_introduction(newsroom: Newsroom) -> str:
    topic = Topic.objects.get(slug="wages")
    topic.texts = {"en": "Introduced today"}
    topic.save()
    return "Introduced today"


CHANGES: list[tuple[Callable[[Newsroom], str], list[str]]] = [
    (renamed_topic, ["statement", LIST, FEED, TOPIC]),
    (renamed_body, ["statement", LIST, FEED, TOPIC]),
    (new_contact, ["statement", LIST, TOPIC]),
    (contact_of_the_newsroom, ["statement", LIST, TOPIC]),
    (renamed_newsroom, ["statement", LIST, FEED, TOPIC]),
    (new_introduction, [TOPIC]),
]


@pytest.mark.parametrize(("change", "where"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_a_name_a_contact_a_setting_is_that_of_now(
    said: Statement, newsroom: Newsroom, clock: Clock, change: Callable[[Newsroom], str], where: list[str]
) -> None:
    paths = [address(said) if path == "statement" else path for path in where]
    before = warm(clock, *paths)
    words = change(newsroom)
    after = [get(path, clock).content.decode() for path in paths]
    assert [(words in old, words in new) for old, new in zip(before, after, strict=True)] == [
        (False, True) for _path in paths
    ]


def test_what_happens_to_a_statement_is_on_its_page_and_in_lists_at_once(
    said: Statement, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    pages = (address(said), LIST, FEED, TOPIC)
    assert all("Pay now" in page for page in warm(clock, *pages))
    verbs.flag(said, by=cast.publisher, words="Being checked.", clock=clock)
    assert ["Being checked." in page for page in warm(clock, *pages)] == [True, False, True, False]
    corrected = newsroom.correct(Statement.objects.get(pk=said.pk), body="<p>Said at last.</p>")
    assert not any("Said at last." in page for page in warm(clock, *pages))
    verbs.publish(corrected, by=cast.publisher, clock=clock)
    assert ["Said at last." in page for page in warm(clock, *pages)] == [True, False, True, False]
    verbs.withdraw(
        Statement.objects.get(pk=said.pk), by=cast.publisher, explanation="Taken back.", clock=clock
    )
    assert ["Taken back." in page for page in warm(clock, *pages)] == [True, False, True, False]
    assert ["Pay now" in page for page in warm(clock, *pages)] == [True, False, True, False]


def test_what_falls_due_comes_without_a_deed_and_not_before(
    said: Statement, newsroom: Newsroom, clock: Clock
) -> None:
    due = newsroom.public(headline="Falls due", topics=("Wages",), public_from=clock.now + timedelta(hours=1))
    lists = (LIST, FEED, TOPIC, address(said))
    assert not any("Falls due" in page for page in warm(clock, *lists))
    assert get(address(due), clock).status_code == 404
    clock.now += timedelta(hours=1, seconds=1)
    assert all("Falls due" in get(path, clock).content.decode() for path in lists)
    assert get(address(due), clock).status_code == 200


def test_the_same_words_are_found_again_after_a_change_elsewhere(
    said: Statement, newsroom: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    [page] = warm(clock, address(said))
    newsroom.public(headline="Something else", language="hi")
    monkeypatch.setattr("statements.views.said", None)  # what writes the page
    assert get(address(said), clock).content.decode() == page


def test_a_stored_page_asks_what_it_shows_and_the_epoch(said: Statement, clock: Clock) -> None:
    pages = (address(said), LIST, FEED, TOPIC)
    warm(clock, *pages)
    for path in pages:
        with CaptureQueriesContext(connection) as asked:
            get(path, clock)
        assert len(asked) == 2, path


def test_every_language_and_host_has_its_own(said: Statement, clock: Clock) -> None:
    english, hindi = warm(clock, LIST, "/hi/statements/")
    assert 'lang="en"' in english
    assert 'lang="hi"' in hindi
    hosts = ("testserver", "localhost")
    own, other = (get(LIST, clock, headers={"host": host}).content.decode() for host in hosts)
    assert "http://testserver/" in own
    assert "http://localhost/" in other


def test_what_a_transaction_takes_back_is_kept_for_nobody(said: Statement, clock: Clock) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        settle(names={"en": "Never"})
        assert "Never" in get("/nothing/", clock, "post").content.decode()
        raise ZeroDivisionError
    settle(names={"en": "Now"})  # the same epoch as the one that was taken back
    page = get(LIST, clock).content.decode()
    assert "Never" not in page
    assert "Now" in page


def test_a_page_that_is_asked_for_in_other_words_is_not_stored(said: Statement, clock: Clock) -> None:
    caches["pages"].clear()
    get(f"{LIST}?order=oldest", clock)
    get(f"{address(said)}?from=a-newsletter", clock)
    stored: dict[str, Any] = vars(caches["pages"])["_cache"]
    assert not stored
