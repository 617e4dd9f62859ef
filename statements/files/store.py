"""Where bytes lie: a folder of their own, outside what is served, each under its SHA-256."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from statements.models import File
from statements.models.files import WIDTHS


def place(file: File, width: int = 0) -> str:
    """Where the bytes of a file, or of its rendition of this width, lie below the folder of files."""
    return _place(file.sha256, width)


def path(file: File, width: int = 0) -> Path:
    """The same as a path of this machine."""
    return _root() / place(file, width)


def keep(sha256: str, renditions: dict[int, bytes], whole: bytes) -> None:
    """Put bytes and their renditions where they lie; the whole last, so that where it is, all are there."""
    for width, rendition in renditions.items():
        _write(_root() / _place(sha256, width), rendition)
    _write(_root() / _place(sha256), whole)


def everything() -> Iterator[str]:
    """The places of all that lies in the folder, sorted."""
    found = (path for path in _root().rglob("*") if not path.is_dir())
    yield from sorted(path.relative_to(_root()).as_posix() for path in found)


def remove(sha256: str) -> None:
    """Take away bytes and their renditions; what is not there is no fault."""
    for width in (0, *WIDTHS):
        (_root() / _place(sha256, width)).unlink(missing_ok=True)


def _place(sha256: str, width: int = 0) -> str:
    rendition = f"-{width}" if width else ""
    return f"{sha256[:2]}/{sha256}{rendition}"


def _root() -> Path:
    return Path(settings.FILES_ROOT)


def _write(target: Path, content: bytes) -> None:
    """Write all or nothing: a crash leaves no half of a file under its name."""
    if target.exists() and target.stat().st_size == len(content):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as half:
        try:
            half.write(content)
            half.flush()
            os.fsync(half.fileno())
            Path(half.name).replace(target)
        except OSError:
            Path(half.name).unlink(missing_ok=True)
            raise
