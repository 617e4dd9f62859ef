"""Mentions: what a text says of a demand, cause, campaign or call to action; derived from its content."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from statements.models import Edition, Revision

from .subject import Subject


class MentionQuerySet(models.QuerySet["Mention"]):
    """Mentions, as readers know them."""

    def public(self, at: datetime) -> MentionQuerySet:
        """Those that stand in an edition public at `at`, of subjects readers know then.

        Of sealed editions, whose words are shut, none.
        """
        said = Edition.objects.public(at).filter(sealed_at=None)
        known = Subject.objects.public(at)
        return self.filter(revision__in=said.values("revision"), subject__in=known.values("pk"))


class Mention(models.Model):
    """One entry of a revision's parts. The content is the record; these rows make it searchable."""

    class Relation(models.TextChoices):
        RAISES = "raises", _("raises it")
        REITERATES = "reiterates", _("repeats it")
        AMENDS = "amends", _("amends it")
        REPORTS_RESPONSE = "reports_response", _("reports a response")
        DECLARES_MET = "declares_met", _("declares it met")
        DROPS = "drops", _("drops it")

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="mentions")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="mentions")
    relation = models.CharField(_("relation"), max_length=20, choices=Relation.choices, blank=True)
    quote = models.TextField(_("in the words"), blank=True)
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True)  # in which the words stand, from 1
    place = models.PositiveSmallIntegerField(default=0)  # its order in the content

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["revision", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "subject"], name="a_revision_mentions_once")
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.subject}"
