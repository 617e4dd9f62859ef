"""The public epoch: one number, raised by every change readers may notice, so that caches can ask."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .compiled import compiled


class PublicEpoch(models.Model):
    """One row. Its value is never shown.

    `changed_at` says when readers last saw a change that is no edition's or notice's own beginning or end: of
    a contact, a topic, the newsroom's name. What is prepared for a later moment leaves it as it is.

    `years` says by year of issue which epoch last changed something issued in it, and `everywhere` which one
    may have done so in any year: what is counted of a year holds until then (`statements.search.whole`).
    """

    value = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    everywhere = models.PositiveBigIntegerField(default=0)
    years = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("public epoch")
        verbose_name_plural = _("public epochs")

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def bump(cls, years: Collection[int] | None = None, **seen: Any) -> None:
        """Say that what readers see has changed, or will at a set time. Part of the caller's transaction.

        `years`: of issue of what changed in the archive; none where nothing did, None where it is unknown.
        """
        following = models.F("value") + 1
        if years is None:
            seen |= {"everywhere": following, "years": {}}
        elif years:
            now = cls.objects.select_for_update().get()
            seen["years"] = {**now.years, **dict.fromkeys(map(str, years), now.value + 1)}
        cls.objects.update(value=following, **seen)

    @classmethod
    def current(cls) -> int:
        """The epoch now; read it before rendering what is to be stored under it."""
        found = _value()
        if not found:
            raise cls.DoesNotExist
        return found[0]

    def of_year(self, year: int) -> int:
        """The epoch that last changed something issued in this year."""
        own: int = self.years.get(str(year), 0)
        return max(self.everywhere, own)


@compiled()
def _value() -> models.QuerySet[PublicEpoch, int]:
    return PublicEpoch.objects.order_by().values_list("value", flat=True)


def bump_on_change(*publicly_read: type[models.Model]) -> None:
    """Bump the epoch whenever a row of these models is saved or deleted (verbs bump for theirs)."""
    for model in publicly_read:
        for signal in (post_save, post_delete):
            signal.connect(_bump, sender=model, dispatch_uid=f"epoch-{model._meta.label}-{id(signal)}")


def _bump(instance: models.Model, raw: bool = False, **_kwargs: Any) -> None:
    """Bump it; where readers see this very row, with the time."""
    is_seen = getattr(instance, "is_seen_by_readers", lambda: False)
    if not raw:
        # The search's rows are written by verbs alone.
        PublicEpoch.bump(years=(), **({"changed_at": timezone.now()} if is_seen() else {}))
