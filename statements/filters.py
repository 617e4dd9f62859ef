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
from typing import Any, ClassVar

from django.conf import settings
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import speakers, text
from .models import IssuingBody, Kind, SearchRow, Topic
from .models.content import YEARS
from .models.search import SearchRowQuerySet
from .models.topics import filed_as
from .search.counting import added_up, counted
from .search.days import Span, span_of
from .search.finding import Found, Kept
from .search.tokens import tokens
from .search.tree import Filed

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
    is_filed: ClassVar[bool] = False  # a choice's key are the tokens of rows that fit it
    meaning: ClassVar[str]  # what a value is, for those who write programs
    schema: ClassVar[dict[str, Any]] = {"type": "string"}  # of a value (JSON Schema)
    most: ClassVar[int] = 30  # choices offered beside a list; the rest is found by the pages there are

    def read(self, raw: list[str], at: datetime) -> tuple[list[Choice], list[str]]:
        """The readable ones of the typed values, each once, and a sentence for each of the others."""
        typed = list(dict.fromkeys(filter(None, map(tidy, raw))))
        if not typed:
            return [], []
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

    def filed(self, chosen: list[Choice]) -> Filed | None:
        """What rows that fit one of these bear among their words; None where `narrow` finds them."""
        told = tuple(token for choice in chosen for token in choice.key.split()) if self.is_filed else ()
        return Filed(self.name, told, "") if told else None

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        """Those of the search's rows that fit one of the chosen values; all where `filed` says it."""
        return rows

    def offer(self, found: Found, kept: Kept) -> list[Choice]:
        """What there is to choose among what was found, counted; `kept` is what is kept of this moment."""
        return []


class Topics(Filter):
    """Topics readers know; a merged topic's old name finds the one it is merged into."""

    name = "topic"
    is_filed = True
    heading = gettext_lazy("Topic")
    phrase = gettext_lazy("on %(value)s")
    unknown = gettext_lazy("We have no topic “%(value)s”.")
    meaning = "The slug of a topic; of one that was merged into another, the other is meant."

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        named = Topic.objects.filter(slug__in=typed, is_accepted=True)
        meant = dict(named.values_list("slug", Coalesce("merged_into", "pk")))
        public = Topic.objects.public(at).prefetch_related("merged").in_bulk(list(meant.values()))
        choices = {key: Choice(one.slug, one.label, key=self._tokens(one)) for key, one in public.items()}
        return {slug: choices[key] for slug, key in meant.items() if key in choices}

    def _tokens(self, topic: Topic) -> str:
        """Under what rows are filed that have it, or one that was merged into it."""
        return " ".join(f"topic§{one.pk}" for one in [topic, *topic.merged.all()])

    def offer(self, found: Found, kept: Kept) -> list[Choice]:
        keys = {int(key) for key in set(",".join(found.counts["topics"]).split(",")) if key}
        living = {one.pk: one.merged_into or one for one in filed_as(sorted(keys))}
        counts = added_up(found.counts["topics"], lambda key: {living[key].pk} if key in living else set())
        # What was found is public, so these are topics readers know.
        return _called({one for one in living.values() if one.is_accepted and not one.merged_into_id}, counts)


class Bodies(Filter):
    """Bodies that speak, alone or jointly; a body stands for those below it too."""

    name = "body"
    is_filed = True
    heading = gettext_lazy("Issued by")
    phrase = gettext_lazy("by %(value)s")
    unknown = gettext_lazy("We have no body “%(value)s”.")
    meaning = "The slug of a body that speaks, alone or jointly; those below it are meant too."

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        known = speakers.known(at).filter(slug__in=typed)
        return {body.slug: Choice(body.slug, body.name, key=self._tokens(body)) for body in known}

    def _tokens(self, body: IssuingBody) -> str:
        """Under what rows are filed in which it speaks, or a body below it."""
        within = IssuingBody.objects.within([body]).order_by("pk")
        return " ".join(f"body§{key}" for key in within.values_list("pk", flat=True))

    def offer(self, found: Found, kept: Kept) -> list[Choice]:
        bodies = speakers.everybody()
        within = {body.pk: set(body.lineage) for body in bodies}
        counts = added_up(found.counts["bodies"], lambda key: within.get(key, set()))
        return [Choice(body.slug, body.name, counts[body.pk]) for body in bodies if counts[body.pk]]


