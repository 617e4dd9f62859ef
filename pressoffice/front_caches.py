"""Tells HTTP caches in front of the house, of a worker's accord, that what is public has changed.

Such a cache holds a page for a second at most by itself; told, it lets go at once. Nothing is written down
of what was told: a worker that begins tells everything once, so nothing is lost where one dies, and no verb
waits for a cache (docs/decisions/0020-telling-caches-in-front.md).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from http.client import HTTPException
from urllib.request import ProxyHandler, Request, build_opener

from django.http import HttpRequest
from django.utils import timezone

from statements.freshness import Stretch, stretch
from statements.public import SURROGATE_KEY

from .epoch_watch import LATEST

SETTLED = 2 * LATEST  # seconds after which no process hands out what was before a change
PATIENCE = 2  # seconds for a cache to answer
ASKING = build_opener(ProxyHandler({}))  # straight, whatever proxy the machine has
logger = logging.getLogger(__name__)


class FrontCaches:
    """Caches by their addresses, each told again and again until it has taken a change."""

    def __init__(self, addresses: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        self.addresses, self.clock = addresses, clock
        self._seen: Stretch | None = None
        self._until = float("-inf")
        self._owed: set[str] = set()
        self._refusing: set[str] = set()

    def look(self) -> None:
        """Purge what is owed: a change of what is public, made by somebody or fallen due.

        For as long as a process may still hand out the page from before, a cache may take it anew: so until
        then each look purges.
        """
        now = stretch(HttpRequest(), timezone.now())
        if now != self._seen:
            self._seen, self._until = now, self.clock() + SETTLED
        if self.clock() < self._until:
            self._owed = set(self.addresses)
        refusing = {address for address in self._owed if not purged(address)}
        for address in refusing - self._refusing:
            logger.warning("A cache in front does not let go of its pages; it is asked again: %s", address)
        self._owed = self._refusing = refusing


def purged(address: str) -> bool:
    """Ask a cache to let go of all that is public; whether it did."""
    try:
        asked = Request(address, method="PURGE", headers={"Surrogate-Key": SURROGATE_KEY})  # noqa: S310
        with ASKING.open(asked, timeout=PATIENCE) as answer:
            return bool(answer.status < 300)
    except (OSError, HTTPException, ValueError):  # the last: an address that is none
        return False
