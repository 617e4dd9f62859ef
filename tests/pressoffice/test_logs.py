"""The log: a line of JSON for each event, with its request's number, and no word of any text."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from pressoffice.logs import JsonLines
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, seen

SECRET = "zirconium"


def breaks(request: HttpRequest) -> HttpResponse:
    """A page that breaks over what was typed, with the database's own words as the cause."""
    try:
        raise IntegrityError(f"DETAIL: Failing row contains ({SECRET}).")
    except IntegrityError as fault:
        raise ValueError(f"{SECRET} is not a date") from fault


urlpatterns = [path("breaks/", breaks)]
handler500 = "pressoffice.views.failed"


class Lines(io.StringIO):
    """What was logged."""

    def facts(self) -> list[dict[str, Any]]:
        """Each line, read."""
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Lines]:
    """The log of a test, as the house writes it."""
    lines = Lines()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)


def test_a_request_leaves_one_line_with_its_route_and_no_address(
    log: Lines, newsroom: Newsroom, clock: Clock
) -> None:
    newsroom.public(headline="On wages")
    get(f"/statements/2026/on-wages/?q={SECRET}", clock)
    (line,) = log.facts()
    assert line.items() >= {"by": "pressoffice.requests", "route": "statement", "status": 200}.items()
    assert len(line["request"]) == 32
    assert SECRET not in log.getvalue()


def test_what_is_looked_for_and_guessed_is_not_written_down(log: Lines, cast: Cast, clock: Clock) -> None:
    for address in (f"/statements/2026/{SECRET}/", f"/admin/statements/statement/?q={SECRET}", f"/{SECRET}/",
                    f"/preview/{SECRET}/"):  # fmt: skip
        get(address, clock, user=cast.drafter)
    Client(raise_request_exception=False).get("/", headers={"host": SECRET})
    assert len(log.facts()) == 6, "five requests, and Django's own line on the host"
    assert SECRET not in log.getvalue()


def test_a_page_that_breaks_is_found_by_its_number_and_tells_nothing(log: Lines, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    page = Client(raise_request_exception=False).post("/breaks/", {"headline": SECRET})
    assert page.status_code == 500
    (error,) = [line for line in log.facts() if line["level"] == "error"]
    assert error["request"] in seen(page)
    assert error["error"][0] == "builtins.ValueError"
    assert "django.db.utils.IntegrityError" in error["error"]
    assert any(line.endswith(" breaks") for line in error["error"])
    assert SECRET not in log.getvalue()


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        (["127.0.0.1"], "0123456789abcdef", True),
        ([], "0123456789abcdef", False),
        (["127.0.0.1"], "a b\n", False),
    ],
)
def test_the_number_of_a_front_server_is_taken_where_it_is_trusted(
    proxies: list[str], given: str, is_taken: bool, log: Lines, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = proxies
    Client().get("/healthz", headers={"X-Request-ID": given})
    assert (log.facts()[0]["request"] == given) == is_taken


def test_the_desk_at_work_writes_no_word_of_a_draft(log: Lines, newsroom: Newsroom, clock: Clock) -> None:
    draft = newsroom.draft(headline=SECRET, body=f"<p>{SECRET}</p>")
    for page in ("change", "history", "review"):
        get(f"/admin/statements/statement/{draft.pk}/{page}/", clock, user=newsroom.cast.drafter)
    assert len(log.facts()) == 3
    assert SECRET not in log.getvalue()
