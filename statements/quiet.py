"""Why a quiet period keeps a text back, in sentences; nothing here writes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from .approval import one_more_missing, yeses_to_public
from .models import Edition, QuietPeriod, Statement, User
from .moments import clock_words


def words(period: QuietPeriod, at: datetime) -> str:
    """A quiet period with its reason and its end, read at `at`."""
    if period.ends_at is None:
        return _("Quiet period (%(reason)s), until it is switched off") % {"reason": period.reason}
    named = {"reason": period.reason, "time": clock_words(period.ends_at, at)}
    return _("Quiet period (%(reason)s), until %(time)s") % named


def refusals(moment: datetime, at: datetime) -> list[str]:
    """What speaks, at `at`, against anything going out at `moment`: periods in which nothing does."""
    return [
        _("%(period)s: nothing goes out.") % {"period": words(period, at)}
        for period in _in_force(moment, QuietPeriod.Mode.REFUSE)
    ]


def objections_to_release(statement: Statement, releasing: User, moment: datetime, at: datetime) -> list[str]:
    """What speaks, at `at`, against this approved text going out at `moment` in the name of `releasing`."""
    sentence = _(
        "%(period)s: one more person has to say yes. "
        "A publisher who has not said yes to this text yet says theirs by publishing it."
    )
    is_asked = one_more_missing(statement, statement.standing_yeses(), releasing)
    return refusals(moment, at) + (_asking(moment, at, sentence) if is_asked else [])


def objections_to_restore(edition: Edition | None, restoring: User, at: datetime) -> list[str]:
    """What speaks against the words of `edition` going out again at `at` in the name of `restoring`."""
    sentence = _(
        "%(period)s: one more person has to say yes. A publisher who has not said yes to this text yet says "
        "theirs by restoring it. Where there is none, correct the text and publish that."
    )
    is_asked = edition is not None and one_more_missing(edition, yeses_to_public(edition), restoring)
    return refusals(at, at) + (_asking(at, at, sentence) if is_asked else [])


def objections_without_approval(asked_of: User | None, moment: datetime, at: datetime) -> list[str]:
    """What speaks, at `at`, against a text nobody approved going out at `moment`."""
    sentence = _("%(period)s: say who approved it by word of mouth and is asked to confirm.")
    return refusals(moment, at) + (_asking(moment, at, sentence) if asked_of is None else [])


def _asking(moment: datetime, at: datetime, sentence: str) -> list[str]:
    """The sentence for each period that asks at `moment` for one more yes."""
    asking = _in_force(moment, QuietPeriod.Mode.ASK)
    return [sentence % {"period": words(period, at)} for period in asking]


def _in_force(moment: datetime, mode: QuietPeriod.Mode) -> list[QuietPeriod]:
    return list(QuietPeriod.objects.in_force(moment).filter(mode=mode))
