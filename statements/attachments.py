"""What is written of a file where it is used: its name, title, description, caption, credit and rights."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from . import text

# What may be written of one use, each a line of at most so many characters.
WORDS = {"title": 200, "alt": 500, "caption": 1000, "credit": 200, "rights": 300}
MOST = 20  # of one statement
LONGEST_NAME = 80

Entry = dict[str, Any]


def tidied(entries: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """Entries as content holds them: lines tidied, a safe name; what is empty is left out.

    So a word that is thought of later voids no digest of today.
    """
    return [_tidied(entry) for entry in entries]


def file_name(typed: str, extension: str) -> str:
    """The name a file is handed out under: letters, digits, dots and dashes of any script.

    Markup, line breaks, folders and signs that turn the direction of writing become dashes; the extension is
    that of the content, whatever the sender called it.
    """
    stem = text.nfc(typed.replace("\\", "/").rpartition("/")[2]).rpartition(".")
    extension = re.sub("[^a-z0-9]", "", extension.lower())[:5]
    kept = "".join(sign if _is_of_a_name(sign) else " " for sign in stem[0] or stem[2])
    short = "-".join(kept.split())[: LONGEST_NAME - len(extension) - 1]
    return f"{short.strip('.-_') or 'file'}.{extension}"


def says_something(alt: str) -> bool:
    """Whether a description holds a letter or a digit, not quotes and blanks only."""
    return any(sign.isalnum() for sign in alt)


def for_version(content: Mapping[str, Any]) -> list[Entry]:
    """The files a version in another language takes over, without the words that are to be translated."""
    taken = ("file", "name", "credit", "rights", "lead", "language")
    return [{key: entry[key] for key in taken if key in entry} for entry in content.get("attachments", [])]


def replaced(before: Iterable[Entry], after: Iterable[Entry]) -> list[str]:
    """The names of files that gave way to others: what is written of both is the same, or their name is."""
    old, new = list(before), list(after)
    kept = {entry["file"] for entry in old} & {entry["file"] for entry in new}
    gone, come = ([entry for entry in side if entry["file"] not in kept] for side in (old, new))
    return [entry["name"] for entry in gone if any(_is_alike(entry, other) for other in come)]


def _is_alike(entry: Entry, other: Entry) -> bool:
    written = [entry.get(word) for word in WORDS]
    is_same = any(written) and written == [other.get(word) for word in WORDS]
    return is_same or entry["name"] == other["name"]


def _tidied(entry: Mapping[str, Any]) -> Entry:
    name = str(entry["name"])
    written: Entry = {word: text.line(str(entry.get(word) or "")) for word in WORDS}
    written |= {
        "file": str(entry["file"]),
        "name": file_name(name, name.rpartition(".")[2]),
        "language": str(entry.get("language") or ""),
        "lead": bool(entry.get("lead")),
    }
    return {key: value for key, value in written.items() if value}


def _is_of_a_name(sign: str) -> bool:
    return sign in ".-_" or unicodedata.category(sign)[0] in "LMN"
