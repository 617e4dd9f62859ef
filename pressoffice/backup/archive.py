"""The archive: a plain tar of the database's copy, the files, and last a manifest of their SHA-256."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

from django.conf import settings

from statements.files import store
from statements.models import ChainHead

from . import engines

MANIFEST = "manifest.json"
FORM = 1  # of the archive
FILES = "files/"
NAME = re.compile(r"pressoffice-\d{8}T\d{6}Z\.tar")
A_FILE = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{64}(-\d{2,4})?")
CHUNK = 1024 * 1024


class Damaged(Exception):
    """The archive is not what was written, in a sentence."""


@dataclass(frozen=True)
class Manifest:
    """What an archive holds: of which engine, made when, where the chain ended, each member's hash."""

    engine: str
    made_at: str
    chain: list[object]  # number and digest of the last step: an anchor the chain itself cannot have
    members: dict[str, str] = field(default_factory=dict)
    form: int = FORM

    @property
    def database(self) -> str:
        """The name of the database's copy."""
        return str(engines.ENGINES[self.engine].copy_name)


def make(folder: Path, at: datetime) -> Path:
    """Write a backup into `folder` and read it once more; its path.

    Raises OSError or `engines.Failed` where that cannot be done, and then leaves nothing of it behind.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"pressoffice-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar"
    with _scratch(folder) as scratch:
        half = scratch / target.name
        engine = engines.current()
        head = ChainHead.objects.get()  # before the copy, which may hold later steps but none fewer
        engine.dump(scratch / engine.copy_name)
        manifest = Manifest(engine.vendor, at.astimezone(UTC).isoformat(), [head.number, head.digest])
        with tarfile.open(half, "x") as tar:
            _add(tar, manifest, engine.copy_name, scratch / engine.copy_name)
            for place in store.everything():
                _add(tar, manifest, FILES + place, Path(settings.FILES_ROOT) / place)
            told = scratch / MANIFEST
            told.write_text(json.dumps(asdict(manifest)), encoding="utf-8")
            tar.add(told, MANIFEST)
        verify(half)
        _settle(half, target)
    return target


def verify(path: Path) -> Manifest:
    """The manifest of an archive all of whose members are there, unaltered and nothing beside them.

    Raises `Damaged`.
    """
    found: dict[str, str] = {}
    manifest = b""
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                content = cast(IO[bytes], tar.extractfile(member)) if member.isfile() else None
                if content is None:
                    raise Damaged(f"It holds what no backup holds: {member.name!r}.")
                if member.name == MANIFEST:
                    manifest = content.read()
                else:
                    found[member.name] = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    except (tarfile.TarError, EOFError, OSError) as fault:
        raise Damaged("It cannot be read to its end.") from fault
    return _compared(_read(manifest), found)


def unpack(path: Path, manifest: Manifest, database: Path, files: Path) -> None:
    """Put the database's copy at `database` and every file below `files`. Call `verify` before."""
    with tarfile.open(path, "r:") as tar:
        for name in manifest.members:
            target = database if name == manifest.database else files / name.removeprefix(FILES)
            target.parent.mkdir(parents=True, exist_ok=True)
            with cast(IO[bytes], tar.extractfile(name)) as content, target.open("wb") as written:
                shutil.copyfileobj(content, written, CHUNK)


def copy_to(path: Path, folder: Path) -> Path:
    """A second copy of a good archive, itself proved good."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _scratch(folder) as scratch:
        half = Path(shutil.copyfile(path, scratch / path.name))
        verify(half)
        _settle(half, folder / path.name)
    return folder / path.name


def all_in(folder: Path) -> list[Path]:
    """The archives that lie in a folder, the oldest first."""
    return sorted(path for path in folder.glob("pressoffice-*.tar") if NAME.fullmatch(path.name))


def keep_newest(folder: Path, number: int) -> None:
    """Remove all archives of a folder but the newest."""
    for old in all_in(folder)[:-number]:
        old.unlink()


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder beside the archives, gone afterwards whatever happened."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as name:
        yield Path(name)


def _add(tar: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    """Add a file under its hash. What has gone meanwhile, such as half an upload, is passed by."""
    try:
        with path.open("rb") as content:
            manifest_hash = hashlib.file_digest(content, "sha256").hexdigest()
            content.seek(0)
            tar.addfile(tar.gettarinfo(arcname=name, fileobj=content), content)
    except FileNotFoundError:
        return
    manifest.members[name] = manifest_hash


def _settle(half: Path, target: Path) -> None:
    """Give a finished archive its name, and let the disk have it before anybody relies on it."""
    half.chmod(0o600)
    with half.open("rb") as written:
        os.fsync(written.fileno())
    half.replace(target)


def _read(manifest: bytes) -> Manifest:
    try:
        told = Manifest(**json.loads(manifest))
    except (ValueError, TypeError) as fault:
        raise Damaged("Its manifest is missing or cannot be read.") from fault
    if told.form != FORM or told.engine not in engines.ENGINES:
        raise Damaged("It is of another form than this release reads.")
    return told


def _compared(told: Manifest, found: dict[str, str]) -> Manifest:
    for name in sorted(told.members.keys() ^ found.keys()):
        raise Damaged(f"Its manifest and what it holds differ: {name!r}.")
    for name, digest in found.items():
        if told.members[name] != digest:
            raise Damaged(f"{name!r} is not what was written.")
        if name != told.database and not A_FILE.fullmatch(name):
            raise Damaged(f"It holds what no backup holds: {name!r}.")
    if told.database not in found:
        raise Damaged("It holds no database.")
    return told
