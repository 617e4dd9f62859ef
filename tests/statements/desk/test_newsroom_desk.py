"""The form of the newsroom's settings."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from statements.models import Newsroom, PressContact
from tests.cast import Cast

from .pages import parsed, seen

FORM = "/admin/statements/newsroom/1/change/"


@pytest.fixture
def administrator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator)
    return client


def as_opened(client: Client) -> str:
    return str(next(iter(parsed(client.get(FORM)).xpath("//input[@name='as_opened']/@value")), ""))


def save(client: Client, **typed: Any) -> Any:
    """What the form sends."""
    return client.post(FORM, {"as_opened": as_opened(client), "names_en": "The Federation", **typed})


def test_the_navigation_leads_to_the_one_form(administrator: Client) -> None:
    assert "Line under the name" in seen(administrator.get("/admin/statements/newsroom/"))
    assert 'href="/admin/statements/newsroom/"' in administrator.get("/admin/").content.decode()


def test_what_is_typed_is_public_at_once(administrator: Client) -> None:
    answer = save(administrator, names_hi="महासंघ", taglines_en="What we say", abouts_en="One.\nTwo.")
    assert "Readers see it now" in seen(administrator.get(answer.url))
    row = Newsroom.current()
    assert row.names == {"en": "The Federation", "hi": "महासंघ"}
    assert "What we say" in administrator.get("/").content.decode()


def test_only_contacts_that_may_be_published_are_offered(administrator: Client, cast: Cast) -> None:
    private = PressContact.objects.create(body=cast.council, name="Night desk")
    public = PressContact.objects.create(body=cast.council, name="Press desk", is_published=True)
    page = administrator.get(FORM)
    offered = parsed(page).xpath("//select[@name='contact']/option/text()")
    assert offered[1:] == ["Press desk · National Council"]
    assert save(administrator, contact=private.pk).status_code == 200  # the form again, with its error
    assert Newsroom.current().contact is None
    assert save(administrator, contact=public.pk).status_code == 302


def test_a_name_longer_than_a_head_is_refused_and_kept_in_the_form(administrator: Client) -> None:
    answer = save(administrator, names_en="x" * 121)
    assert "Too long: 120 characters at most." in seen(answer)
    assert "x" * 121 in answer.content.decode()


def test_what_the_server_says_is_read_only(administrator: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://press.example.org"
    page = seen(administrator.get(FORM))
    for said in ("Asia/Kolkata", "English, हिन्दी", "اردو", "https://press.example.org"):
        assert said in page


def test_nobody_adds_deletes_or_is_let_in_without_the_right(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    assert client.get("/admin/statements/newsroom/add/").status_code == 403
    assert client.post("/admin/statements/newsroom/1/delete/").status_code == 403
    client.force_login(cast.publisher)
    assert client.get(FORM).status_code == 403
    assert save(client).status_code == 403
