"""What the office says of itself: read from one row by pages, feed, paper and mails."""

from __future__ import annotations

import pytest
from django.apps import apps

from statements import speakers
from statements.house import furnish
from statements.models import Newsroom as NewsroomSettings
from statements.models import PressContact, PublicEpoch
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, seen


def settle(**fields: object) -> NewsroomSettings:
    """Save settings as the desk does."""
    row = NewsroomSettings.current()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


@pytest.fixture
def settled(cast: Cast) -> NewsroomSettings:
    """A newsroom with words of its own."""
    return settle(
        names={"en": "The Federation", "hi": "महासंघ"},
        taglines={"en": "What we say", "hi": "हम क्या कहते हैं"},
        abouts={"en": "Who speaks here.\n\nAnd for whom."},
    )


def test_there_is_one_row_from_the_first_migration_on_and_it_is_never_overwritten(
    settled: NewsroomSettings,
) -> None:
    furnish(apps.get_app_config("statements"))
    assert NewsroomSettings.objects.get().names["en"] == "The Federation"


def test_head_line_and_paragraph_stand_on_the_front_page_in_the_readers_language(
    settled: NewsroomSettings, clock: Clock
) -> None:
    english, hindi = seen(get("/", clock)), seen(get("/hi/", clock))
    assert "The Federation What we say" in english
    assert "About us Who speaks here. And for whom." in english
    assert "महासंघ हम क्या कहते हैं" in hindi


def test_other_pages_and_the_feed_bear_the_name(settled: NewsroomSettings, clock: Clock) -> None:
    assert "The Federation" in seen(get("/statements/", clock))
    feed = get("/statements/feed.atom", clock).content.decode()
    assert "<title>The Federation: " in feed
    assert "<subtitle>What we say</subtitle>" in feed


def test_what_is_empty_is_not_shown(cast: Cast, clock: Clock) -> None:
    page = get("/", clock).content.decode()
    assert "About us" not in page
    assert "tagline" not in page
    assert "<subtitle" not in get("/statements/feed.atom", clock).content.decode()


def test_markup_in_it_is_text(cast: Cast, clock: Clock) -> None:
    settle(names={"en": "<b>Us</b>"}, abouts={"en": "<script>x</script>"}, taglines={"en": "a\nb\x00"})
    page = get("/", clock).content.decode()
    assert "&lt;b&gt;Us" in page
    assert "<script>x" not in page
    assert speakers.newsroom_name() == "<b>Us</b>"
    assert NewsroomSettings.current().tagline == "a b"


def test_its_contact_stands_where_no_body_is_meant_and_where_a_body_has_none(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    newsroom.public(headline="Of the council")
    desk = PressContact.objects.create(
        body=cast.elsewhere, name="The one desk", phone="011", is_published=True
    )
    settle(contact=desk)
    assert "The one desk" in seen(get("/statements/", clock))
    assert "The one desk" in seen(get("/bodies/nc/", clock))
    PressContact.objects.create(body=cast.council, name="A. Rao", is_published=True)
    assert "The one desk" in seen(get("/statements/", clock))
    body = seen(get("/bodies/nc/", clock))
    assert "A. Rao" in body
    assert "The one desk" not in body


def test_a_contact_that_may_not_be_published_any_more_is_gone(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    contact = PressContact.objects.create(body=cast.council, name="Night desk", is_published=True)
    settle(contact=contact)
    contact.is_published = False
    contact.save()
    assert "Night desk" not in seen(get("/", clock))


def test_saving_it_bumps_the_epoch(cast: Cast) -> None:
    before = PublicEpoch.current()
    settle(names={"en": "Another"})
    assert PublicEpoch.current() > before
