"""The archive's filters: one object per parameter, that reads values, narrows editions and counts choices.

Values of one parameter widen it (or), parameters narrow each other (and). What cannot be read is told to the
reader in a sentence and left out; it never widens what is shown and never fails.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import speakers, text
from .models import IssuingBody, Kind, SearchRow, Topic, TopicOfStatement
from .models.content import YEARS
from .models.editions import EditionQuerySet
from .models.search import SearchRowQuerySet
from .search.counting import added_up, counted
from .search.days import Span, span_of
from .search.finding import Found
from .search.tokens import tokens
from .speakers import Rows

MOST_VALUES = 20
LONGEST = 200  # characters of one value


@dataclass(frozen=True)
class Choice:
    """A value to filter by: as it stands in the address, its name, the name's language where that matters."""

    value: str
    label: str
    count: int = 0
    language: str = ""
    key: str = ""  # what it stands for, where that is another thing on another day


class Filter(ABC):
    """One parameter of the archive."""

    name: ClassVar[str]
    heading: ClassVar[str | Promise] = ""  # over the choices; empty where none are offered
    phrase: ClassVar[str | Promise]  # how the first chosen value reads in the sentence of the search
    further: ClassVar[str | Promise] = gettext_lazy("or %(value)s")
    unknown: ClassVar[str | Promise]  # what a reader is told of a value that cannot be read
    is_single: ClassVar[bool] = False  # the last value counts

    def read(self, raw: list[str], at: datetime) -> tuple[list[Choice], list[str]]:
        """The readable ones of the typed values, each once, and a sentence for each of the others."""
        typed = list(dict.fromkeys(filter(None, map(tidy, raw))))
        typed = typed[-1:] if self.is_single else typed
        known = self.known(typed[:MOST_VALUES], at)
        chosen = dict.fromkeys(known[value] for value in typed if value in known)
        remarks = [
            self.unknown % {"value": value[:60]} for value in typed[:MOST_VALUES] if value not in known
        ]
        if len(typed) > MOST_VALUES:
            remarks.append(_("Only the first %(number)s values of a filter count.") % {"number": MOST_VALUES})
        return list(chosen), remarks

    @abstractmethod
    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        """The choices that readers' spellings mean."""

    @abstractmethod
    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        """Those of the search's rows that fit at least one of the chosen values."""

    def offer(self, found: Found, at: datetime) -> list[Choice]:
        """What there is to choose among what was found, counted."""
        return []


class Topics(Filter):
    """Topics readers know; a merged topic's old name finds the one it is merged into."""

    name = "topic"
    heading = gettext_lazy("Topic")
    phrase = gettext_lazy("on %(value)s")
    unknown = gettext_lazy("We have no topic “%(value)s”.")

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        named = Topic.objects.filter(slug__in=typed, is_accepted=True)
        meant = dict(named.values_list("slug", Coalesce("merged_into", "pk")))
        public = Topic.objects.public(at).in_bulk(list(meant.values()))
        choices = {key: Choice(topic.slug, topic.label) for key, topic in public.items()}
        return {slug: choices[key] for slug, key in meant.items() if key in choices}

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return filed_under(rows, [choice.value for choice in chosen])

    def offer(self, found: Found, at: datetime) -> list[Choice]:
        keys = {int(key) for listed in found.counts["topics"] for key in listed.split(",") if key}
        living = dict(Topic.objects.filter(pk__in=keys).values_list("pk", Coalesce("merged_into", "pk")))
        counts = added_up(found.counts["topics"], lambda key: {living[key]} if key in living else set())
        topics = Topic.objects.public(at).filter(pk__in=counts)
        return _called(topics, counts)


class Bodies(Filter):
    """Bodies that speak, alone or jointly; a body stands for those below it too."""

    name = "body"
    heading = gettext_lazy("Issued by")
    phrase = gettext_lazy("by %(value)s")
    unknown = gettext_lazy("We have no body “%(value)s”.")

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        return {body.slug: Choice(body.slug, body.name) for body in speakers.known(at).filter(slug__in=typed)}

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        slugs = [choice.value for choice in chosen]
        return speakers.spoken_by(rows, IssuingBody.objects.filter(slug__in=slugs))

    def offer(self, found: Found, at: datetime) -> list[Choice]:
        bodies = list(speakers.known(at))
        within = {body.pk: {one.pk for one in bodies if body.path.startswith(one.path)} for body in bodies}
        counts = added_up(found.counts["bodies"], lambda key: within.get(key, set()))
        return [Choice(body.slug, body.name, counts[body.pk]) for body in bodies if counts[body.pk]]


class Kinds(Filter):
    """Kinds of text."""

    name = "kind"
    heading = gettext_lazy("Kind")
    phrase = gettext_lazy("of the kind %(value)s")
    unknown = gettext_lazy("We have no kind of text “%(value)s”.")

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        return {value: Choice(value, str(Kind(value).label)) for value in typed if value in Kind.values}

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.filter(kind__in=[choice.value for choice in chosen])

    def offer(self, found: Found, at: datetime) -> list[Choice]:
        return [Choice(kind, str(Kind(kind).label), number) for kind, number in counted(found, "kind")]


