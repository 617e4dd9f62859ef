"""Why a verb is refused, in sentences the screen shows; nothing here writes.

`objections()` is asked by every verb inside its transaction, and by the desk before it shows a button:
a button appears only where the list is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from . import checklist, closed, prose, quiet, versions
from . import partners as of_partners
from .approval import may_approve, missing_yeses
from .house import IMPORT_ACCOUNT
from .models import Flag, IssuingBody, Statement, User, Withdrawal
from .moments import clock_words as clock_words
from .rights import roles, roles_in
from .workflow import TRANSITIONS, Plan, Role, Verb


@dataclass(frozen=True)
class Case:
    """One question: may `user` do this verb to this statement at this moment, with what was asked for?"""

    statement: Statement
    user: User
    at: datetime
    asked: dict[str, Any] = field(default_factory=dict)


Reason = Callable[[Case], Iterator[str]]


def objections(statement: Statement, verb: Verb, user: User, at: datetime, **asked: Any) -> list[str]:
    """The sentences that speak against `user` doing `verb` at `at`; empty where nothing does.

    `asked` is what came with the request (`public_from`, `target`, `edition`, `plan` and the like);
    without it the answer is about the verb as such.
    """
    rule = TRANSITIONS[verb]
    asked_by_link = {Role.PARTNER} if asked.get("link") else set()
    if not (roles_in(user, statement) | asked_by_link) & set(rule.roles):
        return [not_your_role(verb, statement.issuing_body)]
    if statement.state not in rule.sources:
        return [_("Not possible: the statement is “%(state)s”.") % {"state": statement.get_state_display()}]
    case = Case(statement, user, at, asked)
    return [sentence for reason in _REASONS.get(verb, ()) for sentence in reason(case)]


def objections_to_begin(verb: Verb, body: IssuingBody, user: User) -> list[str]:
    """The sentences that speak against an import beginning a statement of `body` in the name of `user`.

    The inactive account *Import* holds one verb and no other.
    """
    is_import = is_import_account(user) and verb == Verb.BEGIN
    if not is_import and not roles(user, body) & set(TRANSITIONS[verb].roles):
        return [not_your_role(verb, body)]
    return _without_a_desk(body)


def is_import_account(user: User) -> bool:
    """Whether it is nobody, but what imports are done as."""
    return user.username == IMPORT_ACCOUNT and not user.is_active


def objections_to_history(statement: Statement, at: datetime) -> list[str]:
    """The sentence that speaks against putting an old statement on the record at its true date."""
    day = statement.already_issued_on
    missing = not statement.headline or not statement.language or prose.is_blank(statement.body)
    if missing or day is None or day >= timezone.localdate(at, timezone.get_default_timezone()):
        return [_("History needs a true past date, a headline, a text and a language.")]
    return []


def objections_to_write_for(body: IssuingBody, user: User) -> list[str]:
    """The sentences that speak against `user` giving `body` a statement at the desk, new or of another."""
    if Role.DRAFTER not in roles(user, body):
        return [_("Only a drafter of %(body)s writes for it.") % {"body": body.name}]
    return _without_a_desk(body)


def objections_to_language(statement: Statement) -> list[str]:
    """The sentence that speaks against the language of a statement: another version speaks it already."""
    if versions.others(statement).filter(language=statement.language).exists():
        return [_("There is a version in this language already.")]
    return []


def _without_a_desk(body: IssuingBody) -> list[str]:
    return [_("%(body)s is a partner without a desk here.") % {"body": body.name}] if body.is_external else []


def not_your_role(verb: Verb, body: IssuingBody) -> str:
    """The sentence for a person without the right."""
    if Role.PARTNER in TRANSITIONS[verb].roles:
        return _("“%(verb)s” is for members of the bodies that issue it together with %(body)s.") % {
            "verb": verb.label,
            "body": body.name,
        }
    return _("“%(verb)s” is for: %(roles)s of %(body)s.") % {
        "verb": verb.label,
        "roles": ", ".join(str(role.label) for role in TRANSITIONS[verb].roles),
        "body": body.name,
    }


def _checklist(case: Case) -> Iterator[str]:
    yield from checklist.blocking(case.statement, case.at)


def _nothing_to_follow(case: Case) -> Iterator[str]:
    source, edition = versions.Source.of(case.statement), case.asked.get("edition")
    if source is None:
        yield _("This is the original: it follows no other text.")
    elif not source.to_follow:
        yield _("It says the newest edition of the original already, or the original has none yet.")
    elif edition and (edition.statement_id != source.original.pk or not edition.number):
        yield _("The original has no such edition any more. Look again.")


def _plan(case: Case) -> Iterator[str]:
    if case.asked.get("plan") == Plan.AT_TIME:
        planned_for = case.asked.get("planned_for")
        if planned_for is None:
            yield _("Say at what time it is to go out.")
        elif planned_for < case.at:
            yield _("The time of release lies in the past.")
        else:
            yield from quiet.refusals(planned_for, case.at)


def _needed(case: Case) -> Iterator[str]:
    needed_by = case.asked.get("needed_by")
    if needed_by is not None and needed_by < case.at:
        yield _("The time it is needed by lies in the past.")


def _said_yes(case: Case) -> Iterator[str]:
    if case.statement.standing_yeses().filter(user=case.user).exists():
        yield _("You have already said yes to this text. Another person has to.")


def _not_named(case: Case) -> Iterator[str]:
    body = case.statement.issuing_body
    if not may_approve(case.user, body):
        named = ", ".join(person.called for person in body.approvers.all())
        yield _("%(body)s names who approves: %(people)s.") % {"body": body.name, "people": named}


def _due(case: Case) -> Iterator[str]:
    if due := case.statement.edition_due(case.at):
        yield _("A release is due on %(time)s. Stop it first.") % {"time": clock_words(due.public_from)}


def _nothing_due(case: Case) -> Iterator[str]:
    if not case.statement.edition_due(case.at):
        yield _("No release is waiting for its time.")


def _never_public(case: Case) -> Iterator[str]:
    if not case.statement.has_been_public(case.at):
        yield _("Nothing of this statement has been public yet.")


def _was_public(case: Case) -> Iterator[str]:
    if case.statement.has_been_public(case.at):
        yield _("This statement has been public: it can be withdrawn, not deleted.")


def _not_its_drafter(case: Case) -> Iterator[str]:
    is_publisher = Role.PUBLISHER in roles(case.user, case.statement.issuing_body)
    if case.statement.begun_by_id != case.user.pk and not is_publisher:
        yield _("Only the person who began this draft, or a publisher, may delete it.")


def _not_public(case: Case) -> Iterator[str]:
    if not case.statement.edition_public(case.at):
        yield _("Nothing of this statement is public now.")


def _not_approved(case: Case) -> Iterator[str]:
    if missing_yeses(case.statement):
        yield _("Not enough people have said yes to exactly this text.")


def _past(case: Case) -> Iterator[str]:
    public_from = case.asked.get("public_from")
    if public_from is not None and public_from < case.at:
        yield _("The time of release lies in the past.")


def _quiet(case: Case) -> Iterator[str]:
    # Asked of a time that was said, not of the verb as such: after the quiet period the text may go out.
    if "public_from" not in case.asked:
        return
    moment = case.asked["public_from"] or case.at
    if "asked_of" in case.asked:
        yield from quiet.objections_without_approval(case.asked["asked_of"], moment, case.at)
    else:
        yield from quiet.objections_to_release(case.statement, case.user, moment, case.at)


def _quiet_to_restore(case: Case) -> Iterator[str]:
    yield from quiet.objections_to_restore(
        closed.last_public_edition(case.statement, case.at), case.user, case.at
    )


def _merged(case: Case) -> Iterator[str]:
    withdrawal = case.statement.withdrawal_in_force(case.at)
    if withdrawal and withdrawal.kind == Withdrawal.Kind.MERGED:
        yield _("This statement is merged into another. Restore it first.")


def _cannot_confirm(case: Case) -> Iterator[str]:
    asked_of = case.asked.get("asked_of")
    body = case.statement.issuing_body
    if asked_of is not None and (asked_of == case.user or Role.REVIEWER not in roles(asked_of, body)):
        yield _("Only another person, a reviewer of %(body)s, can confirm.") % {"body": body.name}


def _flag(case: Case) -> Iterator[str]:
    until, longest = case.asked.get("until"), Flag._meta.get_field("words").max_length or 0
    if until is not None and until <= case.at:
        yield _("The warning has to end later than now.")
    if len(case.asked.get("words", "")) > longest:
        yield _("The warning is too long: %(longest)d characters at most.") % {"longest": longest}


def _nothing_to_confirm(case: Case) -> Iterator[str]:
    marks = case.statement.confirmations.open(case.at)
    if not marks.exists():
        yield _("Nothing is waiting to be confirmed.")
    elif not marks.exclude(done_by=case.user).exists():
        yield _("You did this yourself. Another person has to confirm it.")


def _target(case: Case) -> Iterator[str]:
    if case.asked.get("kind") != Withdrawal.Kind.MERGED:
        return
    target = case.asked.get("target")
    if target is None:
        yield _("Say into which statement this one is merged.")
    elif target.pk == case.statement.pk:
        yield _("A statement cannot be merged into itself.")
    elif not target.edition_public(case.at):
        yield _("The other statement is not public.")


def _not_withdrawn(case: Case) -> Iterator[str]:
    if not case.statement.withdrawal_in_force(case.at):
        yield _("This statement is not withdrawn.")


_BY_A_PARTNER = (of_partners.not_its_member, of_partners.nameless, of_partners.link_is_dead)
_REASONS: dict[Verb, tuple[Reason, ...]] = {
    Verb.FOLLOW: (_nothing_to_follow,),
    Verb.SUBMIT: (_checklist, _plan, _needed),
    Verb.AGREE: (_said_yes,),
    Verb.APPROVE: (_not_named, _said_yes),
    Verb.CONSENT: (of_partners.not_a_partner, *_BY_A_PARTNER, of_partners.agreed_already),
    Verb.RECORD_CONSENT: (of_partners.not_a_partner, of_partners.nameless, of_partners.agreed_already),
    Verb.ASK_FOR_CHANGE: (of_partners.not_a_partner, *_BY_A_PARTNER),
    Verb.REOPEN: (_due,),
    Verb.ABANDON_CORRECTION: (_never_public, closed.last_is_erased),
    Verb.PUBLISH: (_not_approved, of_partners.have_not_agreed, _past, _quiet, _merged),
    Verb.PUBLISH_WITHOUT_APPROVAL: (_checklist, _past, _quiet, _merged, _cannot_confirm),
    Verb.CONFIRM: (_nothing_to_confirm,),
    Verb.STOP_RELEASE: (_nothing_due,),
    Verb.FLAG: (_not_public, _flag),
    Verb.WITHDRAW: (_not_public, _target),
    Verb.RESTORE: (_not_withdrawn, _due, _quiet_to_restore, closed.last_is_sealed),
    Verb.SEAL: (closed.nothing_to_seal,),
    Verb.ERASE: (closed.nothing_to_erase,),
    Verb.DISCARD: (_was_public, _not_its_drafter),
}
