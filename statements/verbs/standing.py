"""The verbs over what is public already: flag, withdraw, restore, seal. None of them changes the state."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from statements.closed import last_public_edition
from statements.models import Confirmation, Edition, Flag, SearchRow, Statement, User, Withdrawal
from statements.objections import objections
from statements.search import vocabulary
from statements.workflow import Verb

from .act import Act, Clock, act, lock_in_order, together
from .publishing import stop_release
from .releasing import release


def flag(
    statement: Statement, *, by: User, words: str, until: datetime | None = None, clock: Clock = timezone.now
) -> Statement:
    """Put a dated public line above the text; gone with the next edition, at `until`, or after a day."""
    with act(statement, Verb.FLAG, by, clock, words, words=words, until=until) as doing:
        edition = _public_now(doing)
        Flag.objects.create(
            statement=doing.statement,
            edition=edition,
            words=doing.note,
            since=doing.at,
            until=until or doing.at + Flag.LONGEST,
            by=by,
        )
        doing.edition = edition
    return doing.statement


def withdraw(
    statement: Statement,
    *,
    by: User,
    explanation: str,
    kind: Withdrawal.Kind = Withdrawal.Kind.WITHDRAWN,
    target: Statement | None = None,
    clock: Clock = timezone.now,
) -> Statement:
    """Take the public edition back, explained to the public; a release still due is stopped first."""
    with together():
        lock_in_order(statement, target)  # so that no two are merged into each other
        at = clock()  # read after the lock: no release falls due between the two verbs
        asked = {"kind": kind, "target": target}
        if statement.edition_due(at) and not objections(statement, Verb.WITHDRAW, by, at, **asked):
            statement = stop_release(statement, by=by, clock=lambda: at)
        with act(statement, Verb.WITHDRAW, by, lambda: at, explanation, **asked) as doing:
            doing.edition = _public_now(doing)
            doing.edition.public_until = doing.at
            doing.edition.save(update_fields=["public_until"])
            withdrawal = Withdrawal.objects.create(
                statement=doing.statement,
                kind=kind,
                explanation=doing.note,
                in_force_from=doing.at,
                by=by,
                target=target if kind == Withdrawal.Kind.MERGED else None,
            )
            Confirmation.objects.create(statement=doing.statement, withdrawal=withdrawal, done_by=by)
    return doing.statement


def restore(statement: Statement, *, by: User, reason: str, clock: Clock = timezone.now) -> Statement:
    """Issue the last public words again, as the next edition, and end the withdrawal."""
    with act(statement, Verb.RESTORE, by, clock, reason) as doing:
        last = last_public_edition(doing.statement, doing.at)
        if last is None:
            raise ValueError("the law let a statement be restored that was never public")
        release(doing, doing.at, last.revision)
    return doing.statement


def seal(
    statement: Statement, *, by: User, edition: Edition, reason: str, clock: Clock = timezone.now
) -> Statement:
    """Close a past edition for ever, with a public reason; number, time and digest stay."""
    with act(statement, Verb.SEAL, by, clock, reason, edition=edition) as doing:
        rows = list(SearchRow.objects.filter(edition=edition))
        edition.sealed_at, edition.seal_reason = doing.at, doing.note
        edition.save(update_fields=["sealed_at", "seal_reason"])
        vocabulary.forget(rows)
        doing.edition = edition
    return doing.statement


def _public_now(doing: Act) -> Edition:
    edition = doing.statement.edition_public(doing.at)
    if edition is None:
        raise ValueError("the law let a verb act on a public edition where there is none")
    return edition
