"""A page that asks too much of the database is broken off, says so, and leaves the worker as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from pressoffice.urls import urlpatterns as pressoffice_urls
from statements.api.description import PROBLEM
from statements.bounded import bounded
from statements.models import SearchRow
from statements.public import public_page
from tests.cast import Clock, Newsroom
from tests.readers import find, get, seen

pytestmark = pytest.mark.django_db(transaction=True)


def counting_to(number: int) -> str:
    """Something the database is busy with; a thousand million takes minutes."""
    source = (
        f"generate_series(1, {number})"
        if connection.vendor == "postgresql"
        else "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        f"WHERE i < {number}) SELECT i FROM n)"
    )
    return f"SELECT count(*) FROM {source} AS s"


def count_to(number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(counting_to(number))
        return int(cursor.fetchone()[0])


def slow_search(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Let every look into the search's table take minutes."""
    if SearchRow._meta.db_table not in sql:
        return execute(sql, params, many, context)
    return execute(counting_to(10**9), None, many, context)


@public_page
def slow(request: HttpRequest) -> HttpResponse:
    """A page of a query that does not end."""
    return HttpResponse(count_to(10**9))


@public_page
def many(request: HttpRequest) -> HttpResponse:
    """A page of queries without end, each of them short."""
    while count_to(20_000):
        pass
    return HttpResponse()


urlpatterns = [path("slow/", slow), path("many/", many), *pressoffice_urls]


@pytest.mark.parametrize("address", ["/slow/", "/many/"])
def test_what_takes_too_long_is_answered_in_the_newsrooms_design(
    address: str, settings: Settings, newsroom: Newsroom
) -> None:
    settings.ROOT_URLCONF, settings.PUBLIC_SECONDS = __name__, 0.3
    page = Client().get(address)
    assert page.status_code == 503
    assert "This took too long" in seen(page)
    assert "National Council" in seen(page)
    assert page["Cache-Control"] == "no-store"
    assert page["Retry-After"] == "60"
    assert find(page, "//main//a/@href") == ["/statements/"]


@pytest.mark.parametrize(
    ("address", "media"),
    [
        ("/statements/", "text/html; charset=utf-8"),
        ("/api/statements?q=mill", PROBLEM),
        ("/statements/feed.atom?q=mill", "text/plain; charset=utf-8"),
        ("/statements/feed.rss?q=mill", "text/plain; charset=utf-8"),
        ("/statements/feed.json?q=mill", "text/plain; charset=utf-8"),
        ("/statements/export.csv?q=mill", "text/plain; charset=utf-8"),
        ("/statements/suggestions?q=mill", "text/plain; charset=utf-8"),
    ],
)
def test_whoever_asked_is_told_in_the_form_they_read(
    address: str, media: str, settings: Settings, newsroom: Newsroom
) -> None:
    settings.PUBLIC_SECONDS = 0.1
    newsroom.public(headline="A mill")
    with connection.execute_wrapper(slow_search):
        answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, media, "60")
    assert "could not be found in time" in answer.content.decode()
    if media == PROBLEM:
        told = answer.json()
        assert (told["status"], told["title"]) == (503, "Service Unavailable")
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_next_page_has_its_whole_time_again(settings: Settings, newsroom: Newsroom, clock: Clock) -> None:
    settings.ROOT_URLCONF, settings.PUBLIC_SECONDS = __name__, 0.3
    newsroom.public(headline="Still here")
    assert Client().get("/slow/").status_code == 503
    settings.PUBLIC_SECONDS = 60
    assert "Still here" in seen(get("/statements/", clock))


def test_outside_a_readers_page_nothing_is_broken_off(settings: Settings) -> None:
    settings.PUBLIC_SECONDS = 0.7
    with bounded():
        assert count_to(10) == 10
    assert count_to(8_000_000) == 8_000_000


def test_what_else_goes_wrong_is_no_question_of_time(settings: Settings) -> None:
    with pytest.raises(DatabaseError), bounded(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
