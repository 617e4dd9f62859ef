"""Topics: how statements are filed. Filing, not words: outside the digest, changed at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from statements import text

from .languages import TextPerLanguage, in_language

if TYPE_CHECKING:
    from datetime import datetime


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics, as the desk and as readers know them."""

    def living(self) -> TopicQuerySet:
        """Topics not merged into another."""
        return self.filter(merged_into=None)

    def living_names(self, names: Iterable[str]) -> list[str]:
        """These names, each once; for a topic that was merged away, the name of the one in its place."""
        merged = self.exclude(merged_into=None).select_related("merged_into")
        moved = {text.fold(topic.name): topic.merged_into.name for topic in merged if topic.merged_into}
        living = [moved.get(text.fold(name), name) for name in names]
        return list({text.fold(name): name for name in living}.values())

    def public(self, at: datetime) -> TopicQuerySet:
        """Topics that exist for readers: accepted, and on a statement with an edition public at `at`."""
        from .editions import Edition

        filed = TopicOfStatement.objects.filter(
            tag_id=models.OuterRef("pk"), content_object__editions__in=Edition.objects.public(at)
        )
        return self.living().filter(models.Exists(filed), is_accepted=True)


class Topic(TagBase):
    """A topic by which visitors filter; a new one is seen at the desk alone until it is accepted."""

    names = TextPerLanguage(_("names"), blank=True)
    texts = TextPerLanguage(_("introductions"), blank=True)
    is_accepted = models.BooleanField(
        _("accepted"), default=False, help_text=_("Readers see a topic once it is accepted.")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label

    def slugify(self, tag: str, i: int | None = None) -> str:
        """An ASCII address that keeps Hindi vowel signs (taggit's own drops them)."""
        base = text.slug(tag)
        return base if i is None else f"{base}-{i}"

    @property
    def label(self) -> str:
        """The topic's name in the reader's language."""
        return in_language(self.names) or self.name

    @property
    def introduction(self) -> str:
        """The topic's introduction in the reader's language."""
        return in_language(self.texts)

    def get_absolute_url(self) -> str:
        """The topic's page."""
        return reverse("topic", args=[self.slug])

    @transaction.atomic
    def merge_into(self, other: Topic) -> None:
        """File everything of this topic under `other`; its address leads there from now on.

        Raises ValueError where the two are one, or `other` is itself merged away.
        """
        if other.pk == self.pk or other.merged_into_id:
            raise ValueError(_("Choose another topic, one that is not merged itself."))
        already = TopicOfStatement.objects.filter(tag=other).values("content_object")
        mine = TopicOfStatement.objects.filter(tag=self)
        mine.filter(content_object__in=already).delete()
        mine.update(tag=other)
        for merged in self.merged.all():
            merged.merged_into = other
            merged.save()
        self.merged_into = other
        self.save()


class TopicOfStatement(ItemBase):
    """One filing of one statement under one topic."""

    tag = models.ForeignKey(Topic, models.CASCADE, related_name="filings")
    content_object = models.ForeignKey("statements.Statement", models.CASCADE, related_name="filings")

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="filed_once_under_a_topic")
        ]
