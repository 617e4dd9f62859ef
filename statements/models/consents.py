"""What the partners of a joint statement say to its words: each to one digest, until the words change."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bodies import IssuingBody
from .outsiders import Opening, OutsidersLink
from .plain import Line, Lines
from .record import Revision
from .statement import Statement


class ConsentLink(OutsidersLink):
    """The question to a partner without a desk, answered once behind a link."""

    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="+", verbose_name=_("partner"))

    class Meta(OutsidersLink.Meta):
        abstract = False
        verbose_name = _("consent link")
        verbose_name_plural = _("consent links")


class ConsentOpening(Opening):
    """That a question to a partner was opened."""

    link = models.ForeignKey(ConsentLink, models.PROTECT, related_name="openings")

    class Meta(Opening.Meta):
        abstract = False
        verbose_name = _("opening of a consent link")
        verbose_name_plural = _("openings of consent links")


class Consent(models.Model):
    """A partner's answer to one digest: it agrees, or asks for a change. Any change of content voids it."""

    class Answer(models.TextChoices):
        AGREED = "agreed", _("agrees")
        CHANGE = "change", _("asks for a change")

    class Way(models.TextChoices):
        DESK = "desk", _("at the desk")
        LINK = "link", _("by consent link")
        RECORDED = "recorded", _("recorded by staff")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="consents")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="consents")
    digest = models.CharField(_("digest"), max_length=64)
    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="+", verbose_name=_("partner"))
    answer = models.CharField(max_length=10, choices=Answer.choices)
    way = models.CharField(max_length=10, choices=Way.choices)
    given_by = Line(_("who"), max_length=120)
    words = Lines(_("words"), blank=True)  # how it was given, or which change is asked for
    user = models.ForeignKey("statements.User", models.PROTECT, related_name="+")  # gave, recorded, asked
    link = models.OneToOneField(ConsentLink, models.PROTECT, null=True, related_name="consent")
    said_at = models.DateTimeField(_("said at"))
    voided_at = models.DateTimeField(_("void since"), null=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "body", "digest"],
                condition=Q(voided_at=None),
                name="one_answer_a_partner",
            ),
            models.CheckConstraint(
                condition=Q(way="link", link__isnull=False) | (~Q(way="link") & Q(link=None)),
                name="only_a_link_answers_by_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_answer_display()}"

    @property
    def is_agreed(self) -> bool:
        """Whether it is a yes."""
        return self.answer == self.Answer.AGREED