class Languages(Filter):
    """Languages of the texts."""

    name = "language"
    heading = gettext_lazy("Language")
    phrase = gettext_lazy("in %(value)s")
    unknown = gettext_lazy("We have no language “%(value)s”.")

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        names = dict(settings.CONTENT_LANGUAGES)
        return {code: Choice(code, names[code], language=code) for code in typed if code in names}

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.filter(language__in=[choice.value for choice in chosen])

    def offer(self, found: Found, at: datetime) -> list[Choice]:
        names = dict(settings.CONTENT_LANGUAGES)
        return [
            Choice(code, names.get(code, code), number, code) for code, number in counted(found, "language")
        ]


class Years(Filter):
    """Years of issue, in the newsroom's time."""

    name = "year"
    heading = gettext_lazy("Year")
    phrase = gettext_lazy("issued in %(value)s")
    unknown = gettext_lazy("“%(value)s” is not a year.")

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        return {
            value: Choice(value, value)
            for value in typed
            if re.fullmatch("[0-9]{4}", value) and int(value) in YEARS
        }

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.filter(year__in=[int(choice.value) for choice in chosen])

    def offer(self, found: Found, at: datetime) -> list[Choice]:
        newest_first = sorted(found.counts["year"].items(), reverse=True)
        return [Choice(str(year), str(year), number) for year, number in newest_first]


class Places(Filter):
    """Places in which a text was issued."""

    name = "place"
    heading = gettext_lazy("Place")
    phrase = gettext_lazy("from %(value)s")
    unknown = gettext_lazy("We have issued nothing from “%(value)s”.")

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        meant = {value: " ".join(tokens(value)) for value in typed}
        public = SearchRow.objects.public(at).filter(place__in=[one for one in meant.values() if one])
        names = dict(public.order_by("moment").values_list("place", "place_name"))
        return {value: Choice(names[place], names[place]) for value, place in meant.items() if place in names}

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.filter(place__in=[" ".join(tokens(choice.value)) for choice in chosen])

    def offer(self, found: Found, at: datetime) -> list[Choice]:
        names: dict[str, Counter[str]] = {}
        for name, number in found.counts["place_name"].items():
            names.setdefault(" ".join(tokens(name)), Counter())[name] += number
        called = ((spelt.most_common(1)[0][0], spelt.total()) for place, spelt in names.items() if place)
        offered = [Choice(name, name, number) for name, number in called]
        return sorted(offered, key=lambda choice: (-choice.count, choice.label))


class Since(Filter):
    """The first day of issue, in the newsroom's time."""

    name = "from"
    phrase = gettext_lazy("since %(value)s")
    unknown = gettext_lazy("“%(value)s” is not a date. Write it as 2019, March 2019 or 12/03/2019.")
    is_single = True

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        days = {value: self._bound(span) for value in typed if (span := span_of(value, at))}
        told = {value: (date_format(day, "j F Y"), day.isoformat()) for value, day in days.items()}
        return {value: Choice(value, label, key=key) for value, (label, key) in told.items()}

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.issued(since=date.fromisoformat(chosen[0].key))

    def _bound(self, span: Span) -> date:
        return span[0]


class Until(Since):
    """The last day of issue, in the newsroom's time."""

    name = "to"
    phrase = gettext_lazy("until %(value)s")

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.issued(until=date.fromisoformat(chosen[0].key))

    def _bound(self, span: Span) -> date:
        return span[1]


# In the order in which they read in the sentence; an app above adds its own when it is ready.
FILTERS: list[Filter] = [Kinds(), Topics(), Bodies(), Places(), Languages(), Years(), Since(), Until()]


def tidy(typed: str) -> str:
    """What somebody typed: bounded, without what cannot be stored or written into XML."""
    return " ".join(text.printable(typed[:LONGEST], " ").split())


def filed_under(editions: Rows, topics: Iterable[str]) -> Rows:
    """Those of `editions` whose statement is filed under one of these topics (slugs)."""
    filings = TopicOfStatement.objects.filter(tag__slug__in=list(topics))
    return editions.filter(Exists(filings.filter(content_object=OuterRef("statement"))))


def topics_of(editions: EditionQuerySet, at: datetime) -> list[Choice]:
    """The topics these editions are filed under, the most frequent first."""
    filings = TopicOfStatement.objects.filter(content_object__in=editions.values("statement"))
    counts = dict(filings.order_by().values_list("tag").annotate(Count("pk")))
    return _called(Topic.objects.public(at).filter(pk__in=counts), counts)


def _called(topics: Iterable[Topic], counts: Mapping[int, int]) -> list[Choice]:
    offered = [Choice(topic.slug, topic.label, counts[topic.pk]) for topic in topics]
    return sorted(offered, key=lambda choice: (-choice.count, choice.label))
