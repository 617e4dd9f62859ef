"""Quiet periods: times in which nothing goes out, or only what one more person has said yes to."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .plain import Line


class QuietPeriodQuerySet(models.QuerySet["QuietPeriod"]):
    """Quiet periods by time."""

    def in_force(self, at: datetime.datetime) -> QuietPeriodQuerySet:
        """Periods that hold at `at`."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), begins_at__lte=at)

    def not_over(self, at: datetime.datetime) -> QuietPeriodQuerySet:
        """Periods that hold at `at` or are to come; one that was switched off before it began is neither."""
        return self.filter(Q(ends_at=None) | Q(Q(ends_at__gt=at), ends_at__gt=F("begins_at")))


class QuietPeriod(models.Model):
    """A time of silence, such as before a poll or in mourning. Read by the desk alone, never in public."""

    class Mode(models.TextChoices):
        REFUSE = "refuse", _("Nothing goes out")
        ASK = "ask", _("One more person has to say yes")

    reason = Line(
        _("why"),
        max_length=200,
        help_text=_("Everybody at the desk reads this, readers of the newsroom do not."),
    )
    mode = models.CharField(
        _("what holds meanwhile"), max_length=10, choices=Mode.choices, default=Mode.REFUSE
    )
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)  # empty: until somebody switches it off
    set_by = models.ForeignKey(
        "statements.User", models.PROTECT, related_name="+", verbose_name=_("switched on by")
    )
    ended_by = models.ForeignKey(
        "statements.User", models.PROTECT, null=True, related_name="+", verbose_name=_("switched off by")
    )

    objects = QuietPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiet period")
        verbose_name_plural = _("quiet periods")
        ordering = ["-begins_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("begins_at")), name="quiet_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(mode__in=("refuse", "ask")), name="quiet_in_a_known_mode"),
        ]

    def __str__(self) -> str:
        return self.reason

    def is_in_force(self, at: datetime.datetime) -> bool:
        """Whether it holds at `at`; the twin of `QuietPeriodQuerySet.in_force`."""
        return self.begins_at <= at and (self.ends_at is None or self.ends_at > at)


class ReleaseGate(models.Model):
    """One row, locked by whoever releases a text and by whoever switches a quiet period on.

    So neither misses the other: a release sees the period, or is listed where the period is switched on.
    """

    class Meta:
        verbose_name = _("gate of releases")
        verbose_name_plural = _("gates of releases")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def hold(cls) -> None:
        """Lock the gate until the transaction ends; after a statement's lock, before the counter's."""
        cls.objects.select_for_update().get(pk=1)
