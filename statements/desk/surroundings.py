"""What stands beside the form of a statement: state, next step, checklist, people, notes, history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from statements import checklist
from statements.approval import missing_yeses
from statements.models import Edition, Statement, User
from statements.objections import objections
from statements.rights import may
from statements.standing import Standing
from statements.verbs.act import sent_back
from statements.workflow import State, Verb

from . import claims, notes, prepared, version_desk
from .calendar import view as planning
from .outside import outside_panel
from .promises import Promise, plan_in_words
from .timeline import timeline

# Verbs with a button: all but those of the form itself and of imports.
BUTTONS = [verb for verb in Verb if verb not in {Verb.BEGIN, Verb.SAVE, Verb.FILE_AS_HISTORY}]

# What brings a text on, most pressing first; every other verb stands among the rest.
_NEXT = [Verb.CONFIRM, Verb.APPROVE, Verb.AGREE, Verb.PUBLISH, Verb.STOP_RELEASE, Verb.RESTORE, Verb.REOPEN]
# What takes a text away: last among the rest.
_LAST = [Verb.PUBLISH_WITHOUT_APPROVAL, Verb.WITHDRAW, Verb.SEAL, Verb.ERASE, Verb.DISCARD]
_IN_WORK = (State.DRAFT, State.IN_REVIEW)
_LATEST = 4  # steps of the history in short


def surroundings(request: HttpRequest, statement: Statement, person: User) -> dict[str, Any]:
    """All of it, as this person sees it now."""
    at = timezone.now()
    works_on_it = may(person, "statements.change_statement", statement)
    return {
        "statement": statement,
        **claims.panel(request, statement, person),
        **notes.panel(statement, person),
        **prepared.panel(statement, person),
        **version_desk.panel(statement, person, at),
        **outside_panel(statement, person),
        **_deeds(statement, person, at),
        "standing": Standing.of(statement, at),
        "public_edition": _public_edition(statement, at),
        "plan": plan_in_words(statement, at) if statement.state in (State.IN_REVIEW, State.APPROVED) else "",
        "checklist": checklist.items(statement, at) if statement.state in _IN_WORK else [],
        **_people(statement),
        "may_plan": works_on_it and planning.may_be_planned(statement),
        "planned_day": getattr(statement, "planned_day", None),
        "marks": statement.confirmations.open(at).select_related("done_by", "edition", "withdrawal"),
        "sent_back": sent_back(statement) if works_on_it else None,
        "latest_steps": timeline(statement, "steps", with_notes=False)[:_LATEST],
    }


def _public_edition(statement: Statement, at: datetime) -> Edition | None:
    """What readers see, with the address it has: a statement read before it went out knows of none."""
    public = Edition.objects.public(at).filter(statement=statement)
    return public.select_related("statement").first()


def _deeds(statement: Statement, person: User, at: datetime) -> dict[str, Any]:
    """The one next step and the other verbs this person may do; sending for approval belongs to the form."""
    free = [verb for verb in BUTTONS if not objections(statement, verb, person, at)]
    lacking = set(checklist.blocking(statement, at))
    may_submit = not set(objections(statement, Verb.SUBMIT, person, at)) - lacking
    next_verb = None if may_submit else next((verb for verb in _NEXT if verb in free), None)
    rest = [verb for verb in free if verb not in {next_verb, Verb.SUBMIT}]
    rest.sort(key=lambda verb: _LAST.index(verb) if verb in _LAST else -1)
    return {
        "may_submit": may_submit,
        "next_step": Promise(statement, next_verb, person, at) if next_verb else None,
        "other_deeds": [Promise(statement, verb, person, at) for verb in rest],
    }


def _people(statement: Statement) -> dict[str, Any]:
    """Who sent it, where they have not said yes to these very words, who has, and how many are missing."""
    yeses, is_waiting = (
        list(statement.standing_yeses().select_related("user")),
        statement.state == State.IN_REVIEW,
    )
    has_said_yes = statement.planned_by_id in {yes.user_id for yes in yeses}
    return {
        "yeses": yeses,
        "yeses_missing": missing_yeses(statement) if is_waiting else 0,
        "sent_by": statement.planned_by if is_waiting and not has_said_yes else None,
    }
