"""Processes of the newsroom on the test's own database: workers, and a desk with a real web server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from statements.models import User
from tests.environment import ROOT

Process = subprocess.Popen[str]


def environment(mail_port: int, **more: str) -> dict[str, str]:
    """The environment of a process that works on this test's database and this mail server."""
    db = connection.settings_dict
    server = f"{db['USER']}:{db['PASSWORD']}@{db['HOST']}:{db['PORT']}"
    on_postgres = connection.vendor == "postgresql"
    return {
        **os.environ,
        "DATABASE_URL": f"postgres://{server}/{db['NAME']}" if on_postgres else f"sqlite:///{db['NAME']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}" if mail_port else "",
        "DJANGO_SETTINGS_MODULE": "pressoffice.settings",
        "DEFAULT_FROM_EMAIL": "Press desk <desk@newsroom.example>",
        **more,
    }


@contextmanager
def running(*command: str, **env: str) -> Iterator[Process]:
    """A process of this Python, as long as the block lasts."""
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, text=True, **output) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


@dataclass
class Desk:
    """A desk with a web server of its own, and one person's session at it."""

    port: int
    session: str

    def get(self, path: str) -> tuple[int, str]:
        """A page: status and text."""
        answer, text = self._ask("GET", path)
        return answer.status, text

    def post(self, path: str, **form: str) -> int:
        """Send a form that stands at this address; the status."""
        page, _text = self._ask("GET", path)
        token = (page.getheader("Set-Cookie") or "").partition("csrftoken=")[2].partition(";")[0]
        body = urlencode({**form, "csrfmiddlewaretoken": token})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, body, f"; csrftoken={token}", kind)[0].status

    def _ask(
        self, method: str, path: str, body: str = "", cookies: str = "", headers: dict[str, str] | None = None
    ) -> tuple[HTTPResponse, str]:
        asking = HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookie = {"Cookie": f"sessionid={self.session}{cookies}"}
        asking.request(method, path, body, {**cookie, **(headers or {})})
        answer = asking.getresponse()
        text = answer.read().decode()
        asking.close()
        return answer, text


@contextmanager
def desk(person: User, mail_port: int, **env: str) -> Iterator[Desk]:
    """A desk in a process of its own, with `person` logged in."""
    client = Client()
    client.force_login(person)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = ("manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}")
    with running(*command, **environment(mail_port, MAIL_BY_WORKER="0", **env)) as process:
        opened = Desk(port, client.cookies["sessionid"].value)
        wait_until_it_answers(opened, process)
        yield opened


def wait_until_it_answers(desk: Desk, process: Process) -> None:
    """Wait for the web server to be there."""
    for _look in range(200):
        try:
            desk.get("/healthz")
        except OSError:
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the desk does not answer")
