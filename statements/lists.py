"""Lists of statements by time: what a row shows, pages beside a statement, each family once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .filters import tidy
from .models import Edition, Flag, SearchRow, TopicOfStatement
from .models.compiled import MOMENT, NUMBER, compiled
from .models.editions import EditionQuerySet
from .on_record import DESK_COPY, LONG, reference_as_said
from .search.finding import nearest

A_PAGE = 20
NEWEST, OLDEST = "newest", "oldest"
Read = Callable[[EditionQuerySet, datetime], EditionQuerySet]  # a function of a module: it names a shape
FAMILY = Coalesce("statement__translation_of", "statement")  # a statement and its translations


@dataclass(frozen=True)
class Place:
    """Where a page begins: beside one statement, towards the older or towards the newer."""

    towards: str
    issued_at: datetime
    statement: int


@dataclass(frozen=True)
class Page:
    """One page of a list, and the references beside which the pages before and after it begin."""

    editions: list[Edition]
    older: str = ""
    newer: str = ""
    number: int = 1  # of a list by relevance, which has no place beside a statement
    is_last: bool = True


def bare_for_lists(editions: EditionQuerySet, unread: tuple[str, ...] = LONG) -> EditionQuerySet:
    """With what one query reads of them for a list, `unread` fields aside; `read_besides` reads the rest."""
    return editions.select_related("statement", "issuing_body").defer(*unread, *DESK_COPY)


def warned(editions: EditionQuerySet, at: datetime) -> EditionQuerySet:
    """Each with the newest `warning` in force over it, and since when; both None where there is none."""
    newest = Flag.objects.in_force(at).filter(edition=OuterRef("pk")).order_by("-since", "-pk")
    words, since = (Subquery(newest.values(name)[:1]) for name in ("words", "since"))
    return editions.annotate(warning=words, warned_since=since)


def in_rows(editions: EditionQuerySet, at: datetime) -> EditionQuerySet:
    """As `bare_for_lists`, whatever time it is."""
    return bare_for_lists(editions)


def whole(editions: EditionQuerySet, at: datetime) -> EditionQuerySet:
    """With all that one query reads of them, their texts and the warnings over them too."""
    return warned(bare_for_lists(editions, unread=()), at)


def in_short(editions: EditionQuerySet, at: datetime) -> EditionQuerySet:
    """The same without their texts."""
    return warned(bare_for_lists(editions), at)


def read_besides(editions: Sequence[Edition]) -> None:
    """Read what rows of a list need beside themselves: who else speaks, and the topics that readers know."""
    prefetch_related_objects([one for one in editions if one.joint_bodies], "bodies")
    filings: dict[int, list[TopicOfStatement]] = {}
    for filing in _filings([one.statement_id for one in editions]):
        filings.setdefault(filing.content_object_id, []).append(filing)
    for one in editions:
        read = TopicOfStatement.objects.none()
        vars(read)["_result_cache"] = filings.get(one.statement_id, [])
        vars(one.statement).setdefault("_prefetched_objects_cache", {})["filings"] = read


@compiled(statements=NUMBER)
def _filings(statements: list[int]) -> QuerySet[TopicOfStatement]:
    """The filings of these statements under topics that readers know."""
    known = TopicOfStatement.objects.filter(tag__is_accepted=True, tag__merged_into=None)
    filed: QuerySet[TopicOfStatement] = known.filter(content_object__pk__in=statements)
    return filed.select_related("tag").order_by("tag__name")


def filed_under(editions: EditionQuerySet, topic: str) -> EditionQuerySet:
    """Those of `editions` whose statement is filed under this topic (slug)."""
    filings = TopicOfStatement.objects.filter(tag__slug=topic, content_object=OuterRef("statement"))
    return editions.filter(Exists(filings))


def once_per_family(editions: EditionQuerySet, language: str) -> EditionQuerySet:
    """One edition of each statement and its translations: in `language`, else the original, else the first.

    Chooses among `editions` only, so that a filtered list shows the version that fits.
    """
    in_language = Q(language=language)
    translations = editions.filter(statement__translation_of=OuterRef("statement"))
    original = editions.filter(statement=OuterRef("statement__translation_of"))
    siblings = editions.filter(statement__translation_of=OuterRef("statement__translation_of"))
    earlier = Q(statement__lt=OuterRef("statement"))
    is_original = Q(statement__translation_of=None)
    return editions.filter(
        in_language
        | (is_original & ~Exists(translations.filter(in_language)))
        | (~is_original & ~Exists(original) & ~Exists(siblings.filter(in_language | earlier)))
    )


def listed(params: QueryDict, editions: EditionQuerySet, at: datetime) -> dict[str, Any]:
    """One page of a list in which each statement stands once, in the page's language where it exists."""
    place, remarks = read_place(params, at)
    chosen = once_per_family(editions, get_language() or "")
    page = page_of(bare_for_lists(chosen), place)
    read_besides(page.editions)
    return {"page": page, "remarks": remarks}


