"""The archive: GET parameters become filters, results and facets; page, feed and exports share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .filters import FILTERS, Choice, Filter, tidy
from .models import Edition, TopicOfStatement
from .models.editions import EditionQuerySet
from .on_record import DESK_COPY, LONG, reference_as_said

A_PAGE = 20
A_FACET = 30  # choices at most; the rest is found by the pages of topics and bodies
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


@dataclass(frozen=True)
class Part:
    """One part of the search as a sentence, and the query string of the search without it."""

    words: str
    language: str
    without: str


@dataclass(frozen=True)
class Option:
    """One choice of a facet, and the query string of the search with it, or without it once chosen."""

    choice: Choice
    is_chosen: bool
    query: str


@dataclass(frozen=True)
class Facet:
    """The choices one filter offers among what the other filters leave."""

    name: str
    heading: str | Promise
    options: list[Option]


@dataclass(frozen=True)
class Order:
    """One order of the list, and the query string of the search in that order."""

    words: str
    is_chosen: bool
    query: str


class Search:
    """What a reader asks of the archive. Values that cannot be read become `remarks`; the rest holds."""

    def __init__(self, params: QueryDict, at: datetime) -> None:
        self.at = at
        self.remarks: list[str] = []
        self.chosen: dict[str, list[Choice]] = {}
        self.is_lost = False  # whether a filter was asked for of which nothing could be read
        for one in FILTERS:
            self.chosen[one.name], remarks = one.read(params.getlist(one.name), at)
            self.is_lost |= bool(remarks) and not self.chosen[one.name]
            self.remarks += remarks
        self.order = self._order(params)
        self.place, remarks = read_place(params, at)
        self.remarks += remarks

    @property
    def editions(self) -> EditionQuerySet:
        """The public editions that fit."""
        return self.fitting(Edition.objects.public(self.at))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered at all."""
        return any(self.chosen.values())

    def page(self) -> Page:
        """The page asked for."""
        return page_of(for_lists(self.editions), self.place, self.order)

    def fitting(self, editions: EditionQuerySet, besides: Filter | None = None) -> EditionQuerySet:
        """Those of `editions` that fit every filter, one perhaps left out."""
        for one in FILTERS:
            if self.chosen[one.name] and one is not besides:
                editions = one.narrow(editions, self.chosen[one.name])
        return editions

    @cached_property
    def facets(self) -> list[Facet]:
        """What each filter offers, counted among what all the others leave."""
        return [self._facet(one) for one in FILTERS if one.heading]

    @cached_property
    def total(self) -> int:
        """How many editions fit; added up from the languages, since each edition has exactly one."""
        language = next(facet for facet in self.facets if facet.name == "language")
        counted = [option for option in language.options if option.is_chosen or not self.chosen["language"]]
        return sum(option.choice.count for option in counted)

    @property
    def elsewhere(self) -> list[Option]:
        """Of a list in some languages: the others in which something fits, each as a list of its own."""
        language = next(facet for facet in self.facets if facet.name == "language")
        others = [option.choice for option in language.options if not option.is_chosen]
        return [
            Option(other, False, self.query("language", [other.value]))
            for other in others
            if self.chosen["language"] and other.count
        ]

    def parts(self) -> list[Part]:
        """The search as a sentence, part by part."""
        return [
            Part(
                (one.further if number else one.phrase) % {"value": choice.label},
                choice.language,
                self.query(one.name, self._others(one, choice)),
            )
            for one in FILTERS
            for number, choice in enumerate(self.chosen[one.name])
        ]

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that were understood, in one order, the place in the list left out."""
        chosen = [(name, choice.value) for name, choices in self.chosen.items() for choice in choices]
        return chosen + ([("order", self.order)] if self.order != NEWEST else [])

    @property
    def orders(self) -> list[Order]:
        """Newest and oldest first."""
        kept = [pair for pair in self.pairs() if pair[0] != "order"]
        words = {NEWEST: _("Newest first"), OLDEST: _("Oldest first")}
        return [
            Order(text, order == self.order, urlencode(kept + [("order", order)] * (order != NEWEST)))
            for order, text in words.items()
        ]

    @property
    def in_other_languages(self) -> list[Option]:
        """What the same search finds in languages that were not asked for, where any was."""
        language = next(facet for facet in self.facets if facet.name == "language")
        return [one for one in language.options if not one.is_chosen] if self.chosen["language"] else []

    def typed(self) -> dict[str, str]:
        """What stands in the fields one types into, by the parameter's name."""
        return {one.name: "".join(c.value for c in self.chosen[one.name]) for one in FILTERS if one.is_single}

    def kept(self) -> list[tuple[str, str]]:
        """The parameters a form with those fields has to carry along."""
        return [(name, value) for name, value in self.pairs() if name not in self.typed()]

    def query(self, name: str = "", values: list[str] | None = None) -> str:
        """The query string of this search, with other `values` of the parameter `name`; empty for none."""
        kept = [pair for pair in self.pairs() if pair[0] != name]
        return urlencode(kept + [(name, value) for value in values or []])

    def _order(self, params: QueryDict) -> str:
        order = tidy(params.get("order") or "") or NEWEST
        if order not in (NEWEST, OLDEST):
            self.remarks.append(_("“%(value)s” is not an order we know.") % {"value": order[:60]})
        return OLDEST if order == OLDEST else NEWEST

    def _facet(self, one: Filter) -> Facet:
        offered = one.offer(self.fitting(Edition.objects.public(self.at), besides=one), self.at)
        chosen = {choice.value for choice in self.chosen[one.name]}
        shown = [choice for n, choice in enumerate(offered) if n < A_FACET or choice.value in chosen]
        missing = [choice for choice in self.chosen[one.name] if choice.value not in {c.value for c in shown}]
        options = [self._option(one, choice, choice.value in chosen) for choice in [*shown, *missing]]
        return Facet(one.name, one.heading, options)

    def _option(self, one: Filter, choice: Choice, is_chosen: bool) -> Option:
        values = self._others(one, choice) + ([] if is_chosen else [choice.value])
        return Option(choice, is_chosen, self.query(one.name, values))

    def _others(self, one: Filter, choice: Choice) -> list[str]:
        return [other.value for other in self.chosen[one.name] if other.value != choice.value]


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
    backwards = place.towards == "older" if place else order == NEWEST
    keys = ("-issued_at", "-statement_id") if backwards else ("issued_at", "statement_id")
    found = list(_beyond(editions, place).order_by(*keys)[: most + 1])
    is_more, rows = len(found) > most, found[:most]
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
