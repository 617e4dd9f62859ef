"""What is published or withdrawn shows in every web process within a second, hundreds of times, under load.

Four web servers of one process each, so that every process is asked for itself; people read the front page at
each without a pause. Each text is published at the desk of one of them, and the one before it withdrawn: so
every page tells by what stands on it how many changes it knows of.
"""

from __future__ import annotations

import random
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from statistics import quantiles
from threading import Event, Lock, Thread

from statements import verbs
from statements.models import Statement, User

from .asking import Client
from .day import DONE, NUMBERS
from .newsroom import filled, press_publish, session_of, web_servers
from .postgres import database
from .processes import Running, hold, wait_for

PROMISED = 1.0  # second
TIMES = 100  # publications, and as many withdrawals
PROCESSES, READERS, PACE = 4, 2, 0.005  # readers of each process, and the seconds they rest after an answer
EXPLANATION = "The figure was wrong."


@dataclass(frozen=True, order=True)
class Seen:
    """A page that somebody got, and how many changes it knows of."""

    answered_at: float
    asked_at: float
    changes: int


@dataclass
class Process:
    """One web process, and what was seen of it."""

    port: int
    seen: list[Seen] = field(default_factory=list)
    newest: int = 0
    faults: list[int] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def read(self, over: Event) -> None:
        """Read its front page until it is over."""
        client = Client(self.port)
        while not over.wait(PACE):
            answer = client.get("/")
            if answer.status != 200:
                self.faults.append(answer.status)
                continue
            seen = Seen(answer.answered_at, answer.asked_at, changes_on(answer.text))
            with self._lock:
                self.seen.append(seen)
                self.newest = max(self.newest, seen.changes)

    def older_after_newer(self) -> int:
        """How many pages were asked for when somebody had a newer one of this process already."""
        known = zip(self.seen, newest_before(self.seen), strict=True)
        return sum(before > seen.changes for seen, before in known)


def main() -> None:
    """Hold the drill."""
    hold("visible", _held)


def _held(running: Running) -> Iterator[str]:
    database(running)
    press = filled(TIMES + 1)
    processes = [Process(port) for port in web_servers(running, PROCESSES, WEB_PROCESSES="1")]
    cookies = session_of(press.publisher)
    desks = [partial(Client, one.port, cookies=cookies) for one in processes]
    over = Event()
    people = [Thread(target=one.read, args=(over,)) for one in processes for _reader in range(READERS)]
    verbs.publish(press.ready[0], by=press.publisher)
    for person in people:
        person.start()
    try:
        confirmed = list(_changes(press.ready, press.publisher, desks, processes))
    finally:
        over.set()
    for person in people:
        person.join(30)
    for one in processes:
        one.seen.sort()
    yield from _what_was_seen(processes, confirmed)


def _changes(
    texts: list[Statement], publisher: User, desks: Sequence[Callable[[], Client]], processes: list[Process]
) -> Iterator[float]:
    """Publish and withdraw in turn, each once all have seen the one before; when each was confirmed."""
    for number, (before, text) in enumerate(pairwise(texts), 1):
        status = press_publish(desks[number % len(desks)](), text)  # nobody holds an idle connection
        if status != DONE:
            raise AssertionError(f"not published: {status}")
        yield time.monotonic()
        _all_see(2 * number - 1, processes)
        before.refresh_from_db()
        verbs.withdraw(before, by=publisher, explanation=EXPLANATION)
        yield time.monotonic()
        _all_see(2 * number, processes)


def _all_see(changes: int, processes: list[Process]) -> None:
    wait_for(f"change {changes}", lambda: all(one.newest >= changes for one in processes), 10)
    time.sleep(random.uniform(0, 0.1))  # noqa: S311  (so that looks at the epoch fall anywhere between)


def _what_was_seen(processes: list[Process], confirmed: list[float]) -> Iterator[str]:
    late = sorted(_late(one, changes, at) for changes, at in enumerate(confirmed, 1) for one in processes)
    faults = [status for one in processes for status in one.faults]
    older = sum(one.older_after_newer() for one in processes)
    pages = [len(one.seen) for one in processes]
    hundredths = quantiles(late, n=100)
    yield (
        f"{len(confirmed)} changes, half of them withdrawals, in {PROCESSES} web processes; "
        f"{sum(pages)} pages read, {min(pages)} or more of each process; other answers: {faults or 'none'}"
    )
    yield (
        f"  from the confirmation to the first page that shows it: worst {late[-1]:.3f} s, "
        f"half of them within {hundredths[49]:.3f} s, 99 of 100 within {hundredths[98]:.3f} s"
    )
    yield f"  older pages of a process after newer ones: {older}"
    yield f"  a page of one process was older than one of another had been: {_apart(processes):.3f} s at most"
    if late[-1] >= PROMISED or older or faults:
        raise AssertionError("a change was not seen as promised")


def _late(process: Process, changes: int, confirmed_at: float) -> float:
    """Seconds until somebody had a page of this process that knows of so many changes."""
    first = next(seen.answered_at for seen in process.seen if seen.changes >= changes)
    return max(0.0, first - confirmed_at)


def _apart(processes: list[Process]) -> float:
    """How long after a newer page of any process an older one of another was asked for."""
    seen = sorted(one for process in processes for one in process.seen)
    first = dict[int, float]()  # changes: when first seen at all
    for one in seen:
        first.setdefault(one.changes, one.answered_at)
    return max((one.asked_at - first.get(one.changes + 1, one.asked_at) for one in seen), default=0.0)


def newest_before(seen: list[Seen]) -> Iterator[int]:
    """For each page, by the time of its answer: the most changes that were known when it was asked for."""
    answered = [one.answered_at for one in seen]
    most, newest = [0], 0
    for one in seen:
        most.append(newest := max(newest, one.changes))
    return (most[bisect_left(answered, one.asked_at)] for one in seen)


def changes_on(page: str) -> int:
    """How many changes a front page knows of: the newest text, and whether the one before is withdrawn."""
    numbers = set(map(int, NUMBERS.findall(page)))
    newest = max(numbers, default=1)
    return 2 * (newest - 1) - (newest - 1 in numbers)


if __name__ == "__main__":
    main()
