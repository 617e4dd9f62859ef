"""What a dry run says item by item, kept on the disk until the account is written: the memory stays flat."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from statements.models import ImportItem

FIELDS = ("number", "source_id", "title", "address", "fate", "why", "altered", "statement_id")


class Spool:
    """Items that are not saved, in a file without a name; they can be read as often as wanted."""

    def __enter__(self) -> Self:
        self.file = tempfile.TemporaryFile("w+", encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def take(self, items: list[ImportItem]) -> None:
        """Put items behind the others. Raises OSError where the disk is full."""
        for item in items:
            self.file.write(json.dumps([getattr(item, name) for name in FIELDS]) + "\n")

    def __iter__(self) -> Iterator[ImportItem]:
        self.file.seek(0)
        for line in self.file:
            yield ImportItem(**dict(zip(FIELDS, json.loads(line), strict=True)))
