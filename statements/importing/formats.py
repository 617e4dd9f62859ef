"""The formats there are, behind one interface: columns where there are any, and records one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from . import columns, csv_file, html_folder, jsonl, wxr
from .choices import Choices
from .pasted_page import Unreadable
from .record import Found
from .source import Source


@dataclass(frozen=True)
class Format:
    """How an export of one format is read."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source, Choices], Iterator[Found]]
    columns: Callable[[Source], list[str]] | None = None

    def prepare(self, source: Source, choices: Choices) -> None:
        """Propose a map of columns where there are columns and no map says which is which.

        Raises Unreadable for what is not of this format, or has neither headlines nor texts.
        """
        if source.is_folder != (self.name == "html") and not (self.name == "html" and source.path.is_file()):
            words = _("%(path)s is a folder.") if source.is_folder else _("%(path)s is no folder.")
            raise Unreadable(words % {"path": source.path})
        if self.columns is None:
            return
        names = self.columns(source)
        choices.columns = columns.proposed(names) | choices.columns
        if not (choices.columns.get("headline") or choices.columns.get("body")):
            raise Unreadable(
                _("No column seems to be the headline or the text. There are: %(columns)s.")
                % {"columns": ", ".join(names)}
            )


FORMATS = {
    one.name: one
    for one in (
        Format("wxr", (".xml", ".wxr"), wxr.read),
        Format("csv", (".csv", ".tsv"), csv_file.read, csv_file.columns),
        Format("jsonl", (".jsonl", ".ndjson"), jsonl.read, jsonl.columns),
        Format("html", (".html", ".htm"), html_folder.read),
    )
}


def seeming(source: Source) -> str:
    """The name of the format a file seems to be in by its own name; empty where it is none of these."""
    return "html" if source.is_folder else named(source.name)


def named(name: str) -> str:
    """The name of the format of a file that is called so; empty where it is none of these."""
    suffix = Path(name).suffix.lower()
    return next((one.name for one in FORMATS.values() if suffix in one.suffixes), "")
