"""A folder that is written once: every file's SHA-256 goes into its manifest, and no time does."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MANIFEST = "MANIFEST.sha256"


class NotEmpty(Exception):
    """The folder holds something already."""


class Damaged(Exception):
    """A folder that is not as it was written; the message is one sentence."""


@dataclass
class Folder:
    """The folder of an export, made new beside its place and put there once it is whole."""

    place: Path
    digests: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.place.exists() and (not self.place.is_dir() or any(self.place.iterdir())):
            raise NotEmpty(str(self.place))
        self.half = self.place.with_name(f".{self.place.name}.half")
        shutil.rmtree(self.half, ignore_errors=True)
        self.half.mkdir(parents=True)

    def lines(self, name: str, lines: Iterable[dict[str, Any]]) -> None:
        """Write a file of JSON Lines: keys sorted, no blanks, so that the same is written the same."""
        path, digest = self._path(name), hashlib.sha256()
        with path.open("wb") as file:
            for line in lines:
                written = json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
                file.write(raw := written.encode())
                digest.update(raw)
        self.digests[name] = digest.hexdigest()

    def text(self, name: str, text: str) -> None:
        """Write a text."""
        raw = text.encode()
        self._path(name).write_bytes(raw)
        self.digests[name] = hashlib.sha256(raw).hexdigest()

    def copy(self, name: str, source: Path, sha256: str) -> None:
        """Copy bytes of this hash."""
        shutil.copyfile(source, self._path(name))
        self.digests[name] = sha256

    def finish(self) -> None:
        """Write the manifest, and put the folder in its place."""
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.digests.items()))
        (self.half / MANIFEST).write_text(listed, "utf-8")
        if self.place.exists():
            self.place.rmdir()
        self.half.rename(self.place)

    def leave(self) -> None:
        """Leave no half of an export behind."""
        shutil.rmtree(self.half, ignore_errors=True)

    def _path(self, name: str) -> Path:
        path = self.half / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def check(place: Path) -> None:
    """Raise Damaged where a file the manifest of a folder names is missing or altered."""
    try:
        listed = (place / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise Damaged(f"{place} is no export of this newsroom: it has no {MANIFEST}.") from fault
    for line in listed:
        digest, _blank, name = line.partition("  ")
        path = place / name
        if not path.resolve().is_relative_to(place.resolve()) or not path.is_file():
            raise Damaged(f"{name} is missing in {place}.")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise Damaged(f"{name} in {place} is not as it was written.")
