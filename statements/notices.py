"""What has to be said before a text that is handed on: that it is withdrawn, doubted, corrected, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from .models import ChangeKind
from .on_record import Found


@dataclass(frozen=True)
class Notice:
    """One thing to be said first: what it is (CORRECTION to CC-2026-041), the public words, since when."""

    code: str
    heading: str
    words: str
    since: datetime

    @property
    def sentence(self) -> str:
        """Heading and words in one line."""
        return f"{self.heading}: {' '.join(self.words.split())}"


def notices(found: Found) -> list[Notice]:
    """All there is to be said before the text, the most urgent first; in the active language.

    A withdrawn text is withdrawn and nothing else: its earlier corrections no longer matter.
    """
    if found.withdrawal:
        heading = _("WITHDRAWAL of %(reference)s") % {"reference": found.statement.reference}
        withdrawal = found.withdrawal
        return [Notice("withdrawn", heading, withdrawal.explanation, withdrawal.in_force_from)]
    return [*_flags(found), *_changes(found)]


def _flags(found: Found) -> Iterator[Notice]:
    for flag in found.flags():
        yield Notice("flag", _("PLEASE NOTE"), flag.words, flag.since)


def _changes(found: Found) -> Iterator[Notice]:
    for edition in found.notices():
        heading = _heading(ChangeKind(edition.change_kind)) % {"reference": found.statement.reference}
        yield Notice(edition.change_kind, heading, edition.change_note, edition.public_from)


def _heading(change: ChangeKind) -> str:
    if change == ChangeKind.CORRECTION:
        return _("CORRECTION to %(reference)s")
    if change == ChangeKind.CLARIFICATION:
        return _("CLARIFICATION to %(reference)s")
    return _("UPDATE to %(reference)s")
