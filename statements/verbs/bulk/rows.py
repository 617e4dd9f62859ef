"""The rows one life leaves: each verb as it changes them, on objects that are not saved yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from statements import text
from statements.approval import TWO_PAIRS_OF_EYES
from statements.models import (
    Approval,
    Confirmation,
    Deadline,
    Edition,
    Flag,
    IssuingBody,
    Revision,
    Statement,
    Withdrawal,
)
from statements.verbs.releasing import local_midnight
from statements.workflow import TRANSITIONS, Plan, State, Verb

from .lives import Deed, Identity, Life


@dataclass(slots=True)
class Fact:
    """What the step of a deed will say."""

    deed: Deed
    from_state: str
    to_state: str
    revision: Revision
    edition: Edition | None
    note: str
    effect_at: datetime


@dataclass
class Rows:
    """A statement and everything that hangs on it, after its whole life."""

    life: Life
    identity: Identity | None
    bodies: dict[str, IssuingBody]
    statement: Statement = field(init=False)
    speaking: list[IssuingBody] = field(init=False)
    revisions: list[Revision] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    confirmations: list[Confirmation] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    deadline: Deadline | None = None
    facts: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        first = self.life.deeds[0]
        source = {"source_key": self.life.source_key, "source_address": self.life.source_address}
        self.statement = Statement(begun_by=first.by, begun_at=first.at, slug=self.life.slug, **source)
        self.statement.take({**self.life.content(), "issuing_body": self.life.body})
        codes = dict.fromkeys([self.life.body.code, *self.statement.joint_bodies])
        self.speaking = [self.bodies[code] for code in codes]
        for deed in self.life.deeds:
            self._do(deed)

    def _do(self, deed: Deed) -> None:
        statement, before = self.statement, self.statement.state if self.facts else ""
        telling = _DEEDS[deed.verb](self, deed) or _Telling()
        statement.changed_at = deed.at
        statement.lock_version = len(self.facts)
        if statement.state in {State.RELEASED, State.DISCARDED}:
            self.deadline = None
        self.facts.append(
            Fact(
                deed,
                before,
                statement.state,
                self.revisions[-1],
                telling.edition,
                text.line(telling.note),
                telling.effect_at or deed.at,
            )
        )

    # --- what the verbs share -------------------------------------------------------------------------

    def move_to(self, state: State, verb: Verb) -> None:
        """Set the state, to one the law's table names."""
        if state not in TRANSITIONS[verb].targets:
            raise ValueError(f"{verb} does not lead to {state}")
        self.statement.state = state

    def keep_words(self, deed: Deed) -> None:
        """Keep the words now on the desk as the newest revision."""
        revision = Revision(
            statement=self.statement,
            number=len(self.revisions) + 1,
            content=self.statement.content(),
            digest=self.statement.digest,
            author=deed.by,
            made_at=deed.at,
        )
        self.revisions.append(revision)

    def void_yeses(self, at: datetime) -> None:
        """Void every yes said so far."""
        for yes in self._standing():
            yes.voided_at = at

    def say_yes(self, deed: Deed, capacity: Approval.Capacity) -> None:
        """Say yes to the newest revision."""
        newest = self.revisions[-1]
        yes = Approval(
            statement=self.statement,
            revision=newest,
            digest=newest.digest,
            user=deed.by,
            capacity=capacity,
            counts_as_reviewer=capacity == Approval.Capacity.REVIEWER,
            said_at=deed.at,
        )
        self.approvals.append(yes)

    @property
    def is_approved(self) -> bool:
        """Whether enough people have said yes to the newest revision."""
        standing = self._standing()
        reviewers = sum(yes.counts_as_reviewer for yes in standing)
        return len(standing) >= TWO_PAIRS_OF_EYES and reviewers >= max(
            body.approvals_required for body in self.speaking
        )

    def release(self, deed: Deed, revision: Revision, public_from: datetime) -> Edition:
        """Make the next edition; it ends the one before, and a withdrawal."""
        statement, last = self.statement, self.editions[-1] if self.editions else None
        if last and last.public_until is None:
            last.public_until = public_from
        for withdrawal in self.withdrawals:
            withdrawal.until = withdrawal.until or public_from
        edition = Edition(statement=statement, revision=revision, public_from=public_from)
        edition.take({**revision.content, "issuing_body": self.life.body})
        edition.digest, edition.number = revision.digest, len(self.editions) + 1
        issued_on, first = edition.already_issued_on, (*self.editions, edition)[0]
        edition.issued_at = local_midnight(issued_on) if issued_on else first.public_from
        edition.body_name = self.life.body.name_in(edition.language)
        edition.body_boilerplate = self.life.body.boilerplate_in(edition.language)
        self.editions.append(edition)
        if self.identity:
            vars(statement).update(
                year=self.identity.year, slug=self.identity.slug, reference=self.identity.reference
            )
        return edition

    def _standing(self) -> list[Approval]:
        return [yes for yes in self.approvals if yes.voided_at is None]


@dataclass(slots=True)
class _Telling:
    """What a verb tells its step beside the states."""

    edition: Edition | None = None
    note: str = ""
    effect_at: datetime | None = None


def _begin(rows: Rows, deed: Deed) -> None:
    rows.keep_words(deed)


