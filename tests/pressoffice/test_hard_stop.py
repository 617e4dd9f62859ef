"""A power cut: everything is killed as it stands; what fell due meanwhile is public afterwards, and told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.utils import timezone

from statements import record_check
from statements.models import Effect
from tests.cast import Cast, Newsroom
from tests.environment import ROOT
from tests.mail_server import mail_server
from tests.statements.outbox.conftest import reachable  # noqa: F401  (a fixture)
from tests.statements.outbox.processes import environment
from tests.statements.outbox.test_worker import wait_for

from .test_serve import GOOD_KEY

pytestmark = pytest.mark.django_db(transaction=True)
A_WHILE = timedelta(seconds=15)
HEADLINE = "Wages of the gauze mill are due"


def ask(env: dict[str, str], path: str) -> tuple[int, str]:
    """A page, as the front server asks: status and text; 0 where nobody answers."""
    asking = HTTPConnection(env["BIND"], timeout=60)
    try:
        asking.request("GET", path, headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
        answer = asking.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        asking.close()


@contextmanager
def power(env: dict[str, str]) -> Iterator[None]:
    """Pages and a worker, ready at the beginning; at the end every process of theirs is killed at once."""
    with ExitStack() as running:
        for command in ("serve", "worker"):
            process = subprocess.Popen(
                [sys.executable, "manage.py", command], cwd=ROOT, env=env, start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            running.callback(process.wait)
            running.callback(os.killpg, process.pid, signal.SIGKILL)
        wait_for(lambda: ask(env, "/readyz")[0] == 200)
        yield


def test_what_fell_due_while_it_was_off_is_public_and_told(
    reachable: Cast,  # noqa: F811
    tmp_path: Path,
) -> None:
    newsroom = Newsroom(reachable, timezone.now)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with mail_server() as post:
        env = environment(
            post.port, BIND=f"127.0.0.1:{port}", SECRET_KEY=GOOD_KEY, WEB_PROCESSES="2", HTTPS_ONLY="1",
            REQUIRE_SECOND_FACTOR="1", TRUSTED_PROXIES="127.0.0.1", BACKUPS_ROOT=str(tmp_path),
        )  # fmt: skip
        del env["DJANGO_ALLOW_ASYNC_UNSAFE"]  # of the browser tests; nothing is served with it
        with power(env):
            due_at = timezone.now() + A_WHILE
            newsroom.public(headline=HEADLINE, public_from=due_at)
            newsroom.in_review()
        waiting = Effect.objects.filter(state=Effect.State.DUE)
        assert waiting.filter(due_at=due_at).exists()
        wait_for(lambda: timezone.now() > due_at)
        with power(env):
            status, front = ask(env, "/")
            assert (status, HEADLINE in front) == (200, True)
            wait_for(lambda: not waiting.exists())
        told = Counter(taken.key for taken in post.taken)
    assert told.keys() == set(Effect.objects.exclude(recipient=None).values_list("key", flat=True))
    assert list(record_check.bad_rows()) == []
