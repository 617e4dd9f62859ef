"""Old addresses lead to what they became, at any depth and with any query string; drafts stay unknown."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements import former
from statements.models import Address
from tests.cast import Newsroom


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("https://old.example.org/2019/03/12/wages/", "/2019/03/12/wages/"),
        ("https://old.example.org/2019/03/12/wages/", "/2019/03/12/wages"),
        ("https://old.example.org/a/b/c/d/e/f.php", "/a/b/c/d/e/f.php?utm_source=mail"),
        ("https://old.example.org/?p=7", "/?p=7"),
        ("https://old.example.org/?p=7", "/?p=7&preview=1"),
        ("https://old.example.org/?p=7", "/?utm=x&p=7"),
        ("/index.php?option=com_content&id=4", "/index.php?option=com_content&id=4"),
        (
            "https://old.example.org/%E0%A4%AE%E0%A4%BE%E0%A4%82%E0%A4%97/",
            "/%e0%a4%ae%e0%a4%be%e0%a4%82%e0%a4%97/",
        ),
        ("https://old.example.org/मांग/#more", "/%E0%A4%AE%E0%A4%BE%E0%A4%82%E0%A4%97/"),
        ("node/12", "/node/12"),
    ],
)
def test_an_old_address_leads_to_the_statement(
    newsroom: Newsroom, client: Client, kept: str, asked: str
) -> None:
    statement = newsroom.public()
    Address.objects.create(path=former.path_of(kept), statement=statement)
    response: Any = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, statement.last_edition().get_absolute_url())  # type: ignore[union-attr]


@pytest.mark.parametrize("asked", ["/?p=8", "/2019/", "/?q=p=7", "/other/?p=7", "/x\x00y"])
def test_other_addresses_lead_nowhere(newsroom: Newsroom, client: Client, asked: str) -> None:
    Address.objects.create(path="/?p=7", statement=newsroom.public())
    assert client.get(asked).status_code in (200, 404)


def test_the_old_address_of_a_draft_tells_nothing(newsroom: Newsroom, client: Client) -> None:
    Address.objects.create(path="/?p=7", statement=newsroom.draft())
    Address.objects.create(path="/old/7/", statement=newsroom.approved())
    assert client.get("/?p=7").status_code == 200
    assert client.get("/old/7/").status_code == 404


@pytest.mark.parametrize(
    "address", ["", "https://old.example.org", "https://old.example.org/", "http://[bad/", "/" + "x" * 600]
)
def test_what_no_request_can_ask_for_is_not_kept(address: str) -> None:
    assert former.path_of(address) == ""
