"""The headers of every kind of answer, over HTTPS as readers get it: nothing is left to a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from pressoffice.urls import urlpatterns as own
from statements import verbs
from statements.models import Withdrawal
from tests.cast import Clock, Newsroom
from tests.never_public import public
from tests.sent import files
from tests.test_leaks import known  # noqa: F401  (a fixture)

A_YEAR = 31_536_000  # seconds


def fail(request: HttpRequest) -> HttpResponse:
    """A page that breaks."""
    raise RuntimeError("a secret of the house")


urlpatterns = [path("fails/", fail), *own]


@pytest.fixture(autouse=True)
def as_in_public(settings: Any, tmp_path: Any) -> None:
    """Behind HTTPS, with a page that breaks."""
    settings.ROOT_URLCONF = "tests.test_safe_headers"
    settings.WHITENOISE_USE_FINDERS = True


def removed(newsroom: Newsroom) -> None:
    verbs.withdraw(
        public("First"), by=newsroom.cast.publisher, explanation="Wrong.", kind=Withdrawal.Kind.REMOVED,
        clock=newsroom.clock,
    )  # fmt: skip


def no_change(newsroom: Newsroom) -> None:
    """Nothing has to happen first."""


Asked = tuple[str, dict[str, Any], Callable[[Newsroom], None]]
KINDS: dict[str, Asked] = {
    "200 page": ("/", {}, no_change),
    "200 page in Hindi": ("/hi/statements/", {}, no_change),
    "200 feed": ("/statements/feed.atom", {}, no_change),
    "200 spreadsheet": ("/statements/export.csv", {}, no_change),
    "200 API": ("/api/statements", {}, no_change),
    "200 text": ("/statements/2026/first.txt", {}, no_change),
    "200 letter": ("/statements/2026/first.pdf", {}, no_change),
    "200 card": ("/statements/2026/first.png", {}, no_change),
    "200 robots": ("/robots.txt", {}, no_change),
    "200 health": ("/healthz", {}, no_change),
    "200 static": ("/static/css/base.css", {}, no_change),
    "200 file": ("file", {}, no_change),
    "206 file": ("file", {"headers": {"Range": "bytes=0-9"}}, no_change),
    "301 short address": ("/r/NC-2026-001/", {}, no_change),
    "301 without a slash": ("/statements", {}, no_change),
    "302 desk": ("/admin/", {}, no_change),
    "304 page": ("/", {"headers": {"If-None-Match": "*"}}, no_change),
    "400 host": ("/", {"headers": {"Host": "evil.example"}}, no_change),
    "403 form": ("/admin/login/", {"method": "post"}, no_change),
    "404 page": ("/nothing/", {}, no_change),
    "404 static": ("/static/nothing.css", {}, no_change),
    "405 page": ("/", {"method": "delete"}, no_change),
    "410 statement": ("/statements/2026/first/", {}, removed),
    "410 text": ("/statements/2026/first.txt", {}, removed),
    "422 API": ("/api/statements?colour=red", {}, no_change),
    "500 page": ("/fails/", {}, no_change),
}  # fmt: skip


def answer(kind: str, newsroom: Newsroom, clock: Clock) -> Any:
    """An answer of this kind to a reader, over HTTPS."""
    address, how, before = KINDS[kind]
    before(newsroom)
    if address == "file":
        where = files()[0]
        address = f"/files/{where['key']}/{where['name']}"
    method = how.get("method", "get")
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    with time_machine.travel(clock.now, tick=False):
        found = getattr(client, method)(address, secure=True, headers=how.get("headers", {}))
    assert found.status_code == int(kind[:3]), kind
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_to_a_browser(kind: str, known: Newsroom, clock: Clock, settings: Any) -> None:  # noqa: F811
    headers = answer(kind, known, clock).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(str(policy).split())
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "same-origin", "no-referrer")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    seconds, *also = headers["Strict-Transport-Security"].partition("=")[2].split("; ")
    assert int(seconds) >= A_YEAR
    assert "includeSubDomains" in also
    is_drawn = headers.get("Content-Type", "").startswith(("image/", "text/css", "font/"))
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if is_drawn else "same-origin")
    assert not {"Server", "X-Powered-By"} & headers.keys()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith(("302", "403"))])
def test_a_reader_gets_no_cookie(kind: str, known: Newsroom, clock: Clock) -> None:  # noqa: F811
    page = answer(kind, known, clock)
    assert "Set-Cookie" not in page.headers
    assert not page.cookies


def test_what_breaks_says_nothing_of_the_house(known: Newsroom, clock: Clock) -> None:  # noqa: F811
    page = answer("500 page", known, clock)
    assert "secret" not in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
