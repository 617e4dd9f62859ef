"""Whom the page cache answers, and that nobody can put anything into what others are given."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from pressoffice.page_cache import canonical, is_public
from tests.cast import Clock, Newsroom
from tests.page_cache.house import House
from tests.test_leaks import known  # noqa: F401  (a fixture)

POISON = {
    "X_FORWARDED_HOST": "evil.example", "X_FORWARDED_PROTO": "https", "X_FORWARDED_PORT": "666",
    "X_FORWARDED_FOR": "6.6.6.6", "FORWARDED": "host=evil.example", "X_HOST": "evil.example",
    "X_ORIGINAL_URL": "/admin/", "X_REWRITE_URL": "/admin/", "X_HTTP_METHOD_OVERRIDE": "POST",
    "ORIGIN": "https://evil.example", "REFERER": "https://evil.example/", "USER_AGENT": "evil.example",
    "ACCEPT_LANGUAGE": "hi", "ACCEPT": "application/json", "COOKIE": "django_language=hi; evil=evil.example",
    "X_REQUESTED_WITH": "XMLHttpRequest", "COOKIE2": "evil.example", "X_EVIL": "evil.example",
}  # fmt: skip


def test_nothing_that_is_sent_gets_into_what_others_are_given(
    known: Newsroom,  # noqa: F811
    clock: Clock,
) -> None:
    lists = ["/statements/", "/statements/feed.atom", "/api/statements"]
    for path in ["/", "/hi/", *lists, "/press/", "/r/NC-2026-001/"]:
        poisoned, clean = House(clock), House(clock)
        poisoned.get(path, **POISON)
        for name, value in POISON.items():
            poisoned.get(path, **{name: value})
        one, other = poisoned.get(path), clean.get(path)
        assert (one.content, one.headers) == (other.content, other.headers), path
        assert poisoned.made == 1
        assert "evil" not in f"{one.text}{one.headers}"


def test_another_host_or_scheme_is_another_page_and_a_strange_one_none(
    house: House, newsroom: Newsroom, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "press.example"]
    newsroom.public()
    feed = "/statements/feed.atom"
    assert "http://testserver/" in house.get(feed).text
    assert "http://press.example/" in house.get(feed, HOST="press.example").text
    assert house.get(feed, HOST="evil.example").status == 400
    assert "http://testserver/" in house.get(feed).text
    assert len(house.cache.pages) == 2


def test_a_front_server_that_is_believed_is_part_of_the_key(
    newsroom: Newsroom, clock: Clock, settings: Any
) -> None:
    newsroom.public()
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    house, feed = House(clock), "/statements/feed.atom"
    assert "http://testserver/" in house.get(feed).text
    assert "https://testserver/" in house.get(feed, X_FORWARDED_PROTO="https").text
    assert "http://testserver/" in house.get(feed).text


@pytest.mark.parametrize(
    "cookie", [f"{settings.SESSION_COOKIE_NAME}=x", f"a=b; {settings.SESSION_COOKIE_NAME}=x", "messages=x"]
)
def test_who_may_be_signed_in_is_answered_by_django(cookie: str, house: House, newsroom: Newsroom) -> None:
    newsroom.public()
    house.get("/")
    for _time in range(2):
        assert house.get("/", COOKIE=cookie).status == 200
    assert house.made == 3


def test_only_who_reads_is_answered_from_it(house: House, newsroom: Newsroom) -> None:
    newsroom.public()
    house.get("/")
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        assert house.get("/", method).status == 405
    assert house.get("/", RANGE="bytes=0-9").status == 200
    assert house.made == 7


def test_an_answer_that_sets_a_cookie_or_varies_is_not_kept(newsroom: Newsroom, clock: Clock) -> None:
    for header in (("Set-Cookie", "a=b"), ("Vary", "Cookie")):
        house = House(clock)
        django = house.django.django

        def adding(environ: Any, start_response: Any, header: Any = header, django: Any = django) -> Any:
            return django(environ, lambda status, told: start_response(status, [*told, header]))

        house.django.django = adding  # type: ignore[assignment]
        assert house.get("/").headers[header[0].lower()] == header[1]
        house.get("/")
        assert (house.made, len(house.cache.pages)) == (2, 0)


def test_order_and_what_follows_people_make_no_other_page(house: House, newsroom: Newsroom) -> None:
    newsroom.public(topics=("Wages",))
    one = house.get("/statements/?topic=wages&year=2026")
    for query in (
        "year=2026&topic=wages",
        "&topic=wages&&year=2026&",
        "utm_source=x&topic=wages&year=2026&fbclid=1",
    ):
        assert house.get(f"/statements/?{query}").content == one.content
    assert house.made == 1
    assert house.get("/api/statements?utm_source=x").status == 422
    assert canonical("b=2&a=1&b=1", "/") == "a=1&b=2&b=1"


def test_private_addresses_are_none_of_its_business() -> None:
    for path in (
        "/admin/",
        "/admin/login/",
        "/preview/x/",
        "/consent/x/",
        "/calendar/x.ics",
        "/healthz",
        "/static/x",
    ):
        assert not is_public(path), path
    for path in (
        "/",
        "/hi/",
        "/statements/2026/x/",
        "/hi/topics/",
        "/statements/feed.atom",
        "/api/statements",
    ):
        assert is_public(path), path
