"""What a button will do, said beforehand: in one sentence, and on the button itself."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from statements.approval import yeses_missing
from statements.models import Statement, User, Withdrawal
from statements.objections import clock_words
from statements.verbs.approving import has_publisher
from statements.workflow import Plan, Verb


def consequence(statement: Statement, verb: Verb, person: User) -> str:
    """What the button will do, in a sentence or two, where its name does not say it."""
    at = timezone.now()
    if verb in {Verb.APPROVE, Verb.AGREE}:
        return " ".join(filter(None, _of_yes(statement, person, at)))
    if verb == Verb.PUBLISH:
        return _end_of_withdrawal(statement, at)
    return str(_CONSEQUENCES.get(verb, lambda: "")())


def plan(statement: Statement) -> str:
    """When it is to go out once it is approved."""
    words = str(statement.get_plan_display())
    return f"{words}: {clock_words(statement.planned_for)}" if statement.planned_for else words


def button(statement: Statement, verb: Verb, person: User) -> str:
    """What stands on the button: the verb, and of a yes what exactly it does, with time and zone."""
    at = timezone.now()
    if verb not in _YES or yeses_missing(statement, person) or not _is_carried_out(statement, person, at):
        return str(verb.label)
    now, overtaken, planned = map(str, _YES[verb])
    planned_for = statement.planned_for
    if statement.plan == Plan.AT_ONCE or planned_for is None:
        return now
    return (planned if planned_for > at else overtaken) % {"time": clock_words(planned_for, at)}


def is_overtaken(statement: Statement, person: User) -> bool:
    """Whether the planned time has passed, so that the person says with a yes whether it is published now."""
    at, planned_for = timezone.now(), statement.planned_for
    if statement.plan != Plan.AT_TIME or planned_for is None or planned_for > at:
        return False
    return not yeses_missing(statement, person) and _is_carried_out(statement, person, at)


def _is_carried_out(statement: Statement, person: User, at: datetime) -> bool:
    """Whether the plan is carried out once the text is approved, or waits for a publisher."""
    withdrawal = statement.withdrawal_in_force(at)
    is_merged = withdrawal is not None and withdrawal.kind == Withdrawal.Kind.MERGED
    return statement.plan != Plan.LATER and not is_merged and has_publisher(statement, person)


def _of_yes(statement: Statement, person: User, at: datetime) -> list[str]:
    missing = yeses_missing(statement, person)
    after_yours = ngettext(
        "After yours one more yes is needed.", "After yours %(count)d more are needed.", missing
    )
    carried_out = _is_carried_out(statement, person, at)
    return [
        after_yours % {"count": missing} if missing else "",
        _of_plan(statement, at, missing) if carried_out else _without_publisher(statement),
        _end_of_withdrawal(statement, at) if carried_out else "",
    ]


def _of_plan(statement: Statement, at: datetime, missing: int) -> str:
    planned_for = statement.planned_for
    if statement.plan == Plan.AT_ONCE or planned_for is None:
        return _("Once enough people have said yes, it is published at once.") if missing else ""
    time = {"time": clock_words(planned_for)}
    if planned_for <= at:
        return _("It was planned for %(time)s, which has passed.") % time
    if missing:
        return _("Once enough people have said yes, it goes out %(time)s.") % time
    return _("It goes out %(time)s. Until then it can be stopped.") % time


def _without_publisher(statement: Statement) -> str:
    body = statement.issuing_body.name
    return _("It is not published by this; a publisher of %(body)s decides when.") % {"body": body}


def _end_of_withdrawal(statement: Statement, at: datetime) -> str:
    return _("The withdrawal ends when this goes out.") if statement.withdrawal_in_force(at) else ""


# Of each yes: as soon as approved, at a time that has passed, at a time to come.
_YES = {
    Verb.APPROVE: (
        gettext_lazy("Approve and publish now"),
        gettext_lazy("Approve and publish now (was planned for %(time)s)"),
        gettext_lazy("Approve: goes out %(time)s"),
    ),
    Verb.AGREE: (
        gettext_lazy("Agree and publish now"),
        gettext_lazy("Agree and publish now (was planned for %(time)s)"),
        gettext_lazy("Agree: goes out %(time)s"),
    ),
}
_CONSEQUENCES = {
    Verb.REOPEN: lambda: _("What readers see stays as it is until the correction is published."),
    Verb.STOP_RELEASE: lambda: _("Nothing of it will go out. All concerned are told."),
    Verb.DISCARD: lambda: _("The draft disappears from the desk. It was never public."),
    Verb.ABANDON_CORRECTION: lambda: _("The desk takes the public text again; yours stays in the history."),
    Verb.SEND_BACK: lambda: _("Every yes is void. The drafter reads your reason."),
    Verb.SEAL: lambda: _("This cannot be undone: the edition is closed for ever."),
    Verb.RESTORE: lambda: _("The last public text is issued again, as a new edition."),
    Verb.PUBLISH_WITHOUT_APPROVAL: lambda: _(
        "It is marked at the desk until another person has confirmed it."
    ),
}
