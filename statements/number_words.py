"""The words of English and Hindi for numbers, their scales, months and per cent, by their folded spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from . import text

Value = TypeVar("Value")

_NUKTA = "\u093c"  # फ़रवरी is also written फरवरी


def folded(word: str) -> str:
    """The form in which two spellings of a word are the same: folded, and without the dot below."""
    return text.fold(word).replace(_NUKTA, "")


def _by_spelling(spellings: Mapping[str, Value]) -> dict[str, Value]:
    """Each spelling by itself; those of one value stand in one string, parted by blanks."""
    return {folded(word): value for words, value in spellings.items() for word in words.split()}


def _counted(rows: Iterable[str], start: int) -> dict[str, int]:
    return {words: number for number, words in enumerate(rows, start)}


_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
# From one to ninety-nine; every Hindi number is a word of its own, and many have two spellings.
_HINDI = """
एक | दो | तीन | चार | पाँच | छह छः छ छै | सात | आठ | नौ | दस | ग्यारह | बारह | तेरह | चौदह | पंद्रह | सोलह
| सत्रह सतरह | अठारह अट्ठारह | उन्नीस | बीस | इक्कीस | बाईस बाइस | तेईस तेइस | चौबीस | पच्चीस | छब्बीस
| सत्ताईस सत्ताइस | अट्ठाईस अट्ठाइस अठाईस अठाइस | उनतीस उन्तीस | तीस | इकतीस इकत्तीस | बत्तीस | तैंतीस तेंतीस
| चौंतीस | पैंतीस | छत्तीस | सैंतीस | अड़तीस | उनतालीस उन्तालीस | चालीस | इकतालीस | बयालीस बियालीस
| तैंतालीस | चवालीस चौवालीस | पैंतालीस | छियालीस | सैंतालीस | अड़तालीस | उनचास उन्चास | पचास | इक्यावन | बावन
| तिरपन तिरेपन | चौवन चव्वन | पचपन | छप्पन | सत्तावन | अट्ठावन अठावन | उनसठ | साठ | इकसठ | बासठ
| तिरसठ तिरेसठ | चौंसठ चौसठ | पैंसठ | छियासठ | सड़सठ | अड़सठ | उनहत्तर | सत्तर | इकहत्तर | बहत्तर
| तिहत्तर | चौहत्तर | पचहत्तर | छिहत्तर | सतहत्तर | अठहत्तर | उन्यासी उनासी | अस्सी | इक्यासी | बयासी
| तिरासी | चौरासी | पचासी | छियासी | सत्तासी | अट्ठासी अठासी | नवासी | नब्बे | इक्यानवे इक्यानबे
| बानवे बानबे | तिरानवे तिरानबे | चौरानवे चौरानबे | पचानवे पंचानवे पंचानबे | छियानवे छियानबे
| सत्तानवे सत्तानबे | अट्ठानवे अठानवे अट्ठानबे | निन्यानवे निन्यानबे
"""

TENS = {folded(word): Decimal(10 * place) for place, word in enumerate(_TENS.split(), 2)}
NUMBERS: dict[str, Decimal] = {
    **{word: Decimal(number) for word, number in _by_spelling(_counted(_ENGLISH.split(), 1)).items()},
    **{word: Decimal(number) for word, number in _by_spelling(_counted(_HINDI.split("|"), 1)).items()},
    **TENS,
    **_by_spelling({"डेढ़": Decimal("1.5"), "ढाई अढ़ाई": Decimal("2.5")}),
}
# Said before a number: साढ़े तीन is three and a half, पौने दो is two less a quarter.
FRACTIONS: dict[str, Decimal] = _by_spelling(
    {"साढ़े": Decimal("0.5"), "पौने": Decimal("-0.25"), "सवा": Decimal("0.25")}
)
SCALES: dict[str, Decimal] = {
    word: Decimal(scale)
    for word, scale in _by_spelling(
        {
            "dozen दर्जन": 12,
            "hundred सौ": 100,
            "thousand हज़ार": 1_000,
            "lakh lakhs lac lacs लाख": 100_000,
            "million mn मिलियन": 1_000_000,
            "crore crores cr करोड़": 10_000_000,
            "billion bn अरब": 1_000_000_000,
        }
    ).items()
}
MONTHS: dict[str, int] = _by_spelling(
    {
        "january jan जनवरी": 1,
        "february feb फ़रवरी": 2,
        "march mar मार्च": 3,
        "april apr अप्रैल": 4,
        "may मई": 5,
        "june jun जून": 6,
        "july jul जुलाई": 7,
        "august aug अगस्त": 8,
        "september sept sep सितंबर सितम्बर": 9,
        "october oct अक्टूबर अक्तूबर": 10,
        "november nov नवंबर नवम्बर": 11,
        "december dec दिसंबर दिसम्बर": 12,
    }
)
PERCENT = {folded(word) for word in "% percent percentage प्रतिशत फ़ीसदी फ़ीसद".split()}
ORDINALS = {folded(word) for word in "st nd rd th वें वीं वाँ वां".split()}
