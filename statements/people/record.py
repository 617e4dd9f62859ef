"""What was done about a person's account, in the same chain of steps as what was done to statements."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from statements import text
from statements.models import Step, User

SUBJECT = "person"  # the kind of subject under which a person's steps stand in the chain


class Deed(models.TextChoices):
    """What can be done about an account."""

    INVITED = "invited", _("Invited")
    PASSWORD_SET = "password_set", _("Password set")
    NEW_PASSWORD_OFFERED = "new_password_offered", _("Link to a new password sent")
    PHONE_SET_UP = "phone_set_up", _("Second factor set up")
    CODES_DEALT = "codes_dealt", _("New recovery codes made")
    CODE_USED = "code_used", _("Recovery code used")
    SECOND_FACTOR_RESET = "second_factor_reset", _("Second factor reset")
    LET_IN = "let_in", _("Let in from the server")
    DEACTIVATED = "deactivated", _("Deactivated")
    REACTIVATED = "reactivated", _("Active again")


def write(deed: Deed, person: User, by: User, note: str = "") -> Step:
    """Write one step about a person, last in the transaction of the change: it holds the chain's lock."""
    return Step.objects.tell(SUBJECT, person.pk, deed, by, timezone.now(), note=text.line(note))


def steps_of(person: User) -> Any:
    """What was done about a person, newest first."""
    return Step.objects.about(SUBJECT, person.pk).reverse()
