"""What is planned beside the law: the day a statement is meant for, and each person's calendar by address."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from .statement import Statement

if TYPE_CHECKING:
    from .people import User


class PlannedDayQuerySet(models.QuerySet["PlannedDay"]):
    """Planned days, in the desk's words."""

    def put(self, statement: Statement, day: date | None, by: User, at: datetime) -> None:
        """Say for which day it is meant, None for none. Filing: no version, no step, nothing public."""
        if day is None:
            self.filter(statement=statement).delete()
            return
        self.update_or_create(statement=statement, defaults={"day": day, "set_by": by, "set_at": at})


class PlannedDay(models.Model):
    """The day a statement is meant for, as the office plans; no release, and gone with one."""

    statement = models.OneToOneField(Statement, models.PROTECT, related_name="planned_day")
    day = models.DateField(_("planned for the day"), db_index=True)
    set_by = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("person"))
    set_at = models.DateTimeField(_("said at"))

    objects = PlannedDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned day")
        verbose_name_plural = _("planned days")

    def __str__(self) -> str:
        return f"{self.statement} · {self.day}"


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    """Addresses of calendars; of each only the digest is kept."""

    def make(self, person: User, at: datetime) -> str:
        """A new address for this person, which ends the one before; returns its secret, told this once."""
        token = secrets.token_urlsafe(32)
        self.update_or_create(person=person, defaults={"digest": _digest(token), "made_at": at})
        return token

    def person_of(self, token: str) -> User | None:
        """Whose calendar it is; None for an unknown address and for who is no longer at the desk."""
        at_the_desk = self.filter(person__is_active=True, person__is_staff=True)
        found = at_the_desk.filter(digest=_digest(token)).select_related("person").first()
        return found.person if found else None


class CalendarAddress(models.Model):
    """The private address at which a calendar program reads what goes out, as its person may see it."""

    person = models.OneToOneField("statements.User", models.CASCADE, related_name="calendar_address")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("private address of a calendar")
        verbose_name_plural = _("private addresses of calendars")

    def __str__(self) -> str:
        return str(self.person)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
