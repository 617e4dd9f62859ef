"""What all verbs share: the transaction, the lock, the clock, the objections, the step and its effects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from statements import text
from statements.models import (
    Claim,
    Deadline,
    Edition,
    Effect,
    PlannedDay,
    Prepared,
    PreviewLink,
    PublicEpoch,
    ReleaseGate,
    Revision,
    Statement,
    Step,
    User,
)
from statements.models.search import year_of
from statements.objections import objections
from statements.workflow import TRANSITIONS, State, Verb

Clock = Callable[[], datetime]

CHANGES_STATE = ~Q(from_state=F("to_state"))  # of a step
# They end what outsiders were let look at; publication ends it at its own second.
ENDS_PREVIEWS = {Verb.ABANDON_CORRECTION, Verb.DISCARD, Verb.SEAL, Verb.ERASE}
RELEASING = {Verb.PUBLISH, Verb.PUBLISH_WITHOUT_APPROVAL, Verb.RESTORE}  # no quiet period misses them
SUBJECT = "statement"  # the kind of subject under which a statement's steps stand in the chain


class Refused(Exception):
    """The verb was not done; `sentences` say why. Nothing was written."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class Stale(Refused):
    """Somebody else changed the statement first; `statement` is as it stands now. Nothing was written."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        step = steps_of(statement).last()
        who = step.actor_name if step else _("Somebody")
        what = Verb(step.verb).label if step else _("changed it")
        super().__init__([_("%(who)s was faster (“%(what)s”). Look again.") % {"who": who, "what": what}])


class BegunAlready(Refused):
    """A draft was begun with this very form before; `statement` is that draft. Nothing was written."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        super().__init__([_("A draft was begun with this form already.")])


@dataclass
class Act:
    """One verb under way: what it works on and what its step will say."""

    statement: Statement
    verb: Verb
    by: User
    at: datetime
    note: str = ""
    speaker: str = ""  # whose deed it is in the record, where that is nobody with a desk
    from_state: str = ""
    to_state: str = ""
    revision: Revision | None = None
    edition: Edition | None = None
    effect_at: datetime | None = None
    changes_nothing: bool = False
    public: bool = field(init=False)
    mails: bool = field(init=False)

    def __post_init__(self) -> None:
        self.from_state = self.statement.state
        self.public, self.mails = TRANSITIONS[self.verb].public, TRANSITIONS[self.verb].mails

    def move_to(self, state: State) -> None:
        """Set the state, to one the law's table names."""
        if state not in TRANSITIONS[self.verb].targets:
            raise ValueError(f"{self.verb} does not lead to {state}")
        self.statement.state = state

    def void_yeses(self) -> None:
        """Void every yes said so far, and what partners answered."""
        for said in (self.statement.approvals, self.statement.consents):
            said.filter(voided_at=None).update(voided_at=self.at)

    def write_revision(self) -> Revision:
        """Keep the words now on the statement as its newest revision."""
        return write_revision(self.statement, self.by, self.at)


