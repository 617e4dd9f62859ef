"""Cuts a page of plain text into passages and says what each one is by its own look."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple


class Kind(Enum):
    """What a passage looks like before its neighbours are asked."""

    FURNITURE = auto()  # "Read more", page numbers, rules
    PLACE = auto()
    DATE = auto()
    LABEL = auto()  # "Press release"
    TITLE = auto()  # short, without a mark at its end
    ITEM = auto()  # bulleted or numbered
    CRY = auto()  # short, ending in ! or ?
    SENTENCE = auto()  # short, one sentence
    PROSE = auto()


LEADS = frozenset({Kind.PLACE, Kind.DATE, Kind.LABEL})
BODY = frozenset({Kind.ITEM, Kind.CRY, Kind.SENTENCE, Kind.PROSE})


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its number on the page (from 1), its text with runs of blanks made one."""

    number: int
    text: str


@dataclass(frozen=True)
class Passage:
    """A line, or the lines of one hard-wrapped paragraph put together, and its kind.

    `led` says that a place, date, label or piece of page furniture stands right before it.
    """

    kind: Kind
    lines: tuple[Line, ...]
    led: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def length(self) -> int:
        """In words."""
        return len(self.text.split())


_SHORT = 200  # characters; the longest headlines and single demands stay below, paragraphs seldom do
_MARGINS = range(40, 101)  # columns at which editors and mail programs break lines
_SLACK = 2  # columns; a line has grown shorter where two blanks were made one
_EDGES = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()) + "\u200b\u2060\ufeff"

