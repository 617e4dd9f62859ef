"""The worker's part of an import at the desk: it looks, imports, and signs that it is alive.

A worker has an import in hand for as long as its lease lasts; one that is killed leaves it to the next, which
goes on where the last items were written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from statements import maintenance, verbs
from statements.models import ImportFile, ImportItem, ImportRun

from . import figures, keeping
from .brought import refuse_by_law
from .choices import Choices, Unfit
from .pasted_page import Unreadable
from .record import Found
from .run import Importer, Overtaken
from .runs import Plan, run_for
from .source import Source

Phase = ImportFile.Phase
LEASE = timedelta(minutes=2)
A_SIGN_EVERY = 5  # seconds
logger = logging.getLogger(__name__)


class Lost(Exception):
    """Somebody stopped it, or another worker has it in hand."""


class Leaving(Exception):
    """This process is to end, or maintenance is on."""


def work(is_stopped: Callable[[], bool], clock: Callable[[], datetime] = timezone.now) -> bool:
    """Work on the import whose turn it is until it ends; whether there was one in nobody's hands.

    Nothing is touched while maintenance is on.
    """
    if maintenance.is_on():
        return False
    keeping.sweep(clock())
    file = _claim(clock())
    if file is None:
        return False
    with translation.override(file.by.language):  # faults are told to who brought it
        Turn(file, is_stopped, clock).work()
    return True


def _claim(at: datetime) -> ImportFile | None:
    file = ImportFile.objects.due(at).select_related("by", "run").first()
    if file is None:
        return None
    token = uuid4().hex
    free = ImportFile.objects.due(at).filter(pk=file.pk)
    if not free.update(lease=token, leased_until=at + LEASE):
        return None
    file.lease = token
    return file


@dataclass
class Turn:
    """One import in the hands of one worker."""

    file: ImportFile
    is_stopped: Callable[[], bool]
    clock: Callable[[], datetime]
    signed: float = field(default_factory=monotonic)

    def work(self) -> None:
        """Look or import, and say how it ended."""
        try:
            self._import() if self.file.phase == Phase.IMPORTING else self._look()
        except Leaving:
            self._write(lease="", leased_until=None)
        except Lost:
            return
        except Exception as fault:  # whatever it is, it is the trouble of this import alone
            with suppress(DatabaseError):  # then the lease runs out, and it is tried again
                self._end(Phase.FAILED, fault=_sentence(fault))

    def _look(self) -> None:
        """Try it out, the items kept beside it; one that was broken off begins anew."""
        plan = self._plan()
        importer = self._importer(plan)
        trial = self._new_trial(plan)
        for chunk in importer.try_out(self._watched(plan)):
            for item in chunk:
                item.run = trial
            ImportItem.objects.bulk_create(chunk)
            ImportRun.objects.filter(pk=trial.pk).update(done=chunk[-1].number)
            self._sign(plan.source.position)
        importer.judge.seen.complete(plan.choices)
        self._end(
            Phase.LOOKED,
            choices=plan.choices.stored(),
            seen=importer.judge.seen.stored(),
            figures=figures.of(trial),
        )

    def _import(self) -> None:
        """Import, from where it stopped; then the export is not needed any more."""
        plan = self._plan()
        importer = self._importer(plan)
        run = self.file.run or run_for(plan, self.file.by)
        self._hold(run=run)
        for _chunk in importer.go(run, self._watched(plan)):
            self._sign(plan.source.position)
        if self._end(Phase.DONE, figures=figures.of(run), key=""):
            keeping.remove(self.file.key)

    def _plan(self) -> Plan:
        choices = Choices(**self.file.choices)
        source = Source(keeping.path(self.file.key), name=self.file.name)
        return Plan.of(source, self.file.format, choices)

    def _importer(self, plan: Plan) -> Importer:
        refuse_by_law(plan.choices, self.file.by)
        return Importer(plan.format.name, plan.choices, self.file.by, f"Import of {self.file.name}")

    @transaction.atomic
    def _new_trial(self, plan: Plan) -> ImportRun:
        before = self.file.trial
        told = {"format": plan.format.name, "choices": plan.choices.stored(), "by": self.file.by}
        trial = ImportRun.objects.create(name=self.file.name, is_trial=True, **told)
        self._hold(trial=trial, run=None, figures={})
        if before:
            before.delete()
        return trial

    def _watched(self, plan: Plan) -> Iterator[Found]:
        """What is found, with a sign now and then: to read over what was imported before takes a while."""
        found: Iterable[Found] = plan.format.read(plan.source, plan.choices)
        for one in found:
            if monotonic() - self.signed > A_SIGN_EVERY:
                self._sign(plan.source.position)
            yield one

    def _sign(self, position: int) -> None:
        """Say how far it is. Raises Leaving where the work is to end, Lost where it is another's."""
        self.signed = monotonic()
        self._hold(position=position, leased_until=self.clock() + LEASE)
        if self.is_stopped() or maintenance.is_on():
            raise Leaving

    def _hold(self, **columns: Any) -> None:
        if not self._write(**columns):
            raise Lost

    def _end(self, phase: Phase, **columns: Any) -> bool:
        return self._write(phase=phase, turn=None, lease="", leased_until=None, **columns)

    def _write(self, **columns: Any) -> bool:
        """Write on it, as long as it is in our hands; whether it is."""
        mine = ImportFile.objects.filter(pk=self.file.pk, lease=self.file.lease, turn=True)
        return bool(mine.update(**columns))


def _sentence(fault: Exception) -> str:
    """Why it broke off, in words for who brought it."""
    if isinstance(fault, Unreadable | Unfit):
        return str(fault)
    if isinstance(fault, verbs.Refused):
        return " ".join(fault.sentences)
    if isinstance(fault, Overtaken):
        return _("Somebody else is at work on this very import.")
    logger.error("An import broke off", exc_info=fault)
    if isinstance(fault, DatabaseError | OSError):
        return _("The machine could not write or read (is the disk full?). What was imported stays.")
    return _("Something unforeseen stands in it. What was imported stays. The log of the machine tells more.")
