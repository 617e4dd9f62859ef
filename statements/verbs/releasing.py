"""How an edition comes into being: reference, address, the end of the one before, the end of a withdrawal."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from statements.addresses import draw_reference, free_slug, is_typed
from statements.models import Edition, Effect, Revision, Statement, Withdrawal
from statements.models.content import digest
from statements.models.search import year_of
from statements.search import indexing

from .act import Act


def release(doing: Act, public_from: datetime, revision: Revision | None = None) -> Edition:
    """Make the next edition, public from `public_from`, of the desk's revision or an earlier one.

    Ends the edition and the withdrawal in force at that moment; the first release draws the reference.
    """
    statement = doing.statement
    revision = revision or statement.revision
    edition = edition_of(statement, revision, public_from)
    if statement.year is None:
        statement.year = year_of(edition.issued_at)
        statement.slug = free_slug(statement)
    if statement.reference is None:
        statement.reference = draw_reference(statement)
    statement.editions.filter(public_until=None).update(public_until=public_from)
    statement.withdrawals.filter(until=None).update(until=public_from)
    edition.save(force_insert=True)
    edition.bodies.set(edition.spoken_by())
    indexing.write([edition])
    doing.edition = edition
    doing.effect_at = public_from
    return edition


def stop(doing: Act, edition: Edition) -> None:
    """Undo a release whose time has not come: empty its interval and open again what it would have ended."""
    statement, due = doing.statement, edition.public_from
    edition.public_until, edition.number = due, None
    edition.save(update_fields=["public_until", "number"])
    statement.editions.filter(public_until=due).exclude(number=None).update(public_until=None)
    Withdrawal.objects.filter(statement=statement, until=due).update(until=None)
    Effect.objects.filter(step__edition=edition).not_done().update(state=Effect.State.VOID)
    statement.confirmations.filter(edition=edition).delete()
    if not statement.has_been_public(doing.at):
        statement.year = None
        statement.slug = statement.slug if is_typed(statement) else ""
    doing.edition = edition


def edition_of(statement: Statement, revision: Revision, public_from: datetime) -> Edition:
    """The next edition as it would be, public from `public_from`; not saved.

    Raises ValueError where it would not say the revision's very words.
    """
    edition = Edition(
        statement=statement, revision=revision, public_from=public_from, renders=statement.renders
    )
    edition.take(revision.content)
    edition.digest = digest(edition.content())
    if edition.digest != revision.digest:
        raise ValueError("the edition's words are not the words that were approved")
    last = statement.last_edition()
    edition.number = last.number + 1 if last and last.number else 1
    edition.issued_at = _issued_at(edition, statement)
    edition.body_name = edition.issuing_body.name_in(edition.language)
    edition.body_boilerplate = edition.issuing_body.boilerplate_in(edition.language)
    return edition


def local_midnight(day: date) -> datetime:
    """The beginning of a day in the newsroom."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _issued_at(edition: Edition, statement: Statement) -> datetime:
    """The true past date where one is told (its local midnight), else the first publication's time."""
    if edition.already_issued_on:
        return local_midnight(edition.already_issued_on)
    first = statement.editions.exclude(number=None).order_by("number").first()
    return first.public_from if first else edition.public_from
