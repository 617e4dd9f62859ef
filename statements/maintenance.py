"""The switch for maintenance: while it is on, everything can be read and nobody changes anything.

It is a file and no row, so that it holds while the database is moved, restored or away.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def is_on() -> bool:
    """Whether nothing is to be changed."""
    return _switch().exists()


def words() -> str:
    """What whoever switched it on says about it; empty where nothing was said, or it is off."""
    try:
        return _switch().read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def begin(said: str = "") -> None:
    """Switch it on."""
    _switch().parent.mkdir(parents=True, exist_ok=True)
    _switch().write_text(said, encoding="utf-8")


def end() -> None:
    """Switch it off."""
    _switch().unlink(missing_ok=True)


def _switch() -> Path:
    return Path(settings.MAINTENANCE_FILE)
