"""An export as a stream of text: in which encoding, what does not fit it marked, how far it is read."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from .pasted_page import Unreadable, foreign

MARK = "\ufdd0"  # behind a sign that was read as Windows-1252; a noncharacter, which no text holds
GONE = "\ufdd1"  # in place of a sign that the format cannot hold
MARKUP = (b"<!doctype", b"<html", b"<?xml")  # how an export may begin
PIECE = 64 * 1024  # bytes read at a time
_DECLARED = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._-]{1,40})""", re.IGNORECASE)
_LATIN = {"iso8859-1", "ascii", "cp1252"}  # what the web has always read as Windows-1252


def _as_windows(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    wrong = fault.object[fault.start : fault.end]
    return wrong.decode("cp1252", "replace") + MARK, fault.end


codecs.register_error("windows", _as_windows)


@dataclass
class Source:
    """A file, or a folder of them."""

    path: Path
    position: int = 0  # bytes read so far
    name: str = ""  # as it is called; its path says it where nothing else does

    def __post_init__(self) -> None:
        self.name = self.name or self.path.name
        try:
            self.is_folder = self.path.is_dir()
            self.files = self._pages() if self.is_folder else [self.path]
            self.size = sum(file.stat().st_size for file in self.files)
        except OSError as fault:
            raise _unreadable(self.path, fault) from fault
        if not self.is_folder and not self.path.is_file():
            raise Unreadable(_("%(path)s is not a file.") % {"path": self.path})

    def _pages(self) -> list[Path]:
        """The pages of a folder, in one order; what only points elsewhere is none."""
        found = (path for path in self.path.rglob("*") if path.suffix.lower() in {".html", ".htm", ".xhtml"})
        return sorted(path for path in found if path.is_file() and not path.is_symlink())

    def digest(self) -> str:
        """SHA-256 over the bytes, of a folder over the names too."""
        whole = hashlib.sha256()
        for file in self.files:
            if self.is_folder:
                whole.update(f"{file.relative_to(self.path)}\0{file.stat().st_size}\0".encode())
            with _opened(file) as stream:
                while piece := stream.read(1 << 20):
                    whole.update(piece)
        return whole.hexdigest()

    @contextmanager
    def text(self, file: Path | None = None) -> Iterator[TextIOWrapper]:
        """The text of the file; line ends as they are. `read(n)` and iteration give it piece by piece."""
        file = file or self.path
        with _opened(file) as stream:
            head = stream.read(4096)
            refuse_binary(head)
            stream.seek(0)
            yield TextIOWrapper(stream, encoding=encoding_of(head), errors="windows", newline="")

    def advance(self, text: TextIOWrapper) -> None:
        """Note how far the file is read."""
        self.position = os.lseek(text.fileno(), 0, os.SEEK_CUR)


def encoding_of(head: bytes) -> str:
    """The encoding of a file that begins so: by its mark, else as it says itself, else UTF-8.

    Raises Unreadable for one nobody knows.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(mark):
            return name
    declared = _DECLARED.search(head) or _CHARSET.search(head)
    if declared is None:
        return "utf-8"
    try:
        name = codecs.lookup(declared[1].decode()).name
        " ".encode(name).decode(name)
    except (LookupError, UnicodeError, TypeError):
        raise Unreadable(
            _("The file says it is in %(encoding)s, which is no known encoding.")
            % {"encoding": declared[1].decode()}
        ) from None
    return "cp1252" if name in _LATIN else "utf-8" if name.startswith("utf-16") else name


def refuse_binary(head: bytes) -> None:
    """Raise Unreadable for what is no text: a PDF, an archive, a word processor's file."""
    if what := foreign(head, but=MARKUP):
        raise Unreadable(_("This is %(what)s: save the export again, and import that.") % {"what": what})
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(_("This is no text file: save the export again, and import that."))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def _unreadable(path: Path, fault: OSError) -> Unreadable:
    return Unreadable(_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": fault.strerror})
