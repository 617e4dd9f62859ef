"""What stands in the calendar: releases that are due, plans with an hour, days planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.models import Edition, Statement, User
from statements.models.statement import StatementQuerySet
from statements.standing import Standing
from statements.workflow import UNFINISHED, Plan, State


class Sort(StrEnum):
    """Why it stands there; also the last part of its name in other calendars."""

    DUE = "due"
    PLANNED = "planned"
    DAY = "day"


@dataclass(frozen=True)
class Entry:
    """One statement on one day; `moment` is None where only the day is planned."""

    sort: Sort
    statement: Statement
    day: date
    moment: datetime | None
    standing: Standing

    @property
    def hour(self) -> str:
        """The hour in the newsroom, empty where none is set."""
        return f"{self.moment.astimezone(newsroom_zone()):%H:%M %Z}" if self.moment else ""

    @property
    def what(self) -> str:
        """What happens then."""
        words = {Sort.DUE: _("Goes out"), Sort.PLANNED: _("Planned"), Sort.DAY: _("Planned for the day")}
        return words[self.sort]


def newsroom_zone() -> tzinfo:
    """The office's zone: the calendar stands in it, wherever its reader is."""
    return timezone.get_default_timezone()


def entries(person: User, first: date, last: date, at: datetime, *, mine: bool = False) -> list[Entry]:
    """What stands between two days, both included, of the statements that exist for a person; in order."""
    begin, end = _midnight(first), _midnight(last + timedelta(days=1))
    visible = Statement.objects.visible_to(person)
    if mine:
        visible = visible.filter(Q(begun_by=person) | Q(planned_by=person))
    found = [
        *_due(visible, begin, end, at),
        *_planned(visible, begin, end, at),
        *_days(visible, first, last, at),
    ]
    return sorted(found, key=lambda one: (one.day, one.moment is None, one.hour, one.statement.pk))


def _due(visible: StatementQuerySet, begin: datetime, end: datetime, at: datetime) -> Iterator[Entry]:
    due = Edition.objects.due(at).filter(public_from__gte=begin, public_from__lt=end)
    moments = dict(due.order_by().values_list("statement", "public_from"))
    for statement in _lean(visible.filter(pk__in=moments)):
        yield _at(Sort.DUE, statement, moments[statement.pk], at)


def _planned(visible: StatementQuerySet, begin: datetime, end: datetime, at: datetime) -> Iterator[Entry]:
    still = visible.filter(state__in=(State.IN_REVIEW, State.APPROVED), plan=Plan.AT_TIME)
    for statement in _lean(still.filter(planned_for__gte=begin, planned_for__lt=end)):
        if statement.planned_for:
            yield _at(Sort.PLANNED, statement, statement.planned_for, at)


def _days(visible: StatementQuerySet, first: date, last: date, at: datetime) -> Iterator[Entry]:
    still = visible.filter(state__in=UNFINISHED, planned_day__day__range=(first, last))
    for statement in _lean(still.select_related("planned_day")):
        yield Entry(Sort.DAY, statement, statement.planned_day.day, None, Standing.of(statement, at))


def _at(sort: Sort, statement: Statement, moment: datetime, at: datetime) -> Entry:
    return Entry(
        sort, statement, moment.astimezone(newsroom_zone()).date(), moment, Standing.of(statement, at)
    )


def _lean(found: StatementQuerySet) -> StatementQuerySet:
    from statements.desk.lists.pages import for_lists

    return for_lists(found)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), newsroom_zone())
