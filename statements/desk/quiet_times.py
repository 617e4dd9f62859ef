"""What the desk shows of quiet periods: the line on every page, what is due inside one, who may stop it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from statements import quiet
from statements.models import Edition, QuietPeriod, Statement, User
from statements.moments import clock_words
from statements.objections import objections
from statements.verbs.quieting import due_inside
from statements.workflow import Role, Verb


@dataclass(frozen=True)
class DueRelease:
    """A release due inside the period, as one person may see it: whether they may stop it, else who may."""

    edition: Edition
    goes_out: str
    headline: str  # empty where the statement does not exist for the person
    may_stop: bool
    others: list[User]


@dataclass(frozen=True)
class Banner:
    """A quiet period as the head of every page of the desk says it."""

    words: str
    means: str
    is_in_force: bool


def banners() -> SimpleLazyObject:
    """The periods that hold or are to come, in words; asked of the database where a page shows them."""
    return SimpleLazyObject(lambda: [_banner(period, timezone.now()) for period in _standing()])


def _standing() -> QuerySet[QuietPeriod]:
    return QuietPeriod.objects.not_over(timezone.now()).order_by("begins_at")


def _banner(period: QuietPeriod, at: datetime) -> Banner:
    is_in_force = period.is_in_force(at)
    from_when = "" if is_in_force else _("From %(time)s: ") % {"time": clock_words(period.begins_at, at)}
    return Banner(from_when + quiet.words(period, at), str(period.get_mode_display()), is_in_force)


def standing(period: QuietPeriod, at: datetime) -> str:
    """Whether a period holds, is to come, or is over, in words."""
    if period.is_in_force(at):
        return _("holds now")
    is_to_come = period.begins_at > at and period.begins_at != period.ends_at
    return _("to come") if is_to_come else _("over")


def due_releases(
    person: User, begins_at: datetime, ends_at: datetime | None, at: datetime
) -> list[DueRelease]:
    """The releases due in a time, as this person may see and stop them."""
    editions = list(due_inside(begins_at, ends_at, at))
    visible = Statement.objects.visible_to(person).filter(editions__in=editions)
    seen = set(visible.values_list("pk", flat=True))
    return [_due_release(edition, person, edition.statement_id in seen, at) for edition in editions]


def _due_release(edition: Edition, person: User, is_seen: bool, at: datetime) -> DueRelease:
    may_stop = not objections(edition.statement, Verb.STOP_RELEASE, person, at)
    return DueRelease(
        edition,
        clock_words(edition.public_from, at),
        edition.headline if is_seen else "",
        may_stop,
        [] if may_stop else _publishers(edition),
    )


def _publishers(edition: Edition) -> list[User]:
    lineage = edition.statement.issuing_body.lineage
    publishers = User.objects.filter(memberships__role=Role.PUBLISHER, memberships__body__in=lineage)
    return list(publishers.filter(is_active=True).distinct())
