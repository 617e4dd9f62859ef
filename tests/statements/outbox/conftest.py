"""What the tests of the outbox share: a mail server, a worker at the test's clock, mail addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from statements.models import User
from statements.outbox.delivery import Worker
from statements.outbox.leases import Pace
from statements.outbox.waiting import SMTP
from tests.cast import Cast, Clock
from tests.mail_server import MailServer, mail_server

Work = Callable[[], Worker]


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    """A mail server that takes everything, and the settings that name it."""
    with mail_server() as server:
        name_server(settings, server.port)
        yield server


def name_server(settings: Settings, port: int) -> None:
    """Set mail up with the server at this port."""
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 1


@pytest.fixture
def reachable(cast: Cast) -> Cast:
    """The cast, everybody with an address: drafter@newsroom.example and so on."""
    for user in User.objects.exclude(username="Import"):
        user.email = f"{user.username}@newsroom.example"
        user.save()
    for name in vars(cast):
        getattr(cast, name).refresh_from_db()
    return cast


@pytest.fixture
def work(clock: Clock) -> Work:
    """Delivers all that is due at the test's clock."""

    def deliver_all() -> Worker:
        worker = Worker(lambda: False, lambda seconds: None, Pace(tries=3), clock)
        worker.deliver_all()
        return worker

    return deliver_all
