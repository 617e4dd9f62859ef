"""What has to be said before a text that is handed on: that it is withdrawn, doubted, corrected, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from .models import Kind
from .on_record import Found

HEADINGS = {
    "not_ours": gettext_lazy("NOT OUR STATEMENT"),
    "withdrawn": gettext_lazy("WITHDRAWAL of %(reference)s"),
    "flag": gettext_lazy("PLEASE NOTE"),
    "correction": gettext_lazy("CORRECTION to %(reference)s"),
    "clarification": gettext_lazy("CLARIFICATION to %(reference)s"),
    "update": gettext_lazy("UPDATE to %(reference)s"),
}
NOT_OURS = gettext_lazy("A text goes round under our name that is not ours. We have not issued it.")


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
        return [_notice(found, "withdrawn", found.withdrawal.explanation, found.withdrawal.in_force_from)]
    flags = [_notice(found, "flag", flag.words, flag.since) for flag in found.flags]
    changed = found.notices()
    not_ours = [_notice(found, "not_ours", str(NOT_OURS), found.first.public_from)]
    return [
        *(not_ours if found.edition.kind == Kind.NOT_OURS else []),
        *flags,
        *(_notice(found, one.change_kind, one.change_note, one.public_from) for one in changed),
    ]


def _notice(found: Found, code: str, words: str, since: datetime) -> Notice:
    heading = str(HEADINGS[code]) % {"reference": found.statement.reference}
    return Notice(code, heading, words, since)
