"""Tells text typed for Kruti Dev from other text by its words, where the font itself is lost."""

from __future__ import annotations

import re

from .setting import to_unicode

# Words of every Hindi sentence as this font has them, those aside that are words of English too.
_SMALL_WORDS = frozenset(
    """
    gS gSa Fkk Fks Fkh gks gksxk gksxh gksaxs gksus gqvk gq, gqbZ ds dh dk dks esa ij rd fd vkSj ;k Hkh gh
    ugha ;g og bl ml bu mu ,d nks ,sls tSls rFkk ,oa fy, fy;k x;k x;h xbZ x, djus djrs djrk djuk djsa
    djsaxs fd;k fd, dj fn;k fn, jgk jgs jgh tks tc rks vki viuh vius viuk lHkh lkFk ckn okys okyh okyk dgk
    lkeus vUrxZr mUgksaus blds mlds muds mlh blh fdlh dksbZ dqN D;k D;ksa ge gj gekjh gekjs gekjk vc fnu
    fnuksa lky eghus tk, tk,a tkrk tkrh tkrs yksx yksxksa ljdkj etnwj etnwjksa dkexkj fdlku fdlkuksa
    """.split()
)
_ENGLISH = frozenset(
    "the of and to in is for that was on with by are from at it as be this have has not".split()
)
# Inside words of no other language: letters and signs that only here stand together.
_SHAPE = re.compile(
    r"[a-zA-Z;]?(?:\[k|\?k|\{k)|\b/k|\w[\"'/.]k|'k[a-zA-Z]{2}|[a-zA-Z,];|;[a-zA-Z]|[a-z]Z|kk|kS|[HF]k|[a-z,]A\Z|,[a¡]|"
    r"[A-Za-z][ØæçÙªîÁÝº|}{`~+][a-zA-Z]?"
)
_EDGES = "A]-(¼½ÞßÞ^*&@\\%"
_OTHER = re.compile("://|@.*\\.|[\u0900-\u097f]")

_CONSONANT = "[क-हऱळ]़?"
_SYLLABLE = f"(?:{_CONSONANT}्)*{_CONSONANT}(?:्|[ा-ौॅॉ]?)[ंँः]?|[अ-औॠऋऑ][ंँः]?"
_WORD = re.compile(f"(?:{_SYLLABLE})+")
_PARTS = re.compile("[\u0900-\u0963\u0970-\u097f]+|[A-Za-z]+")


def looks_legacy(typed: str, *, is_named: bool = False) -> bool:
    """Whether this passage seems to be typed for Kruti Dev; `is_named`: where it came from names the font."""
    words = [word for word in typed.split() if re.search("[A-Za-z]", word) and not _OTHER.search(word)]
    if not words:
        return False
    told = sum(_tells(word) for word in words)
    english = sum(word.strip(".,;:!?()\"'").lower() in _ENGLISH for word in words)
    enough = told >= 1 if is_named else told >= 2 and told >= len(words) * 0.25
    return enough and english <= len(words) * 0.1 and _reads_well(words)


def _tells(word: str) -> bool:
    return word in _SMALL_WORDS or word.strip(_EDGES) in _SMALL_WORDS or bool(_SHAPE.search(word))


def _reads_well(words: list[str]) -> bool:
    """Whether four of five words become such as can be spoken."""
    parts = [part for word in words for part in _PARTS.findall(to_unicode(word))]
    return sum(bool(_WORD.fullmatch(part)) for part in parts) >= len(parts) * 0.8
