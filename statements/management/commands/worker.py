"""Delivers the messages of the outbox, until it is told to stop or, with `--once`, until nothing is due."""

from __future__ import annotations

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from statements.models import Effect
from statements.outbox import is_mail_set_up
from statements.outbox.delivery import Worker

TICK = 0.2  # seconds after which a resting worker notices that it is to stop
ENDS = {
    Effect.State.SENT: "sent",
    Effect.State.DUE: "put off",
    Effect.State.FAILED: "given up",
    Effect.State.HELD: "held back as too old",
}


class Command(BaseCommand):
    """`manage.py worker`: any number at once; SIGTERM and Ctrl-C end it after the mail under way."""

    help = "Send the messages that are due, as long as it runs. Several workers may run at once."
    is_stopped = False

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch, for a timer instead of a daemon."""
        parser.add_argument("--once", action="store_true", help="end as soon as nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work, then say what was done."""
        if not is_mail_set_up():
            raise CommandError("Mail is not set up: name the mail server in EMAIL_URL. Messages stay due.")
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        worker = Worker(lambda: self.is_stopped, self._rest)
        if options["once"]:
            worker.deliver_all()
        else:
            worker.work()
        counts = [f"{worker.tally[state]} {words}" for state, words in ENDS.items()]
        self.stdout.write(f"Messages: {', '.join(counts)}.")

    def _stop(self, *_signal: object) -> None:
        self.is_stopped = True

    def _rest(self, seconds: float) -> None:
        """Rest in short sleeps: a signal shortens none, and an Event set by its handler may lock up."""
        wakes_at = time.monotonic() + seconds
        while not self.is_stopped and time.monotonic() < wakes_at:
            time.sleep(TICK)
