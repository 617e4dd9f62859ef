"""The machine's clock is set back and forward by ten minutes while people work.

Nothing that is to be released later may go out early by a clock set back, the desk has to say it on each of
its pages and the worker in the log. Once the clock is right again everything is public in the order in which
it was published, and the record whole. Not the machine's own clock is set, but what the C library tells the
newsroom's processes of it (`set_clock.c`).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from statements import verbs
from statements.models import Edition, Statement

from .asking import Client
from .day import DONE, NUMBERS
from .environment import FOLDER, ROOT
from .newsroom import Press, filled, press_publish, session_of, web_servers
from .postgres import database
from .processes import Running, hold, program, run, wait_for

MINUTES = 10
DUE_IN = 4  # seconds
LATER = timedelta(minutes=8)
SHOWN = 1.5  # seconds after which every process has seen the clock and what it changes
OFFSET = FOLDER / "offset"


def main() -> None:
    """Hold the drill."""
    hold("clock", _held)


def _held(running: Running) -> Iterator[str]:
    library = FOLDER / "set_clock.so"
    run([program("cc"), "-shared", "-fPIC", "-o", library, ROOT / "drills" / "set_clock.c", "-ldl"])
    _set(0)
    database(running)
    press = filled(5)
    clock = {"LD_PRELOAD": str(library), "CLOCK_OFFSET": str(OFFSET)}
    (port,) = web_servers(running, 1, **clock)
    running.manage("worker", "worker", **clock)
    room = Room(port, press, session_of(press.publisher))
    room.publish(press.ready[0], press.ready[1])
    due = timezone.now() + timedelta(seconds=DUE_IN)
    verbs.publish(press.ready[2], by=press.publisher, public_from=due)
    verbs.publish(press.ready[3], by=press.publisher, public_from=timezone.now() + LATER)
    yield from _set_back(room)
    yield from _right_again(room, {1, 2, 3})
    yield from _set_forward(room)
    yield from _right_again(room, {1, 2, 3})
    yield from _in_order(room)


class Room:
    """What is asked of the newsroom: its readers' front page, and its desk."""

    def __init__(self, port: int, press: Press, cookies: dict[str, str]) -> None:
        self.port, self.press, self.cookies = port, press, cookies

    def publish(self, *texts: Statement) -> None:
        """Publish at the desk, one after the other."""
        for text in texts:
            status = press_publish(Client(self.port, cookies=self.cookies), text)
            if status != DONE:
                raise AssertionError(f"not published: {status}")

    def shown(self) -> set[int]:
        """The numbers of the texts on the front page, once what is kept has been looked at anew."""
        time.sleep(SHOWN)
        return set(map(int, NUMBERS.findall(Client(self.port).get("/").text)))

    def warns(self) -> str:
        """What the desk says of the clock; empty where it says nothing."""
        page = Client(self.port, cookies=self.cookies).get("/admin/")
        return "forward" if "forward: what" in page.text else "back" if "back: what" in page.text else ""


def _set_back(room: Room) -> Iterator[str]:
    _set(-60 * MINUTES)
    shown, warned = room.shown(), room.warns()
    yield f"Set back by {MINUTES} minutes: readers see {sorted(shown)}; the desk warns: {warned or 'no'}."
    time.sleep(DUE_IN)
    early = room.shown() & {3, 4}
    _logged("was set by -600")
    yield f"  released too early: {sorted(early) or 'none'}"
    if early or warned != "back":
        raise AssertionError("a clock set back is not borne")


def _set_forward(room: Room) -> Iterator[str]:
    _set(60 * MINUTES)
    shown, warned = room.shown(), room.warns()
    _logged("was set by 600")
    yield f"Set forward by {MINUTES} minutes: readers see {sorted(shown)}; the desk warns: {warned or 'no'}."
    if warned != "forward":
        raise AssertionError("a clock set forward is not told")


def _right_again(room: Room, wanted: set[int]) -> Iterator[str]:
    _set(0)
    shown, warned = room.shown(), room.warns()
    _logged("is right again")
    yield f"Right again: readers see {sorted(shown)}; the desk warns: {warned or 'no'}."
    if not wanted <= shown or 4 in shown or warned:
        raise AssertionError("it is not as before")


def _in_order(room: Room) -> Iterator[str]:
    room.publish(room.press.ready[4])
    moments = Edition.objects.public(timezone.now()).order_by("issued_at", "statement_id")
    order = [room.press.ready.index(one.statement) + 1 for one in moments.select_related("statement")]
    call_command("check_record")
    yield f"One more is published. In public order: {order}; the record is whole."
    if order != [1, 2, 3, 5]:
        raise AssertionError("the public order has changed")


def _set(seconds: int) -> None:
    """Set the clock of the newsroom's processes: by so many seconds from the machine's own."""
    written = OFFSET.with_suffix(".new")
    written.write_text(f"{seconds:+d}\n")
    written.replace(OFFSET)


def _logged(words: str) -> None:
    """Wait until the worker has written it to its log, as its last word on the clock."""
    log = FOLDER / "worker.log"

    def is_said() -> bool:
        lines = [line for line in log.read_text().splitlines() if "clock" in line]
        return bool(lines) and words in json.loads(lines[-1])["says"]

    wait_for(f"the worker's word: {words}", is_said, 20)


if __name__ == "__main__":
    main()
