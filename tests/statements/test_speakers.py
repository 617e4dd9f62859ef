"""Who speaks, in one way everywhere: X with Y and Z."""

from __future__ import annotations

import feedparser
import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import override

from statements.models import Effect
from statements.outbox.wording import message
from statements.speakers import called_then, called_today, phrase
from tests.cast import Cast, Clock, Newsroom, body, edition
from tests.readers import find, get, rows


@pytest.mark.parametrize(
    ("names", "english", "hindi"),
    [
        ("X", "X", "X"),
        ("X Y", "X with Y", "X, साथ में Y"),
        ("X Y Z", "X with Y and Z", "X, साथ में Y और Z"),
        ("X Y Z W", "X with Y, Z and W", "X, साथ में Y, Z और W"),
    ],
)
def test_speakers_are_joined_as_people_say_it(names: str, english: str, hindi: str) -> None:
    for language, words in (("en", english), ("hi", hindi)):
        with override(language):
            assert "".join(phrase(names.split())) == words


def test_a_name_with_a_place_of_its_own_is_left_alone() -> None:
    assert "".join(phrase(["%(others)s", "100%", "%(body)s"])) == "%(others)s with 100% and %(body)s"


def line(page: object, of_class: str) -> str:
    """The words of the first element of this class."""
    return " ".join(find(page, f"//*[@class='{of_class}']")[0].text_content().split())


THREE = "National Council with State Committee and Women's Wing"


def test_the_page_the_lists_the_feed_and_the_desk_say_the_same(
    newsroom: Newsroom, cast: Cast, clock: Clock, client: Client
) -> None:
    public = newsroom.public(headline="Joint", joint_bodies=["SC", "WW"])
    page = get(f"/statements/2026/{public.slug}/", clock)
    assert line(page, "speakers") == THREE
    assert find(page, "//*[@class='speakers']/a/@href") == ["/bodies/nc/", "/bodies/sc/", "/bodies/ww/"]
    front = get("/", clock)
    assert rows(front) == ["Joint"]
    assert THREE in line(front, "row-facts")
    (entry,) = feedparser.parse(get("/statements/feed.atom", clock).content).entries
    assert entry.author == THREE
    newsroom.draft(joint_bodies=["SC", "WW"])
    client.force_login(cast.drafter)
    for address in ("", "statements/statement/", f"statements/statement/{public.pk}/change/"):
        desk = client.get(f"/admin/{address}")
        assert THREE in " ".join(find(desk, "//main")[0].text_content().split()), address


def test_mails_name_all_who_speak(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    newsroom.public(joint_bodies=["SC", "WW"])
    effect = Effect.objects.latest("pk")
    assert THREE in message(effect, cast.publisher, clock()).body
    assert mail.outbox == []


def test_a_hindi_text_is_signed_in_hindi_in_a_feed_in_english(newsroom: Newsroom, clock: Clock) -> None:
    public = newsroom.public(headline="साझा", language="hi", joint_bodies=["SC"])
    assert called_then(edition(public)) == "National Council (हि), साथ में State Committee (हि)"
    assert called_today(edition(public)) == "National Council with State Committee"
    page = get(f"/hi/statements/2026/{public.slug}/", clock)
    assert line(page, "speakers") == "National Council (हि), साथ में State Committee (हि)"


def test_the_issuing_body_keeps_the_name_it_had_then(newsroom: Newsroom, cast: Cast) -> None:
    public = newsroom.public(joint_bodies=["SC"])
    cast.council.names = {"en": "National Union"}
    cast.council.save()
    assert called_then(edition(public)) == "National Council with State Committee"


def test_the_agreed_order_is_kept(newsroom: Newsroom) -> None:
    body("AA", "Alliance")
    public = newsroom.public(joint_bodies=["WW", "AA", "SC"])
    assert called_today(public) == "National Council with Women's Wing, Alliance and State Committee"
