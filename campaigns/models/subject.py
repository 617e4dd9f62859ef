"""What statements are about: one row for each campaign, demand, cause, addressee and call to action.

The words on a row are the approved ones, or none yet: they come from a `Version` that a second person has
approved and from nowhere else, so that public code cannot read an unreviewed word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements.models import IssuingBody
from statements.models.changes import Bound, ChangesByTime
from statements.models.content import digest
from statements.models.editions import public_at
from statements.models.languages import TextPerLanguage, in_language
from statements.rights import bodies_of

from . import words

if TYPE_CHECKING:
    from statements.models import User

    from .versions import Version

SubjectT = TypeVar("SubjectT", bound="Subject")


class SubjectQuerySet(ChangesByTime[SubjectT]):
    """Subjects, as readers and as the desk know them."""

    BOUNDS: ClassVar[tuple[Bound, ...]] = ()

    def public(self, at: datetime) -> Self:
        """Those readers know at `at`: with approved words, not taken down. Public code asks this first."""
        return self.filter(public_at(at))

    def known_to(self, user: User, at: datetime) -> Self:
        """What exists for this person: what readers know, and what their own bodies prepare."""
        return self.filter(public_at(at) | Q(body__in=bodies_of(user)))

    def kept_by(self, user: User) -> Self:
        """Those of this person's bodies."""
        return self.filter(body__in=bodies_of(user))


class Subject(models.Model):
    """Its identity, who keeps it, since when readers know it, and the words all kinds have."""

    class Kind(models.TextChoices):
        CAMPAIGN = "campaign", _("Campaign")
        DEMAND = "demand", _("Demand")
        CAUSE = "cause", _("Cause")
        ADDRESSEE = "addressee", _("Addressee")
        ACTION = "action", _("Call to action")

    KIND: ClassVar[str] = ""  # of the class below
    WORDS: ClassVar[tuple[str, ...]] = ("titles", "summaries")  # the columns that make up its words

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, editable=False)
    slug = models.SlugField(_("address"), max_length=80, editable=False)
    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="+", verbose_name=_("kept by"))
    titles = TextPerLanguage(_("title"))
    summaries = TextPerLanguage(_("summary"), blank=True)
    begun_by = models.ForeignKey("statements.User", models.PROTECT, related_name="+", editable=False)
    begun_at = models.DateTimeField(_("begun at"), editable=False)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)  # of the words here
    public_from = models.DateTimeField(_("public from"), null=True, editable=False)
    public_until = models.DateTimeField(_("public until"), null=True, editable=False)

    objects: Any = SubjectQuerySet["Subject"].as_manager()  # each kind has its own

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["kind", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="one_subject_at_an_address"),
            models.CheckConstraint(
                condition=Q(public_from=None) | ~Q(digest=""), name="public_words_have_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    @property
    def title(self) -> str:
        """Its approved title in the reader's language; empty before there is one."""
        return in_language(self.titles)

    @property
    def summary(self) -> str:
        """Its approved summary in the reader's language."""
        return in_language(self.summaries)

    @property
    def of_its_kind(self) -> Subject:
        """The campaign, demand, cause, addressee or call to action that it is."""
        if type(self) is not Subject:
            return self
        accessor = "calltoaction" if self.kind == self.Kind.ACTION else self.kind
        found: Subject = getattr(self, accessor)
        return found

    @property
    def newest(self) -> Version | None:
        """The version written last, approved or not."""
        return self.versions.order_by("-number").first()

    @property
    def called(self) -> str:
        """What the desk calls it: by the newest title there is, approved or not."""
        newest = self.newest
        return in_language(newest.content.get("titles", {}) if newest else {}) or self.slug

    @property
    def title_for_readers(self) -> str:
        """Its approved title, while it is not taken down; else empty."""
        return self.title if self.public_until is None else ""

    def is_kept_by(self, user: User) -> bool:
        """Whether this person is of the body that keeps it; the twin of `SubjectQuerySet.kept_by`.

        To others of the desk it is what readers know: no word that waits, came back or was turned down.
        """
        return self.body_id in bodies_of(user)

    def is_public(self, at: datetime) -> bool:
        """Whether readers know it at `at`; the twin of `SubjectQuerySet.public`."""
        begun = self.public_from is not None and self.public_from <= at
        return begun and (self.public_until is None or self.public_until > at)

    @property
    def is_true_to_digest(self) -> bool:
        """Whether its words still are the words that were approved."""
        return not self.digest or digest(self.content()) == self.digest

    def content(self) -> dict[str, Any]:
        """Its approved words without what stands at its default, as versions keep them."""
        written = {
            name: words.plain(field, value.all() if field.many_to_many else value)
            for name, field, value in self._words()
        }
        fields = self.fields()
        return {name: value for name, value in written.items() if value != words.default(fields[name])}

    def take(self, content: Mapping[str, Any]) -> None:
        """Make these its words and store them; what is absent becomes its default."""
        relations = {}
        for name, field in self.fields().items():
            value = words.parsed(field, content.get(name, words.default(field)))
            if field.many_to_many:
                relations[name] = value
            else:
                setattr(self, name, value)
        self.digest = digest(content)
        self.save()
        for name, things in relations.items():
            getattr(self, name).set(things)

    def _words(self) -> Iterator[tuple[str, Any, Any]]:
        for name, field in self.fields().items():
            yield name, field, getattr(self, name)

    @classmethod
    def fields(cls) -> dict[str, Any]:
        """The columns and relations that make up its words, by name."""
        return {name: cls._meta.get_field(name) for name in cls.WORDS}

    @classmethod
    def tidied(cls, typed: Mapping[str, Any]) -> dict[str, Any]:
        """Words as typed, as a version keeps them. Raises ValueError for a name its kind has no word of."""
        fields = cls.fields()
        if others := set(typed) - set(fields):
            raise ValueError(f"not words of a {cls.KIND}: {', '.join(sorted(others))}")
        written = {name: cls._tidied(fields[name], value) for name, value in typed.items()}
        return {name: value for name, value in written.items() if value != words.default(fields[name])}

    @staticmethod
    def _tidied(field: Any, value: Any) -> Any:
        if field.is_relation:
            return sorted(value) if field.many_to_many else value or None
        return words.plain(field, field.to_python(value))

    def unfit(self, content: Mapping[str, Any]) -> Iterator[str]:
        """Sentences on what words of its kind cannot say."""
        if not content.get("titles"):
            yield gettext("Give it a title.")
        for name, field in self.fields().items():
            value = content.get(name, words.default(field))
            if field.is_relation:
                for missing in words.unknown(field, value):
                    yield gettext("%(field)s: there is no “%(name)s”.") % {
                        "field": field.verbose_name, "name": missing,
                    }  # fmt: skip
            elif value != words.default(field):
                yield from _refused(field, words.parsed(field, value))


def _refused(field: Any, value: Any) -> Iterator[str]:
    """What the column says against a value: too long, no such choice, no language of the newsroom."""
    try:
        field.clean(value, None)
    except ValidationError as fault:
        yield f"{field.verbose_name}: {' '.join(fault.messages)}"
