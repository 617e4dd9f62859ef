"""Pinning a public statement to the front page, and taking the pin down; each a step in the chain."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements.models import Pin, PublicEpoch, Statement, Step, User
from statements.rights import roles
from statements.workflow import Role

from .act import Clock, Refused, refuse

SUBJECT = "pin"  # the kind of subject under which its steps stand in the chain


class Deed(models.TextChoices):
    """What can be done about a pin."""

    PINNED = "pinned", _("Pinned")
    TAKEN_DOWN = "taken_down", _("Taken down")


def objections_to_pin(statement: Statement, by: User, until: datetime, at: datetime) -> list[str]:
    """The sentences that speak against `by` pinning this statement until then."""
    if Role.PUBLISHER not in roles(by, statement.issuing_body):
        return [gettext("Only a publisher of %(body)s pins it.") % {"body": statement.issuing_body.name}]
    if not statement.edition_public(at):
        return [gettext("Nothing of this statement is public now.")]
    if not at < until <= at + Pin.LONGEST:
        return [gettext("A pin ends later than now, and after thirty days at the latest.")]
    return []


def pin(
    statement: Statement,
    *,
    by: User,
    until: datetime,
    kind: Pin.Kind = Pin.Kind.LEAD,
    clock: Clock = timezone.now,
) -> Pin:
    """Put a public statement first on the front page; a new lead takes the place of the one before."""
    with transaction.atomic():
        PublicEpoch.bump(years=())  # its row is locked first: of two leads at once the later one stands
        at = clock()
        refuse(objections_to_pin(statement, by, until, at))
        standing = Pin.objects.filter(since__lte=at, until__gt=at)
        replaced = standing if kind == Pin.Kind.LEAD else standing.filter(statement=statement)
        replaced.filter(kind=kind).update(until=at)
        made = Pin.objects.create(statement=statement, kind=kind, since=at, until=until, by=by)
        _record(Deed.PINNED, made, by, at)
    return made


def take_down(pinned: Pin, *, by: User, clock: Clock = timezone.now) -> Pin:
    """End a pin now."""
    with transaction.atomic():
        PublicEpoch.bump(years=())
        locked, at = Pin.objects.select_for_update().get(pk=pinned.pk), clock()
        body = locked.statement.issuing_body
        if Role.PUBLISHER not in roles(by, body):
            raise Refused([gettext("Only a publisher of %(body)s takes it down.") % {"body": body.name}])
        if locked.until <= at:
            raise Refused([gettext("This pin has ended already.")])
        locked.until = at
        locked.save(update_fields=["until"])
        _record(Deed.TAKEN_DOWN, locked, by, at)
    return locked


def _record(deed: Deed, pinned: Pin, by: User, at: datetime) -> None:
    note = f"{pinned.kind} {pinned.statement.reference}"
    Step.objects.tell(SUBJECT, pinned.pk, deed, by, at, note=note)
