"""Demands: what is asked, in which words, of whom, and where it stands by the updates that were approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements import text
from statements.models import Edition
from statements.models.languages import TextPerLanguage, in_language
from statements.models.plain import Line

from .addressees import Addressee
from .campaign import Campaign
from .periods import out_of_order
from .subject import Subject, SubjectQuerySet

MOST_ADDRESSEES = 20


class Status(models.Model):
    """What a demand's state is called, over a fixed type; administrators word it, updates set it."""

    class Type(models.TextChoices):
        OPEN = "open", _("Open")
        MOVING = "moving", _("Moving")
        PARTIAL = "partial", _("Partly met")
        MET = "met", _("Met")
        REFUSED = "refused", _("Refused")
        STALLED = "stalled", _("Stalled")
        CLOSED = "closed", _("Closed")

    slug = models.SlugField(_("short name"), max_length=40, unique=True)
    type = models.CharField(_("type"), max_length=10, choices=Type.choices)
    names = TextPerLanguage(_("names"))
    place = models.PositiveSmallIntegerField(_("place in lists"), default=99)

    class Meta:
        verbose_name = _("status of demands")
        verbose_name_plural = _("statuses of demands")
        ordering = ["place", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called in the reader's language."""
        return in_language(self.names) or self.slug

    def is_seen_by_readers(self) -> bool:
        """Readers see every label, in the filters."""
        return True


class DemandQuerySet(SubjectQuerySet["Demand"]):
    """Demands, with what became of them."""

    def with_status(self, at: datetime) -> DemandQuerySet:
        """Each with `status_id`, `status_type` and `status_since` by the updates public at `at`.

        None where no update has set one: then it is open, and `Demand.standing` says so.
        """
        from .updates import DemandUpdate

        setting = DemandUpdate.objects.setting_status(at).filter(subject=OuterRef("pk"))
        return self.annotate(
            status_id=Subquery(setting.values("status")[:1]),
            status_type=Subquery(setting.values("status__type")[:1]),
            status_since=Subquery(setting.values("event_on")[:1]),
        )

    def of_type(self, kind: str, at: datetime) -> DemandQuerySet:
        """Those whose status is of this type at `at`; without any update they are open."""
        typed = models.Q(status_type=kind)
        unset = models.Q(status_type=None) if kind == Status.Type.OPEN else models.Q()
        return self.with_status(at).filter(typed | unset if unset else typed)


class Demand(Subject):
    """One demand. Its status is derived, see `DemandQuerySet.with_status`; it is no column."""

    class Nature(models.TextChoices):
        REPEAL = "repeal", _("Repeal")
        ENACT = "enact", _("Enact")
        PAY = "pay", _("Pay")
        RELEASE = "release", _("Release")
        STOP = "stop", _("Stop")
        INQUIRE = "inquire", _("Inquire")
        OTHER = "other", _("Other")

    KIND: ClassVar[str] = Subject.Kind.DEMAND
    WORDS: ClassVar[tuple[str, ...]] = (
        *Subject.WORDS, "wordings", "nature", "asked", "parent", "raised_on", "deadline", "campaigns",
    )  # fmt: skip

    wordings = TextPerLanguage(_("wording, word for word"))
    nature = models.CharField(_("kind"), max_length=10, choices=Nature.choices, default=Nature.OTHER)
    # Of whom, in order: [{"addressee": slug, "holder": who held it that day, "copy": true}].
    asked = models.JSONField(_("asked of"), default=list, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="points", verbose_name=_("point of")
    )
    raised_on = models.DateField(_("raised on"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    campaigns = models.ManyToManyField(
        Campaign, related_name="demands", blank=True, verbose_name=_("campaigns")
    )
    # Derived from `asked` when words are approved, so that lists filter by one join.
    addressees = models.ManyToManyField(Addressee, through="Asked", related_name="demands", editable=False)

    objects = DemandQuerySet.as_manager()  # type: ignore[misc]  # of this kind

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        ordering = ["slug"]

    @property
    def wording(self) -> str:
        """Its approved wording in the reader's language."""
        return in_language(self.wordings)

    def editions(self, at: datetime) -> models.QuerySet[Edition]:
        """The editions readers see at `at` that mention it, oldest first; each language version is one."""
        from .mentions import Mention

        said = Mention.objects.public(at).filter(subject=self.pk)
        return Edition.objects.public(at).filter(revision__in=said.values("revision")).order_by("issued_at")

    def take(self, content: Mapping[str, Any]) -> None:
        """Besides the words: note the addressees, so that lists can ask for them."""
        super().take(content)
        named = Addressee.objects.filter(slug__in=[one["addressee"] for one in self.asked])
        known = {addressee.slug: addressee for addressee in named}
        Asked.objects.filter(demand=self).delete()
        Asked.objects.bulk_create(
            Asked(
                demand=self,
                addressee=known[one["addressee"]],
                holder=one.get("holder", ""),
                is_copy=one.get("copy", False),
                place=place,
            )
            for place, one in enumerate(self.asked)
        )

    def unfit(self, content: Mapping[str, Any]) -> Iterator[str]:
        """Besides what every subject refuses: no wording, a circle of parents, a deadline too early."""
        yield from super().unfit(content)
        if not content.get("wordings"):
            yield gettext("Say the demand word for word.")
        yield from out_of_order(content, "raised_on", "deadline")
        if self.is_above(content.get("parent")):
            yield gettext("A demand cannot be a point of itself, or of one of its own points.")
        asked = [one["addressee"] for one in content.get("asked", [])]
        known = set(Addressee.objects.filter(slug__in=asked).values_list("slug", flat=True))
        for slug in dict.fromkeys(asked):
            if slug not in known:
                yield gettext("There is no addressee “%(slug)s”.") % {"slug": slug}
        if len(asked) != len(set(asked)):
            yield gettext("An addressee is named twice.")
        if len(asked) > MOST_ADDRESSEES:
            yield gettext("%(most)d addressees at most.") % {"most": MOST_ADDRESSEES}

    def is_above(self, slug: str | None) -> bool:
        """Whether the demand of this slug is this one or a point below it, by the approved words."""
        parents = dict(type(self).objects.values_list("slug", "parent__slug")) if slug else {}
        seen: set[str] = set()
        while slug and slug not in seen:
            if slug == self.slug:
                return True
            seen.add(slug)
            slug = parents.get(slug)
        return False

    @staticmethod
    def _tidied(field: Any, value: Any) -> Any:
        return tidied_asked(value) if field.name == "asked" else Subject._tidied(field, value)


class Asked(models.Model):
    """Of whom a demand is, by its approved words, and who held the office when it was made."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="asks")
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="asks")
    holder = Line(_("held then by"), max_length=200, blank=True)
    is_copy = models.BooleanField(_("in copy"), default=False)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("asked of")
        verbose_name_plural = _("asked of")
        ordering = ["demand", "place"]
        constraints = [models.UniqueConstraint(fields=["demand", "addressee"], name="an_addressee_once")]

    def __str__(self) -> str:
        return f"{self.demand} · {self.addressee}"


def tidied_asked(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Addressees as words keep them: what is empty is left out."""
    tidy = (
        {
            "addressee": str(one["addressee"]),
            "holder": text.line(str(one.get("holder") or ""))[:200],
            "copy": bool(one.get("copy")),
        }
        for one in entries
    )
    return [{key: value for key, value in one.items() if value} for one in tidy]
