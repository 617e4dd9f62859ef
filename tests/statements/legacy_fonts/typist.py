"""Types Unicode Hindi on the keyboard of Kruti Dev 010, as a typist of old does."""

from __future__ import annotations

import re

WHOLE = {
    "क": "d", "ख": "[k", "ग": "x", "घ": "?k", "ङ": "³", "च": "p", "छ": "N", "ज": "t", "झ": ">", "ञ": "¥",
    "ट": "V", "ठ": "B", "ड": "M", "ढ": "<", "ण": ".k", "त": "r", "थ": "Fk", "द": "n", "ध": "/k", "न": "u",
    "प": "i", "फ": "Q", "ब": "c", "भ": "Hk", "म": "e", "य": ";", "र": "j", "ल": "y", "व": "o", "श": "'k",
    "ष": '"k', "स": "l", "ह": "g", "ळ": "G",
}  # fmt: skip
HALF = {
    "क": "D", "ख": "[", "ग": "X", "घ": "?", "च": "P", "ज": "T", "झ": "÷", "ण": ".", "त": "R", "थ": "F",
    "ध": "/", "न": "U", "प": "I", "फ": "¶", "ब": "C", "भ": "H", "म": "E", "य": "¸", "ल": "Y", "व": "O",
    "श": "'", "ष": '"', "स": "L", "ह": "º",
}  # fmt: skip
JOINED = {
    "क्ष": "{k", "त्र": "=", "ज्ञ": "K", "श्र": "J", "द्य": "|", "द्व": "}", "द्ध": ")", "क्र": "Ø", "द्र": "æ",
    "प्र": "iz", "त्त": "Ùk", "ट्ट": "ê", "ट्ठ": "ë", "ह्म": "ã", "ह्न": "à", "ह्य": "á", "न्न": "é",
}  # fmt: skip
SIGNS = {
    "ा": "k", "ि": "f", "ी": "h", "ु": "q", "ू": "w", "ृ": "`", "े": "s", "ै": "S", "ो": "ks", "ौ": "kS", "ॉ": "‚",
    "ं": "a", "ँ": "¡", "ः": "%",
}  # fmt: skip
VOWELS = {
    "अ": "v", "आ": "vk", "इ": "b", "ई": "bZ", "उ": "m", "ऊ": "Å", "ऋ": "_", "ए": ",", "ऐ": ",s", "ओ": "vks",
    "औ": "vkS", "ऑ": "v‚",
}  # fmt: skip
POINTS = {"।": "A", ".": "-", ",": "]", "-": "&", "?": "\\", "(": "¼", ")": "½", "‘": "^", "’": "*", "“": "Þ",
          "”": "ß", ";": "(", ":": "%"}  # fmt: skip
LETTER = "[क-हळ]़?"
SYLLABLE = re.compile(f"(र्(?={LETTER}))?({LETTER}(?:्{LETTER})*)(्?)([ा-ौॉ]?)([ंँः]?)")


def typed(unicode: str) -> str:
    """What the typist strikes for a text."""
    keys, done = "", 0
    for syllable in SYLLABLE.finditer(unicode):
        keys += _others(unicode[done : syllable.start()]) + _syllable(*syllable.groups())
        done = syllable.end()
    return keys + _others(unicode[done:])


def _others(signs: str) -> str:
    return "".join({**VOWELS, **SIGNS, **POINTS}.get(sign, sign) for sign in signs)


def _syllable(reph: str | None, cluster: str, halant: str, vowel: str, above: str) -> str:
    keys = _cluster(cluster) + ("~" if halant else "")
    keys = f"f{keys}" if vowel == "ि" else keys + SIGNS.get(vowel, "")
    return keys + ("Z" if reph else "") + SIGNS.get(above, "")


def _cluster(letters: str) -> str:
    for joined, keys in JOINED.items():
        if letters.startswith(joined):
            rest = letters.removeprefix(joined)
            if not rest:
                return keys
    first, virama, rest = letters.partition("्")
    if not virama:
        return WHOLE[first[0]] + ("+" if first.endswith("़") else "")
    if rest == "र":
        return _cluster(first) + ("ª" if first[0] in "टडढछ" else "z")
    half = HALF.get(first[0])
    dot = "+" if first.endswith("़") else ""
    return (f"{half}{dot}" if half else f"{WHOLE[first[0]]}{dot}~") + _cluster(rest)
