"""The verb of recording what came of a demand: an update with its evidence, for another to approve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Demand, DemandUpdate, Evidence, Status
from campaigns.objections import objections_to_update
from campaigns.workflow import Deed
from statements.models import User
from statements.models.columns import unfit_columns
from statements.models.content import digest
from statements.verbs.act import Clock, Refused, refuse
from statements.verbs.releasing import local_midnight

from .doing import Doing, doing

DERIVED = ("digest", "subject", "author", "status", "strikes")  # of an update's columns, not typed


def record(
    demand: Demand,
    *,
    by: User,
    kind: str,
    event_on: date,
    texts: Mapping[str, str],
    status: Status | None = None,
    due_on: date | None = None,
    strikes: DemandUpdate | None = None,
    evidence: Sequence[Mapping[str, Any]] = (),
    clock: Clock = timezone.now,
) -> DemandUpdate:
    """Record what happened on a day. It waits until a second person has approved it.

    `evidence` are the words of `Evidence` (kind, url, title, publisher, dated, quote) and its `file`, kept
    before. `strikes` is an earlier update that this one takes the place of. Raises `Refused`, as where a
    verdict lacks evidence.
    """
    with doing(demand, Deed.RECORD, by, clock) as one:
        if not isinstance(one.subject, Demand):
            raise Refused([_("Only of a demand it is recorded what came of it.")])
        last = one.subject.updates.order_by("-number").first()
        update = DemandUpdate(
            subject=one.subject,
            number=last.number + 1 if last else 1,
            author=by,
            made_at=one.at,
            kind=kind,
            event_on=event_on,
            texts=DemandUpdate._meta.get_field("texts").to_python(dict(texts)),
            status=status,
            due_on=due_on,
            overdue_from=local_midnight(due_on + timedelta(days=1)) if due_on else None,
            strikes=strikes,
        )
        refuse([*unfit_columns(update, DERIVED), *objections_to_update(update, evidence, one.at)])
        _store(update, [Evidence(place=place, **words) for place, words in enumerate(evidence)], one)
    return update


def _store(update: DemandUpdate, evidence: list[Evidence], one: Doing) -> None:
    for shown in evidence:
        refuse(list(unfit_columns(shown, ["update"])))
    update.digest = digest(update.content([shown.content() for shown in evidence]))
    update.save(force_insert=True)
    for shown in evidence:
        shown.update = update
    Evidence.objects.bulk_create(evidence)
    one.note = f"{update.number} {update.kind}"
