"""What was imported: exports brought to the desk, each run over one, and what became of every item in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .statement import Statement


class ImportRun(models.Model):
    """One run over one export with one set of choices. Broken off, it goes on where it stopped.

    A trial writes its items and nothing else; broken off, it begins anew.
    """

    format = models.CharField(_("format"), max_length=10)
    name = models.CharField(_("name of the file"), max_length=255)
    source_digest = models.CharField(max_length=64)  # SHA-256 of the export's bytes
    choices = models.JSONField(default=dict)
    by = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("person"))
    begun_at = models.DateTimeField(_("begun at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    done = models.PositiveIntegerField(_("items done"), default=0)
    is_trial = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("run of an import")
        verbose_name_plural = _("runs of imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def counts(self) -> dict[str, int]:
        """How many items met each fate."""
        told = self.items.order_by().values_list("fate").annotate(models.Count("pk"))
        return dict.fromkeys(ImportItem.Fate.values, 0) | dict(told)


class ImportItem(models.Model):
    """What became of one item of an export, why, and what of it was altered."""

    class Fate(models.TextChoices):
        IMPORTED = "imported", _("imported")
        MERGED = "merged", _("merged")
        SKIPPED = "skipped", _("skipped")
        FAILED = "failed", _("failed")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()  # its place in the export, from 1
    source_id = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=500, blank=True)
    fate = models.CharField(max_length=10, choices=Fate.choices)
    why = models.JSONField(default=list)  # remarks: a word of `importing.remarks` and what it is about
    altered = models.JSONField(default=list)  # likewise
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="imports")
    digest = models.CharField(max_length=64, blank=True, db_index=True)  # of the content it gave

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="an_item_is_told_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @classmethod
    def fitting(cls, **told: Any) -> ImportItem:
        """An item whose words are cut to the room there is; not saved."""
        item = cls(**told)
        for name in ("source_id", "title", "address"):
            room = getattr(cls._meta.get_field(name), "max_length", None)
            setattr(item, name, getattr(item, name)[:room])
        return item


class ImportFileQuerySet(models.QuerySet["ImportFile"]):
    """Exports at the desk, as the worker asks for them."""

    def due(self, at: datetime) -> ImportFileQuerySet:
        """Those at whose turn nobody is working at `at`."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lte=at), turn=True)


class ImportFile(models.Model):
    """An export brought to the desk: looked at, decided upon, imported by the worker. One at a time."""

    class Phase(models.TextChoices):
        LOOKING = "looking", _("being looked at")
        LOOKED = "looked", _("looked at: to be decided")
        IMPORTING = "importing", _("being imported")
        DONE = "done", _("imported")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("broken off")

    name = models.CharField(_("name of the file"), max_length=255)
    key = models.CharField(max_length=32, blank=True)  # its name in the private folder; empty once removed
    size = models.BigIntegerField(_("size"))  # bytes
    format = models.CharField(_("format"), max_length=10)
    choices = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)  # the names on its records and how often each, of each map
    by = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("person"))
    brought_at = models.DateTimeField(_("brought at"), default=timezone.now)
    phase = models.CharField(_("state"), max_length=10, choices=Phase.choices, default=Phase.LOOKING)
    turn = models.BooleanField(null=True, unique=True)  # true of the one at work: the database lets no second
    position = models.BigIntegerField(default=0)  # bytes read
    fault = models.TextField(blank=True)  # why it broke off
    figures = models.JSONField(default=dict)  # of the run that ended last
    trial = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="+")
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="+")
    lease = models.CharField(max_length=32, blank=True)  # who has it in hand
    leased_until = models.DateTimeField(null=True)

    objects = ImportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def latest(self) -> ImportRun | None:
        """The run whose account there is: the import, or else the trial."""
        return self.run or self.trial

    @property
    def share(self) -> float:
        """How much of it is read, 0 to 1."""
        return min(self.position / self.size, 1) if self.size else 0
