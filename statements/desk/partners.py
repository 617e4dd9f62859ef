"""The partners of a joint statement: what its pages show of their answers."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from statements.models import Statement, User
from statements.objections import objections
from statements.partners import answers_of
from statements.rights import may
from statements.workflow import Verb

ANSWERS = (Verb.CONSENT, Verb.ASK_FOR_CHANGE, Verb.RECORD_CONSENT)


def panel(statement: Statement, person: User) -> dict[str, Any]:
    """What the panels show: each partner's answer to the words as they are, and how this person answers."""
    at, partners = timezone.now(), answers_of(statement)
    possible = [verb for verb in ANSWERS if partners and not objections(statement, verb, person, at)]
    return {
        "partners": partners,
        "answers": possible,
        "may_ask_partners": bool(partners) and may(person, f"statements.{Verb.RECORD_CONSENT}", statement),
    }
