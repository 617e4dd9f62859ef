"""What runs beside the pages until told to stop: messages, backups, imports, caches in front."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connections
from django.utils import timezone

from pressoffice.backup import nightly
from pressoffice.front_caches import FrontCaches
from statements import clock_watch
from statements.importing.work import work as import_what_is_due
from statements.models import Effect, Sign
from statements.outbox import is_mail_set_up
from statements.outbox.delivery import Worker

TICK = 0.2  # seconds after which a resting worker notices that it is to stop
A_SIGN_EVERY = timedelta(seconds=30)
NIGHTS, IMPORTS = 60, 3  # seconds between two looks whether the night's backup, or an import, is due
CLOCK = 5  # seconds between two looks whether the clock was set
CHANGES = 0.2  # seconds between two looks whether caches in front hold what has changed
NO_MAIL = "Mail is not set up: name the mail server in EMAIL_URL. Messages stay due."
ENDS = {
    Effect.State.SENT: "sent",
    Effect.State.DUE: "put off",
    Effect.State.FAILED: "given up",
    Effect.State.HELD: "held back as too old",
}
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """`manage.py worker`: any number at once; SIGTERM and Ctrl-C end it after the mail under way."""

    help = "Send the messages that are due, make each night's backup, import. Several may run at once."
    signed_at = datetime.min.replace(tzinfo=timezone.get_default_timezone())

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch, for a timer instead of a daemon."""
        parser.add_argument("--once", action="store_true", help="end as soon as nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work, then say what was done."""
        self.stopped = Stop()
        if options["once"] and not is_mail_set_up():
            raise CommandError(NO_MAIL)
        worker = Worker(self._is_stopped, self.stopped.rest)
        if options["once"]:
            worker.deliver_all()
        else:
            self._work(worker)
        counts = [f"{worker.tally[state]} {words}" for state, words in ENDS.items()]
        self.stdout.write(f"Messages: {', '.join(counts)}.")

    def _work(self, worker: Worker) -> None:
        """Deliver in this thread; look after nights and imports in others, since they take minutes."""
        if not is_mail_set_up():
            self.stderr.write(NO_MAIL)
        stopped = self.stopped
        deeds: list[tuple[str, Callable[[], object], float]] = [
            ("nights", lambda: nightly.make_if_due(timezone.now()), NIGHTS),
            ("imports", lambda: import_what_is_due(lambda: stopped.is_set), IMPORTS),
            ("clock", clock_watch.Watch().look, CLOCK),
        ]
        if settings.FRONT_CACHES:
            deeds.append(("front caches", FrontCaches(settings.FRONT_CACHES).look, CHANGES))
        besides = [Thread(target=again_and_again, args=(stopped, *deed[1:]), name=deed[0]) for deed in deeds]
        for thread in besides:
            thread.start()
        worker.work()
        for thread in besides:
            thread.join()

    def _is_stopped(self) -> bool:
        """Asked before every message: the place to say that this worker is alive."""
        now = timezone.now()
        if now - self.signed_at >= A_SIGN_EVERY:
            self.signed_at = now
            _as_far_as_the_database_lets(lambda: Sign.objects.leave(Sign.Name.WORKER, now))
        return self.stopped.is_set


class Stop:
    """Whether to stop; set by SIGTERM and Ctrl-C."""

    def __init__(self) -> None:
        self.is_set = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._set)

    def rest(self, seconds: float) -> None:
        """Rest in short sleeps: a signal shortens none, and an Event set by its handler may lock up."""
        wakes_at = time.monotonic() + seconds
        while not self.is_set and time.monotonic() < wakes_at:
            time.sleep(TICK)

    def _set(self, *_signal: object) -> None:
        self.is_set = True


def again_and_again(stopped: Stop, deed: Callable[[], object], every: float) -> None:
    """Do something, rest so many seconds, and so on until stopped."""
    while not stopped.is_set:
        _as_far_as_the_database_lets(deed)
        stopped.rest(every)
    connections.close_all()


def _as_far_as_the_database_lets(deed: Callable[[], object]) -> None:
    try:
        deed()
    except Error:
        logger.exception("The database failed the worker; it is tried again")
        connections.close_all()
