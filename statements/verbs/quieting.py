"""Switching a quiet period on and off. It binds releases; its own steps stand in the chain of all steps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements.models import Edition, QuietPeriod, ReleaseGate, Statement, Step, User

from .act import Clock, Refused, lock_in_order, refuse, together
from .publishing import stop_release

SUBJECT = "quiet_period"  # the kind of subject under which its steps stand in the chain


class Deed(models.TextChoices):
    """What can be done about a quiet period."""

    SWITCHED_ON = "switched_on", _("Switched on")
    SWITCHED_OFF = "switched_off", _("Switched off")


class Unseen(Refused):
    """The releases due inside the period are not those the person saw. Nothing was written."""

    def __init__(self) -> None:
        super().__init__([gettext("The releases due in this time have changed. Look at the list again.")])


def due_inside(begins_at: datetime, ends_at: datetime | None, at: datetime) -> models.QuerySet[Edition]:
    """Editions that would become public in this time and are not public yet at `at`, the next one first."""
    due = Edition.objects.due(at).filter(public_from__gte=begins_at)
    inside = due.filter(public_from__lt=ends_at) if ends_at else due
    return inside.select_related("statement__issuing_body").order_by("public_from", "pk")


def objections_to_switch_on(
    by: User, begins_at: datetime | None, ends_at: datetime | None, at: datetime
) -> list[str]:
    """The sentences that speak against this quiet period; `begins_at` empty is now."""
    if not by.is_administrator:
        return [gettext("Only administrators switch quiet periods on and off.")]
    if begins_at and begins_at < at:
        return [gettext("It cannot begin in the past. Leave the beginning empty: it begins now.")]
    if ends_at and ends_at <= (begins_at or at):
        return [gettext("It has to end later than it begins.")]
    return []


def switch_on(
    *,
    by: User,
    reason: str,
    mode: QuietPeriod.Mode = QuietPeriod.Mode.REFUSE,
    begins_at: datetime | None = None,
    ends_at: datetime | None = None,
    shown: Collection[int] = (),
    stopping: Collection[int] = (),
    clock: Clock = timezone.now,
) -> QuietPeriod:
    """Switch a quiet period on; of the releases due inside it, stop those chosen, each by its own verb.

    `shown` are the keys of the editions the person saw listed, `stopping` of those the ones to stop. Raises
    `Unseen` where the list has changed, `Refused` where the law objects to a stop; then nothing is written.
    """
    with transaction.atomic():
        with together():
            # A release locks its statement, then the gate: in the same order here.
            lock_in_order(*Statement.objects.filter(editions__in=stopping))
            ReleaseGate.hold()
            at = clock()
            refuse(objections_to_switch_on(by, begins_at, ends_at, at))
            period = QuietPeriod(
                reason=reason, mode=mode, begins_at=begins_at or at, ends_at=ends_at, set_by=by
            )
            due = list(due_inside(period.begins_at, ends_at, at))
            if {edition.pk for edition in due} != set(shown):
                raise Unseen
            period.save()
            for edition in due:
                if edition.pk in stopping:
                    stop_release(edition.statement, by=by, clock=lambda: at)
        Step.objects.tell(SUBJECT, period.pk, Deed.SWITCHED_ON, by, at, note=period.reason)
    return period


def switch_off(period: QuietPeriod, *, by: User, clock: Clock = timezone.now) -> QuietPeriod:
    """End a quiet period now; one that has not begun never holds."""
    with transaction.atomic():
        ReleaseGate.hold()
        locked, at = QuietPeriod.objects.select_for_update().get(pk=period.pk), clock()
        if not by.is_administrator:
            raise Refused([gettext("Only administrators switch quiet periods on and off.")])
        if not QuietPeriod.objects.not_over(at).filter(pk=locked.pk).exists():
            raise Refused([gettext("This quiet period is over already.")])
        locked.ends_at, locked.ended_by = max(at, locked.begins_at), by
        locked.save(update_fields=["ends_at", "ended_by"])
        Step.objects.tell(SUBJECT, locked.pk, Deed.SWITCHED_OFF, by, at, note=locked.reason)
    return locked


def steps_of(period: QuietPeriod) -> models.QuerySet[Step]:
    """What was done about a quiet period, newest first."""
    return Step.objects.about(SUBJECT, period.pk).reverse()
