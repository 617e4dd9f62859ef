"""PostgreSQL dies under load, comes back, and later only falls silent; nobody restarts anything else.

Readers have to get a current page or 503 with “come again”, no trace of an error, `/readyz` has to be red
meanwhile, and everything has to go on by itself. What was under way at the desk is done whole or not at all.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from statements.models import Edition, Effect, Step
from statements.verbs.act import SUBJECT
from statements.workflow import State, Verb
from tests.mail_server import mail_server

from .asking import Answer, Client
from .day import Day
from .newsroom import Press, filled, is_ready, session_of, web_servers
from .postgres import primary
from .processes import Running, children, hold, kill, wait_for

READERS, EVERY = 6, 0.4  # and seconds between two publications
SECONDS, GONE_FOR, STILL = 4, 6, 3  # of load between; without a database; with one that is silent
AWAY, SILENT = "while it is away", "while it is silent"
OF_AN_ERROR = ("Traceback", "psycopg", "OperationalError", "django.db")


def main() -> None:
    """Hold the drill."""
    with mail_server() as post:
        hold("database_away", lambda running: _held(running, post.port))


def _held(running: Running, mail_port: int) -> Iterator[str]:
    server, process = primary(running)
    press = filled(round((3 * SECONDS + GONE_FOR + STILL + 5) / EVERY))
    ports = web_servers(running, 2)
    worker = running.manage("worker", "worker", EMAIL_URL=f"smtp://127.0.0.1:{mail_port}")
    web = [running.named[f"web-{port}"] for port in ports]
    before = [children(one) for one in web]
    day = Day(https=False, every=EVERY)
    yield f"Two web servers, a worker, PostgreSQL; {READERS} readers, one who publishes."
    with _people(day, press, ports):
        time.sleep(SECONDS)
        connection.close()  # the drill's own
        kill(process)
        gone = time.monotonic()
        time.sleep(GONE_FOR)
        told = [(Client(port).get("/healthz"), Client(port).get("/readyz")) for port in ports]
        begun = time.monotonic()
        process = server.start(running)
        wait_for("the web servers", lambda: all(map(is_ready, ports)))
        back = time.monotonic()
        time.sleep(SECONDS)
        everyone = [process.pid, *children(process)]  # each in a group of its own
        _send(signal.SIGSTOP, everyone)
        silent = time.monotonic()
        time.sleep(STILL)
        _send(signal.SIGCONT, everyone)
        speaks = time.monotonic()
        time.sleep(SECONDS)
    yield f"Killed -9, {begun - gone:.0f} s later started again; ready {back - begun:.1f} s after that."
    yield from _what_readers_got(
        day,
        {
            "before": (0.0, gone), AWAY: (gone, back), "once it is back": (back + 1, silent),
            SILENT: (silent, speaks + 1), "afterwards": (speaks + 1, float("inf")),
        },
    )  # fmt: skip
    yield from _what_watchers_got(told)
    yield from _what_was_kept(day, press)
    if [children(one) for one in web] != before or worker.poll() is not None:
        raise AssertionError("a process had to be started anew")
    wait_for("the worker", lambda: not Effect.objects.due(timezone.now()).exists())
    yield f"  the processes are the same; messages sent: {Effect.objects.filter(state='sent').count()}"


def _send(number: signal.Signals, processes: list[int]) -> None:
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


@contextmanager
def _people(day: Day, press: Press, ports: list[int]) -> Iterator[None]:
    """Let people read, and one publish, until the block ends."""
    cookies = session_of(press.publisher)
    people = [Thread(target=day.read, args=(ports[number % 2],)) for number in range(READERS)]
    people.append(Thread(target=day.publish, args=(ports[0], press, cookies)))
    for person in people:
        person.start()
    try:
        yield
    finally:
        day.over.set()
        for person in people:
            person.join(30)


def _what_readers_got(day: Day, spans: dict[str, tuple[float, float]]) -> Iterator[str]:
    for name, (begin, end) in spans.items():
        is_bad = name in (AWAY, SILENT)
        waited = [one for one in day.answers if begin <= (one.answered_at if is_bad else one.asked_at) < end]
        got = [one for one in waited if is_bad or not _is_cut_off(one, spans)]
        counts = Counter(one.status for one in got)
        oldest = max((day.age(one) for one in got if one.status == 200), default=0.0)
        slowest = max((one.answered_at - one.asked_at for one in got), default=0.0)
        told = ", ".join(f"{number} × {status or 'no answer'}" for status, number in counts.most_common())
        yield f"  readers {name}: {told}; oldest page {oldest:.2f} s, longest wait {slowest:.1f} s"
        if wrong := [one.status for one in got if not _is_right(one)]:
            raise AssertionError(f"readers got what they ought not: {Counter(wrong)}")
        if oldest > 1:
            raise AssertionError("a page was older than a second")
        if name == SILENT and slowest < STILL / 2:
            raise AssertionError("it was not silent")
        if not is_bad and set(counts) != {200}:
            raise AssertionError("readers did not get pages")
    if 503 not in {one.status for one in day.answers}:
        raise AssertionError("the database was not missed")


def _is_cut_off(answer: Answer, spans: dict[str, tuple[float, float]]) -> bool:
    """Whether a bad time began while it was waited for: it was asked for well, and may be answered ill."""
    return any(answer.asked_at < spans[bad][0] <= answer.answered_at for bad in (AWAY, SILENT))


def _is_right(answer: Answer) -> bool:
    """A page, or the word to come again; neither with the insides of an error."""
    is_told_when = answer.status != 503 or int(answer.headers.get("Retry-After", 0)) > 0
    return answer.status in (200, 503) and is_told_when and not any(one in answer.text for one in OF_AN_ERROR)


def _what_watchers_got(told: list[tuple[Answer, Answer]]) -> Iterator[str]:
    """What is asked by whoever watches the processes."""
    alive, ready = ([answers[which].status for answers in told] for which in (0, 1))
    yield f"  meanwhile /healthz said {alive}, /readyz {ready} ({told[0][1].text.strip()})"
    if set(alive) != {200} or set(ready) != {503}:
        raise AssertionError("whoever watches is told otherwise than it is")


def _what_was_kept(day: Day, press: Press) -> Iterator[str]:
    """Every publication is whole or was not; those that were confirmed are."""
    public = set(Edition.objects.public(timezone.now()).values_list("statement", flat=True))
    steps = Step.objects.filter(subject_kind=SUBJECT, verb=Verb.PUBLISH)
    recorded = {int(key) for key in steps.values_list("subject_key", flat=True)}
    for text in press.ready:
        text.refresh_from_db()
    released = {text.pk for text in press.ready if text.state == State.RELEASED}
    confirmed = {press.ready[number - 1].pk for number in day.confirmed}
    refused = ", ".join(f"{number} × {status or 'no answer'}" for status, number in day.refused.items())
    yield (
        f"  publications confirmed: {len(confirmed)}; not confirmed: {refused or 'none'}; "
        f"released: {len(released)}, of which with a step: {len(recorded)}, public: {len(public)}"
    )
    if not (confirmed <= released == recorded == public) or not confirmed:
        raise AssertionError("a publication is half there, or lost")
    call_command("check_record")


if __name__ == "__main__":
    main()
