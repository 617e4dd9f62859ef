"""Campaigns: what demands, causes and calls to action belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements.attachments import says_something
from statements.models import File, IssuingBody
from statements.models.files import NOTHING, Use
from statements.models.languages import TextPerLanguage, in_language, language_shown
from statements.models.plain import Line

from .periods import out_of_order
from .subject import Subject, SubjectQuerySet


class Campaign(Subject):
    """A campaign. Its words are versions; whether it is open is said by its verbs."""

    KIND: ClassVar[str] = Subject.Kind.CAMPAIGN
    WORDS: ClassVar[tuple[str, ...]] = (
        *Subject.WORDS, "stories", "picture", "picture_alts", "picture_credit",
        "begins_on", "ends_on", "bodies",
    )  # fmt: skip

    stories = TextPerLanguage(_("story"), blank=True)
    picture = models.ForeignKey(
        File, models.PROTECT, null=True, blank=True, related_name="campaigns", verbose_name=_("lead image")
    )
    picture_alts = TextPerLanguage(_("what the lead image shows"), blank=True)
    picture_credit = Line(_("who took it"), max_length=200, blank=True)
    begins_on = models.DateField(_("began on"), null=True, blank=True)
    ends_on = models.DateField(_("ended on"), null=True, blank=True)
    bodies = models.ManyToManyField(
        IssuingBody, related_name="campaigns", blank=True, verbose_name=_("carried by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)

    objects = SubjectQuerySet["Campaign"].as_manager()  # type: ignore[misc]  # of this kind

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-begins_on", "slug"]

    @property
    def story(self) -> str:
        """Its story in the reader's language, paragraphs parted by empty lines."""
        return in_language(self.stories)

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.closed_at is None

    @property
    def lead(self) -> Use | None:
        """Its lead image as readers get it: under its own address, described in their language."""
        return lead_image(self.slug, self.picture, self.picture_alts, self.picture_credit)

    def unfit(self, content: Mapping[str, Any]) -> Iterator[str]:
        """Besides what every subject refuses: an end before the beginning, a picture nobody describes."""
        yield from super().unfit(content)
        yield from out_of_order(content, "begins_on", "ends_on")
        if sha256 := content.get("picture"):
            if File.objects.filter(sha256=sha256, width=None).exists():
                yield gettext("The lead image has to be a picture.")
            elif not any(map(says_something, content.get("picture_alts", {}).values())):
                yield gettext("Describe the lead image for those who cannot see it.")


def lead_image(slug: str, picture: File | None, alts: dict[str, str], credit: str) -> Use | None:
    """The lead image of the campaign of this slug: its file as it is handed out and shown."""
    if picture is None:
        return None
    written = {"alt": in_language(alts), "credit": credit, "language": language_shown(alts), "lead": True}
    return Use(picture, {**NOTHING, **written, "name": f"{slug}.{picture.extension}"})
