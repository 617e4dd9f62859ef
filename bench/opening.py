"""Opens pages of the site of its environment and prints what each took; asks for nothing but Django.

In: JSON `{"pages": {class: [addresses]}, "trials", "cache"}`; out: JSON. The same for every site that is
measured, each in its own environment. A page is first opened cold (what the site keeps of searches, in the
cache of that name, is thrown away before), then warm. What counts is the processor time of the page and its
database, of the fastest of the trials: other work only slows one down.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import perf_counter, process_time_ns
from typing import Any

import django

LONG = 1_000  # milliseconds


def spent() -> int:
    """Nanoseconds of processor time until now, here and in the database's process for this connection.

    Of a server that stands on another machine it is not known.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        return process_time_ns()
    connection.ensure_connection()
    running = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return process_time_ns() + int(running.read_text().split()[0])


def measure(asked: dict[str, Any]) -> dict[str, Any]:
    """By class: the milliseconds of every page, cold and warm; and how many cores other work took."""
    from django.test import Client

    client = Client()
    _opened(client, next(iter(asked["pages"].values()))[0])
    began, busy, own = perf_counter(), _busy(), spent()
    found = {name: [_page(client, asked, one) for one in pages] for name, pages in asked["pages"].items()}
    foreign = (_busy() - busy - (spent() - own) / 1e9) / (perf_counter() - began)
    return {"found": found, "foreign": max(0.0, foreign)}


def _page(client: Any, asked: dict[str, Any], address: str) -> dict[str, float]:
    cache, trials = asked["cache"], asked["trials"]
    cold = _fastest(client, address, trials, cache)
    return {"cold": cold, "warm": _fastest(client, address, trials) if cache else cold}


def _fastest(client: Any, address: str, trials: int, forgotten: str = "") -> float:
    """The fastest of some openings; what takes long is opened once, where other work weighs little."""
    took: list[float] = []
    while len(took) < trials and min(took, default=0) < LONG:
        _forget(forgotten)
        took.append(_opened(client, address))
    return min(took)


def _opened(client: Any, address: str) -> float:
    """Milliseconds of one page."""
    began = spent()
    answer = client.get(address)
    passed = (spent() - began) / 1e6
    if answer.status_code != 200:
        raise ValueError(f"{answer.status_code} {address}")
    return passed


def _forget(cache: str) -> None:
    if cache:
        from django.core.cache import caches

        caches[cache].clear()


def _busy() -> float:
    """Seconds of all cores that were not idle."""
    with open("/proc/stat", encoding="ascii") as told:
        ticks = list(map(int, told.readline().split()[1:9]))
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(json.load(sys.stdin))))  # noqa: T201
