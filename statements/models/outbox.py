"""The outbox: effects outside the database, written in the transition's own transaction."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .record import Step
from .statement import Statement


class Effect(models.Model):
    """Something to be sent once its time has come; who receives it is asked when it is sent."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("Mail")

    class State(models.TextChoices):
        DUE = "due", _("Due")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        VOID = "void", _("Void")

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="effects")
    step = models.ForeignKey(Step, models.PROTECT, related_name="effects")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["next_try", "pk"]
        indexes = [models.Index(fields=["state", "next_try"], name="effect_due")]

    def __str__(self) -> str:
        return self.key