def _file_as_history(rows: Rows, deed: Deed) -> _Telling:
    rows.keep_words(deed)
    rows.move_to(State.RELEASED, deed.verb)
    edition = rows.release(deed, rows.revisions[-1], deed.at)
    return _Telling(edition, deed.asked["import_name"])


def _save(rows: Rows, deed: Deed) -> None:
    for name, value in deed.asked["content"].items():
        setattr(rows.statement, name, value)
    rows.void_yeses(deed.at)
    rows.keep_words(deed)


def _submit(rows: Rows, deed: Deed) -> None:
    statement, asked = rows.statement, deed.asked
    statement.plan, statement.planned_by = asked.get("plan", Plan.LATER), deed.by
    statement.planned_for = asked.get("planned_for")
    if needed_by := asked.get("needed_by"):
        rows.deadline = Deadline(statement=statement, needed_by=needed_by, set_by=deed.by, set_at=deed.at)
    rows.say_yes(deed, Approval.Capacity.SUBMITTER)
    rows.move_to(State.IN_REVIEW, deed.verb)


def _send_back(rows: Rows, deed: Deed) -> _Telling:
    rows.void_yeses(deed.at)
    rows.move_to(State.DRAFT, deed.verb)
    return _Telling(note=deed.asked["reason"])


def _approve(rows: Rows, deed: Deed) -> None:
    rows.say_yes(deed, Approval.Capacity.REVIEWER)
    if rows.is_approved:
        rows.move_to(State.APPROVED, deed.verb)


def _reopen(rows: Rows, deed: Deed) -> None:
    rows.void_yeses(deed.at)
    if rows.statement.state == State.RELEASED:
        rows.statement.change_kind = rows.statement.change_note = ""
        rows.keep_words(deed)
    rows.move_to(State.DRAFT, deed.verb)


def _publish(rows: Rows, deed: Deed) -> _Telling:
    public_from = deed.asked.get("public_from") or deed.at
    edition = rows.release(deed, rows.revisions[-1], public_from)
    rows.move_to(State.RELEASED, deed.verb)
    return _Telling(edition, effect_at=public_from)


def _publish_without_approval(rows: Rows, deed: Deed) -> _Telling:
    telling = _publish(rows, deed)
    mark = Confirmation(
        statement=rows.statement,
        edition=telling.edition,
        done_by=deed.by,
        asked_of=deed.asked.get("asked_of"),
    )
    rows.confirmations.append(mark)
    return _Telling(telling.edition, deed.asked["reason"])


def _confirm(rows: Rows, deed: Deed) -> _Telling:
    mark = next(one for one in rows.confirmations if one.confirmed_by is None)
    mark.confirmed_by, mark.confirmed_at = deed.by, deed.at
    return _Telling(mark.edition, mark.withdrawal.kind if mark.withdrawal else "")


def _flag(rows: Rows, deed: Deed) -> _Telling:
    edition, words = rows.editions[-1], text.line(deed.asked["words"])
    until = deed.at + Flag.LONGEST
    rows.flags.append(
        Flag(statement=rows.statement, edition=edition, words=words, since=deed.at, until=until, by=deed.by)
    )
    return _Telling(edition, words)


def _withdraw(rows: Rows, deed: Deed) -> _Telling:
    edition, explanation = rows.editions[-1], text.line(deed.asked["explanation"])
    edition.public_until = deed.at
    withdrawal = Withdrawal(
        statement=rows.statement,
        kind=deed.asked.get("kind", Withdrawal.Kind.WITHDRAWN),
        explanation=explanation,
        in_force_from=deed.at,
        by=deed.by,
    )
    rows.withdrawals.append(withdrawal)
    rows.confirmations.append(Confirmation(statement=rows.statement, withdrawal=withdrawal, done_by=deed.by))
    return _Telling(edition, explanation)


def _restore(rows: Rows, deed: Deed) -> _Telling:
    edition = rows.release(deed, rows.editions[-1].revision, deed.at)
    return _Telling(edition, deed.asked["reason"])


def _seal(rows: Rows, deed: Deed) -> _Telling:
    edition = rows.editions[deed.asked["edition"] - 1]
    edition.sealed_at, edition.seal_reason = deed.at, text.line(deed.asked["reason"])
    return _Telling(edition, edition.seal_reason)


def _discard(rows: Rows, deed: Deed) -> None:
    rows.move_to(State.DISCARDED, deed.verb)


_DEEDS: dict[Verb, Callable[[Rows, Deed], _Telling | None]] = {
    Verb.BEGIN: _begin,
    Verb.FILE_AS_HISTORY: _file_as_history,
    Verb.SAVE: _save,
    Verb.SUBMIT: _submit,
    Verb.SEND_BACK: _send_back,
    Verb.APPROVE: _approve,
    Verb.REOPEN: _reopen,
    Verb.PUBLISH: _publish,
    Verb.PUBLISH_WITHOUT_APPROVAL: _publish_without_approval,
    Verb.CONFIRM: _confirm,
    Verb.FLAG: _flag,
    Verb.WITHDRAW: _withdraw,
    Verb.RESTORE: _restore,
    Verb.SEAL: _seal,
    Verb.DISCARD: _discard,
}
