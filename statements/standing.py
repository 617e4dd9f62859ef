"""Where a statement stands, in the words press staff use; when it is needed, and who is looking at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Claim, Statement
from .objections import clock_words
from .workflow import State


@dataclass(frozen=True)
class Standing:
    """A code for the shape that is drawn, and the words."""

    code: str
    words: str

    @classmethod
    def of(cls, statement: Statement, at: datetime) -> Standing:
        """The standing at `at`; costs no query where editions and withdrawals are prefetched."""
        state = State(statement.state)
        editions = [edition for edition in statement.editions.all() if edition.number]
        if due := next((edition for edition in editions if edition.public_from > at), None):
            return cls("due", _("Goes out %(time)s") % {"time": time_words(due.public_from, at)})
        if any(withdrawal.is_in_force(at) for withdrawal in statement.withdrawals.all()):
            return cls("withdrawn", _("Withdrawn"))
        if any(edition.is_public(at) for edition in editions):
            in_work = state in {State.DRAFT, State.IN_REVIEW, State.APPROVED}
            return cls("public", _("Public, correction in work") if in_work else _("Public"))
        return cls(state.value, str(state.label))


@dataclass(frozen=True)
class Due:
    """When a yes is needed, and whether that has passed."""

    words: str
    is_overdue: bool

    @classmethod
    def of(cls, statement: Statement, at: datetime) -> Due | None:
        """What is said of it at `at`; None where nobody said anything."""
        needed_by = statement.needed_by
        if needed_by is None:
            return None
        is_overdue = needed_by <= at
        words = _("Overdue since %(time)s") if is_overdue else _("Needed by %(time)s")
        return cls(words % {"time": clock_words(needed_by, at)}, is_overdue)


def claim_words(claim: Claim, at: datetime) -> str:
    """Who is looking at a text: `Meera is looking at it since 22:10 IST`."""
    since = time_words(claim.since, at)
    return _("%(who)s is looking at it since %(time)s") % {"who": claim.person.called, "time": since}


def time_words(moment: datetime, at: datetime) -> str:
    """A moment in the reader's zone, read at `at`: `14:05 IST`, or `12 March, 14:05 IST` on another day."""
    local = timezone.localtime(moment)
    same_day = local.date() == timezone.localdate(at)
    return date_format(local, "H:i T" if same_day else "j F, H:i T")
