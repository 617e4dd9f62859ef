"""The law of campaigns as data: what can be done to a public text or an update, and by whom.

One person of the body writes, a second one approves; nothing else makes a word public.
`docs/workflow.md` prints the same table (a test compares the two).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from statements.workflow import Role


class Deed(TextChoices):
    """Everything that can be done to a campaign, demand, cause, addressee or call to action."""

    BEGIN = "begin", _("Begin")
    WRITE = "write", _("Write anew")
    RECORD = "record", _("Record an update")
    APPROVE = "approve", _("Approve")
    SEND_BACK = "send_back", _("Send back")
    TAKE_DOWN = "take_down", _("Take down")
    PUT_BACK = "put_back", _("Put back")
    CLOSE = "close", _("Close the campaign")
    REOPEN = "reopen", _("Open the campaign again")


@dataclass(frozen=True)
class Rule:
    """Who may do a deed, whether words are owed, readers see a difference, mail tells of it."""

    roles: tuple[Role, ...]
    words: bool = False
    public: bool = False
    mails: bool = False


_WRITERS = (Role.DRAFTER, Role.REVIEWER)
RULES: dict[Deed, Rule] = {
    Deed.BEGIN: Rule(_WRITERS, mails=True),
    Deed.WRITE: Rule(_WRITERS, mails=True),
    Deed.RECORD: Rule(_WRITERS, mails=True),
    Deed.APPROVE: Rule((Role.REVIEWER,), public=True, mails=True),
    Deed.SEND_BACK: Rule((Role.REVIEWER,), words=True, mails=True),
    Deed.TAKE_DOWN: Rule((Role.PUBLISHER,), words=True, public=True),
    Deed.PUT_BACK: Rule((Role.PUBLISHER,), words=True, public=True),
    Deed.CLOSE: Rule((Role.PUBLISHER,), public=True),
    Deed.REOPEN: Rule((Role.PUBLISHER,), public=True),
}
