"""The public epoch: one number, raised by every change readers may notice, so that caches can ask."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublicEpoch(models.Model):
    """One row. Its value is never shown.

    `changed_at` says when readers last saw a change that is no edition's or notice's own beginning or end: of
    a contact, a topic, the newsroom's name. What is prepared for a later moment leaves it as it is.
    """

    value = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("public epoch")
        verbose_name_plural = _("public epochs")

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def bump(cls, **seen: Any) -> None:
        """Say that what readers see has changed, or will at a set time. Part of the caller's transaction."""
        cls.objects.update(value=models.F("value") + 1, **seen)

    @classmethod
    def current(cls) -> int:
        """The epoch now; read it before rendering what is to be stored under it."""
        return cls.objects.get().value


def bump_on_change(*publicly_read: type[models.Model]) -> None:
    """Bump the epoch whenever a row of these models is saved or deleted (verbs bump for theirs)."""
    for model in publicly_read:
        for signal in (post_save, post_delete):
            signal.connect(_bump, sender=model, dispatch_uid=f"epoch-{model._meta.label}-{id(signal)}")


def _bump(instance: models.Model, raw: bool = False, **_kwargs: Any) -> None:
    """Bump it; where readers see this very row, with the time."""
    is_seen = getattr(instance, "is_seen_by_readers", lambda: False)
    if not raw:
        PublicEpoch.bump(**({"changed_at": timezone.now()} if is_seen() else {}))
