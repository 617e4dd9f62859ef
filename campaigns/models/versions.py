"""Versions of a subject's words, append-only, and what they share with updates: another person decides."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from statements.models import File, User
from statements.models.changes import Bound, ChangesByTime
from statements.models.languages import in_language

from .subject import Subject

ProposalT = TypeVar("ProposalT", bound="Proposal")


class Verdict(models.TextChoices):
    """What became of a proposal; empty while it waits."""

    APPROVED = "approved", _("Approved")
    SENT_BACK = "sent_back", _("Sent back")
    REPLACED = "replaced", _("Replaced by a newer one")


class ProposalQuerySet(ChangesByTime[ProposalT]):
    """Proposals by what became of them."""

    BOUNDS: ClassVar[tuple[Bound, ...]] = ()

    def waiting(self) -> Self:
        """Those nobody has decided on."""
        return self.filter(verdict="")

    def approved(self, at: datetime) -> Self:
        """Those a second person had approved by `at`."""
        return self.filter(verdict=Verdict.APPROVED, decided_at__lte=at)


class Proposal(models.Model):
    """Words one person wrote and another decides on. Of its columns only the decision changes, once."""

    number = models.PositiveIntegerField(_("number"))  # of its subject
    digest = models.CharField(_("digest"), max_length=64)
    author = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("author"))
    made_at = models.DateTimeField(_("written at"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        "statements.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    DECIDED = ("verdict", "reason", "decided_by_id", "decided_at")  # `guards` refuses any other change

    class Meta:
        abstract = True
        ordering = ["subject", "number"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="%(class)s_number_once"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None) | ~Q(verdict="") & Q(decided_at__isnull=False),
                name="%(class)s_is_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="approved") | Q(decided_by__isnull=False) & ~Q(decided_by=F("author")),
                name="%(class)s_is_approved_by_another",
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided on it."""
        return not self.verdict

    def decide(self, verdict: Verdict, by: User, at: datetime, reason: str = "") -> None:
        """Write down what became of it."""
        self.verdict, self.decided_by, self.decided_at, self.reason = verdict, by, at, reason
        self.save(update_fields=["verdict", "reason", "decided_by", "decided_at"])


class Version(Proposal):
    """One wording of a subject's public text, as plain JSON."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="versions")
    content = models.JSONField()
    picture = models.ForeignKey(File, models.PROTECT, null=True, related_name="versions")  # that it names

    objects = ProposalQuerySet["Version"].as_manager()

    class Meta(Proposal.Meta):
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                fields=["subject"], condition=Q(verdict=""), name="one_version_waits_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"

    @property
    def title(self) -> str:
        """The title it gives the subject, in the reader's language."""
        return in_language(self.content.get("titles", {})) or self.subject.slug
