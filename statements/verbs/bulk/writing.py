"""Writes the rows of many lives, chunk by chunk, and then the chain of their steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from django.db import models, transaction

from statements.models import (
    Approval,
    ChainHead,
    Confirmation,
    Deadline,
    Edition,
    Effect,
    Flag,
    IssuingBody,
    PublicEpoch,
    ReferenceCounter,
    Revision,
    Statement,
    Step,
    TopicOfStatement,
    Withdrawal,
)
from statements.models.search import year_of
from statements.parts import PARTS
from statements.search import indexing, storage
from statements.verbs.act import SUBJECT, Clock
from statements.workflow import TRANSITIONS

from . import already_here
from .lives import GIVING_EDITIONS, Life, Register
from .rows import Rows

CHUNK = 500  # lives whose rows are in memory at once
STEPS = 2_000

# Statement, verb, states, actor, revision and edition with their digests, note, time, time of the effect.
Facts = tuple[Any, ...]


@transaction.atomic
def write(lives: Sequence[Life], progress: Callable[[int], None]) -> None:
    """Write what these lives leave, all or nothing; `progress` is told how many statements are written.

    Effects are void: nobody is told of what was made.
    """
    register = Register.of(lives)
    facts: list[Facts] = [()] * len(register.steps)
    keys: list[int] = []
    seen: set[str] = set()
    bodies = {body.code: body for body in IssuingBody.objects.all()}
    with storage.indexed_at_the_end():
        for start in range(0, len(lives), CHUNK):
            rows = [
                Rows(life, register.identities.get(start + place), bodies)
                for place, life in enumerate(lives[start : start + CHUNK])
            ]
            _insert(rows, lives, keys, seen)
            for place, one in enumerate(rows, start):
                for k, fact in enumerate(_facts(one)):
                    facts[register.steps[place, k] - 1] = fact
            progress(start + len(rows))
    ReferenceCounter.objects.bulk_create(register.counters())
    PublicEpoch.bump()
    append(facts)


@transaction.atomic
def add(lives: Sequence[Life], clock: Clock) -> list[int]:
    """Write lives of one deed each, *begin* or *file as history*, beside what is in the database.

    All happen at the moment the clock tells once the counters of references are locked; returns the keys of
    the statements. Raises `Refused` where the law objects to any of them, IntegrityError where something else
    took what one needs; then nothing is written.
    """
    taken = already_here.taken(lives)
    at = clock()
    for life in lives:
        life.deeds[0].at = at
    register = Register.of(lives, taken)
    bodies = {body.code: body for body in IssuingBody.objects.all()}
    rows = [Rows(life, register.identities.get(place), bodies) for place, life in enumerate(lives)]
    already_here.refuse_what_the_law_objects_to(rows, at)
    keys: list[int] = []
    _insert(rows, lives, keys, set())
    already_here.keep(taken)
    PublicEpoch.bump(years={year_of(one.issued_at) for row in rows for one in row.editions})
    append([fact for one in rows for fact in _facts(one)])
    return keys


def _insert(rows: list[Rows], lives: Sequence[Life], keys: list[int], seen: set[str]) -> None:
    """Write the rows of some lives, each table after those it points to.

    `keys` gets the statements' keys, `seen` the tokens of their texts.
    """
    Statement.objects.bulk_create(one.statement for one in rows)
    keys += [one.statement.pk for one in rows]
    _speak(Statement.bodies.through, "statement_id", ((one.statement, one) for one in rows))
    TopicOfStatement.objects.bulk_create(
        TopicOfStatement(tag=topic, content_object=one.statement) for one in rows for topic in one.life.topics
    )
    create(Revision, (one.revisions for one in rows))
    note_uses(one.revisions for one in rows)
    create(Approval, (one.approvals for one in rows))
    translations = [one for one in rows if one.life.translation_of is not None]
    create(Edition, (one.editions for one in rows if one.life.translation_of is None))
    for one in translations:
        if (place := one.life.translation_of) is not None:
            _follow(one, lives[place], keys[place])
    create(Edition, (one.editions for one in translations))
    Statement.objects.bulk_update((one.statement for one in translations), ["translation_of", "renders"])
    said = ((edition, one) for one in rows for edition in one.editions)
    _speak(Edition.bodies.through, "edition_id", said)
    indexing.write((edition for one in rows for edition in one.editions), seen)
    create(Withdrawal, (one.withdrawals for one in rows))
    create(Flag, (one.flags for one in rows))
    create(Confirmation, (one.confirmations for one in rows))
    Deadline.objects.bulk_create(one.deadline for one in rows if one.deadline)


def note_uses(lists: Iterable[list[Revision]]) -> None:
    """Write down what these revisions name: files, and what other apps let a text say."""
    for revision in chain.from_iterable(lists):
        if revision.content.keys() & {"attachments", *PARTS}:
            revision.note_uses()


def create(model: type[models.Model], lists: Iterable[list[Any]]) -> None:
    """Write rows, with the keys their neighbours have got since they were made."""
    model._default_manager.bulk_create(_pointing(row) for row in chain.from_iterable(lists))


def _pointing(row: Any) -> Any:
    """The row, with the keys its neighbours have got since it was made."""
    for field in row._meta.concrete_fields:
        if field.is_relation and field.is_cached(row):
            neighbour = getattr(row, field.name)
            setattr(row, field.attname, neighbour.pk if neighbour else None)
    return row


def _speak(through: Any, key: str, pairs: Iterable[tuple[Any, Rows]]) -> None:
    """Write which bodies speak."""
    through.objects.bulk_create(
        through(**{key: speaker.pk, "issuingbody_id": body.pk})
        for speaker, rows in pairs
        for body in rows.speaking
    )


def _facts(rows: Rows) -> Iterable[Facts]:
    for fact in rows.facts:
        edition = (fact.edition.pk, fact.edition.digest) if fact.edition else (None, None)
        yield (
            rows.statement.pk, fact.deed, fact.from_state, fact.to_state, fact.note, fact.effect_at,
            fact.revision.pk, fact.revision.digest, *edition,
        )  # fmt: skip


def _follow(translation: Rows, original: Life, key: int) -> None:
    """Name its original, and the edition that was the last when it was begun, that all its own say."""
    begun = translation.life.deeds[0].at
    released = sum(deed.at < begun for deed in original.deeds if deed.verb in GIVING_EDITIONS)
    said = Edition.objects.filter(statement=key, number=released).first()
    translation.statement.translation_of_id, translation.statement.renders = key, said
    for edition in translation.editions:
        edition.renders = said


def append(facts: Sequence[Facts]) -> None:
    """Write the steps as one chain, and the effects of those that tell people; the chain's end last."""
    head = ChainHead.objects.select_for_update().get()
    for start in range(0, len(facts), STEPS):
        steps, effects = [], []
        for fact in facts[start : start + STEPS]:
            step = _step(fact, head)
            steps.append(step)
            head.number, head.digest = step.number, step.digest
            if TRANSITIONS[fact[1].verb].mails:
                effects.append((step, fact))
        Step.objects.bulk_create(steps)
        Effect.objects.bulk_create(_effect(step, fact) for step, fact in effects)
    head.save()


def _step(fact: Facts, head: ChainHead) -> Step:
    statement, deed, from_state, to_state, note, _effect_at, revision, revised, edition, issued = fact
    step = Step(
        number=head.number + 1,
        subject_kind=SUBJECT,
        subject_key=str(statement),
        verb=deed.verb.value,
        from_state=str(from_state),
        to_state=str(to_state),
        actor=deed.by,
        actor_name=deed.by.called,
        revision_id=revision,
        edition_id=edition,
        note=note,
        at=deed.at,
        previous=head.digest,
    )
    step.digest = step.digest_over(revised, issued)
    return step


def _effect(step: Step, fact: Facts) -> Effect:
    effect = Effect.about(Effect.Kind.MAIL, step, Statement(pk=fact[0]), fact[5])
    effect.state = Effect.State.VOID
    return effect
