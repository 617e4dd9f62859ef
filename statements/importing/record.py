"""What every importer yields, whatever it read: one neutral record for each item, or why it could not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from .remarks import Remark, Told, told


class Standing(Enum):
    """How an item stood where it comes from. Only what was public there may become history here."""

    PUBLIC = "public"
    DRAFT = "draft"
    PRIVATE = "private"
    PROTECTED = "protected by a password"
    SCHEDULED = "scheduled"
    TRASHED = "trashed"
    UNKNOWN = "unknown"


@dataclass
class Record:
    """One item as the export has it: the text as HTML not cleaned yet, names not mapped yet."""

    source_id: str
    headline: str = ""
    standfirst: str = ""
    body: str = ""
    place: str = ""
    day: date | None = None
    day_as_written: str = ""  # where it is no date
    language: str = ""
    address: str = ""  # where it was read, whole or as a path
    other_addresses: list[str] = field(default_factory=list)
    slug: str = ""
    kind: str = "post"  # of item, in the export's own word
    standing: Standing = Standing.UNKNOWN
    standing_as_written: str = ""
    author: str = ""
    has_authors: bool = True  # whether the format names authors at all
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    altered: list[Told] = field(default_factory=list)

    def note(self, remark: Remark, about: str = "") -> None:
        """Say once that something of it was altered."""
        if (one := told(remark, about)) not in self.altered:
            self.altered.append(one)


@dataclass(frozen=True)
class Fault:
    """An item that cannot be read, and why; `is_the_end`: nothing behind it can be read either."""

    why: Told
    title: str = ""
    source_id: str = ""
    is_the_end: bool = False


Found = Record | Fault
