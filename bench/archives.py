"""The databases that are measured: one for each size and engine, made once and kept in `var/`."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench"
SERVER = os.environ.get("BENCH_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
SEED = "1"
ENGINES = ("sqlite", "postgresql")


def environment(engine: str, size: int) -> dict[str, str]:
    """The environment of a process that works on the archive of this size on this engine."""
    return {
        **os.environ,
        "SECRET_KEY": "only for measuring " * 3,
        "ALLOWED_HOSTS": "testserver",
        "REQUIRE_SECOND_FACTOR": "0",
        "DEBUG": "0",
        "TIME_ZONE": "Asia/Kolkata",
        "DJANGO_SETTINGS_MODULE": "pressoffice.settings",
        "DATABASE_URL": _sqlite(size) if engine == "sqlite" else _postgresql(size),
    }


def make(engine: str, size: int) -> None:
    """Make the archive, where it is not there yet."""
    if _is_there(engine, size):
        return
    print(f"Making {size} statements on {engine}", flush=True)  # noqa: T201
    manage = [sys.executable, str(ROOT / "manage.py")]
    env = environment(engine, size)
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=env, check=True)  # noqa: S603
    subprocess.run([*manage, "make_archive", str(size), "--seed", SEED], env=env, check=True)  # noqa: S603


def _sqlite(size: int) -> str:
    KEPT.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{KEPT / _name(size)}.sqlite3"


def _postgresql(size: int) -> str:
    return f"{SERVER.rpartition('/')[0]}/{_name(size)}"


def _name(size: int) -> str:
    """Of this size and of these tables: when they change, the archive is made anew."""
    tables = hashlib.sha256((ROOT / "statements" / "migrations" / "0001_initial.py").read_bytes())
    return f"pressoffice_bench_{size}_{tables.hexdigest()[:8]}"


def _is_there(engine: str, size: int) -> bool:
    """Whether it is whole: a making that was broken off leaves nothing but empty tables."""
    if engine == "postgresql":
        with psycopg.connect(SERVER, autocommit=True) as server:
            found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name(size)]).fetchone()
            if not found:
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_name(size))))
    count = "from statements.models import Statement; print(Statement.objects.count())"
    asked = subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", count],
        env=environment(engine, size), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return asked.returncode == 0 and asked.stdout.strip() == str(size)
