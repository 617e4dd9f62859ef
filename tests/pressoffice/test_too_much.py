"""Requests that hold too much: an answer that says so, and how much is taken; nothing is saved."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from statements.models import Statement
from tests.cast import Cast, Clock
from tests.readers import find, get, seen
from tests.statements.desk.test_statement_form import ADD, typed

FORM = "application/x-www-form-urlencoded"
TOO_LONG = "x" * 6 * 1024 * 1024


@pytest.fixture
def desk(cast: Cast) -> Client:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(cast.drafter)
    return client


def post(client: Client, address: str, fields: dict[str, Any]) -> Any:
    return client.post(address, urlencode(fields), content_type=FORM)


@pytest.mark.parametrize("address", [ADD, "/admin/account/", "/admin/login/"])
def test_a_body_that_is_too_big_gets_413_and_both_sizes(desk: Client, cast: Cast, address: str) -> None:
    page = post(desk, address, typed(issuing_body=cast.council.pk, body=TOO_LONG))
    assert page.status_code == 413
    assert "This is too big to be taken" in seen(page)
    assert "You sent 6.0 MB. At most 5.0 MB are taken at once." in seen(page)
    assert "Nothing was saved." in seen(page)
    assert find(page, "//link[@rel='stylesheet']")
    assert not Statement.objects.exists()


def test_a_form_in_parts_is_measured_too(desk: Client, cast: Cast) -> None:
    page = desk.post(ADD, typed(issuing_body=cast.council.pk, body=TOO_LONG))
    assert page.status_code == 413


def test_the_longest_text_the_form_takes_is_not_too_big(client: Client, cast: Cast) -> None:
    client.force_login(cast.drafter)
    body = "<p>" + "क" * 499_990 + "</p>"
    assert post(client, ADD, typed(issuing_body=cast.council.pk, body=body)).status_code == 302


def test_too_many_fields_are_counted_out(desk: Client) -> None:
    page = post(desk, ADD, {f"field-{number}": 1 for number in range(1001)})
    assert page.status_code == 413
    assert "You sent too many fields. At most 1000 are taken at once." in seen(page)


def test_who_works_in_hindi_is_answered_in_hindi(desk: Client, cast: Cast) -> None:
    cast.drafter.language = "hi"
    cast.drafter.save()
    page = post(desk, ADD, {"body": TOO_LONG})
    assert page.status_code == 413
    assert page.headers["Content-Language"] == "hi"
    assert b'<html lang="hi"' in page.content


def test_readers_cannot_send_too_much_anywhere(cast: Cast, clock: Clock) -> None:
    assert get("/statements/", clock, method="post", data={"q": TOO_LONG}).status_code == 405
    page = get("/statements/?" + "&".join(f"a{number}=1" for number in range(1001)), clock)
    assert page.status_code == 400
    assert "This request cannot be read" in seen(page)
