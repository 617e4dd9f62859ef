"""Writes words of Indian scripts in Latin letters as the press does: मज़दूर दिवस becomes "mazdoor divas".

The scripts stand in Unicode in one order, 128 places each, so one table for Devanagari serves them all.
What none of them writes is the vowel "a" inside each consonant. Hindi and its neighbours leave it unspoken at
the end of a word and between two syllables ("schwa deletion"); the rules below follow that as far as letters
alone can tell. Odia and the languages of the south speak it everywhere.
"""

import re

_OPEN_A = "ə"  # the unwritten vowel, while it is open whether it is spoken
_DOT = "\u093c"
_MUTE = "\u094d"
_SIGN = "\u093a\u093b\u093e-\u094c\u094e\u094f\u0955-\u0957\u0962\u0963"
_CONSONANT = "[क-ह\u0958-\u095f]"
_VOWEL = f"[a{_OPEN_A}{_SIGN}\u0904-\u0914\u0960\u0961]"

# Letters that do not stand where their sister in Devanagari does.
_STRAY = {
    "ং": "ङ्", "ৎ": "त्", "ৰ": "र", "ৱ": "व", "ੰ": "ं", "ੱ": "", "ੲ": "", "ੳ": "", "ୱ": "व",
    "ൺ": "ण्", "ൻ": "न्", "ർ": "र्", "ൽ": "ल्", "ൾ": "ळ्", "ൿ": "क्",
}  # fmt: skip
_DOTTED = {f"{base}{_DOT}": chr(0x0958 + place) for place, base in enumerate("कखगजडढफय")}
_FIRST_SPEAKING_A = "\u0b00"  # Odia; Tamil, Telugu, Kannada and Malayalam stand behind it

_TABLE = """
    क k ख kh ग g घ gh ङ ng च ch छ chh ज j झ jh ञ n ट t ठ th ड d ढ dh ण n त t थ th द d ध dh न n ऩ n
    प p फ ph ब b भ bh म m य y र r ऱ r ल l ळ l ऴ zh व v श sh ष sh स s ह h
    \u0958 q \u0959 kh \u095a g \u095b z \u095c d \u095d rh \u095e f \u095f y
    अ a आ a इ i ई i उ u ऊ u ऋ ri ॠ ri ऌ li ऍ e ऎ e ए e ऐ ai ऑ o ऒ o ओ o औ au ॐ om
    \u093e a \u093f i \u0940 i \u0941 u \u0942 u \u0943 ri \u0944 ri
    \u0945 e \u0946 e \u0947 e \u0948 ai \u0949 o \u094a o \u094b o \u094c au \u0901 n \u0902 n
"""
_LATIN = str.maketrans(
    dict(zip(_TABLE.split()[::2], _TABLE.split()[1::2], strict=True))
    | dict.fromkeys(("ः", "ऽ", _DOT), "")
    | {_OPEN_A: "a"}
)

_SPOKEN = re.compile(
    rf"{_OPEN_A}(?=र{_OPEN_A}ण|{_CONSONANT}[िु]$)"  # "jagaran", "anumati"
    rf"|(?<=स){_OPEN_A}(?=भा)"  # "loksabha"
)
_UNSPOKEN_AT_THE_END = re.compile(
    rf"(?<={_VOWEL}{_CONSONANT})(?<![िी]य){_OPEN_A}$"  # "kisan", but "kendriya"
    rf"|(?<=[ंँ]{_CONSONANT}){_OPEN_A}$"  # "sangh"
    rf"|(?<={_CONSONANT}{{2}})(?<![यरलवन]){_OPEN_A}$"  # "dharm", but "rashtra", "satya", "vishwa"
)
_UNSPOKEN_INSIDE = re.compile(rf"(.*{_VOWEL}{_CONSONANT}){_OPEN_A}(?={_CONSONANT}{_VOWEL})")  # "jan(a)ta"
_SOUNDS = [
    ("जञ", "गय"),  # "gyan"
    ("(?<=[तथदधशस])व", "w"),  # "swaraj"
    ("ें$", "ein"),  # "mein"
    ("ः$", "h"),
    (rf"[ईी](?=[ंँ]?{_CONSONANT}$)", "ee"),  # "zameen", but "niti"
    (rf"[ऊू](?=[ंँ]?{_CONSONANT}$)", "oo"),  # "mazdoor", but "bhumi"
    (rf"[ंँ](?=[प-म])|(?<=स{_OPEN_A})ं(?=व)", "m"),  # "sampadak", "samvidhan"
]


def romanised(word: str) -> str:
    """One word of an Indian script (NFC) in small ASCII letters; other characters stay as they are."""
    speaks_every_a = max(word, default="") >= _FIRST_SPEAKING_A
    sounds = _sounds("".join(map(_sister, word)))
    sounds = re.sub("ं$", "m", sounds) if speaks_every_a else _without_unspoken(sounds)
    for pattern, sound in _SOUNDS:
        sounds = re.sub(pattern, sound, sounds)
    return sounds.translate(_LATIN)


def _sister(letter: str) -> str:
    """The letter of Devanagari that stands in the same place of its script."""
    if letter in _STRAY:
        return _STRAY[letter]
    return chr(0x0900 + ord(letter) % 0x80) if "\u0980" <= letter <= "\u0d7f" else letter


def _sounds(word: str) -> str:
    """A word in Devanagari with each unwritten vowel written."""
    for pair, letter in _DOTTED.items():
        word = word.replace(pair, letter)
    return re.sub(f"({_CONSONANT}{_DOT}?)(?![{_SIGN}{_MUTE}])", rf"\1{_OPEN_A}", word).replace(_MUTE, "")


def _without_unspoken(word: str) -> str:
    word = _UNSPOKEN_AT_THE_END.sub("", _SPOKEN.sub("a", word))
    # From the right, one at a time: each vowel that goes makes a cluster that saves the one before it.
    while match := _UNSPOKEN_INSIDE.match(word):
        word = match[1] + word[match.end() :]
    return word
