"""Who is looking at a text, when it is needed, whom to ask: what the pages of a statement show of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Claim, Prepared, Statement, User
from statements.objections import objections
from statements.rights import may
from statements.standing import Due, claim_words
from statements.workflow import State, Verb

from .asking import messages_for
from .fields import MomentField


class NeededByForm(forms.Form):
    """When the yes is needed; empty where nobody says so."""

    needed_by = MomentField(label=gettext_lazy("Approval needed by"), required=False)

    def clean_needed_by(self) -> Any:
        """A time to come."""
        needed_by = self.cleaned_data["needed_by"]
        if needed_by and needed_by < timezone.now():
            raise ValidationError(_("The time it is needed by lies in the past."))
        return needed_by


def may_set_deadline(statement: Statement, person: User) -> bool:
    """Whether this person says when it is needed: whoever works on it, until it is released."""
    in_work = statement.state in (State.DRAFT, State.IN_REVIEW, State.APPROVED)
    return in_work and may(person, "statements.change_statement", statement)


def panel(request: HttpRequest, statement: Statement, person: User) -> dict[str, Any]:
    """What the panels show."""
    at, is_waiting = timezone.now(), statement.state == State.IN_REVIEW
    claim = Claim.objects.filter(statement=statement).select_related("person").first()
    is_kept_ready = Prepared.objects.filter(statement=statement).exists()
    works_on_it = may_set_deadline(statement, person)
    return {
        "claim": claim,
        "looking": claim_words(claim, at) if claim else "",
        "may_claim": is_waiting and not objections(statement, Verb.APPROVE, person, at),
        "deadline": getattr(statement, "deadline", None),
        "due": None if is_kept_ready or statement.state == State.RELEASED else Due.of(statement, at),
        "due_form": NeededByForm(initial={"needed_by": statement.needed_by})
        if works_on_it and not is_kept_ready
        else None,
        "messages_to_copy": messages_for(request, statement) if is_waiting and works_on_it else [],
    }
