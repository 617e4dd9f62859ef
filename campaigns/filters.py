"""The archive's filters by what statements mention: a campaign, a demand, a cause."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from statements.filters import Choice, Filter
from statements.models import Edition
from statements.models.languages import in_language, language_shown
from statements.models.search import SearchRowQuerySet
from statements.search.finding import Found, Kept

from .models import CallToAction, Cause, Demand, Mention, Subject


@dataclass
class Told:
    """A thing readers know, and the public editions (keys) that mention it."""

    slug: str
    titles: dict[str, str]
    editions: array[int]


class Mentioning(Filter):
    """Statements that mention things of one kind; in an edition of today, of what readers know."""

    most = 12
    kind: ClassVar[Subject.Kind]

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        named = Subject.objects.public(at).filter(kind=self.kind, slug__in=typed)
        return {one.slug: Choice(one.slug, one.title, key=str(one.pk)) for one in named}

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        meant = self.meant([int(choice.key) for choice in chosen])
        mentions = Mention.objects.filter(meant, subject__in=_known().values("pk"))
        return rows.filter(Exists(mentions.filter(revision=OuterRef("edition__revision"))))

    def offer(self, found: Found, kept: Kept) -> list[Choice]:
        told: list[Told] = kept.get(f"mentioned {self.name}", lambda: self._told(kept))
        is_everything = found.total > len(found.editions)  # then it lists but the newest
        among = set(found.editions)
        counted = [
            (one, len(one.editions) if is_everything else len(among.intersection(one.editions)))
            for one in told
        ]
        offered = [
            Choice(one.slug, in_language(one.titles), number, language_shown(one.titles))
            for one, number in counted
            if number
        ]
        return sorted(offered, key=lambda choice: (-choice.count, choice.label))

    def _told(self, kept: Kept) -> list[Told]:
        said = self.counting(kept.get("mentions", lambda: mentions(kept.at)))
        if not said:
            return []
        known = _known().filter(kind=self.kind, pk__in=said)
        return [
            Told(slug, titles, array("q", said[key]))
            for key, slug, titles in known.values_list("pk", "slug", "titles")
        ]

    def meant(self, keys: list[int]) -> Q:
        """The mentions that count for these (keys)."""
        return Q(subject__in=keys)

    def counting(self, said: dict[int, set[int]]) -> dict[int, set[int]]:
        """Of `mentions`, those that count for each thing (key) of this kind."""
        return said


class OfCampaigns(Mentioning):
    """Statements of a campaign, by themselves or by its demands, causes and calls to action."""

    name = "campaign"
    heading = gettext_lazy("Campaign")
    kind = Subject.Kind.CAMPAIGN
    phrase = gettext_lazy("of the campaign %(value)s")
    unknown = gettext_lazy("We have no campaign “%(value)s”.")
    meaning = "The slug of a campaign: statements that name it, or a demand, cause or action of it."

    def meant(self, keys: list[int]) -> Q:
        meant = Q(subject__in=keys)
        for kind in ("demand", "cause", "calltoaction"):
            meant |= Q(**{f"subject__{kind}__campaigns__in": keys})
        return meant

    def counting(self, said: dict[int, set[int]]) -> dict[int, set[int]]:
        counted = dict(said)
        for kind in (Demand, Cause, CallToAction) if said else ():
            belonging = kind.objects.filter(campaigns__isnull=False)
            for one, campaign in belonging.values_list("pk", "campaigns"):
                counted[campaign] = counted.get(campaign, set()) | said.get(one, set())
        return counted


class OfDemands(Mentioning):
    """Statements that mention a demand."""

    name = "demand"
    heading = gettext_lazy("Demand")
    kind = Subject.Kind.DEMAND
    phrase = gettext_lazy("on the demand %(value)s")
    unknown = gettext_lazy("We have no demand “%(value)s”.")
    meaning = "The slug of a demand."


class OfCauses(Mentioning):
    """Statements that stand with a cause."""

    name = "cause"
    heading = gettext_lazy("Whom we stand with")
    kind = Subject.Kind.CAUSE
    phrase = gettext_lazy("in solidarity with %(value)s")
    unknown = gettext_lazy("We have no cause “%(value)s”.")
    meaning = "The slug of a cause the statements stand with."


def mentions(at: datetime) -> dict[int, set[int]]:
    """The editions (keys) public at `at` that mention each thing (key) readers know."""
    known = _known()
    public = Edition.objects.public(at).filter(sealed_at=None)
    said = public.filter(revision__mentions__subject__in=known.values("pk"))
    found: dict[int, set[int]] = {}
    for subject, edition in said.order_by().values_list("revision__mentions__subject", "pk"):
        found.setdefault(subject, set()).add(edition)
    return found


def _known() -> QuerySet[Subject]:
    """What readers know of, by no clock: what is found is kept until a verb raises the epoch."""
    return Subject.objects.filter(public_from__isnull=False, public_until=None)
