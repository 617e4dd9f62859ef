"""Finds the run that was broken off, or begins one: the same export with the same choices is one run."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from statements.models import ImportRun, User

from .choices import Choices, Unfit
from .formats import FORMATS, Format, seeming
from .pasted_page import Unreadable
from .source import Source


@dataclass
class Plan:
    """An export, how it is read, and what is chosen for it."""

    source: Source
    format: Format
    choices: Choices

    @classmethod
    def of(cls, source: Source, name: str, choices: Choices) -> Plan:
        """The plan for a source in the format of this name, its columns proposed where no map names them.

        Raises Unreadable for what is not of that format, Unfit for choices that cannot be kept.
        """
        wanted = FORMATS.get(name or seeming(source))
        if wanted is None:
            raise Unreadable(_("Say of which format it is: %(formats)s.") % {"formats": ", ".join(FORMATS)})
        wanted.prepare(source, choices)
        choices.check()
        return cls(source, wanted, choices)


def run_for(plan: Plan, by: User) -> ImportRun:
    """The run of this plan by this person that was broken off, or a new one."""
    return _run_for(plan, plan.source.digest(), by)  # the export is read while nobody waits


@transaction.atomic
def _run_for(plan: Plan, digest: str, by: User) -> ImportRun:
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two at once get one run
    told = {
        "format": plan.format.name,
        "source_digest": digest,
        "choices": plan.choices.stored(),
        "by": by,
        "ended_at": None,
    }
    broken_off = [
        run
        for run in ImportRun.objects.filter(source_digest=digest, by=by, ended_at=None, is_trial=False)
        if run.choices == told["choices"]
    ]
    return broken_off[0] if broken_off else ImportRun.objects.create(name=plan.source.name[:255], **told)


__all__ = ["Plan", "Unfit", "Unreadable", "run_for"]
