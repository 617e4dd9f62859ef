"""How long what readers see stays as it is, and what is remembered for so long: ETags, and what was read."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from .models import Edition, Flag, Pin, PressContact, Withdrawal
from .models.changes import last_and_next_change
from .models.newsroom import BEFORE_ALL
from .speakers import SAFE, contacts_of_the_newsroom, newsroom_of

HeldT = TypeVar("HeldT")

# What changes by time; an app above adds its own when it is ready.
CHANGING = [Edition.objects, Withdrawal.objects, Flag.objects, Pin.objects]
# An ETag is of bytes that this process's templates made; those of another release of the software may differ.
_THIS_PROCESS = secrets.token_hex(8)


@dataclass(frozen=True)
class Stretch:
    """A time in which nothing public changes: under one epoch, from `begin` to before `end`."""

    epoch: int
    begin: datetime
    end: datetime
    changed_at: datetime  # when readers last saw something change

    def holds(self, at: datetime, epoch: int) -> bool:
        """Whether it is a moment of this stretch."""
        return self.epoch == epoch and self.begin <= at < self.end


def stretch(request: HttpRequest, at: datetime) -> Stretch:
    """The stretch that `at` is in; costs a query beside the newsroom's row where the last one is over."""
    newsroom = newsroom_of(request)
    known: Stretch | None = _kept().get("stretch")
    if known and known.holds(at, newsroom.epoch):
        return known
    last, following = last_and_next_change([rows.all() for rows in CHANGING], at)
    begin = last or BEFORE_ALL
    end = min(following, _midnight(at)) if following else _midnight(at)
    found = Stretch(newsroom.epoch, begin, end, max(begin, newsroom.changed_at))
    _kept().set("stretch", found, timeout=None)
    return found


def held(request: HttpRequest, at: datetime, name: object, make: Callable[[], HeldT]) -> HeldT:
    """What `make` reads of public rows, kept under this name for the stretch that `at` is in.

    Read before by this request was the epoch; so whatever is found here is as new as that, or newer. Only
    what sends nothing keeps anything: an epoch that a transaction has raised may be taken back with it.
    """
    if request.method not in SAFE:
        return make()
    now = stretch(request, at)
    key = hashlib.sha256(repr((now, get_language(), name)).encode(errors="backslashreplace")).hexdigest()
    known: tuple[HeldT] | None = caches["held"].get(key)
    if known is None:
        known = (make(),)
        caches["held"].set(key, known, timeout=None)
    return known[0]


def press_contacts(request: HttpRequest) -> list[PressContact]:
    """Whom journalists may ring about the whole, today; asked once for each epoch."""
    ask = partial(contacts_of_the_newsroom, newsroom_of(request))
    return held(request, timezone.now(), "press contacts", ask)


def remember(request: HttpRequest, etag: str, under: Stretch) -> None:
    """Keep the ETag of what this address answers; `under` was read before it was rendered."""
    _kept().set(_key(request), (under.epoch, under.end, etag), timeout=None)


def remembered(request: HttpRequest, at: datetime, under: Stretch) -> str:
    """The ETag of what this address would answer; empty where that has to be found out."""
    epoch, until, etag = _kept().get(_key(request), (None, at, ""))
    return etag if epoch == under.epoch and at < until else ""


def _kept() -> BaseCache:
    return caches["etags"]


def _key(request: HttpRequest) -> str:
    """The address with its query string in one order; values of one parameter stay in theirs."""
    query = urlencode(sorted(request.GET.lists()), doseq=True, errors="replace")
    address = f"{request.scheme}://{request.get_host()}{request.path}?{query}"
    return f"{_THIS_PROCESS}-{hashlib.sha256(address.encode(errors='backslashreplace')).hexdigest()}"


def _midnight(at: datetime) -> datetime:
    """The next midnight in the newsroom's time."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
