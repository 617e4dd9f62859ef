"""What each database does for a backup: copy itself while it is used, judge a copy, take one for its own."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from django.db import connection, connections
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

GATHERED = 3  # of gzip's nine: twice as fast as its usual for a tenth more bytes


class Failed(Exception):
    """The database or its tool refused, in its own words."""


class Sqlite:
    """A file, copied page by page by SQLite itself: whoever writes meanwhile waits for nothing."""

    vendor: ClassVar = "sqlite"
    copy_name: ClassVar = "database.sqlite3.gz"

    def dump(self, target: Path) -> None:
        """A copy of the database as it stands at one moment."""
        plain = target.with_suffix("")
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(plain)) as copy:
                connection.connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
            self._judge(plain)
        except sqlite3.Error as fault:
            raise Failed(str(fault)) from fault
        with plain.open("rb") as whole, gzip.open(target, "wb", GATHERED) as small:
            shutil.copyfileobj(whole, small)
        plain.unlink()

    def prepare(self, copy: Path) -> Path:
        """The copy as it can be taken over, judged once more."""
        plain = copy.with_suffix("")
        try:
            with gzip.open(copy, "rb") as small, plain.open("wb") as whole:
                shutil.copyfileobj(small, whole)
            self._judge(plain)
        except (sqlite3.Error, gzip.BadGzipFile, EOFError) as fault:
            raise Failed(str(fault)) from fault
        return plain

    def load(self, prepared: Path) -> None:
        """Become the copy. The file takes the old one's place in one step."""
        name = Path(connection.settings_dict["NAME"])
        half = name.with_name(name.name + ".restored")
        try:
            shutil.copyfile(prepared, half)
            connections.close_all()
            for beside in ("-wal", "-shm"):
                name.with_name(name.name + beside).unlink(missing_ok=True)
            half.replace(name)
        finally:
            half.unlink(missing_ok=True)

    def _judge(self, plain: Path) -> None:
        with closing(sqlite3.connect(plain)) as copy:
            register(copy)  # what Django's constraints ask for
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise Failed(f"The copy is not whole: {found}")


class Postgresql:
    """PostgreSQL's own tools, of the server's version or newer, found by their names."""

    vendor: ClassVar = "postgresql"
    copy_name: ClassVar = "database.dump"

    def dump(self, target: Path) -> None:
        """One transaction's view of the database, in pg_dump's own compressed form."""
        plainly = ("--format=custom", "--no-owner", "--no-privileges")
        self._run("pg_dump", *plainly, f"--file={target}")

    def prepare(self, copy: Path) -> Path:
        """The copy, if it has a table of contents."""
        self._run("pg_restore", "--list", str(copy), at_the_server=False)
        return copy

    def load(self, prepared: Path) -> None:
        """Become the copy, all of it or nothing, whatever empty tables stand in the way: those of a newer
        release may lean on ours, so that they go first.
        """
        names = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
        clear = f"DROP TABLE {names} CASCADE" if names else "SELECT"
        connections.close_all()
        script = prepared.with_suffix(".sql")
        plainly = ("--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={script}")
        self._run("pg_restore", *plainly, str(prepared), at_the_server=False)
        whole = ("--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1")
        self._run("psql", *whole, f"--command={clear}", f"--file={script}")

    def _run(self, tool: str, *arguments: str, at_the_server: bool = True) -> None:
        where, environment = self._server() if at_the_server else ([], {})
        command = [tool, *where, *arguments]
        try:
            done = subprocess.run(  # noqa: S603  (the settings name the server, nobody else)
                command, env=os.environ | environment, capture_output=True, text=True, check=False
            )
        except FileNotFoundError as fault:
            raise Failed(f"There is no {tool} here. Debian: apt install postgresql-client") from fault
        if done.returncode:
            raise Failed(f"{tool}: {done.stderr.strip()}")

    def _server(self) -> tuple[list[str], dict[str, str]]:
        """Where the server is, as psql would be told."""
        (_psql, *where, name), environment = connection.client.settings_to_cmd_args_env(
            connection.settings_dict | {"OPTIONS": {}}, []
        )
        return [*where, f"--dbname={name}"], environment or {}


ENGINES: dict[str, Any] = {engine.vendor: engine for engine in (Sqlite, Postgresql)}


def current() -> Sqlite | Postgresql:
    """That of the database in use."""
    engine: Sqlite | Postgresql = ENGINES[connection.vendor]()
    return engine
