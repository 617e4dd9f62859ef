"""What a person does with an export at the desk: bring it, decide, have it imported, stop it, forget it."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from statements import verbs
from statements.models import ImportFile, IssuingBody, User
from statements.objections import objections_to_begin
from statements.workflow import Verb

from . import keeping
from .choices import HISTORY, Choices, Unfit
from .formats import named
from .keeping import Arrived
from .runs import Plan
from .source import Source

Phase = ImportFile.Phase
AT_WORK = (Phase.LOOKING, Phase.IMPORTING)


class NotNow(Exception):
    """It cannot be done now; the message is a sentence for who asked."""


def bring(arrived: Arrived, format_name: str, choices: Choices, by: User) -> ImportFile:
    """Keep an export and have it looked at.

    Raises Unreadable for what is no such export, Unfit for choices that cannot be kept, Refused where `by`
    may not, NotNow while another import is at work; then nothing is kept.
    """
    refuse_by_law(choices, by)
    name = (arrived.name or "")[:255]
    plan = Plan.of(Source(arrived.place, name=name), format_name or named(name), choices)
    next(plan.format.read(plan.source, choices), None)
    key = arrived.keep()
    told = {"size": plan.source.size, "format": plan.format.name, "choices": choices.stored(), "by": by}
    try:
        with transaction.atomic():
            return ImportFile.objects.create(name=name, key=key, turn=True, **told)
    except IntegrityError as taken:
        keeping.remove(key)
        raise NotNow(_another()) from taken


def look_again(file: ImportFile, choices: Choices, by: User) -> None:
    """Have it looked at with other choices, in the name of `by`. Raises Unfit, Refused or NotNow."""
    choices.check()
    refuse_by_law(choices, by)
    seen = (Phase.LOOKED, Phase.STOPPED, Phase.FAILED)
    _take_turn(file, seen, by=by, phase=Phase.LOOKING, choices=choices.stored(), position=0)


def start(file: ImportFile, trial: int, by: User) -> None:
    """Have it imported in the name of `by`, as this trial said. Raises Unfit, Refused or NotNow."""
    choices = Choices(**file.choices)
    choices.check()
    refuse_by_law(choices, by)
    _take_turn(file, (Phase.LOOKED,), {"trial": trial}, by=by, phase=Phase.IMPORTING, position=0)


def go_on(file: ImportFile) -> None:
    """Go on with what was stopped or broken off: with the import, or with looking at it. Raises NotNow."""
    phase = Phase.IMPORTING if file.run_id else Phase.LOOKING
    _take_turn(file, (Phase.STOPPED, Phase.FAILED), phase=phase, position=0)


def stop(file: ImportFile) -> None:
    """Stop it. What is imported stays; the worker ends after the items it has in hand. Raises NotNow."""
    standing = ImportFile.objects.filter(pk=file.pk, phase__in=AT_WORK)
    if not standing.update(phase=Phase.STOPPED, turn=None, lease="", leased_until=None):
        raise NotNow(_("It is not at work any more."))


def forget(file: ImportFile) -> None:
    """Take the export and its trial away; what was imported stays, with its account. Raises NotNow."""
    with transaction.atomic():
        deleted, _each = ImportFile.objects.filter(pk=file.pk, turn=None).delete()
        if not deleted:
            raise NotNow(_("It is at work: stop it first."))
        if file.trial:
            file.trial.delete()
    keeping.remove(file.key)


def refuse_by_law(choices: Choices, by: User) -> None:
    """Raise Refused where the law lets nobody like `by` import so."""
    body = IssuingBody.objects.filter(code=choices.body).first()
    if body is None:
        raise Unfit(_("Choose who issues what names no other body."))
    verb = Verb.FILE_AS_HISTORY if choices.state == HISTORY else Verb.BEGIN
    if refusals := objections_to_begin(verb, body, by):
        raise verbs.Refused(refusals)


def _take_turn(
    file: ImportFile, before: tuple[Phase, ...], besides: dict[str, Any] | None = None, **columns: Any
) -> None:
    standing = ImportFile.objects.filter(pk=file.pk, phase__in=before, **(besides or {})).exclude(key="")
    try:
        with transaction.atomic():
            taken = standing.update(turn=True, fault="", lease="", leased_until=None, **columns)
    except IntegrityError as busy:
        raise NotNow(_another()) from busy
    if not taken:
        raise NotNow(_("Somebody has gone on with this import meanwhile: look at how it stands now."))


def _another() -> str:
    return _("Another import is at work, and there is one at a time: wait until it has ended, or stop it.")
