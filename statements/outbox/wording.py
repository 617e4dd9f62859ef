"""What a message says, in its recipient's language and time zone; of the statement, its headline only."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.approval import may_approve
from statements.models import Confirmation, Effect, Statement, User
from statements.objections import clock_words
from statements.speakers import called_today
from statements.workflow import Plan, State, Verb

from .recipients import is_asked, unreached
from .tellers import Telling, teller_of


def message(effect: Effect, recipient: User, at: datetime) -> EmailMessage:
    """The mail that tells `recipient` of the effect's step. Its Message-ID is the effect's key."""
    with translation.override(recipient.language), timezone.override(recipient.time_zone or None):
        telling = _telling(effect)
        named = _named(effect)
        paragraphs = [str(telling.sentence) % named, *_more(effect, at), _about(effect)]
        return EmailMessage(
            subject=" ".join((str(telling.subject) % named).split()),
            body="\n\n".join([*paragraphs, *_links(effect, at)]) + "\n",
            to=[recipient.email],
            headers={"Message-ID": message_id(effect), "Auto-Submitted": "auto-generated"},
        )


def message_id(effect: Effect) -> str:
    """The effect's key at the newsroom's host: a mail that comes twice is known for the same one."""
    return f"<{effect.key}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def _telling(effect: Effect) -> Telling:
    if effect.kind == Effect.Kind.FAILURE:
        return _NOT_SENT
    if teller := teller_of(effect):
        return teller.telling(effect)
    verb = Verb(effect.step.verb)
    if verb in {Verb.APPROVE, Verb.AGREE} and effect.step.to_state != State.APPROVED:
        return _ONE_YES
    if verb == Verb.SUBMIT and _is_partner(effect):
        return _PARTNER
    if verb == Verb.PUBLISH_WITHOUT_APPROVAL and _is_asked_to_confirm(effect):
        return _ASKED
    return _TELLINGS[verb]


def _is_partner(effect: Effect) -> bool:
    """Whether the recipient answers for a partner and does not approve the text."""
    who, statement = effect.recipient, effect.text
    return who is not None and not may_approve(who, statement.issuing_body) and is_asked(who, statement)


def _is_asked_to_confirm(effect: Effect) -> bool:
    """Whether the recipient is the one who, as the publisher says, approved by word of mouth."""
    return Confirmation.objects.filter(edition=effect.step.edition, asked_of=effect.recipient).exists()


def _named(effect: Effect) -> dict[str, str]:
    """What the sentences may name."""
    step = effect.step
    return {
        "who": step.actor_name,
        "headline": title(effect),
        "verb": verb(effect),
        "words": step.note,
    }


def title(effect: Effect) -> str:
    """What the desk calls the thing it is about."""
    teller = teller_of(effect)
    return teller.title(effect) if teller else effect.text.headline_for_lists()


def verb(effect: Effect) -> str:
    """What was done."""
    teller = teller_of(effect)
    return teller.verb(effect) if teller else str(Verb(effect.step.verb).label)


def _more(effect: Effect, at: datetime) -> list[str]:
    """The lines after the first sentence: when it goes out, or who was not reached."""
    if effect.kind == Effect.Kind.FAILURE:
        return ["\n".join(_lost(failed) for failed in unreached(effect))]
    if teller_of(effect):
        return []
    return [line for line in [_time(effect, at), _needed(effect)] if line]


def _needed(effect: Effect) -> str:
    """When the yes that is asked for is needed, where somebody said so."""
    deadline = getattr(effect.text, "deadline", None)
    if deadline is None or not _waits_for_a_yes(effect):
        return ""
    return _("Your answer is needed by %(time)s.") % {"time": clock_words(deadline.needed_by)}


def _waits_for_a_yes(effect: Effect) -> bool:
    """Whether the message asks for a yes, and the text still waits for it."""
    asks = effect.step.verb in {Verb.SUBMIT, Verb.SAVE} or _telling(effect) is _ONE_YES
    return asks and effect.text.state == State.IN_REVIEW


def _time(effect: Effect, at: datetime) -> str:
    verb, statement = Verb(effect.step.verb), effect.text
    if verb == Verb.SUBMIT:
        return _plan(statement)
    edition = effect.step.edition if verb in _RELEASES else None
    if verb in _YESES:
        edition = statement.edition_due(at)
    if edition is None:
        return ""
    is_due = edition.public_from > at
    words = _("It goes out %(time)s.") if is_due else _("It has been public since %(time)s.")
    return words % {"time": clock_words(edition.public_from)}


def _plan(statement: Statement) -> str:
    if statement.plan == Plan.AT_ONCE:
        return _("It goes out as soon as it is approved.")
    if statement.plan == Plan.AT_TIME and statement.planned_for:
        return _("Once approved, it goes out %(time)s.") % {"time": clock_words(statement.planned_for)}
    return ""


def _lost(failed: Effect) -> str:
    name = failed.recipient.called if failed.recipient else _("All concerned")
    return f"- {name}: {failed.last_error}"


def _about(effect: Effect) -> str:
    """What it is about, in two lines."""
    teller = teller_of(effect)
    return f"    {title(effect)}\n    {teller.facts(effect)}" if teller else _statement(effect.text)


def _statement(statement: Statement) -> str:
    """Which statement it is. Never its text: mail shows on locked screens and lies on strangers' servers."""
    facts = [
        statement.reference or "",
        str(statement.get_kind_display()),
        called_today(statement),
        str(statement.get_language_display()),
    ]
    return f"    {statement.headline_for_lists()}\n    {' · '.join(filter(None, facts))}"


