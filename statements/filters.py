"""The archive's filters: one object per parameter, that reads values, narrows editions and counts choices.

Values of one parameter widen it (or), parameters narrow each other (and). What cannot be read is told to the
reader in a sentence and left out; it never widens what is shown and never fails.
"""

from __future__ import annotations

import re
import string
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import speakers, text
from .models import IssuingBody, Kind, Topic, TopicOfStatement
from .models.content import YEARS
from .models.editions import EditionQuerySet
from .on_record import reference_as_said

MOST_VALUES = 20
MOST_WORDS = 16
LONGEST = 200  # characters of one value
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]+")


@dataclass(frozen=True)
class Choice:
    """A value to filter by: as it stands in the address, its name, the name's language where that matters."""

    value: str
    label: str
    count: int = 0
    language: str = ""


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
    def narrow(self, editions: EditionQuerySet, chosen: list[Choice]) -> EditionQuerySet:
        """Those of `editions` that fit at least one of the chosen values."""

    def offer(self, editions: EditionQuerySet, at: datetime) -> list[Choice]:
        """What there is to choose among `editions`, counted."""
        return []


class Words(Filter):
    """Words that all occur in the text, in any order; or a reference, which finds its statement."""

    name = "q"
    phrase = gettext_lazy("with “%(value)s”")
    unknown = gettext_lazy("There is no word to look for in “%(value)s”.")
    is_single = True

    def read(self, raw: list[str], at: datetime) -> tuple[list[Choice], list[str]]:
        chosen, remarks = super().read(raw, at)
        is_cut = any(len(value) > LONGEST for value in raw[-1:])
        if is_cut or any(len(words(choice.value)) > MOST_WORDS for choice in chosen):
            remarks.append(
                ngettext(
                    "Only the first %(words)s word was looked for.",
                    "Only the first %(words)s words were looked for.",
                    MOST_WORDS,
                )
                % {"words": MOST_WORDS}
            )
        return chosen, remarks

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        return {value: Choice(value, value) for value in typed if words(value)}

    def narrow(self, editions: EditionQuerySet, chosen: list[Choice]) -> EditionQuerySet:
        typed = chosen[0].value
        # With blanks it may be words: budget 2024 25.
        if " " not in typed and (reference := reference_as_said(typed)):
            return editions.filter(statement__reference=reference)
        for word in words(typed)[:MOST_WORDS]:
            editions = editions.filter(words__contains=word)
        return editions


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

    def narrow(self, editions: EditionQuerySet, chosen: list[Choice]) -> EditionQuerySet:
        return filed_under(editions, [choice.value for choice in chosen])

    def offer(self, editions: EditionQuerySet, at: datetime) -> list[Choice]:
        filings = TopicOfStatement.objects.filter(content_object__in=editions.values("statement"))
        counts = dict(filings.order_by().values_list("tag").annotate(Count("pk")))
        topics = Topic.objects.public(at).filter(pk__in=counts)
        offered = [Choice(topic.slug, topic.label, counts[topic.pk]) for topic in topics]
        return sorted(offered, key=lambda choice: (-choice.count, choice.label))


class Bodies(Filter):
    """Bodies that speak, alone or jointly; a body stands for those below it too."""

    name = "body"
    heading = gettext_lazy("Issued by")
    phrase = gettext_lazy("by %(value)s")
    unknown = gettext_lazy("We have no body “%(value)s”.")

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        return {body.slug: Choice(body.slug, body.name) for body in speakers.known(at).filter(slug__in=typed)}

    def narrow(self, editions: EditionQuerySet, chosen: list[Choice]) -> EditionQuerySet:
        slugs = [choice.value for choice in chosen]
        return speakers.spoken_by(editions, IssuingBody.objects.filter(slug__in=slugs))

    def offer(self, editions: EditionQuerySet, at: datetime) -> list[Choice]:
        bodies = list(speakers.known(at))
        counts = speakers.counts(editions, bodies)
        return [Choice(body.slug, body.name, counts[body.pk]) for body in bodies if counts[body.pk]]


class Kinds(Filter):
    """Kinds of text."""

    name = "kind"
    heading = gettext_lazy("Kind")
    phrase = gettext_lazy("of the kind %(value)s")
    unknown = gettext_lazy("We have no kind of text “%(value)s”.")

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        return {value: Choice(value, str(Kind(value).label)) for value in typed if value in Kind.values}

    def narrow(self, editions: EditionQuerySet, chosen: list[Choice]) -> EditionQuerySet:
        return editions.filter(kind__in=[choice.value for choice in chosen])

    def offer(self, editions: EditionQuerySet, at: datetime) -> list[Choice]:
        return [Choice(kind, str(Kind(kind).label), number) for kind, number in _counted(editions, "kind")]


