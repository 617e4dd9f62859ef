"""PDFs as they are kept: read first in a process of its own, with little time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .unwelcome import Unwelcome

READER = Path(__file__).parent / "pdf_reader.py"
LONGEST_READING = 30  # seconds; the reader gives itself less


@dataclass(frozen=True)
class Document:
    """A PDF that may be kept: its bytes, its pages and its text."""

    content: bytes
    pages: int
    text: str


def read(content: bytes) -> Document:
    """The PDF somebody sent. Raises Unwelcome for one that is broken, locked or does something."""
    found = _read_apart(content)
    if refusal := found.get("refused"):
        raise Unwelcome(_sentences().get(refusal, _broken()))
    return Document(content, int(found["pages"]), str(found["text"]))


def _read_apart(content: bytes) -> dict[str, Any]:
    """What the reader's process says of the bytes; that they are broken, where it was ended."""
    try:
        said = subprocess.run(  # noqa: S603 (our own script, which gets the bytes and no argument)
            [sys.executable, "-I", str(READER)],
            input=content,
            capture_output=True,
            timeout=LONGEST_READING,
            check=True,
        )
        found: dict[str, Any] = json.loads(said.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"refused": "broken"}
    return found


def _sentences() -> dict[str, str]:
    return {
        "locked": _("This PDF is locked with a password. Save it without one and send that."),
        "active": _("This PDF holds a script, or other files. Print it to a PDF anew and send that."),
        "trailing": _("Behind this PDF other data is hidden. Print it to a PDF anew and send that."),
        "pages": _("This PDF has too many pages."),
    }


def _broken() -> str:
    return _("This PDF cannot be read. Print it to a PDF anew and send that.")
