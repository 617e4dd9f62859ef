"""The public epoch: one number, raised by every change readers may notice, so that caches can ask."""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import gettext_lazy as _


class PublicEpoch(models.Model):
    """One row. Its value is never shown."""

    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("public epoch")
        verbose_name_plural = _("public epochs")

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def bump(cls) -> None:
        """Say that what readers see has changed, or will at a set time. Part of the caller's transaction."""
        cls.objects.update(value=models.F("value") + 1)

    @classmethod
    def current(cls) -> int:
        """The epoch now; read it before rendering what is to be stored under it."""
        return cls.objects.get().value


def bump_on_change(*publicly_read: type[models.Model]) -> None:
    """Bump the epoch whenever a row of these models is saved or deleted (verbs bump for theirs)."""
    for model in publicly_read:
        for signal in (post_save, post_delete):
            signal.connect(_bump, sender=model, dispatch_uid=f"epoch-{model._meta.label}-{id(signal)}")


def bump_on_relation(*through: type[models.Model]) -> None:
    """Bump the epoch whenever rows of these many-to-many tables change."""
    for model in through:
        m2m_changed.connect(_bump, sender=model, dispatch_uid=f"epoch-{model._meta.label}")


def _bump(**kwargs: Any) -> None:
    if not kwargs.get("raw"):
        PublicEpoch.bump()
