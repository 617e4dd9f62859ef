"""What watches the house asks: does it answer, can it serve."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from pressoffice import health
from tests.cast import Clock
from tests.readers import get, seen


def loses_the_database(request: HttpRequest) -> HttpResponse:
    """A page under which the database goes away."""
    raise OperationalError("connection to server at 10.0.0.5 failed")


urlpatterns = [path("fails/", loses_the_database)]


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """No process remembers that its database was migrated."""
    health._once_migrated.cache_clear()


def test_a_process_that_answers_says_so_without_the_database(clock: Clock) -> None:
    answer = get("/healthz", clock)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_a_newsroom_on_a_database_of_this_release_is_ready(db: None, clock: Clock) -> None:
    answer = get("/readyz", clock)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ready\n", "no-store")


def test_a_newsroom_whose_database_lacks_a_migration_is_not_ready(db: None, clock: Clock) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'statements'")
    answer = get("/readyz", clock)
    assert (answer.status_code, answer.content) == (503, b"migrations are missing\n")
    assert answer["Retry-After"]


def test_who_is_ready_once_asks_for_no_migrations_again(db: None, clock: Clock) -> None:
    get("/readyz", clock)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'statements'")
    assert get("/readyz", clock).status_code == 200


def test_a_page_whose_database_does_not_answer_asks_to_come_again(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    page = Client(raise_request_exception=False).get("/fails/")
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "does not answer" in seen(page)
    assert b"10.0.0.5" not in page.content


handler500 = "pressoffice.views.failed"
