"""What a text is cut into: the same tokens for the index, for a query, and for marking what was found.

Both databases index these very tokens, so that they cannot disagree: their own stemmers and their own ideas
of what a letter is never see a text.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

import snowballstemmer

from statements import text

LONGEST = 60  # characters of a token; both databases bound theirs by bytes


def _marks() -> str:
    """All combining marks as ranges of a character class: vowel signs are marks, and `\\w` lacks them."""
    codes = (code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M")
    runs = groupby(enumerate(codes), lambda pair: pair[1] - pair[0])
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for _offset, run in ((k, list(g)) for k, g in runs))


_LETTERS = rf"\w{_marks()}\ue000-\uf8ff"  # letters, digits, marks, what a font may have of its own, and _
_WORD = re.compile(f"[{_LETTERS}]+")  # of text without _; one class is read several times as fast as two
_SEEN_OR_NOT = f"[{_LETTERS}{text.UNSEEN}]"
# A word as it is written: with apostrophes, joiners and soft hyphens inside it; of text without _ as well.
WRITTEN = re.compile(f"{_SEEN_OR_NOT}+(?:['’‘ʼ.,](?=[{_LETTERS}]){_SEEN_OR_NOT}+)*")
_DOTTED = re.compile(r"\.[^\W\d_]\.")  # every acronym holds it, and it is looked for faster
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d)")
_NUKTA = "\u093c"  # मज़दूर is as often written मजदूर
_NASAL = re.compile("न्(?=[शस])")  # पेंशन and इंसान are also written पेन्शन and इन्सान
_DEVANAGARI = re.compile("[\u0900-\u097f]+")
_LATIN = re.compile("[a-z\u00df-\u024f]+")

_STEMMERS = {"hi": snowballstemmer.stemmer("hindi"), "en": snowballstemmer.stemmer("english")}


def tokens(written: str) -> list[str]:
    """The tokens of a text in order, none of them stemmed: folded, without signs, letters and digits apart.

    A nukta is dropped, a possessive 's too, पेन्शन is पेंशन; M.S.P. is msp, and 1,00,000 is 100000.
    """
    folded = _NASAL.sub("ं", text.fold(written).replace(_NUKTA, ""))
    if _DOTTED.search(folded):
        folded = _ACRONYM.sub(lambda match: match[0].replace(".", ""), folded)
    folded = _THOUSANDS.sub("", _POSSESSIVE.sub("", folded)).replace("'", "").replace("_", " ")
    return [sys.intern(token[:LONGEST]) for token in _WORD.findall(folded)]


@lru_cache(maxsize=300_000)
def stem(token: str) -> str:
    """What the forms of a word share; by its script, so that a query need not say its language."""
    if _DEVANAGARI.fullmatch(token):
        return sys.intern(_STEMMERS["hi"].stemWord(token) or token)
    if _LATIN.fullmatch(token):
        return sys.intern(_STEMMERS["en"].stemWord(token) or token)
    return token


def stems(told: Iterable[str]) -> list[str]:
    """The stems of tokens in order, without the words that stand in every text."""
    return [stem(token) for token in told if token not in STOP_WORDS]


def _listed(words: str) -> frozenset[str]:
    return frozenset(token for word in words.split() for token in tokens(word))


STOP_WORDS = _listed(
    """a an and are as at be been but by for from had has have he her his i in into is it its me my no nor
    not of on or our she so such than that the their them then there these they this those to us was we were
    what when which while who whom whose will with would you your
    का के की को में से पर ने है हैं था थे थी हो हूँ और या तथा एवं कि जो यह ये वह वे इस उस इन उन एक भी ही तो
    तक लिए लिये अपने अपना अपनी कर किया करने करना करते करता करती गया गई गए जा रहा रहे रही होना होने हुआ हुई हुए
    द्वारा साथ जैसे इसके उसके उनके जिस जिसके कोई कुछ सभी हम आप मैं न नहीं ना"""
)