class Kinds(Filter):
    """Kinds of text."""

    name = "kind"
    heading = gettext_lazy("Kind")
    phrase = gettext_lazy("of the kind %(value)s")
    unknown = gettext_lazy("We have no kind of text “%(value)s”.")
    meaning = "The kind of text."
    schema = {"type": "string", "enum": Kind.values}

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        return {value: Choice(value, str(Kind(value).label)) for value in typed if value in Kind.values}

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.filter(kind__in=[choice.value for choice in chosen])

    def offer(self, found: Found, kept: Kept) -> list[Choice]:
        return [Choice(kind, str(Kind(kind).label), number) for kind, number in counted(found, "kind")]


class Languages(Filter):
    """Languages of the texts."""

    name = "language"
    heading = gettext_lazy("Language")
    phrase = gettext_lazy("in %(value)s")
    unknown = gettext_lazy("We have no language “%(value)s”.")
    meaning = "The language of the text."
    schema = {"type": "string", "enum": list(dict(settings.CONTENT_LANGUAGES))}

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        names = dict(settings.CONTENT_LANGUAGES)
        return {code: Choice(code, names[code], language=code) for code in typed if code in names}

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.filter(language__in=[choice.value for choice in chosen])

    def offer(self, found: Found, kept: Kept) -> list[Choice]:
        names = dict(settings.CONTENT_LANGUAGES)
        return [Choice(code, names.get(code, code), n, code) for code, n in counted(found, "language")]


class Years(Filter):
    """Years of issue, in the newsroom's time."""

    name = "year"
    heading = gettext_lazy("Year")
    phrase = gettext_lazy("issued in %(value)s")
    unknown = gettext_lazy("“%(value)s” is not a year.")
    meaning = "The year of issue in the newsroom's time."
    schema = {"type": "string", "pattern": "^[0-9]{4}$"}

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        return {
            value: Choice(value, value)
            for value in typed
            if re.fullmatch("[0-9]{4}", value) and int(value) in YEARS
        }

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.filter(year__in=[int(choice.value) for choice in chosen])

    def offer(self, found: Found, kept: Kept) -> list[Choice]:
        newest_first = sorted(found.counts["year"].items(), reverse=True)
        return [Choice(str(year), str(year), number) for year, number in newest_first]


class Places(Filter):
    """Places in which a text was issued."""

    name = "place"
    heading = gettext_lazy("Place")
    phrase = gettext_lazy("from %(value)s")
    unknown = gettext_lazy("We have issued nothing from “%(value)s”.")
    meaning = "The place a text is dated from, in any spelling the archive takes for the same."

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        meant = {value: " ".join(tokens(value)) for value in typed}
        names = {place: self._called(place, at) for place in set(meant.values()) if place}
        return {value: Choice(name, name) for value, place in meant.items() if (name := names.get(place, ""))}

    def _called(self, place: str, at: datetime) -> str:
        """As the newest statement from there writes it; empty where there is none."""
        newest = SearchRow.objects.public(at).filter(place=place).order_by("-moment")
        return newest.values_list("place_name", flat=True).first() or ""

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.filter(place__in=[" ".join(tokens(choice.value)) for choice in chosen])

    def offer(self, found: Found, kept: Kept) -> list[Choice]:
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
    meaning = "The first day of issue: 2019, 2019-03-12, March 2019, 12/03/2019 or -30d."
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
    meaning = "The last day of issue, written likewise."

    def narrow(self, rows: SearchRowQuerySet, chosen: list[Choice]) -> SearchRowQuerySet:
        return rows.issued(until=date.fromisoformat(chosen[0].key))

    def _bound(self, span: Span) -> date:
        return span[1]


# In the order in which they read in the sentence; an app above adds its own when it is ready.
FILTERS: list[Filter] = [Kinds(), Topics(), Bodies(), Places(), Languages(), Years(), Since(), Until()]


def tidy(typed: str) -> str:
    """What somebody typed: bounded, without what cannot be stored or written into XML."""
    return " ".join(text.printable(typed[:LONGEST], " ").split())


def _called(topics: Iterable[Topic], counts: Mapping[int, int]) -> list[Choice]:
    offered = [Choice(topic.slug, topic.label, counts[topic.pk]) for topic in topics]
    return sorted(offered, key=lambda choice: (-choice.count, choice.label))
