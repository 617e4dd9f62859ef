"""Whatever stands in an address: an answer with a message, 400 or 404, never an error of ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.cast import Clock, Newsroom
from tests.readers import get
from tests.test_leaks import ARGUMENTS, known, patterns  # noqa: F401  (a fixture)

LONG = "x" * 100_000
VALUES = {
    "NUL": "%00",
    "a lone surrogate": "%ED%A0%80",
    "broken bytes": "%FF%FE",
    "half an escape": "%",
    "a quote mark": "%22",
    "markup": "%3Cscript%3E",
    "a date that is none": "2026-02-31",
    "no year": "-1",
    "a year beyond all": "99999",
    "digits of another script": quote("२०२६"),
    "a line end": "%0D%0A",
    "nothing": "",
}
PARAMETERS = (
    "q", "topic", "body", "kind", "language", "place", "year", "from", "to", "order", "older", "newer",
    "page", "url", "format", "maxwidth",
)  # fmt: skip
PATHS = [
    "/statements/0/", "/statements/0000/", "/statements/99999/", "/statements/-1/", "/statements/2026/13/",
    "/statements/2026/0/", "/statements/9999/12/", "/statements/2026/first/editions/0/",
    "/statements/2026/first/editions/-1/", "/statements/2026/first/editions/999999/",
    "/statements/2026/first/editions/99999999999999999999/", "/statements/2026/first.docx",
    "/statements/2026/first.json.txt", "/statements/2026/first.", "/statements/feed.xml",
    "/sitemaps/statements-0.xml", "/sitemaps/statements-999999.xml", "/sitemaps/statements-9999999999999.xml",
    "/topics/none/", "/bodies/none/", "/r/%00/", "/r/NC-2026-999999999999999999999/", "/files/x/y.jpg",
    "/preview/%ED%A0%80/", "/consent/%00/", "/calendar/%00.ics", "/zz/", "/hi/hi/", "/%2e%2e/", "/.env",
]  # fmt: skip


def pages() -> Iterator[str]:
    """One address of every public route."""
    with override("en"):
        for route in patterns():
            name = str(route.name)
            for arguments in (ARGUMENTS[name]() if route.pattern.converters else [{}])[:1]:
                yield reverse(name, kwargs=arguments)


def queries() -> Iterator[str]:
    """Query strings nobody means: every value in all parameters at once, each twice; too long, too many."""
    for value in VALUES.values():
        yield "&".join(f"{name}={value}" for name in PARAMETERS for _twice in range(2))
    yield "&".join(f"{name}={LONG[:5_000]}" for name in PARAMETERS)
    yield f"q={LONG}"
    yield f"topic={LONG}&older={LONG}"
    yield "&".join(f"topic={number}" for number in range(500))
    yield "&" * 500 + "=&=x&q"


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Most of it is not found or refused, as it should be."""
    caplog.set_level(logging.CRITICAL, logger="django")


def test_no_query_string_breaks_a_page(known: Newsroom, clock: Clock) -> None:  # noqa: F811
    lists = ["/statements/", "/hi/statements/", "/statements/feed.atom", "/statements/feed.json", "/oembed"]
    lists += [
        "/statements/export.csv",
        "/api/statements",
        "/statements/suggestions",
        "/topics/wages/",
        "/statements/2026/03/",
    ]
    asked = [f"{path}?{query}" for path in lists for query in queries()]
    hardest = next(queries())
    asked += [f"{path}?{hardest}" for path in pages()]
    broken = [
        one[:200] for one in asked if get(one, clock).status_code not in {200, 301, 400, 404, 410, 422, 501}
    ]
    assert broken == []


def test_no_path_breaks_the_newsroom(known: Newsroom, clock: Clock) -> None:  # noqa: F811
    guessed = [*PATHS, *(f"/hi{path}" for path in PATHS)]
    guessed += [f"/{LONG}/", f"/statements/2026/{LONG}/", f"/r/{LONG}/"]
    guessed += [f"/statements/{value}/" for value in VALUES.values() if value]
    guessed += [f"/topics/{value}/" for value in VALUES.values() if value]
    answers = {path[:80]: get(path, clock).status_code for path in guessed}
    assert {path: status for path, status in answers.items() if status not in {301, 400, 404}} == {}


def test_what_is_only_read_takes_no_other_method(known: Newsroom, clock: Clock) -> None:  # noqa: F811
    taking = {"preview", "consent"}  # a password, an answer
    with override("en"):
        only_read = [
            reverse(str(route.name), kwargs=arguments)
            for route in patterns()
            if route.name not in taking
            for arguments in (ARGUMENTS[str(route.name)]() if route.pattern.converters else [{}])[:1]
        ]
    for path in only_read:
        for method in ("post", "put", "delete"):
            answer = get(path, clock, method=method)
            assert answer.status_code == 405, f"{method} {path}: {answer.status_code}"
            assert answer["Allow"] == "GET, HEAD"
