"""Whether this machine's clock was set to another time while this process ran: everything goes out by it.

The kernel's steady clock, which nobody can set and which goes on while the machine sleeps, tells how much
time has really passed. A process that begins takes the clock for right.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from django.utils.translation import gettext as _

from .moments import age

MAY_DIFFER = timedelta(minutes=5)
STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
logger = logging.getLogger(__name__)


def _difference() -> float:
    return time.time() - time.clock_gettime(STEADY)


_AT_FIRST = _difference()


def moved() -> timedelta:
    """How far the clock was set forward, or back (less than nothing); nothing up to five minutes."""
    by = timedelta(seconds=round(_difference() - _AT_FIRST))
    return by if abs(by) > MAY_DIFFER else timedelta()


def warning() -> str:
    """What the desk says of it; empty where the clock was not moved."""
    by = moved()
    if not by:
        return ""
    advice = _("Publish nothing until who runs the newsroom has looked.")
    words = (
        _("This machine's clock was set %(age)s forward: what is to be released later goes out too early.")
        if by > timedelta()
        else _("This machine's clock was set %(age)s back: what was just released, or withdrawn, is not yet.")
    )
    return f"{words % {'age': age(abs(by))}} {advice}"


class Watch:
    """Writes to the log when the clock was moved, and when it is right again; each once."""

    def __init__(self) -> None:
        self._is_moved = False

    def look(self) -> None:
        """Look, and say what is new."""
        by = moved()
        if by and not self._is_moved:
            logger.error("The clock of this machine was set by %d seconds", by.total_seconds())
        elif self._is_moved and not by:
            logger.warning("The clock of this machine is right again")
        self._is_moved = bool(by)
