"""What the buttons of the law promise: their words, with object and time, and what follows in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statements import quiet
from statements.approval import missing_after, partners_missing
from statements.models import Statement, User, Withdrawal
from statements.objections import clock_words
from statements.verbs.approving import has_publisher, planned_time
from statements.versions import Source
from statements.workflow import Plan, Verb

Words = Callable[["Promise"], str]


@dataclass(frozen=True)
class Promise:
    """One verb, as one person would do it to a statement at one moment."""

    statement: Statement
    verb: Verb
    person: User
    at: datetime

    @property
    def words(self) -> str:
        """What stands on the button."""
        return _WORDS[self.verb](self) if self.verb in _WORDS else str(self.verb.label)

    @property
    def address(self) -> str:
        """The verb's page."""
        return reverse("admin:statements_statement_verb", args=[self.statement.pk, self.verb])

    @property
    def consequence(self) -> str:
        """What follows, in one sentence, where the button does not say it; empty where it does."""
        return _CONSEQUENCES.get(self.verb, _always(str))(self)

    @property
    def without_release(self) -> str:
        """The words of the second button, where the first one also publishes what was planned for earlier."""
        return _("%(verb)s only (a publisher decides when)") % {"verb": self.verb.label}

    @property
    def overtaken(self) -> bool:
        """Whether a yes could publish what was planned for a time that has passed."""
        planned_for = self.statement.planned_for
        is_past = self.statement.plan == Plan.AT_TIME and planned_for is not None and planned_for < self.at
        return is_past and self.verb in _YES and not (self.missing or self.partners) and self.goes_by_plan

    @cached_property
    def missing(self) -> int:
        """How many yeses are still missing after this one."""
        return missing_after(self.statement, self.person)

    @cached_property
    def partners(self) -> str:
        """The partners whose consent is missing."""
        return ", ".join(body.name for body in partners_missing(self.statement))

    @cached_property
    def goes_by_plan(self) -> bool:
        """Whether the plan is carried out by itself once the text is approved, or waits for a publisher."""
        withdrawal = self.statement.withdrawal_in_force(self.at)
        is_merged = withdrawal is not None and withdrawal.kind == Withdrawal.Kind.MERGED
        if is_merged or self.statement.plan == Plan.LATER or not has_publisher(self.statement, self.person):
            return False
        return not self.kept_back

    @cached_property
    def kept_back(self) -> list[str]:
        """Why a quiet period would keep it from going out as planned."""
        moment = planned_time(self.statement, self.at, release_now=True)
        if moment is None:
            return []
        return quiet.objections_to_release(self.statement, self.person, moment, self.at)


def plan_in_words(statement: Statement, at: datetime) -> str:
    """When it is to go out once it is approved, as a sentence."""
    if statement.plan == Plan.AT_TIME and statement.planned_for:
        return _("Planned for %(time)s.") % {"time": clock_words(statement.planned_for, at)}
    if statement.plan == Plan.AT_ONCE:
        return _("Planned: as soon as it is approved.")
    return _("When it goes out is decided later.")


def _yes(promise: Promise) -> str:
    """Approve, agree: whether that publishes, and when."""
    verb, planned_for = promise.verb.label, promise.statement.planned_for
    if promise.missing:
        words = ngettext(
            "%(verb)s (%(count)d more yes needed)", "%(verb)s (%(count)d more yeses needed)", promise.missing
        )
        return words % {"verb": verb, "count": promise.missing}
    if promise.partners:
        return _("%(verb)s (%(bodies)s has still to agree)") % {"verb": verb, "bodies": promise.partners}
    if not promise.goes_by_plan:
        return _("%(verb)s (a publisher decides when)") % {"verb": verb}
    if promise.statement.plan == Plan.AT_ONCE or planned_for is None:
        return _("%(verb)s and publish now") % {"verb": verb}
    overtaken, planned = (
        _("%(verb)s and publish now (was planned for %(time)s)"),
        _("%(verb)s: goes out %(time)s"),
    )
    return (overtaken if promise.overtaken else planned) % {
        "verb": verb,
        "time": clock_words(planned_for, promise.at),
    }


def _after_yes(promise: Promise) -> str:
    if promise.overtaken:
        return _("The planned time has passed: nothing goes out unless you say so.")
    if promise.missing or promise.partners:
        return plan_in_words(promise.statement, promise.at)
    return _after_publishing(promise) if promise.goes_by_plan else " ".join(promise.kept_back)


def _after_publishing(promise: Promise) -> str:
    is_withdrawn = promise.statement.withdrawal_in_force(promise.at)
    return _("The withdrawal ends when this goes out.") if is_withdrawn else ""


def _after_reopening(promise: Promise) -> str:
    if promise.statement.has_been_public(promise.at):
        return _("What readers see stays as it is until the correction is published.")
    return _("It becomes a draft again: every yes is void, and it needs approval anew.")


def _stop(promise: Promise) -> str:
    """Stop: which release."""
    editions = promise.statement.editions.all()  # which lists have fetched with the statements
    due = next((edition for edition in editions if edition.number and edition.public_from > promise.at), None)
    words = _("%(verb)s: nothing goes out %(time)s")
    named = {"verb": promise.verb.label, "time": clock_words(due.public_from, promise.at)} if due else {}
    return words % named if due else str(promise.verb.label)


def _after_following(statement: Statement) -> str:
    source = Source.of(statement)
    said = source.to_follow if source else None
    words = _("It then counts as saying edition %(number)s of the original. Readers see no change.")
    return words % {"number": said.number} if said else ""


def _always(words: Callable[[], str]) -> Words:
    return lambda promise: words()


_YES = {Verb.APPROVE, Verb.AGREE}
_WORDS: dict[Verb, Words] = {Verb.APPROVE: _yes, Verb.AGREE: _yes, Verb.STOP_RELEASE: _stop}
_CONSEQUENCES: dict[Verb, Words] = {
    Verb.AGREE: _after_yes,
    Verb.APPROVE: _after_yes,
    Verb.PUBLISH: _after_publishing,
    Verb.REOPEN: _after_reopening,
    Verb.FOLLOW: lambda promise: _after_following(promise.statement),
    Verb.STOP_RELEASE: _always(lambda: _("Nothing of it will go out. All concerned are told.")),
    Verb.DISCARD: _always(lambda: _("The draft disappears from the desk. It was never public.")),
    Verb.ABANDON_CORRECTION: _always(
        lambda: _("The desk takes the public text again; yours stays in the history.")
    ),
    Verb.SEND_BACK: _always(lambda: _("Every yes is void. The drafter reads your reason.")),
    Verb.SEAL: _always(lambda: _("This cannot be undone: the edition is closed for ever.")),
    Verb.ERASE: _always(
        lambda: _(
            "This cannot be undone. The text of this edition, its drafts and the files nothing else names "
            "are destroyed; number, times and digest stay. Copies in backups have to be destroyed there."
        )
    ),
    Verb.RESTORE: _always(lambda: _("The last public text is issued again, as a new edition.")),
    Verb.PUBLISH_WITHOUT_APPROVAL: _always(
        lambda: _("It is marked at the desk until another person has confirmed it.")
    ),
}
