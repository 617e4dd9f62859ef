"""The figures and dates of a text, and those of an original that its translation lacks; plain text, no data.

A figure is known by its value, however it is written: 1,50,000 is 150,000, 1.5 lakh, १.५ लाख and डेढ़ लाख.
A date is known by its day, its month and, where both texts give one, its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from . import text
from .number_words import FRACTIONS, MONTHS, NUMBERS, ORDINALS, PERCENT, SCALES, TENS, folded

KNOWN = {"en", "hi"}  # whose months and number words are known; of all others only the digits are compared
_LEAST_SPELT = 3  # in letters, one and two are also an article, a pronoun, and the imperative दो

_SIGNS = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d"
_TOKEN = re.compile(
    r"(?P<date>(?<!\d)(?:\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d))"
    r"|(?P<number>\d{1,3}(?:,\d{2,3})+(?![\d,])(?:\.\d+)?|\d+(?:[.:]\d+)?)"
    rf"|(?P<word>[^\W\d_](?:[^\W\d_]|[{_SIGNS}])*)"
    r"|(?P<sign>\S)"
)


@dataclass(frozen=True)
class Figure:
    """A number, a share of a hundred, or a date; and the words that say it."""

    shown: str
    value: Decimal | None = None
    is_percent: bool = False
    date: tuple[int, int, int] | None = None  # day, month, year; 0 for what is not said
    is_sure: bool = True  # not a mere word that also means something else

    def says(self, other: Figure) -> bool:
        """Whether both say the same."""
        if self.date is None or other.date is None:
            mine, theirs = (one.date or (one.value, one.is_percent) for one in (self, other))
            return mine == theirs
        (*day, year), (*other_day, other_year) = self.date, other.date
        return day == other_day and (year == other_year or not (year and other_year))


def missing(original: str, translation: str, *languages: str) -> list[str]:
    """The figures and dates of `original`, as it writes them, that `translation` says in no form.

    `languages` are those of the two texts. Where the months and number words of one are not known here,
    only what is written in digits is compared, digit by digit, in any script.
    """
    read = figures if set(languages) <= KNOWN else written_in_digits
    there = list(read(translation))
    gone = (one.shown for one in read(original) if one.is_sure and not any(map(one.says, there)))
    return list(dict.fromkeys(gone))


def figures(words: str) -> Iterator[Figure]:
    """The figures and dates of an English or Hindi text, in their order."""
    written = text.nfc(words)
    tokens = list(_tokens(written))
    place = 0
    while place < len(tokens):
        found, after = _date(tokens, place) or _amount(tokens, place) or (None, place + 1)
        if found:
            shown = written[tokens[place].start : tokens[after - 1].end]
            yield Figure(shown, found.value, found.is_percent, found.date, found.is_sure)
        place = after


def written_in_digits(words: str) -> Iterator[Figure]:
    """The numbers a text in any language writes in digits."""
    for number in re.findall(r"\d+(?:,\d{2,3})*(?:\.\d+)?", text.nfc(words)):
        yield Figure(number, Decimal(number.replace(",", "")))


# --- words ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Token:
    """A number, a date in digits, a word or a sign, and where it stands."""

    kind: str
    said: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The spelling that is looked up."""
        return folded(self.said)

    @property
    def number(self) -> Decimal | None:
        """What it counts; of a time, 10:30 as 10.30, which is the other way to write it."""
        if self.kind == "number":
            return Decimal(self.said.replace(",", "").replace(":", "."))
        return NUMBERS.get(self.word) if self.kind == "word" else None

    @property
    def month(self) -> int:
        """The month it names; 0 for none. English names begin with a capital: may and march are words."""
        is_name = self.kind == "word" and not self.said[0].islower()
        return MONTHS.get(self.word, 0) if is_name else 0

    def whole(self, digits: int, least: int, most: int) -> int:
        """The number of at most so many digits between these two; 0 where it is none."""
        is_whole = self.kind == "number" and self.said.isdecimal() and len(self.said) <= digits
        return int(self.said) if is_whole and least <= int(self.said) <= most else 0


_NOTHING = _Token("", "", 0, 0)
_Found = tuple[Figure, int]  # with the place after it


