"""Signs of life: when what runs beside the pages was last well, for whoever looks after the house."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class SignManager(models.Manager["Sign"]):
    """Leaves signs and finds them."""

    def leave(self, name: str, at: datetime, said: str = "") -> None:
        """Leave a sign, over the last one of its name."""
        self.update_or_create(name=name, defaults={"at": at, "said": said})

    def last(self, name: str) -> Sign | None:  # type: ignore[override]
        """The last sign of this name; None where there never was one."""
        return self.filter(name=name).first()


class Sign(models.Model):
    """The last time of something: the worker's look, a good backup, a failed one, a restore."""

    class Name(models.TextChoices):
        WORKER = "worker"
        BACKUP_BEGUN = "backup_begun"
        BACKUP_GOOD = "backup_good"
        BACKUP_FAILED = "backup_failed"
        MESSAGES_HELD = "messages_held"  # since a restore, until somebody says what becomes of them

    name = models.CharField(max_length=20, unique=True, choices=Name.choices)
    at = models.DateTimeField()
    said = models.TextField(blank=True)  # where the backup lies, or what went wrong

    objects = SignManager()

    class Meta:
        verbose_name = "sign of life"
        verbose_name_plural = "signs of life"

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