class Languages(Filter):
    """Languages of the texts."""

    name = "language"
    heading = gettext_lazy("Language")
    phrase = gettext_lazy("in %(value)s")
    unknown = gettext_lazy("We have no language “%(value)s”.")

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        names = dict(settings.CONTENT_LANGUAGES)
        return {code: Choice(code, names[code], language=code) for code in typed if code in names}

    def narrow(self, editions: EditionQuerySet, chosen: list[Choice]) -> EditionQuerySet:
        return editions.filter(language__in=[choice.value for choice in chosen])

    def offer(self, editions: EditionQuerySet, at: datetime) -> list[Choice]:
        names = dict(settings.CONTENT_LANGUAGES)
        counted = _counted(editions, "language")
        return [Choice(code, names.get(code, code), number, code) for code, number in counted]


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

    def narrow(self, editions: EditionQuerySet, chosen: list[Choice]) -> EditionQuerySet:
        in_one = Q(pk__in=[])
        for year in (int(choice.value) for choice in chosen):
            begin, end = begin_of(date(year, 1, 1)), begin_of(date(year + 1, 1, 1))
            in_one |= Q(issued_at__gte=begin, issued_at__lt=end)
        return editions.filter(in_one)

    def offer(self, editions: EditionQuerySet, at: datetime) -> list[Choice]:
        counted = _counted(editions.annotate(year=ExtractYear("issued_at")), "year")
        return [Choice(str(year), str(year), number) for year, number in sorted(counted, reverse=True)]


class Since(Filter):
    """The first day of issue, in the newsroom's time."""

    name = "from"
    phrase = gettext_lazy("since %(value)s")
    unknown = gettext_lazy("“%(value)s” is not a date. Write it as in 2026-03-12.")
    is_single = True

    def known(self, typed: list[str], at: datetime) -> dict[str, Choice]:
        days = {value: day for value in typed if (day := day_of(value))}
        return {value: Choice(value, date_format(day, "j F Y")) for value, day in days.items()}

    def narrow(self, editions: EditionQuerySet, chosen: list[Choice]) -> EditionQuerySet:
        return editions.filter(issued_at__gte=begin_of(date.fromisoformat(chosen[0].value)))


class Until(Since):
    """The last day of issue, in the newsroom's time."""

    name = "to"
    phrase = gettext_lazy("until %(value)s")

    def narrow(self, editions: EditionQuerySet, chosen: list[Choice]) -> EditionQuerySet:
        day_after = date.fromisoformat(chosen[0].value) + timedelta(days=1)
        return editions.filter(issued_at__lt=begin_of(day_after))


# In the order in which they read in the sentence; an app above adds its own when it is ready.
FILTERS: list[Filter] = [Kinds(), Topics(), Bodies(), Languages(), Years(), Since(), Until(), Words()]


def tidy(typed: str) -> str:
    """What somebody typed: bounded, without what cannot be stored or written into XML."""
    return " ".join(_UNWRITABLE.sub(" ", typed[:LONGEST]).split())


def words(typed: str) -> list[str]:
    """The words to look for, as the editions' own are folded; without marks around them."""
    folded = (word.strip(string.punctuation + "“”‘’«»…।") for word in text.fold(typed).split())
    return [word for word in folded if word]


def day_of(typed: str) -> date | None:
    """The day that is written as 2026-03-12; None where it is none, or beyond every archive."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", typed) or int(typed[:4]) not in YEARS:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def begin_of(day: date) -> datetime:
    """The first moment of a day in the newsroom's time."""
    return timezone.make_aware(datetime.combine(day, time.min))


def filed_under(editions: EditionQuerySet, topics: Iterable[str]) -> EditionQuerySet:
    """Those of `editions` whose statement is filed under one of these topics (slugs)."""
    filings = TopicOfStatement.objects.filter(tag__slug__in=list(topics))
    return editions.filter(Exists(filings.filter(content_object=OuterRef("statement"))))


def _counted(editions: EditionQuerySet, field: str) -> list[tuple[str, int]]:
    """The values of a field and how often each occurs, most frequent first."""
    counted = editions.order_by().values_list(field).annotate(number=Count("pk"))
    return list(counted.order_by("-number", field))