def _tokens(written: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(written):
        kind = match.lastgroup if match.lastgroup != "mark" else "date"
        yield _Token(kind or "", match[0], match.start(), match.end())


def _at(tokens: list[_Token], place: int) -> _Token:
    return tokens[place] if place < len(tokens) else _NOTHING


# --- dates ----------------------------------------------------------------------------------------------


def _date(tokens: list[_Token], place: int) -> _Found | None:
    """12 March 2026, March 12, March 2026, 12.03.2026, 2026-03-12."""
    token = tokens[place]
    if token.kind == "date":
        return _date_in_digits(token, place)
    if day := token.whole(2, 1, 31):
        at = _past(tokens, place + 1, ORDINALS | {"of", "-"})
        return _with_year(tokens, at + 1, day, _at(tokens, at).month)
    if month := token.month:
        at = _past(tokens, place + 1, {","})
        if year := _year(tokens, at):
            return Figure("", date=(0, month, year)), at + 1
        at = place + 1
        day = _at(tokens, at).whole(2, 1, 31)
        return _with_year(tokens, _past(tokens, at + 1, ORDINALS), day, month)
    return None


def _date_in_digits(token: _Token, place: int) -> _Found | None:
    parts = [int(part) for part in re.split("[./-]", token.said)]
    year, month, day = parts if len(token.said.split("-")[0]) == 4 else parts[::-1]
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return Figure("", date=(day, month, year if year > 99 else 2000 + year)), place + 1


def _with_year(tokens: list[_Token], place: int, day: int, month: int) -> _Found | None:
    if not day or not month:
        return None
    at = _past(tokens, place, {",", "-"})
    year = _year(tokens, at)
    return Figure("", date=(day, month, year)), at + 1 if year else place


def _year(tokens: list[_Token], place: int) -> int:
    return _at(tokens, place).whole(4, 1800, 2999)


def _past(tokens: list[_Token], place: int, skipped: set[str]) -> int:
    """The place after the words that may stand between the parts of a date."""
    while _at(tokens, place).word in skipped:
        place += 1
    return place


# --- amounts --------------------------------------------------------------------------------------------


def _amount(tokens: list[_Token], place: int) -> _Found | None:
    """A number with its scales, in digits or letters, and whether it is a share of a hundred."""
    sum_, after = _Sum(), place
    for token, following in pairwise([*tokens[place : place + 12], _NOTHING]):
        if not sum_.take(token, following):
            break
        after += 1
    value = sum_.value
    if value is None:
        return _split(tokens[place], place)
    is_sure = sum_.has_digits or (value >= _LEAST_SPELT and not sum_.is_bare)
    if _at(tokens, after).word in PERCENT:
        return Figure("", value, is_percent=True, is_sure=is_sure), after + 1
    if [_at(tokens, after).word, _at(tokens, after + 1).word] == ["per", "cent"]:
        return Figure("", value, is_percent=True, is_sure=is_sure), after + 2
    return Figure("", value, is_sure=is_sure), after


def _split(token: _Token, place: int) -> _Found | None:
    """Digits that look like a date and are none, such as a number in a list of laws, for their own sake."""
    if token.kind != "date":
        return None
    return Figure("", Decimal("".join(re.findall(r"\d", token.said)))), place + 1


@dataclass
class _Sum:
    """A number that is read word by word: `1 crore 20 lakh`, `साढ़े तीन लाख`, `two hundred and five`."""

    total: Decimal = Decimal(0)
    current: Decimal | None = None  # what waits for its scale
    fraction: Decimal = Decimal(0)
    last_scale: Decimal = Decimal("Infinity")
    has_hundred: bool = False
    has_tens: bool = False
    has_digits: bool = False
    is_bare: bool = False  # a scale of which nobody says how many: lakhs of people

    @property
    def value(self) -> Decimal | None:
        """What was read; None where that is no number."""
        if self.current is None:
            return self.total or None
        return self.total + self.current + self.fraction

    def take(self, token: _Token, following: _Token) -> bool:
        """Read one more word; whether it belongs to the number."""
        if token.word in FRACTIONS and self.value is None and not self.fraction:
            self.fraction = FRACTIONS[token.word]
            return following.number is not None or following.word in SCALES
        if token.word in {"-", "and"}:
            is_joint = self.has_tens if token.word == "-" else self.has_hundred
            return is_joint and following.kind == "word" and following.number is not None
        if scale := SCALES.get(token.word):
            return self._scale(scale)
        return token.number is not None and self._number(token, token.number, following)

    def _number(self, token: _Token, number: Decimal, following: _Token) -> bool:
        is_spelt = token.kind == "word"
        if self.current is None:
            # 2 lakh 40 thousand is one number; the 5 of "2 lakh 5 people" hardly belongs to it.
            if self.total and not is_spelt and following.word not in SCALES:
                return False
            self.current = number
        elif is_spelt and ((self.has_tens and number < 10) or (self.has_hundred and number < 100)):
            self.current, self.has_hundred = self.current + number, False
        else:
            return False
        self.has_tens = token.word in TENS
        self.has_digits |= not is_spelt
        return True

    def _scale(self, scale: Decimal) -> bool:
        is_alone = self.current is None and not self.total
        if self.current is None and self.total:  # lakh crore
            self.total *= scale
            return True
        if self.total and scale >= self.last_scale:
            return False
        self.is_bare |= is_alone and not self.fraction
        counted = (Decimal(1) if self.current is None else self.current) + self.fraction
        self.fraction, self.has_tens = Decimal(0), False
        if scale == 100:
            self.current, self.has_hundred = counted * scale, True
        else:
            self.total, self.current, self.last_scale = self.total + counted * scale, None, scale
        return True
