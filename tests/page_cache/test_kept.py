"""What the page cache keeps, in which form, and for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from pressoffice.epoch_watch import EpochWatch
from statements import verbs
from tests.cast import Cast, Clock, Newsroom
from tests.page_cache.house import House
from tests.readers import get as get_from_django
from tests.test_leaks import known  # noqa: F401  (a fixture)
from tests.test_public_headers import one_of_each


def test_a_page_is_made_once_and_is_the_very_page(house: House, newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="One")
    first, second = house.get("/"), house.get("/")
    own = get_from_django("/", clock)
    assert house.made == 1
    assert first.content == second.content == own.content
    assert first.headers == second.headers
    assert first.headers == {n.lower(): v for n, v in own.headers.items()} | {"vary": "Accept-Encoding"}


def test_every_public_page_is_kept_and_nothing_else(
    known: Newsroom,  # noqa: F811
    clock: Clock,
) -> None:
    house = House(clock)
    for path in dict.fromkeys([*one_of_each(), "/hi/", "/hi/statements/"]):
        own = get_from_django(path, clock)
        kept = (
            own.status_code in (200, 301, 410)
            and own["Cache-Control"].startswith("public")
            and not own.streaming
        )
        before = house.made
        answers = [house.get(path) for _time in range(3)]
        assert house.made - before == (1 if kept else 3), path
        assert {answer.status for answer in answers} == {own.status_code}
        if not own.streaming:
            assert {answer.content for answer in answers} == {own.content}, path


@pytest.mark.parametrize(
    "path", ["/nothing/", "/statements/2026/nothing/", "/admin/login/", "/healthz", "/statements"]
)
def test_what_is_not_found_refused_or_private_is_not_kept(path: str, house: House) -> None:
    assert [house.get(path).status for _time in range(2)].count(200) in (0, 2)
    assert house.made == 2
    assert len(house.cache.pages) == 0


def test_a_head_is_the_head_of_the_page(house: House, newsroom: Newsroom) -> None:
    newsroom.public()
    head, page = house.get("/", "HEAD"), house.get("/")
    assert (head.status, head.content, head.headers) == (200, b"", page.headers)
    assert house.django.asked == ["GET /"]


def test_it_packs_what_is_text_where_the_asker_takes_it(house: House, newsroom: Newsroom) -> None:
    newsroom.public()
    plain, packed = house.get("/"), house.get("/", ACCEPT_ENCODING="br, gzip;q=0.5")
    assert packed.headers["content-encoding"] == "gzip"
    assert (packed.text, int(packed.headers["content-length"])) == (plain.text, len(packed.content))
    assert len(packed.content) < len(plain.content) / 2
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    for refused in ("gzip;q=0", "gzip; q=0.000, br", "identity", "deflate"):
        assert "content-encoding" not in house.get("/", ACCEPT_ENCODING=refused).headers
    assert house.made == 1


def test_pictures_and_pdfs_are_left_as_they_are(house: House, newsroom: Newsroom) -> None:
    newsroom.public(headline="One")
    for suffix in ("pdf", "png"):
        answer = house.get(f"/statements/2026/one.{suffix}", ACCEPT_ENCODING="gzip")
        assert answer.status == 200
        assert not {"content-encoding", "vary"} & answer.headers.keys()


def test_whoever_has_it_is_told_so_without_django(house: House, newsroom: Newsroom) -> None:
    newsroom.public()
    page = house.get("/")
    etag, changed = page.headers["etag"], page.headers["last-modified"]
    for accepts, told in (("", etag), ("gzip", f"W/{etag}")):
        for asked in (
            {"IF_NONE_MATCH": etag}, {"IF_NONE_MATCH": f"W/{etag}"}, {"IF_NONE_MATCH": f'"x", W/{etag}'},
            {"IF_NONE_MATCH": "*"}, {"IF_MODIFIED_SINCE": changed},
        ):  # fmt: skip
            answer = house.get("/", ACCEPT_ENCODING=accepts, **asked)
            assert (answer.status, answer.content, answer.headers["etag"]) == (304, b"", told)
            assert not {"content-type", "content-length", "content-encoding"} & answer.headers.keys()
            assert answer.headers["cache-control"] == page.headers["cache-control"]
    for asked in (
        {"IF_NONE_MATCH": '"other"'}, {"IF_NONE_MATCH": ""}, {"IF_MODIFIED_SINCE": "nonsense"},
        {"IF_NONE_MATCH": '"other"', "IF_MODIFIED_SINCE": changed},
        {"IF_MODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):  # fmt: skip
        assert house.get("/", **asked).status == 200
    assert house.made == 1
    assert house.get("/", IF_MATCH='"other"').status == 412


def test_a_change_is_seen_at_the_next_look(
    house: House, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(headline="Wages")
    assert "Wages" in house.get("/").text
    verbs.withdraw(statement, by=newsroom.cast.publisher, explanation="Wrong.", clock=clock)
    assert "Wages" not in house.get("/").text
    assert "Wrong." in house.get("/statements/2026/wages/").text


def test_what_falls_due_is_seen_on_its_second(house: House, newsroom: Newsroom, clock: Clock) -> None:
    due = clock.now + timedelta(hours=1)
    newsroom.public(headline="Due today", public_from=due)
    address = "/statements/2026/due-today/"
    clock.now = due - timedelta(microseconds=1)
    assert ("Due today" in house.get("/").text, house.get(address).status) == (False, 404)
    clock.now = due
    assert ("Due today" in house.get("/").text, house.get(address).status) == (True, 200)
    clock.now = due - timedelta(minutes=1)  # a clock that is set back
    assert "Due today" not in house.get("/").text


def test_what_changed_while_a_page_was_made_makes_it_anew(newsroom: Newsroom, clock: Clock) -> None:
    """The race that a cache under the epoch read afterwards loses: made before, kept as if after."""
    statement = newsroom.public(headline="Wages")
    house = House(clock)
    django = house.django.django

    def slow(environ: dict[str, Any], start_response: Any) -> Any:
        answer = django(environ, start_response)
        if house.made == 1:
            verbs.withdraw(statement, by=newsroom.cast.publisher, explanation="Wrong.", clock=clock)
        return answer

    house.django.django = slow  # type: ignore[assignment]
    assert "Wages" in house.get("/").text  # it was asked before
    assert "Wages" not in house.get("/").text
    assert house.made == 2


def test_until_the_next_look_a_page_just_made_is_the_newest_one(newsroom: Newsroom, clock: Clock) -> None:
    """A look that is not due yet must not bring an older page back after a newer one was shown."""
    newsroom.public(headline="Wages")
    house = House(clock, every=3600)
    assert "Heat" not in house.get("/").text
    newsroom.public(headline="Heat")
    assert "Heat" in house.get("/statements/").text
    assert "Heat" in house.get("/").text


def test_without_a_database_nothing_is_answered_from_what_is_kept(house: House, newsroom: Newsroom) -> None:
    newsroom.public()
    house.get("/")
    house.cache.epoch = EpochWatch(lambda: None, 0)
    house.get("/")
    assert house.made == 2


def test_memory_is_bounded(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public()
    house = House(clock, room=200_000)
    for number in range(60):
        house.get(f"/statements/?year=2026&nothing={number}")
    pages = house.cache.pages
    assert 0 < len(pages) < 60
    assert pages.taken == sum(page.size + len(key) for key, page in pages._pages.items()) <= pages.room
    before = house.made
    house.get("/statements/?year=2026&nothing=59")
    assert house.made == before  # the newest are kept
    tiny = House(clock, room=1000)
    tiny.get("/")
    assert (len(tiny.cache.pages), tiny.cache.pages.taken) == (0, 0)