_unrecorded: ContextVar[list[Act] | None] = ContextVar("acts whose steps are not written yet", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Do several verbs in one transaction, and write their steps, in order, at its end.

    So the chain's head is locked last there too. A verb that held it and waited for the counter of references
    would wait for a verb that holds the counter and waits for the head: a deadlock.
    """
    outer, done = _unrecorded.get(), list[Act]()
    with transaction.atomic():
        before = _unrecorded.set(done)
        try:
            yield
        finally:
            _unrecorded.reset(before)
        if outer is not None:
            outer.extend(done)
            return
        for doing in done:
            record(doing)


def lock_in_order(*statements: Statement | None) -> None:
    """Lock statements and what they translate, always in one order: no two wait for each other's.

    The original too, since a release draws its family's number, after the gate of releases is held.
    """
    wanted = [statement for statement in statements if statement]
    keys = {key for one in wanted for key in (one.pk, one.translation_of_id) if key}
    list(Statement.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


@contextmanager
def act(
    statement: Statement, verb: Verb, by: User, clock: Clock, note: str = "", **asked: Any
) -> Iterator[Act]:
    """Do one verb in one transaction.

    `statement.lock_version` says which version the caller saw. Raises `Stale` where that is not the
    newest, `Refused` with sentences where the law objects; then nothing is written.
    """
    with one_wins():
        locked = _lock(statement)
        if verb in RELEASING:
            ReleaseGate.hold()
        doing = Act(locked, verb, by, clock(), text.line(note))
        refuse(objections(locked, verb, by, doing.at, **asked) + _missing_words(doing))
        yield doing
        if doing.changes_nothing:
            transaction.set_rollback(True)
        else:
            _store(locked, doing.at)
            _clear_away(doing)
            finish(doing)


@contextmanager
def one_wins() -> Iterator[None]:
    """One transaction; where the database refuses it, because another took the same thing first, `Refused`.

    Two verbs on different statements may want one address, one language or one import at the same moment.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        sentence = _("Something else was faster and took what this needs, such as its address. Try again.")
        raise Refused([sentence]) from clash


def refuse(sentences: list[str]) -> None:
    """Raise `Refused` where there is any objection."""
    if sentences:
        raise Refused(sentences)


def finish(doing: Act) -> None:
    """Write the verb's one step, now or where several verbs go together at their end."""
    doing.to_state, doing.revision = doing.statement.state, doing.statement.revision
    waiting = _unrecorded.get()
    if waiting is None:
        record(doing)
    else:
        waiting.append(doing)


def record(doing: Act) -> None:
    """Write a verb's step, its effect and the epoch; the chain's head is locked last."""
    statement = doing.statement
    if doing.public:
        PublicEpoch.bump(years=set(map(year_of, statement.editions.values_list("issued_at", flat=True))))
    step = Step.objects.append(
        subject_kind=SUBJECT,
        subject_key=str(statement.pk),
        verb=doing.verb.value,
        from_state=str(doing.from_state),
        to_state=str(doing.to_state),
        actor=doing.by,
        actor_name=doing.speaker or doing.by.called,
        revision=doing.revision,
        edition=doing.edition,
        note=doing.note,
        at=doing.at,
    )
    if doing.mails:
        Effect.about(Effect.Kind.MAIL, step, statement, doing.effect_at or doing.at).save()


def steps_of(statement: Statement) -> Any:
    """The steps of a statement, oldest first."""
    return Step.objects.about(SUBJECT, statement.pk)


def sent_back(statement: Statement) -> Step | None:
    """The step by which a draft was sent back to its drafter; None where something else made it a draft."""
    last: Step | None = steps_of(statement).filter(CHANGES_STATE).last()
    return last if last and last.verb == Verb.SEND_BACK else None


def write_revision(statement: Statement, author: User, at: datetime) -> Revision:
    """Keep the words now on `statement` as its next revision."""
    last = statement.revisions.order_by("-number").first()
    revision = Revision.objects.create(
        statement=statement,
        number=last.number + 1 if last else 1,
        content=statement.content(),
        digest=statement.digest,
        author=author,
        made_at=at,
    )
    revision.note_uses()
    statement.__dict__["revision"] = revision  # the cached property
    return revision


def _lock(statement: Statement) -> Statement:
    """The row as it stands now, locked until the transaction ends; SQLite's BEGIN IMMEDIATE has locked it."""
    lock_in_order(statement)
    locked = Statement.objects.get(pk=statement.pk)
    if locked.lock_version != statement.lock_version:
        raise Stale(locked)
    return locked


def _store(statement: Statement, at: datetime) -> None:
    """Write the row where its version is still the one that was read, and raise the version."""
    seen, statement.lock_version = statement.lock_version, statement.lock_version + 1
    statement.changed_at = at
    columns = {
        f.attname: getattr(statement, f.attname) for f in Statement._meta.concrete_fields if f.attname != "id"
    }
    if not Statement.objects.filter(pk=statement.pk, lock_version=seen).update(**columns):
        raise Stale(Statement.objects.get(pk=statement.pk))


def _clear_away(doing: Act) -> None:
    """End what stood beside the law: claims with review or the holder's yes, all else with the release."""
    statement = doing.statement
    claims = Claim.objects.filter(statement=statement)
    if statement.state != State.IN_REVIEW:
        claims.delete()
    elif doing.verb in {Verb.AGREE, Verb.APPROVE}:
        claims.filter(person=doing.by).delete()
    if statement.state in {State.RELEASED, State.DISCARDED}:
        Deadline.objects.filter(statement=statement).delete()
        Prepared.objects.filter(statement=statement).delete()
        PlannedDay.objects.filter(statement=statement).delete()
    if doing.verb in ENDS_PREVIEWS:
        PreviewLink.objects.filter(statement=statement).revoke(doing.by, doing.at)


def _missing_words(doing: Act) -> list[str]:
    if TRANSITIONS[doing.verb].words and not doing.note:
        return [_("Say why: the words are missing.")]
    return []
