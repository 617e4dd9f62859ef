"""Whether the bytes that are kept are those the rows tell of: what is missing, altered, or of no row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from statements.models import File

from . import pictures, store
from .unwelcome import Unwelcome


class Fault(StrEnum):
    """What may be wrong with bytes that are kept."""

    MISSING = "missing"
    ALTERED = "altered"
    ORPHANED = "orphaned"


@dataclass(frozen=True)
class Found:
    """Something that is wrong, and its place below the folder of files."""

    fault: Fault
    place: str


def faults_of(file: File) -> list[Found]:
    """What is wrong with the bytes of a file and of its renditions.

    A rendition has no hash of its own: it is altered where it is no picture of its width any more.
    """
    widths = [0, *file.widths]
    return [Found(fault, store.place(file, width)) for width in widths if (fault := _fault(file, width))]


def orphans() -> Iterator[Found]:
    """What lies in the folder and belongs to no row, such as the rest of an upload that was broken off."""
    known = {
        store.place(file, width)
        for file in File.objects.only("sha256", "width").iterator()
        for width in (0, *file.widths)
    }
    yield from (Found(Fault.ORPHANED, place) for place in store.everything() if place not in known)


def _fault(file: File, width: int) -> Fault | None:
    path = store.path(file, width)
    if not path.is_file():
        return Fault.MISSING
    is_sound = _is_picture(path, width, file.height_at(width)) if width else _sha256(path) == file.sha256
    return None if is_sound else Fault.ALTERED


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_picture(path: Path, width: int, height: int) -> bool:
    try:
        return pictures.size(path.read_bytes()) == (width, height)
    except Unwelcome:
        return False