def read_place(params: QueryDict, at: datetime) -> tuple[Place | None, list[str]]:
    """The place in a list that `older` or `newer` names by a reference, and a sentence where it is gone."""
    for towards in ("older", "newer"):
        typed = tidy(params.get(towards) or "")
        if not typed:
            continue
        beside = Edition.objects.on_record(at).filter(statement__reference=reference_as_said(typed))
        found = beside.order_by("-number").values_list("issued_at", "statement").first()
        if found:
            return Place(towards, *found), []
        return None, [_("This place in the list is gone. Here is its beginning.")]
    return None, []


def page_of(editions: EditionQuerySet, place: Place | None, order: str = NEWEST, most: int = A_PAGE) -> Page:
    """At most `most` of `editions` from `place` on, in time's order or against it.

    A statement's own key breaks a tie, not its edition's: a correction must not move it.
    """
    keys = ("-issued_at", "-statement_id") if is_backwards(place, order) else ("issued_at", "statement_id")
    found = list(_beyond(editions, place).order_by(*keys)[: most + 1])
    return bound_page(found[:most], place, order, is_more=len(found) > most)


@compiled(at=MOMENT)
def beginning(at: datetime) -> QuerySet[SearchRow, int]:
    """The keys of the editions on the first page of the whole archive."""
    return nearest(SearchRow.objects.public(at), None, True, A_PAGE).values_list("edition_id", flat=True)


@compiled(at=MOMENT, moment=NUMBER, statement=NUMBER)
def of_all(
    at: datetime, moment: int | None, statement: int | None, backwards: bool, most: int, read: Read
) -> EditionQuerySet:
    """What follows a place in the whole archive, or its beginning; one more than `most`."""
    beside = None if moment is None or statement is None else (moment, statement)
    keys = nearest(SearchRow.objects.public(at), beside, backwards, most + 1)
    shown = read(Edition.objects.public(at), at).filter(pk__in=keys.values_list("edition_id", flat=True))
    return shown.order_by(*(("-issued_at", "-statement_id") if backwards else ("issued_at", "statement_id")))


@compiled(at=MOMENT, keys=NUMBER)
def of_keys(at: datetime, keys: list[int], read: Read) -> EditionQuerySet:
    """Those of these editions that are public, in whatever order."""
    return read(Edition.objects.public(at), at).filter(pk__in=keys).order_by()


@compiled(at=MOMENT, keys=NUMBER)
def texts_of(at: datetime, keys: list[int]) -> QuerySet[SearchRow, Any]:
    """The keys of those of these editions that are public, and their texts with those of their files."""
    rows = SearchRow.objects.public(at).filter(edition__pk__in=keys)
    return rows.order_by().values_list("edition_id", "plain")


def is_backwards(place: Place | None, order: str) -> bool:
    """Whether a page is read from the newer to the older."""
    return place.towards == "older" if place else order == NEWEST


def bound_page(rows: list[Edition], place: Place | None, order: str, is_more: bool) -> Page:
    """The page of `rows`, the nearest to the place first; `is_more` says that more lies beyond them."""
    backwards = is_backwards(place, order)
    newest_first = rows if backwards else rows[::-1]
    has_older, has_newer = (is_more, bool(place)) if backwards else (bool(place), is_more)
    return Page(
        newest_first if order == NEWEST else newest_first[::-1],
        older=newest_first[-1].statement.reference or "" if has_older and rows else "",
        newer=newest_first[0].statement.reference or "" if has_newer and rows else "",
    )


def _beyond(editions: EditionQuerySet, place: Place | None) -> EditionQuerySet:
    if place is None:
        return editions
    side = "lt" if place.towards == "older" else "gt"
    same_moment = Q(issued_at=place.issued_at, **{f"statement__{side}": place.statement})
    beyond = Q(**{f"issued_at__{side}": place.issued_at}) | same_moment
    return editions.filter(beyond, **{f"issued_at__{side}e": place.issued_at})
