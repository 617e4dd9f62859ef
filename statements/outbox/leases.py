"""Leases: how several workers share one outbox, on both databases alike, with no lock held while sending.

A batch is claimed for a while under one token. Whatever is written about an effect afterwards is a
conditional update: nothing changes where the token is another's by now, or a verb has made the effect void.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from statements.models import Effect

State, Kind = Effect.State, Effect.Kind
TOO_OLD = timedelta(days=1)


@dataclass(frozen=True)
class Pace:
    """How much a worker takes at once, for how long it is its own, and how patient it is."""

    batch: int = 10
    lease: timedelta = timedelta(minutes=5)  # outlasts one mail: a dozen answers, each within EMAIL_TIMEOUT
    first_wait: timedelta = timedelta(minutes=1)
    longest_wait: timedelta = timedelta(hours=4)
    tries: int = 14  # about a day
    rest: float = 5  # seconds between two looks where nothing is due

    def wait(self, attempts: int) -> timedelta:
        """How long to wait after this many attempts: twice as long each time, up to the longest."""
        return min(self.first_wait * float(2 ** (attempts - 1)), self.longest_wait)


def claim(at: datetime, pace: Pace) -> list[Effect]:
    """Take the next batch of due effects in hand."""
    due = Effect.objects.due(at)
    if not due.exists():
        return []  # a look at an empty outbox takes no write lock
    token = uuid4().hex
    with transaction.atomic():  # SQLite writes one at a time; PostgreSQL skips what others are claiming
        chosen = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[: pace.batch])
        Effect.objects.filter(pk__in=chosen).update(lease=token, leased_until=at + pace.lease)
    mine = Effect.objects.filter(lease=token).order_by("next_try", "pk")
    named = ("statement__issuing_body", "body", "step__edition", "step__actor", "recipient")
    return list(mine.select_related(*named))


def begin(effect: Effect, at: datetime, pace: Pace) -> bool:
    """Count an attempt and renew the lease; False where the effect is no longer ours to send."""
    mine = _mine([effect]).update(attempts=F("attempts") + 1, leased_until=at + pace.lease)
    effect.attempts += mine
    return bool(mine)


def end(effect: Effect, state: Effect.State, remark: str = "") -> bool:
    """Give the effect its last state; False where it is no longer ours."""
    return _write(_mine([effect]), state=state, last_error=remark)


def end_as_sent(effect: Effect) -> None:
    """Say that it has been sent, in whosever hands it is by now: nobody is to send it a second time."""
    _write(Effect.objects.filter(pk=effect.pk, state=State.DUE), state=State.SENT, last_error="")


@transaction.atomic
def end_as_addressed(effect: Effect, below: list[Effect]) -> None:
    """Replace the effect by those below it, one for each recipient."""
    if end(effect, State.ADDRESSED):
        Effect.objects.bulk_create(below, ignore_conflicts=True)


@transaction.atomic
def try_later(effect: Effect, error: str, at: datetime, pace: Pace) -> Effect.State:
    """Put it off after a failed attempt; after the last one give it up, of which word is sent in its turn."""
    if effect.attempts < pace.tries:
        _write(_mine([effect]), next_try=at + pace.wait(effect.attempts), last_error=error)
        return State.DUE
    if end(effect, State.FAILED, error) and effect.kind != Kind.FAILURE:
        word = Effect.about(Kind.FAILURE, effect.step, effect.of, at)
        Effect.objects.bulk_create([word], ignore_conflicts=True)
    return State.FAILED


def give_back(batch: Iterable[Effect]) -> None:
    """Leave to others at once what of a batch was not begun."""
    _write(_mine(batch))


def _mine(effects: Iterable[Effect]) -> Any:
    batch = list(effects)
    tokens = {effect.lease for effect in batch}
    return Effect.objects.filter(pk__in=[e.pk for e in batch], lease__in=tokens, state=State.DUE)


def _write(effects: Any, **columns: Any) -> bool:
    """Write and end the lease; whether there was anything to write on."""
    return bool(effects.update(lease="", leased_until=None, **columns))
