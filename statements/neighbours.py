"""What stands beside a statement: its language versions, and what was said on the same matter; one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from .models import ChangeKind, Edition, TopicOfStatement
from .models.compiled import MOMENT, NUMBER, WORDS, compiled
from .models.editions import EditionQuerySet, of_families
from .on_record import DESK_COPY, LONG, Found

MOST = 3  # statements on the same matter, before this one and since


@dataclass(frozen=True)
class Neighbours:
    """The public editions beside the one that was found."""

    versions: list[Edition]  # one a language, its own among them; each knows whether it `is_behind`
    is_behind: bool  # whether the one that was found is
    since: list[Edition]  # on the same matter, the newest first
    before: list[Edition]  # the nearest first

    @property
    def original(self) -> Edition | None:
        """The version the others are made from, while it is public."""
        return next((one for one in self.versions if one.statement.translation_of_id is None), None)


def neighbours(found: Found) -> Neighbours:
    """The neighbours of a statement that has an edition on record."""
    edition, here = found.edition, found.edition.issued_at
    original = found.statement.translation_of_id or found.statement.pk
    topics = [topic.pk for topic in found.topics]
    told = _beside(found.at, original, edition.language, topics, edition.issuing_body_id, here)
    versions = [one for one in told if vars(one)["is_version"]]
    others = [one for one in told if one not in versions]
    return Neighbours(
        versions=sorted(versions, key=lambda one: one.language),
        is_behind=any(vars(one)["is_behind"] for one in versions if one == found.edition),
        since=[one for one in others if one.issued_at > here],
        before=[one for one in others if one.issued_at <= here],
    )


@compiled(at=MOMENT, original=NUMBER, language=WORDS, topics=NUMBER, body=NUMBER, here=MOMENT)
def _beside(
    at: datetime, original: int, language: str, topics: list[int], body: int, here: datetime
) -> EditionQuerySet:
    """The versions of an original, and the nearest on the same matter after and before `here`."""
    public, family = Edition.objects.public(at), of_families([original])
    others = public.filter(language=language).exclude(family)
    related = _on_the_same_matter(others, topics, body).order_by("-issued_at", "-statement_id")
    lists = [
        public.filter(family).order_by(),
        related.filter(issued_at__gt=here)[:MOST],
        related.filter(issued_at__lte=here)[:MOST],
    ]
    return _in_one_query(public, lists).annotate(is_version=family, is_behind=_is_behind(at))


def _in_one_query(public: EditionQuerySet, parts: Sequence[EditionQuerySet]) -> EditionQuerySet:
    """The editions of every part. Each part is cut off in a query of its own: SQLite cuts none of a union."""
    first, *others = (public.filter(pk__in=part.values("pk")).order_by().values("pk") for part in parts)
    found = public.filter(pk__in=first.union(*others)).select_related("statement")
    return found.defer(*LONG, *DESK_COPY).order_by("-issued_at", "-statement_id")


def _on_the_same_matter(others: EditionQuerySet, topics: list[int], body: int) -> EditionQuerySet:
    """Those that share a topic; where there is none, those of the same body."""
    if not topics:
        return others.filter(issuing_body=body)
    shared = TopicOfStatement.objects.filter(content_object=OuterRef("statement"), tag__pk__in=topics)
    return others.filter(Exists(shared))


def _is_behind(at: datetime) -> Q:
    """Versions that lack an edition of the original which readers see, more than a minor change of it.

    What counts is the edition that a version's own public edition says, not what the desk has found since. A
    version older than every edition of the original lacks those that followed the first.
    """
    original = Edition.objects.on_record(at).filter(statement=OuterRef("statement__translation_of"))
    told = original.exclude(change_kind=ChangeKind.MINOR)
    later = told.filter(revision__number__gt=OuterRef("renders__revision__number"))
    after = told.filter(number__gt=1, public_from__gt=OuterRef("public_from"))
    is_version = Q(statement__translation_of__isnull=False)
    return is_version & (Q(Exists(later)) | Q(Exists(after), renders=None))
