"""What the page of one import shows: how it stands, figures, reasons, items, and what may be done now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from statements import text
from statements.importing import account, figures
from statements.importing.brought import AT_WORK
from statements.importing.choices import HISTORY
from statements.importing.remarks import Remark
from statements.models import ImportFile, ImportItem, ImportRun, IssuingBody, Sign

Phase = ImportFile.Phase
PIECE = 25  # items a page
SILENT = timedelta(minutes=2)  # since a worker's last sign: then none is alive


def context(file: ImportFile, asked: Mapping[str, str]) -> dict[str, Any]:
    """All that its page shows; `asked` may name a sort of item, and the item after which to begin."""
    run, is_at_work = file.latest, file.phase in AT_WORK
    sort = asked.get("sort", "")
    items: list[ImportItem] = []
    if run and not is_at_work:
        items = list(_after(figures.items(run, sort), asked.get("after", ""))[: PIECE + 1])
    return {
        "file": file,
        "is_at_work": is_at_work,
        "percent": int(file.share * 100),
        "done": run.done if run else 0,
        "waits_for_a_worker": is_at_work and _nobody_works(file),
        "figures": _figures(file, sort),
        "reasons": _reasons(file, "why"),
        "alterations": _reasons(file, "altered"),
        "items": _worded(run, items[:PIECE]) if run else [],
        "sort": sort if sort in figures.Sort.values else "",
        "older": items[PIECE - 1].number if len(items) > PIECE else None,
        "body": IssuingBody.objects.filter(code=file.choices["body"]).first(),
        "is_history": file.choices["state"] == HISTORY,
        "counts": file.figures.get("sorts", {}),
        "may_start": file.phase == Phase.LOOKED and bool(_comes_in(file)),
        "may_choose": may_choose(file),
        "may_go_on": file.phase in (Phase.STOPPED, Phase.FAILED) and bool(file.key),
        "will_import": file.run_id is not None,
    }


def _worded(run: ImportRun, items: list[ImportItem]) -> list[dict[str, Any]]:
    """Items in words, each with its sort in one."""
    return [
        {**one, "sort": figures.OF_ONE[figures.sort_of(run, one["item"].fate, one["item"].why)]}
        for one in account.worded(items)
    ]


def may_choose(file: ImportFile) -> bool:
    """Whether other choices may be made: it was looked at, and nothing of it is imported yet."""
    return bool(file.key and file.trial_id and file.seen and not file.run_id and file.phase not in AT_WORK)


def _comes_in(file: ImportFile) -> int:
    sorts = file.figures.get("sorts", {})
    return sum(sorts.get(sort, 0) for sort in (figures.Sort.PUBLIC, figures.Sort.DRAFT, figures.Sort.MERGED))


def _figures(file: ImportFile, chosen: str) -> list[dict[str, Any]]:
    sorts = file.figures.get("sorts", {})
    return [
        {"sort": sort.value, "label": sort.label, "number": sorts.get(sort, 0), "is_chosen": sort == chosen}
        for sort in figures.Sort
        if sorts and (sorts.get(sort) or sort != figures.Sort.PUBLIC)
    ]


def _reasons(file: ImportFile, part: str) -> list[tuple[str, int]]:
    """Each remark in words, and on how many items it stands; the most frequent first."""
    told = file.figures.get(part, {}).items()
    ranked = sorted(told, key=lambda pair: (-pair[1], pair[0]))
    return [(str(Remark(remark).label), number) for remark, number in ranked]


def _after(items: QuerySet[ImportItem], asked: str) -> QuerySet[ImportItem]:
    number = text.whole_number(asked, digits=9)
    return items if number is None else items.filter(number__gt=number)


def _nobody_works(file: ImportFile) -> bool:
    """Whether workers have the task and none is alive, and nobody has this import in hand."""
    now = timezone.now()
    if not settings.MAIL_BY_WORKER or (file.leased_until and file.leased_until > now):
        return False
    sign = Sign.objects.last(Sign.Name.WORKER)
    return sign is None or now - sign.at > SILENT
