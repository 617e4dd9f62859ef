"""Where a statement stands, in the words press staff use: its state, editions and time taken together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Statement
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
            return cls("due", _("Goes out %(time)s") % {"time": _time(due.public_from, at)})
        if any(withdrawal.is_in_force(at) for withdrawal in statement.withdrawals.all()):
            return cls("withdrawn", _("Withdrawn"))
        if any(edition.is_public(at) for edition in editions):
            in_work = state in {State.DRAFT, State.IN_REVIEW, State.APPROVED}
            return cls("public", _("Public, correction in work") if in_work else _("Public"))
        return cls(state.value, str(state.label))


def _time(moment: datetime, at: datetime) -> str:
    local = timezone.localtime(moment)
    same_day = local.date() == timezone.localdate(at)
    return date_format(local, "H:i" if same_day else "j F, H:i")
