"""How a word sounds, by letters: alike for किसान, kisan and kisaan, and nearly so for a slip of the pen.

Words of Indian scripts are written in Latin letters first (`statements.indic`), then what the press spells in
several ways is spelt in one: z as j, w as v, ph and f as p, sh as s, aa as a.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from statements.indic import romanised

SHORTEST, LONGEST = 3, 30  # letters of a word that has a sound
LONGEST_KEY = 20
_INDIC, _LATIN = re.compile("[\u0900-\u0d7f]+"), re.compile("[a-z\u00df-\u024f]+")
_SPELT_IN_ONE_WAY = [
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("chh|ch", "C"), ("ck|q|kh", "k"), ("c(?=[eiy])", "s"), ("c", "k"), ("C", "c"), ("sh", "s"),
        ("gh", "g"), ("jh|z", "j"), ("th", "t"), ("dh", "d"), ("ph|f", "p"), ("bh", "b"), ("w", "v"),
        ("x", "ks"), ("m(?=[pbv])", "n"), ("ee", "i"), ("oo", "u"), ("(?<=.)y(?![aeiou])", "i"),
        (r"(.)\1+", r"\1"),
    )
]  # fmt: skip
_VOWELS = re.compile("[aeiouy]")
_SOUNDS = "bcdghjklmnprstv"


@lru_cache(maxsize=100_000)
def sound(token: str) -> str:
    """A word (a token) as it sounds, in small Latin letters; empty for what is no word of these scripts."""
    if not SHORTEST <= len(token) <= LONGEST or not (_INDIC.fullmatch(token) or _LATIN.fullmatch(token)):
        return ""
    sounds = re.sub("[^a-z]", "", anyascii(romanised(token)).lower())
    for pattern, letter in _SPELT_IN_ONE_WAY:
        sounds = pattern.sub(letter, sounds)
    return sounds


def key(sounds: str) -> str:
    """Under what a sound is found: its consonants, and a vowel it begins with; empty for less than two."""
    first, others = sounds[:1], _VOWELS.sub("", sounds[1:])
    told = re.sub(r"(.)\1+", r"\1", f"{'a' if _VOWELS.match(first) else first}{others}")[:LONGEST_KEY]
    return told if len(told) > 1 else ""


def near(one: str) -> set[str]:
    """The keys that differ from this by one sound, left out, put in, another, or in the other order."""
    cut = [(one[:place], one[place:]) for place in range(len(one) + 1)]
    left_out = {before + after[1:] for before, after in cut if after}
    turned = {before + after[1] + after[0] + after[2:] for before, after in cut if len(after) > 1}
    other = {before + sound + after[1:] for before, after in cut if after for sound in _SOUNDS}
    put_in = {before + sound + after for before, after in cut for sound in _SOUNDS}
    return (left_out | turned | other | put_in) - {one}


def distance(one: str, other: str) -> int:
    """How many letters are left out, put in, others, or in the other order (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]
