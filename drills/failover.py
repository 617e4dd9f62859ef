"""The primary database is killed while thousands read and somebody publishes; the standby takes over.

Two web servers, a worker, nginx in front, PostgreSQL with a synchronous standby: all real processes. The
standby is promoted by the written step (`deploy/standby/promote.sql`); no web server is touched. Then every
publication that was confirmed has to be in the promoted database, the record whole, the mail sent.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from threading import Thread

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from statements.models import Edition, Effect
from tests.mail_server import mail_server

from .asking import NOBODY
from .day import EVERY, Day
from .front_server import nginx
from .newsroom import Press, filled, session_of, web_servers
from .postgres import primary, standby
from .processes import Running, hold, kill, need, wait_for

READERS = 6


def main() -> None:
    """Hold the drill; it fails where something confirmed is lost or readers get no pages again."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=10, help="before the kill, and after the promotion")
    asked.add_argument(
        "--unnoticed", type=float, default=3, help="seconds until somebody promotes the standby"
    )
    options = asked.parse_args()
    with mail_server() as post:
        hold("failover", lambda running: _held(running, post.port, options.seconds, options.unnoticed))


def _held(running: Running, mail_port: int, seconds: int, unnoticed: float) -> Iterator[str]:
    need("nginx", "openssl")
    first, killed = primary(running)
    second = standby(running, first)
    press = filled(round((2 * seconds + unnoticed) / EVERY))
    servers = web_servers(running, 2)
    running.manage("worker", "worker", EMAIL_URL=f"smtp://127.0.0.1:{mail_port}")
    front, _nginx = nginx(running, servers)
    cookies = session_of(press.publisher)
    yield f"Two web servers, a worker, nginx, a primary, its synchronous standby; {READERS} readers."
    day = Day()
    people = [Thread(target=day.read, args=(front,)) for _reader in range(READERS)]
    people.append(Thread(target=day.publish, args=(front, press, cookies)))
    for person in people:
        person.start()
    try:
        time.sleep(seconds)
        connection.close()  # the drill's own
        killed_at = time.monotonic()
        kill(killed)
        time.sleep(unnoticed)
        begun = time.monotonic()
        second.do("promote.sql")
        promoted_at = time.monotonic()
        time.sleep(seconds)
    finally:
        day.over.set()
    for person in people:
        person.join(30)
    noticed, took = begun - killed_at, promoted_at - begun
    yield f"Killed -9 after {seconds} s of load; promoted {noticed:.1f} s later, in {took:.1f} s."
    yield from _what_readers_got(day, killed_at, promoted_at)
    yield from _what_was_kept(day, press)
    yield from _what_was_told()


def _what_readers_got(day: Day, killed_at: float, promoted_at: float) -> Iterator[str]:
    spans = {
        "asked before the kill": (0.0, killed_at),
        "until the promotion": (killed_at, promoted_at),
        "afterwards": (promoted_at, float("inf")),
    }
    for name, (begin, end) in spans.items():
        got = [one for one in day.answers if begin <= one.asked_at < end]
        by_status = Counter(str(one.status or "no answer") for one in got)
        ages = [day.age(one) for one in got if one.status == 200]
        current, late = sum(age == 0 for age in ages), sum(age > 1 for age in ages)
        counts = ", ".join(f"{number} × {status}" for status, number in by_status.most_common())
        yield (
            f"  readers {name}: {counts}; "
            f"of the pages {current} current, {len(ages) - current - late} less than 1 s old, {late} older "
            f"(oldest {max(ages, default=0):.2f} s)"
        )
        if late:
            raise AssertionError("a page was older than a second")
    back = [one.answered_at for one in day.answers if one.status == 200 and one.asked_at >= killed_at]
    last = max((one.answered_at for one in day.answers if one.status in (503, NOBODY)), default=killed_at)
    if not back or back[-1] < last:
        raise AssertionError("readers did not get pages again")
    after = f"{last - killed_at:.1f} s after the kill, {last - promoted_at:.1f} s after the promotion"
    yield f"  the last reader without a page: {after}"


def _what_was_kept(day: Day, press: Press) -> Iterator[str]:
    """Every confirmed publication stands in the promoted database, and the record is whole."""
    public = set(Edition.objects.public(timezone.now()).values_list("statement", flat=True))
    lost = [number for number in day.confirmed if press.ready[number - 1].pk not in public]
    refused = (
        ", ".join(f"{number} × {status or 'no answer'}" for status, number in day.refused.items()) or "none"
    )
    yield (
        f"  publications confirmed: {len(day.confirmed)}; not confirmed: {refused or 'none'}; "
        f"public in the promoted database: {len(public)}; confirmed and lost: {len(lost)}"
    )
    if lost or not day.confirmed:
        raise AssertionError(f"lost: {lost}")
    call_command("check_record")
    yield "  check_record: the chain, every digest and every yes are whole"


def _what_was_told() -> Iterator[str]:
    """The worker found its way too: in the end no message waits."""
    wait_for("the worker", lambda: not Effect.objects.due(timezone.now()).exists(), 60)
    sent = Effect.objects.filter(state=Effect.State.SENT).count()
    failed = Effect.objects.filter(state__in=Effect.NEEDS_A_PERSON).count()
    yield f"  messages sent: {sent}; given up: {failed}"


if __name__ == "__main__":
    main()
