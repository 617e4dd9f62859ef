"""What a run came to, in figures: how much became public, a draft, and so on, and for which reasons."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from statements.models import ImportItem, ImportRun

from .choices import HISTORY

Fate = ImportItem.Fate


# The same of one item, in a word.
OF_ONE = {
    "public": _("public"),
    "draft": _("draft"),
    "merged": _("merged"),
    "skipped": _("left out"),
    "failed": _("failed"),
}


class Sort(models.TextChoices):
    """What becomes of an item, as a person asks for it."""

    PUBLIC = "public", _("public at once, at their old dates")
    DRAFT = "draft", _("drafts")
    MERGED = "merged", _("merged with the same text")
    SKIPPED = "skipped", _("left out")
    FAILED = "failed", _("failed")


def of(run: ImportRun) -> dict[str, Any]:
    """The figures of a run: of each sort, and for each remark (`why`, `altered`) on how many items."""
    sorts, why, altered = Counter[str](), Counter[str](), Counter[str]()
    told = run.items.order_by().values_list("fate", "why", "altered")
    for fate, reasons, alterations in told.iterator(chunk_size=2000):
        sorts[sort_of(run, fate, reasons)] += 1
        why.update({remark for remark, _about in reasons})
        altered.update({remark for remark, _about in alterations})
    return {"sorts": dict(sorts), "why": dict(why), "altered": dict(altered)}


def items(run: ImportRun, sort: str) -> models.QuerySet[ImportItem]:
    """The items of one sort, in their order; of every sort where it is none of these."""
    found = run.items.order_by("number")
    if sort not in Sort.values:
        return found
    if sort not in {Sort.PUBLIC, Sort.DRAFT}:
        return found.filter(fate=sort)
    found = found.filter(fate=Fate.IMPORTED)
    if run.choices["state"] != HISTORY:
        return found.none() if sort == Sort.PUBLIC else found
    return found.filter(why=[]) if sort == Sort.PUBLIC else found.exclude(why=[])


def sort_of(run: ImportRun, fate: str, reasons: list[Any]) -> str:
    """Of which sort an item of this run is, by its fate and why."""
    if fate != Fate.IMPORTED:
        return fate
    return Sort.PUBLIC if run.choices["state"] == HISTORY and not reasons else Sort.DRAFT