_END = r"[\"'”’»)\]]*$"
_CRY = re.compile(rf"[!?؟]{_END}")
# The stop in "U.P." ends no sentence, nor does the one after "Com." or "Prof." begin a second.
_FULL_STOP = re.compile(rf"(?:(?<!\.[A-Z])\.|[।॥|۔…:]){_END}")
_SENTENCES = re.compile(r"[^\s.]{5}\. +\S|[।॥۔] +\S")
# An old convention: the first word of a text in capitals.
_OPENING = re.compile(
    r"(?:THE|AN|THIS|THESE|ALL|AS|AT|IN|ON|IT|WE|AFTER|AMID(?:ST)?|EVEN|WHEN|WHILE|WITH) [a-z]"
)
_ITEM_MARK = re.compile(r"(?:[•●▪■◦‣·*-]\s*|[–—]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)(?=\S)")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|जनवरी|फ\u093c?रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त"
    r"|सित(?:ं|म्)बर|अक्(?:टू|तू)बर|नव(?:ं|म्)बर|दिस(?:ं|म्)बर)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:\S{{1,9}}(?:day|वार),?\s+)?(?:(?:{_DAY}[\s-]+{_MONTH}|{_MONTH}\s+{_DAY})(?:,?[\s-]+\d{{4}})?"
    r"|\d{1,4}(?P<dot>[./-])\d{1,2}(?P=dot)\d{1,4})(?!\w)"
)
_DATED = re.compile(
    rf"(?:(?:posted|published|issued|updated|dated?|on|दिनांक|तिथि|प्रकाशित)[\s:,-]*)*{_DATE}[\s.,]*",
    re.IGNORECASE,
)
_TOWN = r"(?P<place>[^\W\d_][^\d:;(){}\[\]—–।!?]{1,40}?)"
_DATELINE = re.compile(rf"{_TOWN}\s*[,(|:—–-]\s*{_DATE}\)?\s*(?:[:.—–-]\s*|$)", re.IGNORECASE)
_PLACE_FIRST = re.compile(rf"{_TOWN}(?:\s*[:—–]|\s+-)\s")
_PLACES = re.compile(
    "agartala|ahmedabad|allahabad|amritsar|arrah|aurangabad|bangalore|bengaluru|bhilai|bhopal|bhubaneswar|bokaro"
    "|chandigarh|chennai|coimbatore|darbhanga|dehradun|delhi|dhanbad|gaya|ghaziabad|guwahati|gurgaon|hyderabad"
    "|imphal|indore|jaipur|jammu|jamshedpur|kanpur|kathmandu|kochi|kohima|kolkata|lucknow|ludhiana|madurai"
    "|mumbai|muzaffarpur|nagpur|nainital|new delhi|noida|panaji|patna|prayagraj|puducherry|pune|raipur|ranchi"
    "|shillong|shimla|siwan|srinagar|thiruvananthapuram|udaipur|varanasi|vijayawada|visakhapatnam"
    "|अमृतसर|अहमदाबाद|आगरा|आरा|इंदौर|इलाहाबाद|कानपुर|कोलकाता|गया|गुवाहाटी|चंडीगढ\u093c|चेन्नई|जमशेदपुर|जयपुर"
    "|जम्मू|दरभंगा|दिल्ली|देहरादून|धनबाद|नई दिल्ली|नयी दिल्ली|नागपुर|पटना|पुणे|प्रयागराज|बनारस|बेंगलुरु|भुवनेश्वर"
    "|भोपाल|मुंबई|मुजफ्फरपुर|रांची|रायपुर|लखनऊ|वाराणसी|शिमला|श्रीनगर|सीवान|हैदराबाद"
)
_LABEL = re.compile(
    r"(?:press|news|media) (?:statement|release|note|communiqu[eé])|statement|for immediate release"
    r"|resolution|(?:solidarity|condolence) (?:statement|message)|condolence|solidarity|obituary|open letter"
    r"|(?:प्रेस\s*)?(?:विज्ञप्ति|बयान|वक्तव्य|नोट)|प्रस्ताव|शोक संदेश|खुला पत्र|तत्काल प्रकाशनार्थ",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"[\W\d_]*(?:read (?:more|(?:the )?full statement)|continue reading|share|print|e-?mail|tweet|facebook"
    r"|twitter|whatsapp|telegram|pdf|download(?: pdf)?|home|next|previous|(?:older|newer) posts|load more"
    r"|back to top|statements|(?:press|news|latest) (?:statements|releases|notes|news)"
    r"|(?:और|आगे|पूरा) पढ\u093cें|(?:शेयर|साझा) करें)[\W\d_]*",
    re.IGNORECASE,
)


def is_visible(sign: str) -> bool:
    """Whether a character shows: neither white space nor a joiner or mark of no width."""
    return not sign.isspace() and unicodedata.category(sign) != "Cf"


def passages(text: str) -> list[Passage]:
    """Every line of `text` that is not blank, in its order and in exactly one passage."""
    found: list[Passage] = []
    for lines in _unwrapped(list(_visible_lines(text))):
        kind = _kind(" ".join(line.text for line in lines))
        led = bool(found) and found[-1].kind in LEADS | {Kind.FURNITURE}
        found.append(Passage(kind, tuple(lines), led))
    return found


def _visible_lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), 1):
        if any(map(is_visible, line)):
            yield Line(number, re.sub(r"\s{2,}|\t", " ", line).strip(_EDGES))


def _unwrapped(lines: list[Line]) -> list[list[Line]]:
    """Lines broken at a right margin put together again, where most of the page's lines are broken so.

    A line was broken there when the next line's first word had not fitted on it.
    """
    margin = max((width for line in lines if (width := _width(line.text)) in _MARGINS), default=0)
    running = [(a, b) for a, b in pairwise(lines) if _may_run_on(a, b)]
    broken = [(a, b) for a, b in running if _width(a.text) + 1 + _width(b.text.split()[0]) > margin - _SLACK]
    torn, loose = ([a for a, _ in pairs if not _is_ended(a.text)] for pairs in (broken, running))
    wrapped = margin and len(torn) >= max(3, 0.6 * len(loose))
    joins = {b.number for _, b in broken} if wrapped else set()
    paragraphs: list[list[Line]] = []
    for line in lines:
        if line.number in joins:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _may_run_on(line: Line, after: Line) -> bool:
    if after.number != line.number + 1 or is_item(after.text):
        return False
    return all(len(text) < _SHORT and _width(text) < _MARGINS.stop for text in (line.text, after.text))


