"""Wagtail beside us: its site, made once from the folder beside the house, with the same statements."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from .archives import KEPT, SERVER, counts, is_made
from .given import GIVEN

SITE = GIVEN / "wagtail_site"
PACKAGES = KEPT / "wagtail"  # its own virtual environment


def python() -> str:
    """The Python that has Wagtail, of the same build as this one."""
    found = PACKAGES / "bin" / "python"
    if not found.exists():
        print("Installing Wagtail", flush=True)  # noqa: T201
        base = Path(sys.base_prefix) / "bin" / "python3"
        _run([str(base), "-m", "venv", str(PACKAGES)])
        _run(
            [str(found), "-m", "pip", "install", "--quiet", "--requirement", str(GIVEN / "requirements.txt")]
        )
    return str(found)


def environment(size: int) -> dict[str, str]:
    """The environment of its process."""
    server = urlsplit(SERVER)
    return {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(SITE),
        "DJANGO_SETTINGS_MODULE": "settings",
        "ANCHOR_DB": _name(size),
        "PGUSER": server.username or "",
        "PGPASSWORD": server.password or "",
        "PGHOST": server.hostname or "",
        "PGPORT": str(server.port or 5432),
    }


def make(size: int) -> None:
    """Make its database, where it is not there yet; with the search rows its `update_index` would write."""
    env = environment(size)
    manage = [python(), "-W", "ignore", str(SITE / "manage.py")]
    counted = "from press.models import StatementPage; print(StatementPage.objects.count())"
    with psycopg.connect(SERVER, autocommit=True) as server:
        if is_made(server, _name(size)) and counts([*manage, "shell", "-c", counted], env) == size:
            return
    print(f"Making {size} statements in Wagtail", flush=True)  # noqa: T201
    statements = KEPT / f"given_{size}.jsonl"
    with statements.open("w", encoding="utf-8") as written:
        made = [sys.executable, str(GIVEN / "gen" / "generate.py"), "statements", "-n", str(size)]
        subprocess.run(made, stdout=written, check=True)  # noqa: S603
    _run([*manage, "migrate", "--verbosity", "0"], env)
    _run([*manage, "load_statements", str(statements)], env)
    url = f"{SERVER.rpartition('/')[0]}/{_name(size)}"
    with psycopg.connect(url, autocommit=True) as database:
        filling = (SITE / "fill_index.sql").read_text(encoding="utf-8")
        for statement in filter(str.strip, filling.split(";")):
            database.execute(sql.SQL(statement))
        database.execute("VACUUM ANALYZE")


def _name(size: int) -> str:
    return f"pressoffice_bench_wagtail_{size}"


def _run(command: list[str], env: dict[str, str] | None = None) -> None:
    subprocess.run(command, env=env, cwd=KEPT, check=True)  # noqa: S603
