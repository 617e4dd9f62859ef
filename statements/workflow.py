"""The editorial law as data: states, roles, verbs, and one transition for each verb.

`docs/workflow.md` prints the same table (a test compares the two). Why a verb is refused in a
particular case is said by `statements.objections`; what it changes stands in `statements.verbs`.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The state of the desk copy; whether the public sees a text is a fact about editions and time."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Waiting for approval")
    APPROVED = "approved", _("Approved, not out")
    RELEASED = "released", _("Released")
    DISCARDED = "discarded", _("Deleted draft")


UNFINISHED = (State.DRAFT, State.IN_REVIEW, State.APPROVED)  # what is in hand


class Role(TextChoices):
    """What a person may be to a body; administrators are a group beside the memberships.

    Partners are the members of the other bodies of a joint statement.
    """

    DRAFTER = "drafter", _("Drafter")
    REVIEWER = "reviewer", _("Reviewer")
    PUBLISHER = "publisher", _("Publisher")
    PARTNER = "partner", _("Partner")
    ADMINISTRATOR = "administrator", _("Administrator")


class Verb(TextChoices):
    """Everything that can be done to a statement."""

    BEGIN = "begin", _("Begin")
    FILE_AS_HISTORY = "file_as_history", _("File as history")
    SAVE = "save", _("Save")
    REFILE = "refile", _("Change topics")
    FOLLOW = "follow", _("Mark as up to date")
    SUBMIT = "submit", _("Send for approval")
    AGREE = "agree", _("Agree to this text")
    SEND_BACK = "send_back", _("Send back")
    APPROVE = "approve", _("Approve")
    CONSENT = "consent", _("Agree as a partner")
    RECORD_CONSENT = "record_consent", _("Record a partner's yes")
    ASK_FOR_CHANGE = "ask_for_change", _("Ask for a change")
    REOPEN = "reopen", _("Correct")
    ABANDON_CORRECTION = "abandon_correction", _("Abandon correction")
    PUBLISH = "publish", _("Publish")
    PUBLISH_WITHOUT_APPROVAL = "publish_without_approval", _("Publish without approval")
    CONFIRM = "confirm", _("Confirm")
    STOP_RELEASE = "stop_release", _("Stop")
    FLAG = "flag", _("Warn readers")
    WITHDRAW = "withdraw", _("Withdraw")
    RESTORE = "restore", _("Restore")
    SEAL = "seal", _("Seal an edition")
    ERASE = "erase", _("Erase an edition")
    DISCARD = "discard", _("Delete draft")


class Plan(TextChoices):
    """When a text is to go out once it is approved; chosen when it is sent for approval."""

    AT_ONCE = "at_once", _("As soon as approved")
    AT_TIME = "at_time", _("At a set time")
    LATER = "later", _("Decide later")


@dataclass(frozen=True)
class Transition:
    """A rule: who may do a verb, from which states, to which, and which words it asks for.

    `sources` empty: the verb begins a statement. `targets` empty: the state stays.
    `words` is the name of the sentence the person has to give ("" for none).
    `public` says that readers may see a difference; `mails` that people concerned are told.
    """

    verb: Verb
    sources: tuple[State, ...]
    targets: tuple[State, ...]
    roles: tuple[Role, ...]
    words: str = ""
    public: bool = False
    mails: bool = False


_DRAFT, _IN_REVIEW, _APPROVED = State.DRAFT, State.IN_REVIEW, State.APPROVED
_RELEASED, _DISCARDED = State.RELEASED, State.DISCARDED
_ANY = (_DRAFT, _IN_REVIEW, _APPROVED, _RELEASED)
_DRAFTER, _REVIEWER, _PUBLISHER = Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER
_PARTNER, _ADMINISTRATOR = Role.PARTNER, Role.ADMINISTRATOR

TRANSITIONS: dict[Verb, Transition] = {
    rule.verb: rule
    for rule in (
        Transition(Verb.BEGIN, (), (_DRAFT,), (_DRAFTER, _ADMINISTRATOR)),
        Transition(Verb.FILE_AS_HISTORY, (), (_RELEASED,), (_ADMINISTRATOR,), public=True),
        Transition(Verb.SAVE, (_DRAFT, _IN_REVIEW), (), (_DRAFTER, _REVIEWER)),
        Transition(Verb.REFILE, _ANY, (), (_DRAFTER,), public=True),
        Transition(Verb.FOLLOW, _ANY, (), (_DRAFTER, _REVIEWER)),
        Transition(Verb.SUBMIT, (_DRAFT,), (_IN_REVIEW,), (_DRAFTER,), mails=True),
        Transition(Verb.AGREE, (_IN_REVIEW,), (_IN_REVIEW, _APPROVED), (_DRAFTER,), mails=True),
        Transition(Verb.SEND_BACK, (_IN_REVIEW,), (_DRAFT,), (_REVIEWER,), words="reason", mails=True),
        Transition(
            Verb.APPROVE, (_IN_REVIEW,), (_IN_REVIEW, _APPROVED), (_REVIEWER,), public=True, mails=True
        ),
        Transition(Verb.CONSENT, (_IN_REVIEW,), (_IN_REVIEW, _APPROVED), (_PARTNER,), mails=True),
        Transition(
            Verb.RECORD_CONSENT,
            (_IN_REVIEW,),
            (_IN_REVIEW, _APPROVED),
            (_DRAFTER, _REVIEWER, _PUBLISHER),
            words="how it was given",
            mails=True,
        ),
        Transition(Verb.ASK_FOR_CHANGE, (_IN_REVIEW,), (), (_PARTNER,), words="change", mails=True),
        Transition(Verb.REOPEN, (_APPROVED, _RELEASED), (_DRAFT,), (_DRAFTER,)),
        Transition(
            Verb.ABANDON_CORRECTION,
            (_DRAFT, _IN_REVIEW, _APPROVED),
            (_RELEASED,),
            (_DRAFTER, _PUBLISHER),
        ),
        Transition(Verb.PUBLISH, (_APPROVED,), (_RELEASED,), (_PUBLISHER,), public=True, mails=True),
        Transition(
            Verb.PUBLISH_WITHOUT_APPROVAL,
            (_DRAFT, _IN_REVIEW),
            (_RELEASED,),
            (_PUBLISHER,),
            words="reason",
            public=True,
            mails=True,
        ),
        Transition(Verb.CONFIRM, _ANY, (), (_REVIEWER,)),
        Transition(
            Verb.STOP_RELEASE,
            (_RELEASED,),
            (_APPROVED, _DRAFT),
            (_DRAFTER, _REVIEWER, _PUBLISHER),
            public=True,
            mails=True,
        ),
        Transition(Verb.FLAG, _ANY, (), (_PUBLISHER,), words="words", public=True, mails=True),
        Transition(Verb.WITHDRAW, _ANY, (), (_PUBLISHER,), words="explanation", public=True, mails=True),
        Transition(Verb.RESTORE, _ANY, (), (_PUBLISHER,), words="reason", public=True, mails=True),
        Transition(Verb.SEAL, _ANY, (), (_PUBLISHER,), words="public reason", public=True),
        Transition(Verb.ERASE, _ANY, (), (_ADMINISTRATOR,), words="court order", public=True),
        Transition(Verb.DISCARD, (_DRAFT,), (_DISCARDED,), (_DRAFTER, _PUBLISHER)),
    )
}