def _links(effect: Effect, at: datetime) -> list[str]:
    if effect.kind == Effect.Kind.FAILURE:
        return [_link(_("Messages not sent"), reverse("admin:statements_effect_changelist") + "?sent=no")]
    if teller := teller_of(effect):
        return [_link(*teller.way(effect))]
    statement = effect.text
    if _waits_for_a_yes(effect):
        return [
            _link(_("Read it and decide"), reverse("admin:statements_statement_review", args=[statement.pk]))
        ]
    links = [_link(_("At the desk"), reverse("admin:statements_statement_change", args=[statement.pk]))]
    if statement.reference and statement.edition_public(at):
        links.append(_link(_("For readers"), statement.short_path()))
    return links


def _link(words: str, path: str) -> str:
    return f"{words}:\n{settings.SITE_URL}{path}"


_YESES = {Verb.APPROVE, Verb.AGREE, Verb.CONSENT, Verb.RECORD_CONSENT}
_PARTNER = Telling(
    gettext_lazy("For your agreement: %(headline)s"),
    gettext_lazy("%(who)s asks whether your body agrees to this joint text."),
)
_RELEASES = {Verb.PUBLISH, Verb.PUBLISH_WITHOUT_APPROVAL, Verb.RESTORE}
_NOT_SENT = Telling(
    gettext_lazy("Not told: %(headline)s"),
    gettext_lazy("These people could not be told by mail of “%(verb)s”. Please tell them another way."),
)
_ONE_YES = Telling(
    gettext_lazy("One more yes needed: %(headline)s"),
    gettext_lazy("%(who)s has said yes to this text. It needs the yes of another person."),
)
_ASKED = Telling(
    gettext_lazy("Please confirm: %(headline)s"),
    gettext_lazy(
        "%(who)s has published this without approval and says that you agreed. "
        "Please confirm it; the reason stands at the desk."
    ),
)
_TELLINGS: dict[Verb, Telling] = {
    Verb.SUBMIT: Telling(
        gettext_lazy("For your approval: %(headline)s"), gettext_lazy("%(who)s asks for your approval.")
    ),
    Verb.SEND_BACK: Telling(
        gettext_lazy("Sent back: %(headline)s"),
        gettext_lazy("%(who)s has sent this text back. The reason stands at the desk."),
    ),
    Verb.SAVE: Telling(
        gettext_lazy("Changed, for your agreement: %(headline)s"),
        gettext_lazy("%(who)s has changed this joint text. Please say anew whether your body agrees."),
    ),
    Verb.CONSENT: Telling(
        gettext_lazy("A partner agrees: %(headline)s"),
        gettext_lazy("%(who)s has agreed to this text: %(words)s."),
    ),
    Verb.RECORD_CONSENT: Telling(
        gettext_lazy("A partner agrees: %(headline)s"),
        gettext_lazy("%(who)s has recorded the agreement of a partner. How it was given stands at the desk."),
    ),
    Verb.ASK_FOR_CHANGE: Telling(
        gettext_lazy("A partner asks for a change: %(headline)s"),
        gettext_lazy("%(who)s asks for a change of this text. The words stand at the desk."),
    ),
    Verb.AGREE: Telling(
        gettext_lazy("Approved: %(headline)s"),
        gettext_lazy("%(who)s has agreed to this text. It is approved."),
    ),
    Verb.APPROVE: Telling(
        gettext_lazy("Approved: %(headline)s"), gettext_lazy("%(who)s has approved this text.")
    ),
    Verb.PUBLISH: Telling(
        gettext_lazy("Public: %(headline)s"), gettext_lazy("Published in the name of %(who)s.")
    ),
    Verb.PUBLISH_WITHOUT_APPROVAL: Telling(
        gettext_lazy("Published without approval: %(headline)s"),
        gettext_lazy(
            "%(who)s has published this without approval. A reviewer has to confirm it; "
            "the reason stands at the desk."
        ),
    ),
    Verb.STOP_RELEASE: Telling(
        gettext_lazy("Stopped: %(headline)s"),
        gettext_lazy("%(who)s has stopped this release. Nothing of it was public."),
    ),
    Verb.FLAG: Telling(
        gettext_lazy("Readers are warned: %(headline)s"),
        gettext_lazy("%(who)s has put a warning above this statement: “%(words)s”"),
    ),
    Verb.WITHDRAW: Telling(
        gettext_lazy("Withdrawn: %(headline)s"),
        gettext_lazy("%(who)s has withdrawn this statement: “%(words)s” A reviewer has to confirm it."),
    ),
    Verb.RESTORE: Telling(
        gettext_lazy("Public again: %(headline)s"),
        gettext_lazy("%(who)s has put this statement before the public again."),
    ),
}
