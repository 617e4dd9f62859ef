"""Plain text: its form for storing, for comparing, for an address; and topics written in one line."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from anyascii import anyascii

from . import bidi
from .indic import romanised

# Soft hyphen, joiners, bidi marks, fillers, variation selectors: unseen, in the way of comparing.
# Unicode calls them default-ignorable (DerivedCoreProperties).
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
INVISIBLE = re.compile(f"[{UNSEEN}]+")
_SEEN = re.compile(rf"[^\s\u2800{UNSEEN}]")  # U+2800 is the blank of Braille
# Control characters, surrogates, the byte order mark, noncharacters: XML and databases refuse them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]+")

_MARKS = "".join(chr(code) for code in range(0x0300, 0x10000) if unicodedata.combining(chr(code)))
_PILE_OF_MARKS = re.compile(f"[{_MARKS}\U00010000-\U0010ffff]{{100}}")

_SAME_MARK = str.maketrans("‘’‚‛ʼ“”„‟‐‑‒–—―", "'''''\"\"\"\"------")
_DIGIT_ELSEWHERE = re.compile(r"(?![0-9])\d")
# माँग is also written मांग, and हिन्दी also हिंदी: a nasal before its own row of letters is the dot above.
_NASAL = re.compile("ँ|ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")

_INDIC_WORD = re.compile("[\u0900-\u0d7f]+")
_LONGEST_HEADLINE = 2_000

_ENDS_OF_TOPICS = ",\u060c\uff0c\n\r\u000b\u000c\u0085\u2028\u2029"
_QUOTED_OR_BARE = re.compile(
    rf'\s*"((?:[^"]|""){{0,1000}})"\s*(?:[{_ENDS_OF_TOPICS}]|\Z)'  # a bound, so that stray quotes cost little
    rf"|([^{_ENDS_OF_TOPICS}]*)(?:[{_ENDS_OF_TOPICS}]|\Z)"
)


class Named(Protocol):
    """What has a name: a topic."""

    name: str


def nfc(text: str) -> str:
    """`text` in Unicode's composed form (NFC), so that one letter has one spelling.

    Where a hundred marks are piled up it stays as it is: putting them in order takes quadratic time.
    """
    return text if _PILE_OF_MARKS.search(text) else unicodedata.normalize("NFC", text)


def line(typed: str) -> str:
    """`typed` as one line to be stored: NFC, printable, blanks collapsed, no direction of writing left open.

    Empty where nothing of it can be seen.
    """
    # Twice: what is taken out may leave two blanks.
    return " ".join(_tidied(" ".join(typed.split())).split())


def lines(typed: str) -> str:
    """`typed` as lines to be stored, each as `line` but for its blanks; empty where nothing can be seen."""
    tidied = "\n".join(_tidied(one) for one in typed.splitlines()).strip()
    return "" if is_blank(tidied) else tidied


def printable(text: str, instead: str = "") -> str:
    """`text` with `instead` for what XML and databases refuse; every line ends in `\\n`."""
    return _UNPRINTABLE.sub(instead, text.replace("\r\n", "\n").replace("\r", "\n"))


def is_blank(text: str) -> bool:
    """Whether nothing of `text` can be seen."""
    return _SEEN.search(text) is None


def whole_number(typed: str, digits: int = 18) -> int | None:
    """The number typed in plain digits, as many at most (18: any key); None for whatever else is sent."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else None


def fold(text: str) -> str:
    """The form in which plain search compares: what a reader takes for the same becomes the same.

    NFC (which also gives letters with a nukta one spelling), nothing invisible, any script's digits as ASCII,
    straight quotes and hyphens, the two spellings of a nasal as one, case folded, white space collapsed.
    Folding twice changes nothing more.
    """
    folded = nfc(nfc(INVISIBLE.sub("", text)).casefold()).translate(_SAME_MARK)
    return " ".join(_NASAL.sub("ं", _with_ascii_digits(folded)).split())


def straight(text: str) -> str:
    """`text` in NFC with straight quotes and hyphens, whatever a phone or a word processor made of them."""
    return nfc(text).translate(_SAME_MARK)


def slug(text: str, limit: int = 80) -> str:
    """The address form of `text`: small ASCII words joined by hyphens, at most `limit` characters.

    Other scripts are transliterated with their vowel signs (दिन "din", दान "dan"). Never digits alone, which
    are the addresses of the date archives: 2024 becomes "no-2024". Nothing to read aloud gives "statement".
    """
    visible = nfc(INVISIBLE.sub("", text[:_LONGEST_HEADLINE]))
    letters = "".join(char if _is_spoken(char) else " " for char in visible if char not in "'’ʼ")
    latin = anyascii(_INDIC_WORD.sub(lambda word: romanised(word[0]), _with_ascii_digits(letters)))
    words = re.sub("[^a-z0-9]+", "-", latin.lower().replace("'", "")).strip("-")
    wanted = _cut(words or "statement", limit)
    return wanted if re.search("[a-z]", wanted) else _cut(f"no-{wanted}", limit)


def topics_from_string(string: str) -> list[str]:
    """The topics written in one string, in order, each once (the first spelling stays).

    Commas (also Arabic and full-width ones) and line ends separate, blanks do not: "May Day" is one topic.
    A topic that holds a comma stands in double quotes, with quotes inside it doubled.
    """
    topics: dict[str, str] = {}
    for name in filter(None, _names(string)):
        topics.setdefault(fold(name), name)
    topics.pop("", None)
    return list(topics.values())


def string_from_topics(topics: Iterable[Named]) -> str:
    """The topics in one string, from which `topics_from_string` reads the same topics."""
    return ", ".join(_quoted(topic.name) for topic in topics)


def _tidied(one: str) -> str:
    tidied = bidi.closed(nfc(printable(one)))
    return "" if is_blank(tidied) else tidied


def shortened(text: str, room: int, length: Callable[[str], int] = len) -> str:
    """`text`, or as many of its first words, with … behind them, as have no more `length` than `room`.

    A first word that is too long itself is cut, though never between a letter and the signs on it.
    """
    if length(text) <= room:
        return text
    kept = ""
    for word in re.findall(r"\s*\S+", text):
        if length(f"{kept}{word}…") > room:
            break
        kept += word
    return f"{kept or _first_letters(text, room, length)}…"


def _names(string: str) -> Iterator[str]:
    for quoted, bare in _QUOTED_OR_BARE.findall(string):
        yield line(quoted.replace('""', '"') or bare)


def _quoted(name: str) -> str:
    if name.lstrip().startswith('"') or any(end in name for end in _ENDS_OF_TOPICS):
        return '"{}"'.format(name.replace('"', '""'))
    return name


def _with_ascii_digits(text: str) -> str:
    return _DIGIT_ELSEWHERE.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def _is_spoken(char: str) -> bool:
    """Whether a character is read aloud: a letter, a sign on it, a number or a currency; emoji are not."""
    category = unicodedata.category(char)
    return category[0] in "LMN" or category == "Sc"


def _cut(words: str, limit: int) -> str:
    """`words` up to the last hyphen that fits; a first word longer than `limit` is cut itself."""
    if len(words) <= limit:
        return words
    return words[: limit + 1].rpartition("-")[0] or words[:limit]


def _first_letters(text: str, room: int, length: Callable[[str], int]) -> str:
    kept = ""
    for place in range(1, len(text)):
        if unicodedata.category(text[place])[0] == "M" or text[place] in "\u200c\u200d":
            continue
        if length(f"{text[:place]}…") > room:
            break
        kept = text[:place]
    return kept
