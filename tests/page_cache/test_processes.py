"""Two web servers, each with a page cache of its own: what is public changes in both, whoever changed it."""

from __future__ import annotations

import time
from http.client import HTTPConnection

import pytest
from django.utils import timezone

from statements import verbs
from tests.cast import Cast, Newsroom
from tests.statements.outbox.processes import Desk, desk

PROMISED = 1  # second, within which every process shows a change


def read(server: Desk, path: str) -> str:
    """The page as a reader without a cookie gets it."""
    asking = HTTPConnection("127.0.0.1", server.port, timeout=30)
    asking.request("GET", path, headers={"Accept-Encoding": "identity"})
    words = asking.getresponse().read().decode()
    asking.close()
    return words


@pytest.mark.django_db(transaction=True)
def test_every_process_shows_a_change_within_a_second(cast: Cast) -> None:
    newsroom = Newsroom(cast, timezone.now)
    with desk(cast.publisher, 0) as one, desk(cast.publisher, 0) as other:
        servers = (one, other)
        for server in servers:
            assert "Wages rise" not in read(server, "/")
        statement = newsroom.public(headline="Wages rise")
        address = f"/statements/{timezone.localdate().year}/wages-rise/"
        time.sleep(PROMISED)
        for server in servers:
            assert "Wages rise" in read(server, "/")
            assert "Wages rise" in read(server, address)
        verbs.withdraw(statement, by=cast.publisher, explanation="All wrong.")
        time.sleep(PROMISED)
        for server in servers:
            assert "Wages rise" not in read(server, "/")
            assert "All wrong." in read(server, address)
