"""Who is told of a step, by the rights people have when the message is sent."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import Group
from django.db.models import Q

from statements.approval import may_approve, partners_missing
from statements.models import Confirmation, Effect, Statement, User
from statements.models.people import ADMINISTRATORS
from statements.rights import bodies_of, may, partners_of
from statements.workflow import TRANSITIONS, Role, State, Verb

from .tellers import teller_of


def concerned(effect: Effect) -> set[User]:
    """Those to tell: active, with an address, and the statement exists for them."""
    return {person for person in _asked(effect) if _can_be_told(person, effect)}


def is_concerned(person: User, effect: Effect) -> bool:
    """Whether this person is among those to tell, without a look at all the others."""
    return person in _asked(effect) and _can_be_told(person, effect)


def unreached(effect: Effect) -> list[Effect]:
    """The effects of the same step that were given up."""
    given_up = effect.step.effects.filter(kind=Effect.Kind.MAIL, state=Effect.State.FAILED)
    return list(given_up.select_related("recipient").order_by("pk"))


def _asked(effect: Effect) -> set[User]:
    """Whom it concerns, whatever their rights.

    Not who did it, save for a publication, which may come days after the click, and for partners' answers.
    """
    if effect.kind == Effect.Kind.FAILURE:
        return _answerable(effect)
    if teller := teller_of(effect):
        return teller.concerned(effect) - {effect.step.actor}
    verb = Verb(effect.step.verb)
    people = _CONCERNED.get(verb, _workers)(effect)
    return people if verb in _TOLD_TO_THEIR_ACTOR else people - {effect.step.actor}


def _can_be_told(person: User, effect: Effect) -> bool:
    if not (person.is_active and person.email):
        return False
    if effect.statement is None:
        return effect.body_id in bodies_of(person)
    statement = effect.statement
    if not may(person, "statements.view_statement", statement):
        return False
    asks_for_a_yes = effect.kind == Effect.Kind.MAIL and effect.step.verb == Verb.SUBMIT
    return not asks_for_a_yes or may_approve(person, statement.issuing_body) or is_asked(person, statement)


def is_asked(person: User, statement: Statement) -> bool:
    """Whether somebody answers for a partner that has not agreed to the words as they are."""
    missing = partners_missing(statement)
    return bool(missing) and any(body in missing for body in partners_of(person, statement))


def _workers(effect: Effect) -> set[User]:
    """Those who wrote it, said yes to it or planned its release."""
    statement = effect.text
    authors, yeses = statement.revisions.values("author"), statement.approvals.values("user")
    return set(
        User.objects.filter(Q(pk__in=authors) | Q(pk__in=yeses) | Q(pk__in=[statement.planned_by_id or 0]))
    )


def _members(effect: Effect, *roles: Role) -> set[User]:
    """Those with one of these roles in the statement's body, or in a body above it."""
    lineage = effect.text.issuing_body.lineage
    return set(User.objects.filter(memberships__body__in=lineage, memberships__role__in=roles).distinct())


def _reviewers(effect: Effect) -> set[User]:
    """Reviewers; nobody once the text does not wait for approval any more."""
    return _members(effect, Role.REVIEWER) if effect.text.state == State.IN_REVIEW else set()


def _reviewers_and_partners(effect: Effect) -> set[User]:
    return _reviewers(effect) | _partners(effect)


def _partners(effect: Effect) -> set[User]:
    """Those who answer for a partner that has not agreed; nobody once the text waits for no answer."""
    statement = effect.text
    if statement.state != State.IN_REVIEW:
        return set()
    lineages = {key for body in partners_missing(statement) for key in body.lineage}
    members = User.objects.filter(memberships__body__in=lineages).distinct()
    return {person for person in members if is_asked(person, statement)}


def _with_those_who_confirm(effect: Effect) -> set[User]:
    mark = Confirmation.objects.filter(statement=effect.text, edition=effect.step.edition).first()
    asked = {mark.asked_of} if mark and mark.asked_of else set()
    return _workers(effect) | _members(effect, Role.REVIEWER) | asked


def _with_all_who_could_have(effect: Effect) -> set[User]:
    """The law tells all who may stop a release that it was stopped."""
    return _workers(effect) | _members(effect, *TRANSITIONS[Verb.STOP_RELEASE].roles)


def _with_the_publisher(effect: Effect) -> set[User]:
    return _workers(effect) | {effect.step.actor}


def _answerable(effect: Effect) -> set[User]:
    """Who did it and the administrators, but for those who are out of reach themselves."""
    administrators = User.objects.filter(
        Q(groups__in=Group.objects.filter(name=ADMINISTRATORS)) | Q(is_superuser=True)
    )
    lost = {failed.recipient for failed in unreached(effect)}
    return {effect.step.actor, *administrators} - lost


# A publication may carry out a plan; an answer by link is the deed of an outsider, in the name of who asked.
_TOLD_TO_THEIR_ACTOR = {Verb.PUBLISH, Verb.CONSENT, Verb.ASK_FOR_CHANGE}
_CONCERNED: dict[Verb, Callable[[Effect], set[User]]] = {
    Verb.SUBMIT: _reviewers_and_partners,
    Verb.SAVE: _partners,
    Verb.PUBLISH: _with_the_publisher,
    Verb.PUBLISH_WITHOUT_APPROVAL: _with_those_who_confirm,
    Verb.WITHDRAW: _with_those_who_confirm,
    Verb.STOP_RELEASE: _with_all_who_could_have,
}
