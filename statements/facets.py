"""What a search offers to go on with: choices with their counts, years as a picture, orders, its parts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from .filters import Choice, Filter


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
    is_capped: bool = False  # counted over the newest ten thousand only


@dataclass(frozen=True)
class Order:
    """One order of the list, and the query string of the search in that order."""

    words: str
    is_chosen: bool
    query: str


@dataclass(frozen=True)
class Bar:
    """A year in the picture of years, in its units; beginning at the left and at the top."""

    option: Option
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Years:
    """Years as bars, the oldest at the left, and how wide and high all of them are."""

    bars: list[Bar]
    width: int
    height: int = 48

    BAR = 10  # how wide a year is

    @classmethod
    def of(cls, facet: Facet) -> Years:
        """The picture of a facet of years, those without a statement as a gap."""
        counted = [option for option in facet.options if option.choice.count]
        years = [int(option.choice.value) for option in counted]
        most = max((option.choice.count for option in counted), default=1)
        bars = []
        for year, option in zip(years, counted, strict=True):
            height = max(2, round(cls.height * option.choice.count / most))
            bars.append(Bar(option, (year - min(years)) * cls.BAR, cls.height - height, height))
        return cls(bars[::-1], (max(years, default=0) - min(years, default=0) + 1) * cls.BAR)


def phrases(one: Filter, chosen: list[Choice]) -> list[str]:
    """Each chosen value of a filter, as it reads in the sentence of the search."""
    said = [one.phrase, *[one.further] * len(chosen)]
    return [words % {"value": choice.label} for words, choice in zip(said, chosen, strict=False)]
