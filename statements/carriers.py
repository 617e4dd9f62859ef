"""What lets readers have a file: an edition on record that carries it, or whatever an app above declares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from .models import Edition, File

# Whether something readers see at this moment carries the file under this name.
Carrier = Callable[[File, str, datetime], bool]


def _an_edition(file: File, name: str, at: datetime) -> bool:
    return Edition.objects.on_record(at).carrying(file, name).exists()


CARRIERS: list[Carrier] = [_an_edition]  # an app above adds its own when it is ready


def is_carried(file: File, name: str, at: datetime) -> bool:
    """Whether readers may have the file under this name at `at`: while anything public carries it."""
    return any(carries(file, name, at) for carries in CARRIERS)
