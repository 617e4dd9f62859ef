"""What was done to let outsiders look, in the same chain of steps as what was done to statements."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from statements.models import ConsentLink, PreviewLink, Statement, Step, User

SUBJECT = "outsiders"  # the kind of subject; its key is the statement's


class Deed(models.TextChoices):
    """What can be done about a link."""

    PREVIEW_MADE = "preview_made", _("Preview link made")
    PREVIEW_ENDED = "preview_ended", _("Preview link ended")
    CONSENT_ASKED = "consent_asked", _("Consent link made")
    CONSENT_LINK_ENDED = "consent_link_ended", _("Consent link ended")


def write(deed: Deed, link: PreviewLink | ConsentLink, by: User, at: datetime) -> Step:
    """Write one step about a link, last in the transaction of the change: it holds the chain's lock."""
    return Step.objects.tell(
        SUBJECT, link.statement_id, deed, by, at, revision=link.revision, note=link.label
    )


def steps_of(statement: Statement) -> Any:
    """What was done about links of a statement, oldest first."""
    return Step.objects.about(SUBJECT, statement.pk)
