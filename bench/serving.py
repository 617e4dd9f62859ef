"""Web servers that are measured: started alike, loaded by wrk, their processor time read from the kernel."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import psycopg

HERE = Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")
WORKERS, THREADS, CONNECTIONS = 2, 4, 8


@dataclass(frozen=True)
class Load:
    """What came of one trial; `cpu` is what one answer cost server and database, in milliseconds."""

    per_second: float
    cpu: float
    p50: float
    p99: float
    faults: int
    foreign: float  # cores that other work took meanwhile


@dataclass
class Served:
    """A server that answers at `port`, and the database it asks."""

    port: int
    process: subprocess.Popen[bytes]
    database: str = ""

    def load(self, paths: list[str], seconds: int, header: str = "") -> Load:
        """Ask for these paths in turn, from eight connections."""
        with NamedTemporaryFile("w", suffix=".txt") as listed:
            listed.write("\n".join(paths) + "\n")
            listed.flush()
            env = {**os.environ, "BENCH_PATHS": listed.name, "BENCH_HEADER": header}
            spent, busy, began = self._spent(), _busy(), time.monotonic()
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s", "-s"]
            children = os.times().children_user + os.times().children_system
            told = subprocess.run(  # noqa: S603
                [*command, str(HERE / "rotate.lua"), f"http://127.0.0.1:{self.port}"],
                env=env, capture_output=True, text=True, check=True,
            ).stdout  # fmt: skip
        own = self._spent() - spent
        wrk = os.times().children_user + os.times().children_system - children
        found = json.loads(re.search(r"JSON (\{.*\})", told)[1])  # type: ignore[index]
        return Load(
            per_second=found["requests"] / found["seconds"],
            cpu=own * 1000 / max(1, found["requests"]),
            p50=found["p50"],
            p99=found["p99"],
            faults=found["faults"],
            foreign=max(0.0, (_busy() - busy - own - wrk) / (time.monotonic() - began)),
        )

    def megabytes(self) -> int:
        """The most memory that one of its processes has had."""
        peaks = (re.search(r"VmHWM:\s+(\d+)", _read(pid, "status")) for pid in self._processes())
        return max((int(peak[1]) // 1024 for peak in peaks if peak), default=0)

    def _spent(self) -> float:
        """Seconds of processor time of its processes, and of the database's for them."""
        return sum(map(_seconds, [*self._processes(), *_backends(self.database)]))

    def _processes(self) -> list[int]:
        children = _read(self.process.pid, f"task/{self.process.pid}/children").split()
        return [self.process.pid, *map(int, children)]


@contextmanager
def served(command: list[str], application: str, folder: Path, env: Mapping[str, str]) -> Iterator[Served]:
    """An application behind granian (`command`), until the block ends; `DATABASE_URL` names its database."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS)]
    options += ["--blocking-threads", str(THREADS), "--no-ws", "--log-level", "error"]
    started = [*command, *options, application]
    quiet = subprocess.DEVNULL  # its log; what goes wrong is counted
    with subprocess.Popen(  # noqa: S603
        started, cwd=folder, env=env, stdout=quiet, stderr=quiet
    ) as process:
        try:
            _wait_for(port, process)
            yield Served(port, process, env.get("DATABASE_URL", ""))
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _look in range(600):
        if process.poll() is not None:
            raise ChildProcessError(process.args)
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(process.args)


def _backends(database: str) -> list[int]:
    """The server processes of PostgreSQL that work for this database; none for other engines."""
    if not database.startswith("postgres"):
        return []
    with psycopg.connect(database, autocommit=True) as asking:
        own = (
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in asking.execute(own)]


def _seconds(pid: int) -> float:
    fields = _read(pid, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _read(pid: int, what: str) -> str:
    try:
        return Path(f"/proc/{pid}/{what}").read_text()
    except OSError:
        return ""


def _busy() -> float:
    spent = list(map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9]))
    return (sum(spent) - spent[3] - spent[4]) / TICKS
