"""A second installation, empty, in a folder and a database of its own; and commands run in it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection

from tests.environment import ROOT, postgres_url

PAGES = """
import hashlib, json, sys
from django.test import Client
pages = {path: Client().get(path, follow=True) for path in json.loads(sys.argv[1])}
print(json.dumps({path: hashlib.sha256(page.content).hexdigest() for path, page in pages.items()}))
"""


@dataclass
class Elsewhere:
    """Where it is, and the environment of its processes."""

    folder: Path
    environment: dict[str, str]

    @property
    def files(self) -> Path:
        """Its folder of files."""
        return self.folder / "files"

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A management command there."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment | more, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def pages(self, paths: list[str]) -> dict[str, str]:
        """The hash of what each address answers there."""
        script = f"import sys; sys.argv = ['', {json.dumps(paths)!r}]\n{PAGES}"
        done = self.run("shell", "--no-imports", "-c", script)
        assert done.returncode == 0, done.stderr
        found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return found


@contextmanager
def elsewhere(folder: Path, engine: str = "", **more: str) -> Iterator[Elsewhere]:
    """An empty installation on this engine, or that of this test."""
    folder.mkdir(exist_ok=True)
    engine = engine or connection.vendor
    there = Elsewhere(folder, _environment(folder, engine) | more)
    if engine == "sqlite":
        yield there
        return
    name = there.environment["DATABASE_URL"].rpartition("/")[2]
    with _server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8 LOCALE "C.UTF-8"')
    try:
        yield there
    finally:
        connection.close()
        with _server() as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def sha256(content: bytes) -> str:
    """Its hash, as `pages` gives it."""
    return hashlib.sha256(content).hexdigest()


def other_engine() -> str:
    """PostgreSQL for a test on SQLite, where a server answers; else SQLite."""
    if connection.vendor == "postgresql":
        return "sqlite"
    try:
        with _server():
            return "postgresql"
    except psycopg.OperationalError:
        return "sqlite"


def _environment(folder: Path, engine: str) -> dict[str, str]:
    url = f"{postgres_url()}_elsewhere{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    if engine == "sqlite":
        url = f"sqlite:///{folder / 'elsewhere.sqlite3'}"
    places = {
        "VAR_DIR": str(folder),
        "FILES_ROOT": str(folder / "files"),
        "BACKUPS_ROOT": str(folder / "backups"),
    }
    return os.environ | places | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "pressoffice.settings"}


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    with psycopg.connect(f"{postgres_url().rpartition('/')[0]}/postgres", autocommit=True) as server:
        yield server
