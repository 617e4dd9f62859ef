"""One run over an export, written chunk by chunk, so that one that is broken off goes on where it stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils import timezone

from statements import text
from statements.models import Address, ImportItem, ImportRun, IssuingBody, PublicEpoch, Topic, User
from statements.objections import objections_to_begin
from statements.verbs import bulk
from statements.workflow import Verb

from .choices import HISTORY, Choices
from .judging import Fate, Judge, Outcome, judge
from .record import Found
from .remarks import Remark, told
from .settling import Settled, Settler
from .uploads import Uploads

CHUNK = 200  # items written in one transaction: a second or two for which others wait
_TRIES = 5  # where something else took what a chunk needs


class Overtaken(Exception):
    """Somebody else is at work on this very import."""


@dataclass
class Importer:
    """Imports what a reader yields by one set of choices, as one person."""

    format: str
    choices: Choices
    by: User
    name: str  # of the import, as steps name it
    judge: Judge = field(init=False)
    _topics: dict[str, Topic] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bodies = {body.code: body for body in IssuingBody.objects.all()}
        uploads = Uploads(Path(self.choices.uploads), self.by) if self.choices.uploads else None
        self.judge = Judge(Settler(self.format, self.choices, bodies, timezone.now(), uploads))

    def objections(self) -> list[str]:
        """What the law says against it before anything is read."""
        verb = Verb.FILE_AS_HISTORY if self.choices.state == HISTORY else Verb.BEGIN
        return objections_to_begin(verb, self.judge.settler.bodies[self.choices.body], self.by)

    def try_out(self, found: Iterable[Found]) -> Iterator[list[ImportItem]]:
        """What a run would do, chunk by chunk; nothing is written."""
        before: dict[str, int] = {}
        if self.judge.settler.uploads:
            self.judge.settler.uploads.keeps = False
        for first, chunk in _chunks(found, 0):
            outcomes = self.judge.outcomes(chunk, first)
            judge(outcomes, before)
            yield [one.item for one in outcomes]

    def go(self, run: ImportRun, found: Iterable[Found]) -> Iterator[list[ImportItem]]:
        """Import, from where the run stopped; yields the items of each chunk once they are written.

        Raises Overtaken where another process is at work on this run, DatabaseError where a chunk cannot be
        written, for instance because the disk is full: what was written stays, and a later run goes on.
        """
        for first, chunk in _chunks(found, run.done):
            outcomes = self.judge.outcomes(chunk, first)
            self._make_topics(outcomes)
            yield self._written(run, outcomes)
        ImportRun.objects.filter(pk=run.pk).update(ended_at=timezone.now())

    def _make_topics(self, outcomes: list[Outcome]) -> None:
        """Make new topics before the locks of a chunk: making one holds the public epoch."""
        names = {text.fold(name): name for one in outcomes if one.settled for name in one.settled.topics}
        for folded, name in names.items():
            if folded not in self._topics:
                self._topics[folded] = Topic.objects.called([name])[0]

    def _written(self, run: ImportRun, outcomes: list[Outcome]) -> list[ImportItem]:
        """Write a chunk, all of it; tried again where something else took what it needs."""
        for attempt in range(1, _TRIES + 1):
            try:
                with transaction.atomic():
                    return self._write(run, [one.afresh() for one in outcomes])
            except DatabaseError as clash:
                if attempt == _TRIES or not _is_a_clash(clash):
                    raise
        raise AssertionError("a try either ends or raises")

    def _write(self, run: ImportRun, outcomes: list[Outcome]) -> list[ImportItem]:
        standing = ImportRun.objects.select_for_update().get(pk=run.pk)
        if standing.ended_at or standing.done != outcomes[0].item.number - 1:
            raise Overtaken
        judge(outcomes)
        self._begin(outcomes)
        _lead_here(outcomes)
        items = [one.item for one in outcomes]
        for item in items:
            item.run = run
        ImportItem.objects.bulk_create(items)
        ImportRun.objects.filter(pk=run.pk).update(done=items[-1].number)
        return items

    def _begin(self, outcomes: list[Outcome]) -> None:
        """Begin, or file, what is new, and name its statement to what says the same."""
        fresh = [one for one in outcomes if one.settled and one.item.fate == Fate.IMPORTED]
        lives = [self._life(one, one.settled) for one in fresh if one.settled]
        keys = bulk.add(lives, timezone.now) if lives else []
        made = {one.item.digest: key for one, key in zip(fresh, keys, strict=True)}
        for one in outcomes:
            if one.item.fate in (Fate.IMPORTED, Fate.MERGED) and one.item.statement_id is None:
                one.item.statement_id = made[one.item.digest]

    def _life(self, one: Outcome, settled: Settled) -> bulk.Life:
        content, asked = settled.content, {}
        if settled.is_history:
            issued_on = date.fromisoformat(content["already_issued_on"])
            asked = {"issued_on": issued_on, "import_name": self.name}
        verb = Verb.FILE_AS_HISTORY if settled.is_history else Verb.BEGIN
        filed = (self._topics[text.fold(name)] for name in settled.topics)
        return bulk.Life(
            body=settled.body,
            language=content["language"],
            headline=content.get("headline", ""),
            content=lambda: content,
            topics=list({topic.pk: topic for topic in filed}.values()),
            deeds=[bulk.Deed(verb, self.by, timezone.now(), asked)],
            slug=settled.slug,
            source_key=settled.key,
            source_address=one.item.address,
        )


def _lead_here(outcomes: list[Outcome]) -> None:
    """Let the old addresses lead to the statements; one that leads elsewhere already stays as it is."""
    wanted: dict[str, Outcome] = {}
    for one in outcomes:
        if one.item.fate in (Fate.IMPORTED, Fate.MERGED):
            for path in one.addresses:
                if path in wanted:
                    _say_kept_out(one, path)
                wanted.setdefault(path, one)
    there = dict(Address.objects.filter(path__in=wanted).values_list("path", "statement"))
    for path in there.keys() & wanted.keys():
        if there[path] != wanted[path].item.statement_id:
            _say_kept_out(wanted[path], path)
    new = [(path, one.item.statement_id) for path, one in wanted.items() if path not in there]
    Address.objects.bulk_create(Address(path=path, statement_id=key) for path, key in new)
    if new:
        PublicEpoch.bump(years=())


def _say_kept_out(one: Outcome, path: str) -> None:
    one.item.altered = [*one.item.altered, told(Remark.ADDRESS_KEPT_OUT, path)]


def _chunks(found: Iterable[Found], done: int) -> Iterator[tuple[int, list[Found]]]:
    """What is found behind the first `done`, so many at a time, each with the number of its first."""
    rest, number = islice(found, done, None), done + 1
    while chunk := list(islice(rest, CHUNK)):
        yield number, chunk
        number += len(chunk)


def _is_a_clash(fault: DatabaseError) -> bool:
    """Whether another transaction was in the way: something was taken first, or two waited for each other."""
    return isinstance(fault, IntegrityError) or (
        isinstance(fault, OperationalError) and any(word in str(fault) for word in ("deadlock", "locked"))
    )
