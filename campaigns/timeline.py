"""A demand's time: what statements said of it and what came of it, as a list and as the picture before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language

from statements.lists import bare_for_lists, once_per_family
from statements.models import Edition

from .models import Demand, DemandUpdate, Mention
from .said import editions_on

MOST = 200  # entries of a sort; the list of statements goes on below
LEFT, WIDTH = 1.5, 97.0  # hundredths of the picture's width: a sign at its edge is whole
STATEMENT, UPDATE = "statement", "update"


@dataclass(frozen=True)
class Entry:
    """One day of a demand."""

    day: date
    what: str
    shape: str  # of its sign: the type of the status it sets, or what else it is


@dataclass(frozen=True)
class Mentioned(Entry):
    """A statement, with what it says of the demand."""

    edition: Edition
    mention: Mention


@dataclass(frozen=True)
class Updated(Entry):
    """What happened, with its evidence."""

    update: DemandUpdate


@dataclass(frozen=True)
class Sign:
    """An entry in the picture: how far to the right, in hundredths."""

    entry: Entry
    x: str


@dataclass(frozen=True)
class Timeline:
    """The entries, the newest first."""

    entries: list[Entry]

    @property
    def signs(self) -> list[Sign]:
        """The entries from left to right; none where all of them are of one day."""
        if not self.entries:
            return []
        first, last = self.entries[-1].day, self.entries[0].day
        span = (last - first).days
        places = [(entry, (entry.day - first).days) for entry in reversed(self.entries)]
        return [Sign(entry, f"{LEFT + WIDTH * day / span:.2f}") for entry, day in places] if span else []

    @property
    def first(self) -> date:
        """The day of its first entry."""
        return self.entries[-1].day

    @property
    def last(self) -> date:
        """The day of its last entry."""
        return self.entries[0].day


def timeline(demand: Demand, at: datetime) -> Timeline:
    """What readers see at `at` of what was said and of what happened; four queries."""
    entries: list[Entry] = [*_statements(demand, at), *_updates(demand, at)]
    return Timeline(sorted(entries, key=lambda entry: entry.day, reverse=True))


def _statements(demand: Demand, at: datetime) -> list[Mentioned]:
    """Each statement once, in the reader's language where it exists."""
    chosen = once_per_family(editions_on([demand.pk], at), get_language() or "")
    editions = list(bare_for_lists(chosen).order_by("-issued_at", "-statement_id")[:MOST])
    said = Mention.objects.public(at).filter(subject=demand.pk)
    mentions = {one.revision_id: one for one in said.filter(revision__in=[e.revision_id for e in editions])}
    return [_said(edition, mentions[edition.revision_id]) for edition in editions]


def _said(edition: Edition, mention: Mention) -> Mentioned:
    day = timezone.localdate(edition.issued_at)
    return Mentioned(day, mention.get_relation_display(), STATEMENT, edition, mention)


def _updates(demand: Demand, at: datetime) -> list[Updated]:
    updates = DemandUpdate.objects.public(at).filter(subject=demand.pk).select_related("status")
    newest = updates.order_by("-event_on", "-number").with_evidence()[:MOST]
    return [
        Updated(one.event_on, one.get_kind_display(), one.status.type if one.status else UPDATE, one)
        for one in newest
    ]
