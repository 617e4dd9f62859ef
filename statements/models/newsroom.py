"""What the office says of itself on every page: one row, kept by administrators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _

from statements import text

from .bodies import IssuingBody, PressContact
from .compiled import compiled
from .epoch import PublicEpoch
from .languages import TextPerLanguage, in_language

LONGEST_NAME, LONGEST_TAGLINE = 120, 200
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class Newsroom(models.Model):
    """The newsroom's settings. Whatever is left empty is not shown, or has a plain stand-in."""

    names = TextPerLanguage(
        _("name"),
        blank=True,
        help_text=_(
            "Stands at the head of every page, in feeds, in mails and on paper. "
            "Empty: the name of the first body."
        ),
    )
    taglines = TextPerLanguage(
        _("line under the name"),
        blank=True,
        help_text=_("A few words under the name on the front page and in feeds."),
    )
    abouts = TextPerLanguage(
        _("about the newsroom"), blank=True, help_text=_("A paragraph on the front page: who speaks here.")
    )
    nights = TextPerLanguage(
        _("at night and on holidays"),
        blank=True,
        help_text=_("How journalists reach somebody then; stands on the page for the press."),
    )
    contact = models.ForeignKey(
        PressContact,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("press contact of the whole newsroom"),
        help_text=_(
            "Stands on pages that belong to no body, and wherever a body has no published contact. "
            "Empty: the contacts of the first body."
        ),
    )

    class Meta:
        verbose_name = _("newsroom settings")
        verbose_name_plural = _("newsroom settings")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        """Refuse what would fill the head of a page."""
        for field, longest in (("names", LONGEST_NAME), ("taglines", LONGEST_TAGLINE)):
            if any(len(written) > longest for written in getattr(self, field).values()):
                sentence = _("Too long: %(longest)d characters at most.")
                raise ValidationError({field: ValidationError(sentence, params={"longest": longest})})

    # Of the newsroom's own body, which stands in for what is left empty; read with the row by `current`.
    own_body: int | None = None
    own_names: Mapping[str, str] | None = None
    # The public epoch, and when readers last saw a change of what has no time of its own; read with it too.
    epoch: int = 0
    changed_at: datetime = BEFORE_ALL

    def is_seen_by_readers(self) -> bool:
        """Always: its name heads every page."""
        return True

    @classmethod
    def current(cls) -> Newsroom:
        """The one row, with its contact and its own body; an empty one where there is no row yet.

        The own body is the first that was set up, partners aside.
        """
        return next(iter(_with_all()), None) or cls(pk=1)

    @property
    def name(self) -> str:
        """The name in the reader's language; empty where none is written."""
        return text.line(in_language(self.names))

    @property
    def tagline(self) -> str:
        """The line under the name in the reader's language."""
        return text.line(in_language(self.taglines))

    @property
    def about(self) -> str:
        """The paragraph about the newsroom in the reader's language."""
        return in_language(self.abouts)

    @property
    def at_night(self) -> str:
        """How journalists reach somebody at night, in the reader's language."""
        return in_language(self.nights)

    @property
    def public_contact(self) -> PressContact | None:
        """The contact of the whole newsroom, while it may be published."""
        return self.contact if self.contact and self.contact.is_published else None


@compiled()
def _with_all() -> models.QuerySet[Newsroom]:
    own = IssuingBody.objects.filter(parent=None, is_external=False).order_by("pk")
    read_with_it: dict[str, Subquery] = {
        "own_body": Subquery(own.values("pk")[:1]),
        "own_names": Subquery(own.values("names")[:1]),
        "epoch": Subquery(PublicEpoch.objects.values("value")[:1]),
        "changed_at": Subquery(PublicEpoch.objects.values("changed_at")[:1]),
    }
    return Newsroom.objects.select_related("contact").annotate(**read_with_it).order_by("pk")[:1]
