"""The archive: GET parameters become filters, results and facets; page, feed, API and exports share it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .facets import Facet, Option, Order, Part, Years, phrases
from .filters import FILTERS, Choice, Filter, tidy
from .lists import (
    A_PAGE,
    NEWEST,
    OLDEST,
    Page,
    Read,
    bound_page,
    in_rows,
    is_backwards,
    of_all,
    of_keys,
    read_place,
    texts_of,
)
from .models import Edition, SearchRow
from .models.editions import EditionQuerySet
from .models.search import SearchRowQuerySet, moment_of
from .search.asking import words
from .search.engine import condition
from .search.finding import CAP, Found, Kept, Question, best, nearest
from .search.snippets import Run, cut
from .search.told import told
from .search.tree import All, loosened

RELEVANCE = "relevance"
MOST_PAGES = 10  # of a list by relevance
SINGLE = ("q", "order", "older", "newer", "page")  # what is asked for besides the filters, once
MOST_SIMILAR = 5


class Search:
    """What a reader asks of the archive. What cannot be read is `misread`; the rest holds."""

    def __init__(self, params: QueryDict, at: datetime, kept: Kept | None = None) -> None:
        self.at = at
        self.kept_found = kept or Kept(at)
        self.words = words(params.getlist("q"), self.kept_found)
        self.misread: dict[str, list[str]] = {}  # what could not be read, in sentences, by parameter
        self.chosen: dict[str, list[Choice]] = {}
        self.is_lost = self.words.is_lost  # whether a filter was asked for of which nothing could be read
        for one in FILTERS:
            self.chosen[one.name], self.misread[one.name] = one.read(params.getlist(one.name), at)
            self.is_lost |= bool(self.misread[one.name]) and not self.chosen[one.name]
        self.order, self.misread["order"] = self._order(params)
        self.place, self.misread["older" if params.get("older") else "newer"] = read_place(params, at)
        self.number, self.misread["page"] = self._number(params)

    @property
    def remarks(self) -> list[str]:
        """What a reader has to be told of how the search was read, in sentences."""
        return [*chain(*self.misread.values()), *self.words.asked.remarks]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered at all."""
        return any(self.chosen.values()) or bool(self.words.name)

    def page(self, most: int = A_PAGE, by_time: bool = False, read: Read = in_rows) -> Page:
        """The page asked for, but for what `read_besides`; `by_time` for what has no use for relevance."""
        order = NEWEST if by_time and self.order == RELEVANCE else self.order
        return self._best(most, read) if order == RELEVANCE else self._beside(order, most, read)

    def fitting(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Those of `editions` that fit the words and every filter."""
        if not self.is_narrowed:
            return editions
        rows, tree = self._rows(SearchRow.objects.all()), self._tree()
        return editions.filter(pk__in=(rows.filter(condition(tree)) if tree else rows).values("pk"))

    @cached_property
    def found(self) -> Found:
        """Everything that fits."""
        return self.question().found()

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
        return Years.of(next(one for one in self.facets if one.name == "year"))

    def similar(self) -> tuple[list[Edition], str]:
        """Where a phrase was asked for: what has its words otherwise; the query for all of these."""
        tree = self.words.asked.tree
        if tree is None or not self.words.asked.is_exact or self.number > 1 or self.place:
            return [], ""
        keys = self.kept_found.get(f"similar {self._name()}", self._similar)
        return self._shown(keys), self.query("q", [self.words.typed.replace('"', "")])

    def read_as(self) -> str:
        """How the words were read, in a sentence; empty where there is nothing to say."""
        tree = self.words.asked.tree
        return told(tree) if tree and not self.words.asked.pasted else ""

    def passages(self, editions: list[Edition]) -> list[tuple[Edition, list[list[Run]]]]:
        """These editions, each with the passages of its text around what was looked for."""
        wanted, keys = self.words.asked.words, [one.pk for one in editions]
        name = f"passages {wanted} {keys}"
        texts = self.kept_found.get(name, lambda: cut(texts_of(self.at, keys), wanted)) if wanted else {}
        return [(one, texts.get(one.pk, [])) for one in editions]

    def parts(self) -> list[Part]:
        """The search as a sentence, part by part."""
        parts = []
        for one in FILTERS:
            chosen = self.chosen[one.name]
            for said, choice in zip(phrases(one, chosen), chosen, strict=True):
                parts.append(Part(said, choice.language, self.query(one.name, self._others(one, choice))))
        if self.words.typed and not self.words.is_lost:
            said = _("with “%(value)s”") % {"value": self.words.typed[:200]}
            parts.append(Part(said, "", self.query("q", [])))
        return parts

    def instead(self, name: str, values: list[str]) -> Search:
        """The same search with other `values` of the parameter `name`; none leaves it out."""
        return Search(QueryDict(self.query(name, values)), self.at, self.kept_found)

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

    def _tree(self, besides: Filter | None = None) -> All | None:
        """What is asked of the index of words: the words, and the filters whose values stand there too."""
        kept = [one for one in FILTERS if self.chosen[one.name] and one is not besides]
        filed = tuple(filter(None, (one.filed(self.chosen[one.name]) for one in kept)))
        tree = self.words.asked.tree or All(())
        return All((*tree.wanted, *filed), tree.unwanted) if tree.wanted or filed else None

    def _similar(self) -> list[int]:
        """The best of what has the words of phrases in any form and order, without what has the phrases."""
        tree, exact = self._tree(), set(self.found.editions)
        return best(self._rows(self._public()), loosened(tree), MOST_SIMILAR, exact) if tree else []

    def question(self, besides: Filter | None = None) -> Question:
        """What is asked of the search, one filter perhaps left out."""
        rows = self._rows(self._public(), besides)
        return Question(rows, self._tree(besides), self._name(besides), self.kept_found)

    # --- pages ----------------------------------------------------------------------------------------

    def _best(self, most: int, read: Read) -> Page:
        """A page by relevance."""
        begin = (self.number - 1) * most
        ranked = self.question().ranked()
        is_last = len(ranked) <= begin + most or self.number == MOST_PAGES
        return Page(self._shown(ranked[begin : begin + most], read), number=self.number, is_last=is_last)

    def _beside(self, order: str, most: int, read: Read) -> Page:
        """A page by time, cut from what was found, or asked for where that lies beyond it."""
        backwards = is_backwards(self.place, order)
        beside = (moment_of(self.place.issued_at), self.place.statement) if self.place else None
        if not self.is_narrowed:
            shown = of_all(self.at, *(beside or (None, None)), backwards, most, read)
            return bound_page(shown[:most], self.place, order, is_more=len(shown) > most)
        tree = self._tree()
        listed = self.found.beside(beside, backwards, most + 1) if tree else None
        rows = self._rows(self._public())
        fitting = rows.filter(condition(tree)) if tree else rows
        keys = nearest(fitting, beside, backwards, most + 1)
        order_of = ("-issued_at", "-statement_id") if backwards else ("issued_at", "statement_id")
        wanted = keys.values_list("edition_id", flat=True) if listed is None else listed
        shown = list(read(Edition.objects.public(self.at), self.at).filter(pk__in=wanted).order_by(*order_of))
        return bound_page(shown[:most], self.place, order, is_more=len(shown) > most)

    def _shown(self, keys: Sequence[int], read: Read = in_rows) -> list[Edition]:
        """These editions in this order, those that are public."""
        public = {one.pk: one for one in of_keys(self.at, list(keys), read)}
        return [public[key] for key in keys if key in public]

    # --- what was asked -------------------------------------------------------------------------------

    @property
    def _usual(self) -> str:
        """The order where none is asked for."""
        asked = self.words.asked
        return RELEVANCE if asked.tree and (asked.words or asked.pasted) else NEWEST

    def _order(self, params: QueryDict) -> tuple[str, list[str]]:
        order = tidy(params.get("order") or "") or self._usual
        if order not in (NEWEST, OLDEST, RELEVANCE):
            return self._usual, [_("“%(value)s” is not an order we know.") % {"value": order[:60]}]
        return (order if order in (NEWEST, OLDEST) else self._usual), []

    def _number(self, params: QueryDict) -> tuple[int, list[str]]:
        typed = tidy(params.get("page") or "")
        known = {str(number): number for number in range(1, MOST_PAGES + 1)}
        if typed and typed not in known:
            return 1, [_("There is no page “%(value)s” of this list.") % {"value": typed[:60]}]
        return known.get(typed, 1), []

    def _facet_of(self, name: str) -> Facet:
        return self._facet(next(one for one in FILTERS if one.name == name))

    def _facet(self, one: Filter) -> Facet:
        found = self.question(besides=one).found() if self.chosen[one.name] else self.found
        offered = one.offer(found, self.kept_found) if found.total else []
        chosen = {choice.value for choice in self.chosen[one.name]}
        shown = [choice for n, choice in enumerate(offered) if n < one.most or choice.value in chosen]
        known = {choice.value for choice in shown}
        missing = [choice for choice in self.chosen[one.name] if choice.value not in known]
        options = [self._option(one, choice, choice.value in chosen) for choice in [*shown, *missing]]
        return Facet(one.name, one.heading, options, found.is_capped)

    def _option(self, one: Filter, choice: Choice, is_chosen: bool) -> Option:
        values = self._others(one, choice) + ([] if is_chosen else [choice.value])
        return Option(choice, is_chosen, self.query(one.name, values))

    def _others(self, one: Filter, choice: Choice) -> list[str]:
        return [other.value for other in self.chosen[one.name] if other.value != choice.value]