def _width(text: str) -> int:
    """Columns: a vowel sign or accent takes none of its own."""
    return sum(not unicodedata.category(sign).startswith("M") for sign in text)


def _kind(text: str) -> Kind:
    text = unicodedata.normalize("NFC", text)
    return _lead(text) or (Kind.ITEM if is_item(text) else _sentence(text))


def _lead(text: str) -> Kind | None:
    if _DATED.fullmatch(text) or _is_dateline(text):
        return Kind.DATE
    if not any(sign.isalpha() for sign in text) or _FURNITURE.fullmatch(text):
        return Kind.FURNITURE
    if _LABEL.fullmatch(text.rstrip(" :.")):
        return Kind.LABEL
    return Kind.PLACE if _is_known(text) else None


def _sentence(text: str) -> Kind:
    if len(text) > _SHORT or _SENTENCES.search(text) or _OPENING.match(text):
        return Kind.PROSE
    if _CRY.search(text):
        return Kind.CRY
    return Kind.SENTENCE if _is_ended(text) or text[-1] in ",;" or text[0].islower() else Kind.TITLE


def _is_ended(text: str) -> bool:
    return bool(_FULL_STOP.search(text) or _CRY.search(text))


def is_item(text: str) -> bool:
    """Whether the text begins with a bullet or a number."""
    return bool(_ITEM_MARK.match(text))


def without_mark(text: str) -> str:
    """The text without the bullet or number before it, which the list will bring anew."""
    return _ITEM_MARK.sub("", text, count=1) if is_item(text) else text


def is_place_name(text: str) -> bool:
    """Whether the text can be the name of a town nobody listed here: a word, or two with capitals."""
    words = text.rstrip(" :.,").split()
    return all(word.isalpha() or not word.isascii() for word in words) and (
        len(words) == 1 or (len(words) == 2 and all(word[0].isupper() for word in words))
    )


def place_name(text: str) -> str:
    """The name on a place line, without the mark after it."""
    return text.rstrip(" :.,;—–-")


class RunIn(NamedTuple):
    """A dateline at the beginning of a paragraph: its place, its day as it is written, where it ends."""

    place: str
    day: str
    end: int


def run_in(text: str) -> RunIn | None:
    """The dateline a paragraph begins with ("PATNA, 12 March: …"), if it does."""
    dated, undated = _DATELINE.match(text), _PLACE_FIRST.match(text)
    if dated and (_is_known(dated["place"]) or _is_capitalised(dated["place"])):
        return RunIn(dated["place"], text[dated.end("place") : dated.end()].strip(" ,.(|):—–-"), dated.end())
    if undated and _is_known(undated["place"]):
        return RunIn(undated["place"], "", undated.end())
    return None


def run_in_place(text: str) -> str:
    """The place of that dateline, or nothing."""
    found = run_in(text)
    return found.place if found else ""


def _is_dateline(text: str) -> bool:
    match = _DATELINE.fullmatch(text)
    return match is not None and (_is_known(match["place"]) or len(match["place"].split()) == 1)


def _is_known(text: str) -> bool:
    name = unicodedata.normalize("NFC", place_name(text)).casefold()
    return bool(_PLACES.fullmatch(name.split(",")[0])) and len(name.split()) <= 3


def _is_capitalised(place: str) -> bool:
    """Three words at most, none in lower case, no weekday: "On Monday, 12 March: …" names no place."""
    words = place.split()
    return len(words) <= 3 and not any(word[0].islower() or word.endswith(("day", "वार")) for word in words)
