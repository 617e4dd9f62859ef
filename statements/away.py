"""The database gives or takes nothing just now: what is said of it, without any of its insides."""

from __future__ import annotations

import sqlite3

from django.db import OperationalError
from django.utils.translation import gettext as _

RETRY_AFTER = "30"  # seconds
FULL = "53100"  # PostgreSQL's number for it


def words(error: OperationalError) -> str:
    """Why nothing can be saved, or read."""
    if _is_full(error):
        return _("The disk of the newsroom's database is full. Tell who runs the newsroom: it needs room.")
    return _("The newsroom's database does not answer just now.")


def _is_full(error: OperationalError) -> bool:
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_FULL or getattr(cause, "sqlstate", None) == FULL
