"""The archive: GET parameters become filters, results and facets; page, feed, API and exports share it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .facets import Facet, Option, Order, Part, Years
from .filters import FILTERS, Choice, Filter, tidy
from .lists import (
    A_PAGE,
    NEWEST,
    OLDEST,
    Page,
    bare_for_lists,
    bound_page,
    is_backwards,
    page_of,
    read_place,
)
from .models import Edition, SearchRow
from .models.editions import EditionQuerySet
from .models.search import SearchRowQuerySet, moment_of
from .search.asking import words
from .search.engine import condition
from .search.finding import CAP, Found, Kept, Question, nearest
from .search.snippets import Run, passages
from .search.told import told
from .search.tree import loosened

A_FACET = 30  # choices at most; the rest is found by the pages of topics and bodies
RELEVANCE = "relevance"
Read = Callable[[EditionQuerySet], EditionQuerySet]
MOST_PAGES = 10  # of a list by relevance
MOST_SIMILAR = 5


class Search:
    """What a reader asks of the archive. Values that cannot be read become `remarks`; the rest holds."""

    def __init__(self, params: QueryDict, at: datetime) -> None:
        self.at = at
        self.kept_found = Kept(at)
        self.words = words(params.getlist("q"), at)
        self.remarks: list[str] = []
        self.chosen: dict[str, list[Choice]] = {}
        self.is_lost = self.words.is_lost  # whether a filter was asked for of which nothing could be read
        for one in FILTERS:
            self.chosen[one.name], remarks = one.read(params.getlist(one.name), at)
            self.is_lost |= bool(remarks) and not self.chosen[one.name]
            self.remarks += remarks
        self.remarks += self.words.asked.remarks
        self.order = self._order(params)
        self.place, remarks = read_place(params, at)
        self.number, beyond = self._number(params)
        self.remarks += remarks + beyond

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered at all."""
        return any(self.chosen.values()) or bool(self.words.name)

    def page(self, most: int = A_PAGE, by_time: bool = False, read: Read = bare_for_lists) -> Page:
        """The page asked for, without what `besides` names; `by_time` for what has no use for relevance."""
        order = NEWEST if by_time and self.order == RELEVANCE else self.order
        if self.words.asked.tree is None:
            return page_of(read(self._editions()), self.place, order, most)
        return self._best(most, read) if order == RELEVANCE else self._beside(order, most, read)

    def fitting(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Those of `editions` that fit the words and every filter."""
        if not self.is_narrowed:
            return editions
        rows = self._rows(SearchRow.objects.all())
        tree = self.words.asked.tree
        return editions.filter(pk__in=(rows.filter(condition(tree)) if tree else rows).values("pk"))

    @cached_property
    def found(self) -> Found:
        """Everything that fits."""
        return self._question().found()

    @property
    def total(self) -> int:
        """How many editions fit; where `is_capped`, more than these."""
        return self.found.total

    @property
    def is_capped(self) -> bool:
        """Whether there are more than are counted."""
        return self.found.is_capped

    @property
    def cap(self) -> int:
        """How many of the newest are counted and ranked where there are more."""
        return CAP

    @cached_property
    def facets(self) -> list[Facet]:
        """What each filter offers, counted among what all the others leave."""
        return [self._facet(one) for one in FILTERS if one.heading]

    @property
    def elsewhere(self) -> list[Option]:
        """Of a list in some languages: the others in which something fits, each as a list of its own."""
        if not self.chosen["language"]:
            return []
        others = [option.choice for option in self._facet_of("language").options if not option.is_chosen]
        return [Option(one, False, self.query("language", [one.value])) for one in others if one.count]

    def years(self) -> Years:
        """The facet of years as a picture."""
        return Years.of(self._facet_of("year"))

    def similar(self) -> tuple[list[Edition], str]:
        """Where a phrase was asked for: what has its words otherwise; the query for all of these."""
        tree = self.words.asked.tree
        if tree is None or not self.words.asked.is_exact or self.number > 1 or self.place:
            return [], ""
        question = Question(
            self._rows(self._public()), loosened(tree), f"loose {self._name()}", self.kept_found
        )
        exact = set(self.found.editions)
        keys = [key for key in question.ranked() if key not in exact][:MOST_SIMILAR]
        return self._shown(keys), self.query("q", [self.words.typed.replace('"', "")])

    def read_as(self) -> str:
        """How the words were read, in a sentence; empty where there is nothing to say."""
        tree = self.words.asked.tree
        return told(tree) if tree and not self.words.asked.pasted else ""

    def passages(self, editions: list[Edition]) -> list[tuple[Edition, list[list[Run]]]]:
        """These editions, each with the passages of its text around what was looked for."""
        wanted = self.words.asked.words
        texts: dict[int, str] = {}
        if wanted:
            rows = self._public().filter(pk__in=[edition.pk for edition in editions])
            texts = dict(rows.values_list("pk", "plain"))
        return [(one, passages(texts.get(one.pk, ""), wanted)) for one in editions]

    def ways_out(self) -> list[Part]:
        """Where nothing fits: each part of the search that can be left out, with what is found then."""
        return [part for part in self.parts(counted=True) if part.found]

    def parts(self, counted: bool = False) -> list[Part]:
        """The search as a sentence, part by part; `counted`, with what is found without it."""
        parts = []
        for one in FILTERS:
            for number, choice in enumerate(self.chosen[one.name]):
                said = (one.further if number else one.phrase) % {"value": choice.label}
                found = self._question(besides=one).found() if counted else None
                total, is_capped = (found.total, found.is_capped) if found else (0, False)
                without = self.query(one.name, self._others(one, choice) if not counted else [])
                parts.append(Part(said, choice.language, without, total, is_capped))
        if self.words.typed and not self.words.is_lost:
            said = _("with “%(value)s”") % {"value": self.words.typed[:200]}
            parts.append(Part(said, "", self.query("q", [])))
        return parts

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that were understood, in one order, the place in the list left out."""
        chosen = [(name, choice.value) for name, choices in self.chosen.items() for choice in choices]
        if self.words.typed and not self.words.is_lost:
            chosen.append(("q", self.words.typed))
        return chosen + ([("order", self.order)] if self.order != self._usual else [])

    @property
    def orders(self) -> list[Order]:
        """The orders there are: by relevance only where there are words."""
        kept = [pair for pair in self.pairs() if pair[0] != "order"]
        named = {RELEVANCE: _("Best match first"), NEWEST: _("Newest first"), OLDEST: _("Oldest first")}
        return [
            Order(said, order == self.order, urlencode(kept + [("order", order)] * (order != self._usual)))
            for order, said in named.items()
            if order != RELEVANCE or self._usual == RELEVANCE
        ]

    def typed(self) -> dict[str, str]:
        """What stands in the fields one types into, by the parameter's name."""
        fields = {
            one.name: "".join(c.value for c in self.chosen[one.name]) for one in FILTERS if one.is_single
        }
        return {**fields, "q": self.words.typed}

    def kept(self) -> list[tuple[str, str]]:
        """The parameters a form with those fields has to carry along."""
        return [(name, value) for name, value in self.pairs() if name not in self.typed()]

    def query(self, name: str = "", values: list[str] | None = None) -> str:
        """The query string of this search, with other `values` of the parameter `name`; empty for none."""
        kept = [pair for pair in self.pairs() if pair[0] != name]
        return urlencode(kept + [(name, value) for value in values or []])

    # --- what fits ------------------------------------------------------------------------------------

    def _public(self) -> SearchRowQuerySet:
        return SearchRow.objects.public(self.at)

    def _editions(self) -> EditionQuerySet:
        return self.fitting(Edition.objects.public(self.at))

    def _rows(self, rows: SearchRowQuerySet, besides: Filter | None = None) -> SearchRowQuerySet:
        """Those that fit every filter, one perhaps left out, and the days and the reference typed."""
        for one in FILTERS:
            if self.chosen[one.name] and one is not besides:
                rows = one.narrow(rows, self.chosen[one.name])
        if self.words.reference:
            rows = rows.filter(statement__reference=self.words.reference)
        return rows.issued(self.words.asked.since, self.words.asked.until)

    def _name(self, besides: Filter | None = None) -> str:
        """The same for the same question; empty where everything is asked for."""
        kept = [one for one in FILTERS if self.chosen[one.name] and one is not besides]
        chosen = [(one.name, sorted(c.key or c.value for c in self.chosen[one.name])) for one in kept]
        return f"{chosen} {self.words.name}" if chosen or self.words.name else ""

    def _question(self, besides: Filter | None = None) -> Question:
        rows = self._rows(self._public(), besides)
        return Question(rows, self.words.asked.tree, self._name(besides), self.kept_found)

    # --- pages ----------------------------------------------------------------------------------------

    def _best(self, most: int, read: Read) -> Page:
        """A page by relevance."""
        begin = (self.number - 1) * most
        ranked = self._question().ranked()
        is_last = len(ranked) <= begin + most or self.number == MOST_PAGES
        return Page(self._shown(ranked[begin : begin + most], read), number=self.number, is_last=is_last)

    def _beside(self, order: str, most: int, read: Read) -> Page:
        """A page by time, cut from what was found, or asked for where it lies beyond that."""
        backwards = is_backwards(self.place, order)
        beside = (moment_of(self.place.issued_at), self.place.statement) if self.place else None
        keys = self.found.beside(beside, backwards, most + 1)
        if keys is None:
            rows = self._rows(self._public())
            keys = nearest(rows, self.words.asked.tree, beside, backwards, most + 1)
        shown = self._shown(keys[:most], read)
        return bound_page(shown, self.place, order, is_more=len(keys) > most)

    def _shown(self, keys: Sequence[int], read: Read = bare_for_lists) -> list[Edition]:
        """These editions in this order, those that are public."""
        public = read(Edition.objects.public(self.at)).in_bulk(list(keys))
        return [public[key] for key in keys if key in public]

    # --- what was asked -------------------------------------------------------------------------------

    @property
    def _usual(self) -> str:
        """The order where none is asked for."""
        return RELEVANCE if self.words.asked.words or self.words.asked.pasted else NEWEST

    def _order(self, params: QueryDict) -> str:
        order = tidy(params.get("order") or "") or self._usual
        if order not in (NEWEST, OLDEST, RELEVANCE):
            self.remarks.append(_("“%(value)s” is not an order we know.") % {"value": order[:60]})
        return order if order in (NEWEST, OLDEST) else self._usual

    def _number(self, params: QueryDict) -> tuple[int, list[str]]:
        typed = tidy(params.get("page") or "")
        known = {str(number): number for number in range(1, MOST_PAGES + 1)}
        if typed and typed not in known:
            return 1, [_("There is no page “%(value)s” of this list.") % {"value": typed[:60]}]
        return known.get(typed, 1), []

    def _facet_of(self, name: str) -> Facet:
        return next(facet for facet in self.facets if facet.name == name)

    def _facet(self, one: Filter) -> Facet:
        found = self._question(besides=one).found() if self.chosen[one.name] else self.found
        offered = one.offer(found, self.at)
        chosen = {choice.value for choice in self.chosen[one.name]}
        shown = [choice for n, choice in enumerate(offered) if n < A_FACET or choice.value in chosen]
        known = {choice.value for choice in shown}
        missing = [choice for choice in self.chosen[one.name] if choice.value not in known]
        options = [self._option(one, choice, choice.value in chosen) for choice in [*shown, *missing]]
        return Facet(one.name, one.heading, options, found.is_capped)

    def _option(self, one: Filter, choice: Choice, is_chosen: bool) -> Option:
        values = self._others(one, choice) + ([] if is_chosen else [choice.value])
        return Option(choice, is_chosen, self.query(one.name, values))

    def _others(self, one: Filter, choice: Choice) -> list[str]:
        return [other.value for other in self.chosen[one.name] if other.value != choice.value]
