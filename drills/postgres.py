"""PostgreSQL as two servers of the drill's own: a primary, and a standby that has all it confirms."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import psycopg

from .environment import ENGINE, FOLDER, POSTGRESQL, PRIMARY, ROOT, STANDBY
from .processes import Process, Running, program, run, wait_for

OWNER = "postgres" if os.geteuid() == 0 else ""  # PostgreSQL refuses to run as root


def its(name: str) -> str:
    """The path of one of PostgreSQL's own programs, of the newest version there is."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found[-1]) if found else program(name)


@dataclass
class Server:
    """A server of PostgreSQL by the name of its folder."""

    name: str
    port: int

    @property
    def url(self) -> str:
        """This very server's newsroom, whichever takes writes."""
        return f"postgres://postgres@127.0.0.1:{self.port}/newsroom"

    @property
    def folder(self) -> str:
        """Where its data lies."""
        return str(FOLDER / self.name)

    def answers(self) -> bool:
        """Whether it lets anybody in."""
        try:
            psycopg.connect(self.url.replace("/newsroom", "/postgres"), connect_timeout=2).close()
        except psycopg.Error:
            return False
        return True

    def start(self, running: Running) -> Process:
        """Start it and wait until it answers."""
        shutil.copytree(ROOT / "deploy" / "standby", FOLDER / "steps", dirs_exist_ok=True)
        options = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}"]
        command = [its("postgres"), "-D", self.folder, "-p", str(self.port), *options]
        process = running.start(self.name, command, user=OWNER)
        wait_for(f"the {self.name}", self.answers)
        return process

    def do(self, step: str) -> str:
        """Carry out one of the written steps: a file of `deploy/standby`."""
        return run([its("psql"), "--no-psqlrc", "-d", self._as_owner, "-f", FOLDER / "steps" / step])

    def ask(self, query: str) -> object:
        """The one value that a query answers."""
        with psycopg.connect(self.url, autocommit=True) as asking:
            row = asking.execute(query.encode()).fetchone()
        return row[0] if row else None

    @property
    def _as_owner(self) -> str:
        return self.url.replace("/newsroom", "/postgres")


def primary(running: Running) -> tuple[Server, Process]:
    """A new server with an empty database for a newsroom."""
    server = Server("primary", PRIMARY)
    _folder(server)
    run([its("initdb"), "-D", server.folder, "-U", "postgres", "-A", "trust",
         "--encoding=UTF8", "--locale=C.UTF-8"], user=OWNER)  # fmt: skip
    process = server.start(running)
    run([its("createdb"), "-h", "127.0.0.1", "-p", str(PRIMARY), "-U", "postgres", "newsroom"])
    return server, process


def database(running: Running) -> None:
    """The newsroom's own: a server for it, where its engine is one."""
    if ENGINE == POSTGRESQL:
        primary(running)


def standby(running: Running, of: Server) -> Server:
    """A copy of the primary that follows it; from its end on, nothing is confirmed that it has not."""
    server = Server("standby", STANDBY)
    _folder(server)
    run([its("pg_basebackup"), "-h", "127.0.0.1", "-p", str(of.port), "-U", "postgres",
         "-D", server.folder, "--write-recovery-conf", "--checkpoint=fast"], user=OWNER)  # fmt: skip
    server.start(running)
    of.do("confirm-twice.sql")
    wait_for(
        "the synchronous standby",
        lambda: of.ask("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"),
    )
    return server


def _folder(server: Server) -> None:
    folder = Path(server.folder)
    folder.mkdir(mode=0o700)
    if OWNER:
        shutil.chown(folder, OWNER, OWNER)
