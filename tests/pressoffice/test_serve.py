"""The newsroom as it is served to the public: what has to be set, what is checked, start and clean stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from pressoffice import serving
from tests.environment import ROOT

PATIENCE = 120  # seconds; a busy machine needs some
GOOD_KEY = "kB4t-9zQ_" * 7


@pytest.fixture
def fit(settings: Settings, tmp_path: Path) -> Settings:
    """Settings against which nothing stands."""
    settings.SECRET_KEY, settings.DEBUG, settings.TRY_OUT = GOOD_KEY, False, False
    settings.ALLOWED_HOSTS, settings.STATIC_PREPARED = ["press.example.org"], True
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    return settings


def test_nothing_stands_against_what_is_set(fit: Settings) -> None:
    assert list(serving.not_set()) == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SECRET_KEY", "sample-key-of-the-documentation-" * 3, "SECRET_KEY is a sample"),
        ("SECRET_KEY", "short", "SECRET_KEY is a sample or too short"),
        ("SECRET_KEY", "ab" * 40, "SECRET_KEY is a sample"),
        ("SECRET_KEY", "django-insecure-" + GOOD_KEY, "SECRET_KEY is a sample"),
        ("DEBUG", True, "DEBUG is on"),
        ("TRY_OUT", True, "TRY_OUT is set"),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS names no host"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS names no host"),
        ("STATIC_ROOT", "/nonexistent", "collectstatic"),
    ],
)
def test_what_is_amiss_is_said_with_what_to_set(fit: Settings, name: str, value: Any, told: str) -> None:
    setattr(fit, name, value)
    (sentence,) = serving.not_set()
    assert told in sentence


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """The environment of an installation on SQLite, set as the public asks for, its tables made."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "pressoffice.settings",
        "SECRET_KEY": GOOD_KEY,
        "ALLOWED_HOSTS": "press.example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'served.sqlite3'}",
        "BIND": f"127.0.0.1:{port}",
        "WEB_PROCESSES": "2",
        "TRUSTED_PROXIES": "127.0.0.1",
        "HTTPS_ONLY": "1",
        "REQUIRE_SECOND_FACTOR": "1",
    }
    del environment["DJANGO_ALLOW_ASYNC_UNSAFE"]  # of the browser tests
    manage(environment, "migrate", "--verbosity", "0")
    return environment


def manage(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_deploy_check_is_clean_and_what_is_not_set_keeps_it_from_being_served(
    installed: dict[str, str],
) -> None:
    clean = manage(installed, "check", "--deploy", "--fail-level", "WARNING")
    assert clean.returncode == 0, clean.stderr
    assert "(1 silenced)" in clean.stdout + clean.stderr, "ckeditor.W001 and nothing else"
    refused = manage(installed | {"ALLOWED_HOSTS": "", "DEBUG": "1"}, "serve")
    assert refused.returncode == 1
    for told in ("not served yet", "DEBUG is on", "ALLOWED_HOSTS names no host"):
        assert told in refused.stderr
    lax = manage(installed | {"REQUIRE_SECOND_FACTOR": "0"}, "serve")
    assert (lax.returncode, "pressoffice.W002" in lax.stderr) == (1, True)


def ask(environment: dict[str, str], path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers, as the front server asks."""
    asking = HTTPConnection(environment["BIND"], timeout=PATIENCE)
    asking.request("GET", path, headers={"Host": "press.example.org", **headers})
    answer = asking.getresponse()
    answer.read()
    asking.close()
    return answer.status, dict(answer.getheaders())


@pytest.fixture
def served(installed: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The newsroom, served."""
    with subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=installed) as process:
        gives_up_at = time.monotonic() + PATIENCE
        while time.monotonic() < gives_up_at and process.poll() is None:
            try:
                ask(installed, "/readyz")
            except OSError:
                time.sleep(0.2)
            else:
                break
        yield process
        process.kill()


def children(process: subprocess.Popen[bytes]) -> list[str]:
    """The processes it has begun."""
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()


def test_it_is_served_by_several_processes_over_https_only_and_stops_cleanly(
    installed: dict[str, str], served: subprocess.Popen[bytes]
) -> None:
    assert ask(installed, "/readyz")[0] == 200
    status, headers = ask(installed, "/")
    assert (status, headers["Location"]) == (301, "https://press.example.org/")
    status, headers = ask(installed, "/", **{"X-Forwarded-Proto": "https"})
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    begun = children(served)
    assert len(begun) >= 2
    served.send_signal(signal.SIGTERM)
    assert served.wait(PATIENCE) == 0
    assert not [pid for pid in begun if Path(f"/proc/{pid}").exists()]
