"""Topics: how statements are filed. Filing, not words: outside the digest, changed at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import ItemBase, TagBase

from statements import text

from .compiled import NUMBER, compiled
from .languages import TextPerLanguage, in_language
from .plain import Line

if TYPE_CHECKING:
    from datetime import datetime


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics, as the desk and as readers know them."""

    def living(self) -> TopicQuerySet:
        """Topics not merged into another."""
        return self.filter(merged_into=None)

    def called(self, names: Iterable[str]) -> list[Topic]:
        """The topics of these names, each once, in whatever case they are written; new ones are made.

        For a topic that was merged away, the one in its place.
        """
        wanted: dict[str, str] = {}
        for name in names:
            wanted.setdefault(text.fold(name), name)
        known = {
            topic.folded: topic for topic in self.filter(folded__in=wanted).select_related("merged_into")
        }
        found = (known.get(key) or self._made(key, name) for key, name in wanted.items())
        return list(dict.fromkeys(topic.merged_into or topic for topic in found))

    def _made(self, key: str, name: str) -> Topic:
        """A new topic, or the one somebody else made in this very moment."""
        topic, _made = self.get_or_create(folded=key, defaults={"name": name})
        return topic

    def public(self, at: datetime) -> TopicQuerySet:
        """Topics that exist for readers: accepted, and on a statement with an edition public at `at`."""
        from .editions import Edition

        filed = Edition.objects.public(at).filter(statement__filings__tag=models.OuterRef("pk"))
        return self.living().filter(models.Exists(filed), is_accepted=True)


class Topic(TagBase):
    """A topic by which visitors filter; a new one is seen at the desk alone until it is accepted."""

    name = Line(pgettext_lazy("A tag name", "name"), max_length=100)
    # What makes two names the same: no two topics differ in case, spelling of a letter or blanks alone.
    folded = models.CharField(max_length=400, unique=True, editable=False)
    names = TextPerLanguage(
        _("names"), blank=True, help_text=_("As readers of each language see it. Empty: the name above.")
    )
    texts = TextPerLanguage(
        _("introductions"), blank=True, help_text=_("A few sentences at the head of its page.")
    )
    is_accepted = models.BooleanField(
        _("accepted"), default=False, help_text=_("Readers see a topic once it is accepted.")
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merge into"),
        help_text=_(
            "Everything filed here is filed there instead, and this address leads there. It is not undone."
        ),
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the name in the form by which the database tells topics apart, too."""
        self.folded = text.fold(self.name)
        super().save(*args, **kwargs)

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

    def is_seen_by_readers(self) -> bool:
        """Whether it, or the one in its place, is on a statement that has been public."""
        from .editions import Edition

        living = [self.pk, self.merged_into_id]
        said = Edition.objects.has_been_public(timezone.now())
        return said.filter(statement__filings__tag__in=[key for key in living if key]).exists()

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
            merged.save(update_fields=["merged_into"])
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

    def is_seen_by_readers(self) -> bool:
        """Whether readers know of topic and statement."""
        from .editions import Edition

        said = Edition.objects.has_been_public(timezone.now()).filter(statement=self.content_object_id)
        return self.tag.is_accepted and said.exists()


@compiled(keys=NUMBER)
def filed_as(keys: list[int]) -> models.QuerySet[Topic]:
    """These topics, each with the one it was merged into."""
    return Topic.objects.filter(pk__in=keys).select_related("merged_into")
