"""The work of the outbox: batch after batch of due effects, each ended, put off or given up by itself."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import Error, connections
from django.utils import timezone

from statements.models import Effect

from . import leases
from .leases import Pace
from .post import Post, in_words
from .recipients import concerned, is_concerned
from .waiting import may_be_sent
from .wording import message

State = Effect.State
logger = logging.getLogger(__name__)


@dataclass
class Worker:
    """One of any number who deliver; counts how the effects it had in hand ended (`due`: to be tried again).

    `is_stopped` is asked before each effect; `rest` lets some seconds pass, or fewer where there is news.
    """

    is_stopped: Callable[[], bool]
    rest: Callable[[float], object]
    pace: Pace = field(default_factory=Pace)
    clock: Callable[[], datetime] = timezone.now
    tally: Counter[State] = field(default_factory=Counter)

    def work(self) -> None:
        """Deliver until stopped."""
        while not self.is_stopped():
            if not self._deliver_as_far_as_the_database_lets():
                self.rest(self.pace.rest)

    def deliver_all(self) -> None:
        """Deliver until nothing is due."""
        while not self.is_stopped() and self.deliver():
            pass

    def deliver(self) -> bool:
        """Deliver one batch; False where nothing was due, or nothing is to be sent now."""
        batch = leases.claim(self.clock(), self.pace) if may_be_sent() else []
        try:
            with Post() as post:
                for effect in batch:
                    if self.is_stopped():
                        break
                    self.tally.update(self._carry_out(effect, post))
        finally:
            leases.give_back(batch)
        return bool(batch)

    def _deliver_as_far_as_the_database_lets(self) -> bool:
        try:
            return self.deliver()
        except Error:
            logger.exception("The database failed the outbox; it is tried again")
            connections.close_all()
            return False

    def _carry_out(self, effect: Effect, post: Post) -> list[State]:
        """End one effect; the state it got, or nothing where it was not ours any more."""
        if effect.attempts == 0 and self.clock() - effect.due_at > leases.TOO_OLD:
            return [State.HELD] if leases.end(effect, State.HELD) else []
        if not leases.begin(effect, self.clock(), self.pace):
            return []
        try:
            return [self._send(effect, post) if effect.recipient else self._address(effect)]
        except Error:
            raise
        except Exception as fault:  # whatever it was, it is the trouble of this effect alone
            logger.warning("%s was not sent", effect.key, exc_info=True)  # the desk shows what was said
            return [leases.try_later(effect, in_words(fault), self.clock(), self.pace)]

    def _address(self, effect: Effect) -> State:
        """Ask who is concerned, now that it is due."""
        people = sorted(concerned(effect), key=lambda person: person.pk)
        leases.end_as_addressed(effect, [effect.to(person, self.clock()) for person in people])
        return State.ADDRESSED

    def _send(self, effect: Effect, post: Post) -> State:
        """Send it to a person who still is concerned; to anybody else it is void."""
        if effect.recipient is None or not is_concerned(effect.recipient, effect):
            leases.end(effect, State.VOID)
            return State.VOID
        post.send(message(effect, effect.recipient, self.clock()))
        leases.end_as_sent(effect)
        return State.SENT
