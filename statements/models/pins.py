"""Pins: what publishers put first on the public front page, until a time."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .changes import Bound, ChangesByTime
from .editions import Edition
from .statement import Statement


class PinQuerySet(ChangesByTime["Pin"]):
    """Pins by time."""

    BOUNDS = (Bound("since"), Bound("until"))

    def in_force(self, at: datetime.datetime) -> PinQuerySet:
        """Pins readers see at `at`: not run out, of a statement that is public then."""
        public = Edition.objects.public(at).filter(statement=models.OuterRef("statement"))
        return self.filter(models.Exists(public), since__lte=at, until__gt=at)


class Pin(models.Model):
    """One statement, put first on the front page for a while."""

    class Kind(models.TextChoices):
        LEAD = "lead", _("Lead: the first statement of the page")
        URGENT = "urgent", _("Urgent notice: a line above everything")

    LONGEST = datetime.timedelta(days=30)

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="pins", verbose_name=_("statement"))
    kind = models.CharField(_("place"), max_length=10, choices=Kind.choices, default=Kind.LEAD)
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"))
    by = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("person"))

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = _("pin")
        verbose_name_plural = _("front page")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="a_pin_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(kind__in=("lead", "urgent")), name="a_pin_has_a_known_place"),
        ]

    def __str__(self) -> str:
        return self.statement.headline_for_lists()
