"""A month of the calendar: its weeks from Monday on, and the months beside it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dates import MONTHS

from .entries import Entry, newsroom_zone

_NAMED = re.compile(r"(?P<year>[0-9]{4})-(?P<number>0[1-9]|1[0-2])")
YEARS = range(1990, 2100)  # in which an office plans


@dataclass(frozen=True)
class Day:
    """A day of the grid, and what stands on it."""

    date: date
    entries: list[Entry]
    is_of_month: bool
    is_today: bool


@dataclass(frozen=True)
class Month:
    """One month."""

    year: int
    number: int

    @classmethod
    def read(cls, written: str, at: datetime) -> Month:
        """The month an address names as `2026-03`; this one where it names none."""
        if named := _NAMED.fullmatch(written):
            year, number = int(named["year"]), int(named["number"])
            if year in YEARS:
                return cls(year, number)
        today = at.astimezone(newsroom_zone()).date()
        return cls(today.year, today.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def name(self) -> str:
        """As a heading says it."""
        return f"{MONTHS[self.number]} {self.year}"

    def moved(self, by: int) -> Month | None:
        """The month so many later; None beyond the years in which one plans."""
        year, month = divmod(self.year * 12 + self.number - 1 + by, 12)
        return Month(year, month + 1) if year in YEARS else None

    @property
    def dates(self) -> list[date]:
        """The days of its weeks, those of the months beside it included."""
        return list(calendar.Calendar().itermonthdates(self.year, self.number))

    def days(self, entries: list[Entry], at: datetime) -> list[Day]:
        """The days of its weeks, each with what stands on it."""
        today = at.astimezone(newsroom_zone()).date()
        standing: dict[date, list[Entry]] = {}
        for entry in entries:
            standing.setdefault(entry.day, []).append(entry)
        return [Day(day, standing.get(day, []), day.month == self.number, day == today) for day in self.dates]
