"""Causes: the struggles, cases and peoples that statements stand with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from statements.models.plain import Line

from .campaign import Campaign
from .demands import Demand
from .periods import out_of_order
from .subject import Subject, SubjectQuerySet


class Cause(Subject):
    """A struggle, a case, a people."""

    class Nature(models.TextChoices):
        STRUGGLE = "struggle", _("Struggle")
        CASE = "case", _("Case")
        PEOPLE = "people", _("People")

    class Outcome(models.TextChoices):
        ACTIVE = "active", _("Goes on")
        WON = "won", _("Won")
        ENDED = "ended", _("Ended")

    KIND: ClassVar[str] = Subject.Kind.CAUSE
    WORDS: ClassVar[tuple[str, ...]] = (
        *Subject.WORDS, "nature", "outcome", "place", "concerns", "begins_on", "ends_on",
        "campaigns", "demands",
    )  # fmt: skip

    nature = models.CharField(_("kind"), max_length=10, choices=Nature.choices, default=Nature.STRUGGLE)
    outcome = models.CharField(_("state"), max_length=10, choices=Outcome.choices, default=Outcome.ACTIVE)
    place = Line(_("place"), max_length=120, blank=True)
    concerns = Line(_("people and places it concerns"), max_length=500, blank=True)
    begins_on = models.DateField(_("began on"), null=True, blank=True)
    ends_on = models.DateField(_("ended on"), null=True, blank=True)
    campaigns = models.ManyToManyField(
        Campaign, related_name="causes", blank=True, verbose_name=_("campaigns")
    )
    demands = models.ManyToManyField(Demand, related_name="causes", blank=True, verbose_name=_("demands"))

    objects = SubjectQuerySet["Cause"].as_manager()  # type: ignore[misc]  # of this kind

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        ordering = ["slug"]

    def unfit(self, content: Mapping[str, Any]) -> Iterator[str]:
        """Besides what every subject refuses: an end before the beginning."""
        yield from super().unfit(content)
        yield from out_of_order(content, "begins_on", "ends_on")
