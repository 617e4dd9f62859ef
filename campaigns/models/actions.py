"""Calls to action: what is called for, when, where and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements.models import IssuingBody
from statements.models.changes import Bound
from statements.models.languages import TextPerLanguage, in_language
from statements.models.people import check_zone
from statements.models.plain import Line

from .campaign import Campaign
from .periods import out_of_order
from .subject import Subject, SubjectQuerySet


class CallToActionQuerySet(SubjectQuerySet["CallToAction"]):
    """Calls to action by time."""

    BOUNDS = (Bound("over_at"),)

    def noticed(self) -> CallToActionQuerySet:
        """Those readers know: of the others no moment may be told."""
        return self.filter(public_from__isnull=False, public_until=None)

    def coming(self, at: datetime) -> CallToActionQuerySet:
        """Public ones that are not over at `at`, the next one first; cancelled ones too, which is said."""
        return self.public(at).filter(over_at__gt=at).order_by("starts_at", "pk")

    def past(self, at: datetime) -> CallToActionQuerySet:
        """Public ones that are over at `at`, the last one first."""
        return self.public(at).filter(over_at__lte=at).order_by("-starts_at", "-pk")


class CallToAction(Subject):
    """One call. Moments are instants, told in `zone`; of all-day ones the midnights of first and next day."""

    class Holds(models.TextChoices):
        PLANNED = "planned", _("As planned")
        MOVED = "moved", _("Moved")
        CANCELLED = "cancelled", _("Cancelled")

    KIND: ClassVar[str] = Subject.Kind.ACTION
    WORDS: ClassVar[tuple[str, ...]] = (
        *Subject.WORDS, "is_all_day", "starts_at", "ends_at", "zone", "place", "bodies", "others",
        "campaigns", "holds", "moved_from", "notices",
    )  # fmt: skip

    is_all_day = models.BooleanField(_("all day"), default=False)
    starts_at = models.DateTimeField(_("begins"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[check_zone])
    place = Line(_("place"), max_length=200, blank=True)
    bodies = models.ManyToManyField(
        IssuingBody, related_name="actions", blank=True, verbose_name=_("called by")
    )
    others = Line(_("called together with"), max_length=300, blank=True)
    campaigns = models.ManyToManyField(
        Campaign, related_name="actions", blank=True, verbose_name=_("campaigns")
    )
    holds = models.CharField(_("how it stands"), max_length=10, choices=Holds.choices, default=Holds.PLANNED)
    moved_from = models.DateTimeField(_("moved from"), null=True, blank=True)
    notices = TextPerLanguage(_("why it is moved or cancelled"), blank=True)
    # Derived when words are approved: its end, and without one that of its day where it is.
    over_at = models.DateTimeField(null=True, editable=False, db_index=True)

    objects = CallToActionQuerySet.as_manager()  # type: ignore[misc]  # of this kind

    class Meta:
        verbose_name = _("call to action")
        verbose_name_plural = _("calls to action")
        ordering = ["-starts_at", "slug"]

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone its hours are told in; the newsroom's where none is named."""
        return zone_called(self.zone)

    @property
    def notice(self) -> str:
        """Why it was moved or cancelled, in the reader's language."""
        return in_language(self.notices)

    def take(self, content: Mapping[str, Any]) -> None:
        """Besides the words: note when it is over."""
        super().take(content)
        self.over_at = end_of(self.starts_at, self.ends_at, self.time_zone) if self.starts_at else None
        self.save(update_fields=["over_at"])

    def unfit(self, content: Mapping[str, Any]) -> Iterator[str]:
        """Besides what every subject refuses: no time, an end before the beginning."""
        yield from super().unfit(content)
        if not content.get("starts_at"):
            yield gettext("Say when it is.")
        if content.get("holds") == self.Holds.MOVED and not content.get("moved_from"):
            yield gettext("Say from when it was moved.")
        yield from out_of_order(content, "starts_at", "ends_at")
        if content.get("is_all_day") and content.get("ends_at") == content.get("starts_at"):
            yield gettext("Its last day lies before its first.")  # a last day is kept as its end


def zone_called(name: str) -> ZoneInfo:
    """The zone of this name; the newsroom's where none is named. Raises as `ZoneInfo` does."""
    return ZoneInfo(name or timezone.get_default_timezone_name())


def end_of(begin: datetime, end: datetime | None, zone: ZoneInfo) -> datetime:
    """When something that begins is over: at its end; without one after it, with its day in this zone."""
    if end and end > begin:
        return end
    next_day = begin.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(next_day, time.min, zone)
