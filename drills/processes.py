"""Processes that a drill starts and always ends; and how long it may take at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType

from .environment import FOLDER, POSTGRESQL, ROOT, SQLITE

Process = subprocess.Popen[bytes]
Drill = Callable[["Running"], Iterator[str]]

# Each drill, and the seconds after which it is broken off.
LIMITS = {
    "failover": 480,
    "front_caches": 400,
    "database_away": 150,
    "disk_full": 120,
    "clock": 120,
    "visible": 240,
}
# What a drill is held on, where that is not PostgreSQL alone.
ENGINES = {
    "visible": (SQLITE, POSTGRESQL),
    "disk_full": (SQLITE,),
    "clock": (SQLITE,),
}
LEFT_OUT = 77  # the exit status of a drill that cannot be held here


class LeftOut(Exception):
    """The drill cannot be held on this machine; says what is missing."""


def need(*programs: str) -> None:
    """Raise `LeftOut` where one of these programs is not on this machine."""
    for one in programs:
        program(one)


def program(name: str) -> str:
    """The path of a program; `LeftOut` where there is none."""
    if found := shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin"):
        return found
    raise LeftOut(f"there is no {name}")


class Running(ExitStack):
    """Processes by name; all are killed, with those they started, where the block ends."""

    def __init__(self) -> None:
        super().__init__()
        self.named: dict[str, Process] = {}

    def start(
        self, name: str, command: Sequence[str], env: Mapping[str, str] | None = None, user: str = ""
    ) -> Process:
        """Start a process, as this user where that is another; what it says goes to a file of its name."""
        with (FOLDER / f"{name}.log").open("ab") as said:
            process = subprocess.Popen(  # noqa: S603
                command, cwd=ROOT, env={**os.environ, **(env or {})}, user=user or None,
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        self.callback(kill, process)
        self.named[name] = process
        return process

    def manage(self, name: str, *command: str, **env: str) -> Process:
        """Start a command of the newsroom's own."""
        return self.start(name, [sys.executable, "manage.py", *command], env)


def hold(name: str, drill: Drill) -> None:
    """Hold a drill, print its lines as they come, and end everything it has started."""
    try:
        with limited(LIMITS[name]), Running() as running:
            for line in drill(running):
                print(line, flush=True)  # noqa: T201
    except LeftOut as missing:
        print(f"left out: {missing}", flush=True)  # noqa: T201
        sys.exit(LEFT_OUT)


def kill(process: Process) -> None:
    """End a process and all it has started, as a power cut does."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


def children(process: Process) -> list[int]:
    """The numbers of the processes that this one has started, such as a web server's."""
    return sorted(map(int, Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()))


def wait_for(what: str, is_so: Callable[[], object], seconds: float = 60) -> None:
    """Wait until it is so; TimeoutError, with what the processes said last, where it never is."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return
        time.sleep(0.05)
    said = [f"{log.name}: {log.read_text(errors='replace')[-1500:]}" for log in FOLDER.glob("*.log")]
    raise TimeoutError("\n".join([f"{what}: not within {seconds} s", *said]))


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Break the block off after so long, or at SIGTERM, so that everything it has started is ended."""

    def too_long(number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"the drill was broken off: {signal.Signals(number).name}")

    for one in (signal.SIGALRM, signal.SIGTERM):
        signal.signal(one, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def run(command: Sequence[str | Path], user: str = "") -> str:
    """Run a program to its end; what it printed. CalledProcessError where it fails."""
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, user=user or None, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        raise ChildProcessError(f"{command}: {done.stdout}{done.stderr}")
    return done.stdout
