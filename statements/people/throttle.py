"""How long the door stays closed after wrong passwords: by account and place, by address, by account.

A closed door refuses without looking at the password, and such a refusal counts for nothing: nobody can be
kept out for good by somebody else's guesses. `docs/decisions/` says why this is not django-axes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from statements.models import FailedAttempt

from .origin import account_key, address_of, is_known, place_of

REMEMBERED = timedelta(hours=1)
FIRST_WAIT = timedelta(seconds=15)


@dataclass(frozen=True)
class Limit:
    """How many failures cost nothing, and the longest wait; each failure more doubles the wait."""

    free: int
    longest: timedelta

    def closed_until(self, failures: list[datetime]) -> datetime | None:
        """Until when these failures keep the door closed."""
        over = len(failures) - self.free
        if over < 0:
            return None
        wait: timedelta = FIRST_WAIT * 2 ** min(over, 16)
        return max(failures) + min(self.longest, wait)


# One person's guesses at one account; guesses of one address at many; guesses of many addresses at one.
AT_ONE_PLACE = Limit(free=5, longest=timedelta(minutes=15))
OF_AN_ADDRESS = Limit(free=20, longest=timedelta(minutes=15))
OF_AN_ACCOUNT = Limit(free=10, longest=timedelta(seconds=30))


def knock(request: HttpRequest, username: str) -> timedelta:
    """Note an attempt as failed before it is looked at; returns how long the door stays closed to it.

    Zero: look at the password, and call `come_in` if it is right. Noted first, so that many at once count.
    """
    now = timezone.now()
    FailedAttempt.objects.filter(at__lte=now - REMEMBERED).delete()
    account = account_key(username)
    attempt = FailedAttempt.objects.create(
        account=account, place=place_of(request, account), address=address_of(request), at=now
    )
    closed_until = _closed_until(attempt, is_known(request, account))
    if closed_until is None or closed_until <= now:
        return timedelta(0)
    attempt.delete()
    return closed_until - now


def come_in(request: HttpRequest, username: str) -> None:
    """Forget what failed for this account at this place: the password was right."""
    account = account_key(username)
    FailedAttempt.objects.filter(account=account, place=place_of(request, account)).delete()


def knock_at(thing: str) -> timedelta:
    """Note an attempt at a thing with a password of its own, as `knock` does; not who tries."""
    now = timezone.now()
    FailedAttempt.objects.filter(at__lte=now - REMEMBERED).delete()
    attempt = FailedAttempt.objects.create(account=thing, place="", address="", at=now)
    failed = FailedAttempt.objects.filter(pk__lt=attempt.pk, account=thing)
    closed_until = _until(AT_ONE_PLACE, failed)
    if closed_until is None or closed_until <= now:
        return timedelta(0)
    attempt.delete()
    return closed_until - now


def come_in_at(thing: str) -> None:
    """Forget what failed at this thing: the password was right."""
    FailedAttempt.objects.filter(account=thing).delete()


def _closed_until(attempt: FailedAttempt, is_known: bool) -> datetime | None:
    """A known browser answers for its own failures only: those of strangers do not close the door to it."""
    failed = FailedAttempt.objects.filter(pk__lt=attempt.pk)
    found = [_until(AT_ONE_PLACE, failed.filter(account=attempt.account, place=attempt.place))]
    if not is_known:
        found.append(_until(OF_AN_ADDRESS, failed.filter(address=attempt.address)))
        found.append(_until(OF_AN_ACCOUNT, failed.filter(account=attempt.account)))
    return max((until for until in found if until), default=None)


def _until(limit: Limit, failed: QuerySet[FailedAttempt]) -> datetime | None:
    return limit.closed_until(list(failed.values_list("at", flat=True)))
