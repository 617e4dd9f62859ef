"""The databases that are measured: one for each source, size and engine, made once and kept in `var/`."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg import sql

from .given import GENERATOR

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench"
SERVER = os.environ.get("BENCH_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
SEED = "1"
ENGINES = ("sqlite", "postgresql")
# By `make_archive`; the statements that all systems are measured on; the former with what they demand.
MADE, GIVEN, DEMANDING = "made", "given", "demanding"


def source() -> str:
    """Where the statements come from that searches are measured on."""
    return GIVEN if GENERATOR.exists() else MADE


def environment(engine: str, size: int, source: str = MADE) -> dict[str, str]:
    """The environment of a process that works on the archive of this size on this engine."""
    name = _name(size, source)
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "only for measuring " * 3,
        "ALLOWED_HOSTS": "testserver,127.0.0.1",
        "REQUIRE_SECOND_FACTOR": "0",
        "DEBUG": "0",
        "HTTPS_ONLY": "0",
        "STATIC_PREPARED": "0",
        "TIME_ZONE": "Asia/Kolkata",
        "DJANGO_SETTINGS_MODULE": "pressoffice.settings",
        "PUBLIC_SECONDS": "60",  # what takes too long is to be measured, not broken off
        "DATABASE_URL": _sqlite(name) if engine == "sqlite" else f"{SERVER.rpartition('/')[0]}/{name}",
    }


def make(engine: str, size: int, source: str = MADE) -> None:
    """Make the archive, where it is not there yet."""
    if _is_there(engine, size, source):
        return
    print(f"Making {size} statements on {engine}", flush=True)  # noqa: T201
    manage = [sys.executable, str(ROOT / "manage.py")]
    fill = {
        MADE: [*manage, "make_archive", str(size), "--seed", SEED],
        GIVEN: [sys.executable, "-m", "bench.given", str(size)],
        DEMANDING: [sys.executable, "-m", "bench.demanding", str(size)],
    }
    env = environment(engine, size, source)
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=env, check=True)  # noqa: S603
    subprocess.run(fill[source], env=env, cwd=ROOT, check=True)  # noqa: S603


@contextmanager
def copied(engine: str, size: int, source: str) -> Iterator[dict[str, str]]:
    """The environment of a copy of an archive; what is written in it is gone with it after the block."""
    env, name = environment(engine, size, source), _name(size, source)
    if engine == "sqlite":
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.sqlite3"
            with (
                closing(sqlite3.connect(KEPT / f"{name}.sqlite3")) as kept,
                closing(sqlite3.connect(copy)) as to,
            ):
                kept.backup(to)
            yield {**env, "DATABASE_URL": f"sqlite:///{copy}"}
        return
    own, copied = sql.Identifier(name), sql.Identifier(f"{name}_copy")
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(copied))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(copied, own))
        try:
            yield {**env, "DATABASE_URL": f"{env['DATABASE_URL']}_copy"}
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(copied))


def is_made(server: psycopg.Connection[Any], name: str) -> bool:
    """Whether the server has a database of this name; makes it, empty, where it has not."""
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if not found:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return bool(found)


def counts(command: list[str], env: dict[str, str]) -> int:
    """The number that a command prints; 0 where it fails, as on a database without tables."""
    asked = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    last = asked.stdout.strip().rpartition("\n")[2]
    return int(last) if asked.returncode == 0 and last.isdigit() else 0


def _sqlite(name: str) -> str:
    KEPT.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{KEPT / name}.sqlite3"


def _name(size: int, source: str) -> str:
    """Of this size and of these tables: when they change, the archive is made anew."""
    migrations = sorted(ROOT.glob("*/migrations/0*.py"))
    tables = hashlib.sha256(b"".join(one.read_bytes() for one in migrations))
    return f"pressoffice_bench_{source}_{size}_{tables.hexdigest()[:8]}"


def _is_there(engine: str, size: int, source: str) -> bool:
    """Whether it is whole: a making that was broken off leaves nothing but empty tables."""
    if engine == "postgresql":
        with psycopg.connect(SERVER, autocommit=True) as server:
            if not is_made(server, _name(size, source)):
                return False
    count = "from statements.models import Statement; print(Statement.objects.count())"
    manage = [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", count]
    return counts(manage, environment(engine, size, source)) == size
