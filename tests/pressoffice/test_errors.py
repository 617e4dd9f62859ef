"""Pages for what is not there and what went wrong: in the newsroom's design, telling nothing."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.views.defaults import server_error
from pytest_django import Settings

from pressoffice.urls import urlpatterns as own
from statements.models import PressContact
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, links, seen


def fail(request: HttpRequest) -> HttpResponse:
    """A page that breaks."""
    raise RuntimeError("a secret of the house")


def refuse(request: HttpRequest) -> HttpResponse:
    """A page for others."""
    raise PermissionDenied("a secret of the house")


urlpatterns = [path("fails/", fail), path("refuses/", refuse), *own]
handler403 = "pressoffice.views.not_allowed"


@pytest.mark.parametrize(
    "address",
    ["/nothing/", "/nothing", "/statements/x", "/a%00b/", "/%FF/", "/" + "x" * 9000],
)
def test_a_wrong_address_is_answered_in_the_newsrooms_design(address: str, cast: Cast, clock: Clock) -> None:
    PressContact.objects.create(body=cast.council, name="Asha Rao", phone="011 555", is_published=True)
    page = get(address, clock)
    assert page.status_code == 404
    for words in ("There is no page at this address", "National Council", "Search", "011 555"):
        assert words in seen(page)
    assert page["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in page


def test_the_page_does_not_repeat_what_was_asked_for(cast: Cast, clock: Clock) -> None:
    assert get("/nothing/", clock).content == get("/another/", clock).content


def test_a_draft_and_a_page_that_never_was_are_not_told_apart(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.draft(headline="Secret plan")
    secret, unknown = get("/statements/2026/secret-plan/", clock), get("/statements/2026/nothing/", clock)
    assert secret.status_code == 404
    assert (secret.content, dict(secret.headers)) == (unknown.content, dict(unknown.headers))


def test_the_page_not_found_speaks_hindi_under_hi(cast: Cast, clock: Clock) -> None:
    page = get("/hi/nothing/", clock)
    assert b'<html lang="hi"' in page.content
    assert links(page, "languages") == {"English": "/", "हिन्दी": "/hi/"}


def test_a_failure_tells_nothing_and_asks_nothing(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    page = Client(raise_request_exception=False).get("/fails/")
    assert page.status_code == 500
    assert "Something went wrong on our side" in seen(page)
    assert b"secret" not in page.content


def test_a_refusal_tells_nothing_and_asks_nothing(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    page = Client(raise_request_exception=False).get("/refuses/")
    assert page.status_code == 403
    assert "Not among your rights" in seen(page)
    assert b"secret" not in page.content


@pytest.mark.parametrize("address", ["/api/", "/api/nothing", "/api/statements/NC-2026-001"])
def test_a_program_is_told_in_json_that_there_is_nothing(address: str, cast: Cast, clock: Clock) -> None:
    answer = get(address, clock)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(answer.content)["status"] == 404
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_failure_page_stands_alone() -> None:
    page = server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert b"<script" not in page.content
    assert b"style=" not in page.content
