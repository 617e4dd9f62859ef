"""Moves another installation's public record in: editions, numbers, times, seals, digests as they are.

A move is no publication: nothing begins or ends by it, nobody is told, and no feed holds it as new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.dateparse import parse_datetime

from statements.models import (
    Address,
    Edition,
    IssuingBody,
    PublicEpoch,
    ReferenceCounter,
    Revision,
    Statement,
    Topic,
    TopicOfStatement,
    User,
    Withdrawal,
)
from statements.models.content import digest
from statements.objections import objections_to_begin
from statements.search import indexing
from statements.verbs.act import Clock, refuse
from statements.workflow import State, Verb

from .lives import Deed
from .writing import Facts, append, create, note_uses

Line = dict[str, Any]


class Untrue(ValueError):
    """A line that is not what its digest says; the message names it."""


@dataclass
class Moved:
    """A statement of a line, and what hangs on it; not saved yet."""

    line: Line
    statement: Statement
    bodies: dict[str, IssuingBody]
    editions: list[Edition] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)


@transaction.atomic
def move(lines: Sequence[Line], by: User, clock: Clock, note: str) -> None:
    """Write the statements of these lines, each in one step that names the move.

    Raises `Refused` where `by` may not, Untrue where words and digest differ; then nothing is written.
    """
    bodies = {body.code: body for body in IssuingBody.objects.all()}
    originals = _originals(lines)
    moved = []
    for line in lines:
        moved.append(_moved(line, bodies, originals, by))
        originals[line["reference"]] = moved[-1].statement
    for body in {one.statement.issuing_body for one in moved if not one.statement.issuing_body.is_external}:
        refuse(objections_to_begin(Verb.FILE_AS_HISTORY, body, by))
    refuse([f"{one.statement.reference}: {told}" for one in moved for told in _missing(one)])
    _hold_counters(moved)
    for is_translated in (False, True):  # after what it translates
        create(
            Statement,
            [[one.statement for one in moved if bool(one.statement.translation_of) == is_translated]],
        )
    create(Revision, ([edition.revision for edition in one.editions] for one in moved))
    note_uses([edition.revision for edition in one.editions] for one in moved)
    create(Edition, (one.editions for one in moved if not one.statement.translation_of))
    _name_renders(moved)
    create(Edition, (one.editions for one in moved if one.statement.translation_of))
    create(Withdrawal, (one.withdrawals for one in moved))
    _name_bodies(moved)
    _file(moved)
    indexing.write(edition for one in moved for edition in one.editions)
    PublicEpoch.bump()
    append([_fact(one, Deed(Verb.FILE_AS_HISTORY, by, clock()), note) for one in moved])


def name_targets(pairs: Iterable[tuple[str, str, datetime]]) -> None:
    """Say of merged statements (reference, target's reference, since when) into what: once all are here."""
    for reference, target, since in pairs:
        found = Withdrawal.objects.filter(statement__reference=reference, in_force_from=since)
        found.update(kind=Withdrawal.Kind.MERGED, target=Statement.objects.get(reference=target))


def _moved(line: Line, bodies: dict[str, IssuingBody], originals: dict[str, Statement], by: User) -> Moved:
    editions = line.get("editions", [])
    body = bodies[line["reference"].partition("-")[0]]
    begun = moment(editions[0]["public_from"] if editions else line["withdrawals"][0]["in_force_from"])
    statement = Statement(
        reference=line["reference"],
        year=line.get("year"),
        slug=line.get("slug") or "",
        state=State.RELEASED,
        begun_by=by,
        begun_at=begun,
        changed_at=begun,
        translation_of=originals.get(line.get("translation_of") or ""),
    )
    words = next(
        (one["content"] for one in reversed(editions) if "content" in one),
        {"language": line.get("language", settings.LANGUAGE_CODE)},
    )
    statement.take({**words, "issuing_body": bodies.get(words.get("issuing_body", ""), body)})
    moved = Moved(line, statement, bodies)
    for told in editions:
        moved.editions.append(_edition(moved, told, by))
    moved.withdrawals += [_withdrawal(statement, told, by) for told in line["withdrawals"]]
    return moved


def _edition(moved: Moved, told: Line, by: User) -> Edition:
    content, statement = told.get("content", {}), moved.statement
    if content and digest(content) != told["digest"]:
        raise Untrue(
            f"{statement.reference}, edition {told['number']}: the words are not those of the digest."
        )
    begun, until, sealed = moment(told["public_from"]), told["public_until"], told.get("sealed_at")
    revision = Revision(
        statement=statement,
        number=told["number"],
        content=content,
        digest=told["digest"],
        author=by,
        made_at=begun,
    )
    edition = Edition(statement=statement, revision=revision, number=told["number"], public_from=begun)
    said = content or {"language": moved.line["language"]}
    edition.take(
        {**said, "issuing_body": moved.bodies.get(said.get("issuing_body", ""), statement.issuing_body)}
    )
    edition.digest, edition.issued_at = told["digest"], moment(told["issued_at"])
    edition.public_until = moment(until) if until else None
    edition.body_name = told.get("body_name", statement.issuing_body.name_in(edition.language))
    edition.body_boilerplate = told.get("body_boilerplate", "")
    edition.sealed_at, edition.seal_reason = moment(sealed) if sealed else None, told.get("seal_reason", "")
    return edition


def _withdrawal(statement: Statement, told: Line, by: User) -> Withdrawal:
    """One that merged is a removal until all statements are here: its target may come later."""
    is_merged = told["kind"] == Withdrawal.Kind.MERGED
    return Withdrawal(
        statement=statement,
        kind=Withdrawal.Kind.REMOVED if is_merged else told["kind"],
        explanation=told["explanation"],
        in_force_from=moment(told["in_force_from"]),
        until=moment(told["until"]) if told["until"] else None,
        by=by,
    )


def moment(written: str) -> datetime:
    """A moment as an export writes it. Raises ValueError for anything else."""
    found = parse_datetime(written)
    if found is None or found.tzinfo is None:
        raise ValueError(f"“{written}” is no moment.")
    return found


def _originals(lines: Sequence[Line]) -> dict[str, Statement]:
    """Those of the originals of these lines that came in before them."""
    wanted = {line.get("translation_of") for line in lines} - {None}
    return {str(one.reference): one for one in Statement.objects.filter(reference__in=wanted)}


def _name_renders(moved: Sequence[Moved]) -> None:
    """Say which edition of its original each edition of a translation says."""
    for one in moved:
        told = one.line.get("editions", [])
        for edition, said in zip(one.editions, told, strict=True):
            if renders := said.get("renders"):
                found = Edition.objects.filter(statement__reference=renders[0], number=renders[1]).first()
                edition.renders = one.statement.renders = found
    Statement.objects.bulk_update([one.statement for one in moved if one.statement.renders], ["renders"])


def _name_bodies(moved: Sequence[Moved]) -> None:
    """Say which bodies speak, in the statements and in their editions."""
    Statement.bodies.through.objects.bulk_create(
        Statement.bodies.through(statement_id=one.statement.pk, issuingbody_id=body.pk)
        for one in moved
        for body in one.statement.spoken_by()
    )
    Edition.bodies.through.objects.bulk_create(
        Edition.bodies.through(edition_id=edition.pk, issuingbody_id=body.pk)
        for one in moved
        for edition in one.editions
        for body in edition.spoken_by()
    )


def _file(moved: Sequence[Moved]) -> None:
    """File them under their topics, and let their former addresses lead to them."""
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    TopicOfStatement.objects.bulk_create(
        TopicOfStatement(tag=topics[slug], content_object=one.statement)
        for one in moved
        for slug in one.line.get("topics", [])
    )
    wanted = {path: one.statement for one in moved for path in one.line.get("former_addresses", [])}
    there = set(Address.objects.filter(path__in=wanted).values_list("path", flat=True))
    Address.objects.bulk_create(
        Address(path=path, statement=statement) for path, statement in wanted.items() if path not in there
    )


def _missing(one: Moved) -> Iterable[str]:
    """What its editions name that is not here and comes with the whole desk only: a demand, a campaign."""
    return dict.fromkeys(sentence for edition in one.editions for sentence in edition.unfit_parts())


def _hold_counters(moved: Sequence[Moved]) -> None:
    """Let the counters of references go on behind the numbers that come in."""
    last: dict[tuple[int, int], int] = {}
    for one in moved:
        _code, written, serial = str(one.statement.reference).split("-")[:3]
        key = (one.statement.issuing_body.pk, int(written))
        last[key] = max(last.get(key, 0), int(serial))
    for (body, year), number in sorted(last.items()):
        counter = ReferenceCounter.held(body, year)
        counter.last = max(counter.last, number)
        counter.save(update_fields=["last"])


def _fact(one: Moved, deed: Deed, note: str) -> Facts:
    edition = one.editions[-1] if one.editions else None
    revision = edition.revision if edition else None
    return (
        one.statement.pk, deed, "", one.statement.state, note, deed.at,
        revision.pk if revision else None, revision.digest if revision else None,
        edition.pk if edition else None, edition.digest if edition else None,
    )  # fmt: skip
