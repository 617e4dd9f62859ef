"""Lists of statements by time: what a row shows, pages beside a statement, each family once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .filters import tidy
from .models import Edition, TopicOfStatement
from .models.editions import EditionQuerySet
from .on_record import DESK_COPY, LONG, reference_as_said

A_PAGE = 20
NEWEST, OLDEST = "newest", "oldest"
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


def for_lists(editions: EditionQuerySet, unread: tuple[str, ...] = LONG) -> EditionQuerySet:
    """With what a row of a list shows, in a fixed number of queries; without the `unread` fields."""
    return bare_for_lists(editions, unread).prefetch_related(*besides())


def bare_for_lists(editions: EditionQuerySet, unread: tuple[str, ...] = LONG) -> EditionQuerySet:
    """With what one query reads of them for a list; `besides` are the others."""
    return editions.select_related("statement", "issuing_body").defer(*unread, *DESK_COPY)


def besides() -> tuple[str, Prefetch[str]]:
    """What the rows of a list need beside themselves: their bodies, and their topics that readers know."""
    known_topics = TopicOfStatement.objects.filter(tag__is_accepted=True, tag__merged_into=None)
    filings = known_topics.select_related("tag").order_by("tag__name")
    return "bodies", Prefetch("statement__filings", filings)


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
    return {"page": page_of(for_lists(chosen), place), "remarks": remarks}


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
