"""Runs workers as processes, kills some at random and replaces them, until nothing is due any more.

python -m tests.statements.outbox.foreman WORKERS KILLS SEED; prints as JSON how many it killed and how the
others ended when they were told to stop.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.db import connections  # noqa: E402

from statements.models import Effect  # noqa: E402
from statements.outbox.delivery import Worker  # noqa: E402
from statements.outbox.leases import Pace  # noqa: E402

# A day's patience in some seconds; the lease still outlasts one mail by far.
HURRIED = Pace(
    batch=5,
    lease=timedelta(seconds=4),
    first_wait=timedelta(seconds=0.2),
    longest_wait=timedelta(seconds=0.5),
    tries=3,
    rest=0.3,
)
BETWEEN_KILLS = (0.05, 0.4)  # seconds


def spawn() -> int:
    """Begin a worker in a process of its own; its number."""
    connections.close_all()  # no two processes speak over one connection
    process = os.fork()
    if process == 0:
        stopped: list[int] = []
        signal.signal(signal.SIGTERM, lambda number, frame: stopped.append(number))
        Worker(lambda: bool(stopped), time.sleep, HURRIED).work()
        os._exit(0)
    return process


def is_done() -> bool:
    """Whether nothing is left to be sent."""
    try:
        return not Effect.objects.filter(state=Effect.State.DUE).exists()
    finally:
        connections.close_all()


def main(workers: int, kills: int, seed: int) -> None:
    """Let them work, kill and replace, wait for the end, tell the rest to stop."""
    chance = random.Random(seed)
    alive = [spawn() for _number in range(workers)]
    killed = 0
    while killed < kills and not is_done():
        time.sleep(chance.uniform(*BETWEEN_KILLS))
        victim = alive.pop(chance.randrange(len(alive)))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        killed += 1
        alive.append(spawn())
    while not is_done():
        time.sleep(0.2)
    for process in alive:
        os.kill(process, signal.SIGTERM)
    ends = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in alive]
    print(json.dumps({"killed": killed, "ends": ends}))  # noqa: T201


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:]))
