"""What public statements say of demands, causes, campaigns and calls to action, and what one of them says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from statements.lists import FAMILY
from statements.models import Edition
from statements.models.editions import EditionQuerySet

from .models import CallToAction, Campaign, Cause, Demand, Mention, Subject
from .models.subject import SubjectQuerySet
from .standing import Followed, followed


@dataclass(frozen=True)
class Raised:
    """In how many statements, a statement and its translations counted once, and since when."""

    times: int
    since: datetime


@dataclass(frozen=True)
class Said:
    """What one edition says, in its order, of what readers know."""

    demands: list[Followed]
    causes: list[Subject]
    campaigns: list[Subject]
    actions: list[Subject]


def editions_on(subjects: Iterable[int] | QuerySet[Any, Any], at: datetime) -> EditionQuerySet:
    """The editions readers see at `at` that mention one of these (keys, or a query of them)."""
    mentions = Mention.objects.public(at).filter(subject__in=subjects)
    return Edition.objects.public(at).filter(revision__in=mentions.values("revision"))


def raised(demands: Iterable[int], at: datetime) -> dict[int, Raised]:
    """How often each of these demands (keys) is raised in public statements; absent where it never is."""
    said = Edition.objects.public(at).filter(sealed_at=None, revision__mentions__subject__in=list(demands))
    counted = said.order_by().values_list("revision__mentions__subject")
    rows = counted.annotate(times=Count(FAMILY, distinct=True), since=Min("issued_at"))
    return {demand: Raised(times, since) for demand, times, since in rows}


def within(campaign: Campaign, at: datetime) -> SubjectQuerySet[Subject]:
    """The campaign with its demands, causes and calls to action, as far as readers know them."""
    belonging = (kind.objects.filter(campaigns=campaign) for kind in (Demand, Cause, CallToAction))
    whose = Q(pk=campaign.pk)
    for subjects in belonging:
        whose |= Q(pk__in=subjects.values("pk"))
    known: SubjectQuerySet[Subject] = Subject.objects.public(at).filter(whose)
    return known


def said_by(edition: Edition, at: datetime) -> Said:
    """What the edition itself says, by the approved titles readers see at `at`; no query for nothing."""
    parts: Mapping[str, list[dict[str, Any]]] = edition.parts
    kinds = {"causes": Cause, "campaigns": Campaign, "actions": CallToAction}
    named = {(kind.KIND, entry["slug"]) for part, kind in kinds.items() for entry in parts.get(part, [])}
    known = _known(named, at) if named else {}
    asked = [entry.get("slug", "") for entry in parts.get("demands", [])]  # none of one not begun yet
    demands = {one.demand.slug: one for one in _followed(asked, at)} if asked else {}
    others = {
        part: [known[key] for entry in parts.get(part, []) if (key := (kind.KIND, entry["slug"])) in known]
        for part, kind in kinds.items()
    }
    return Said(
        [demands[slug] for slug in asked if slug in demands],
        **others,
    )


def _followed(slugs: list[str], at: datetime) -> list[Followed]:
    return followed(Demand.objects.public(at).filter(slug__in=slugs), at)


def _known(named: Iterable[tuple[str, str]], at: datetime) -> dict[tuple[str, str], Subject]:
    """Those of these (kind and slug) that readers know."""
    wanted = Q()
    for kind, slug in named:
        wanted |= Q(kind=kind, slug=slug)
    return {(subject.kind, subject.slug): subject for subject in Subject.objects.public(at).filter(wanted)}
