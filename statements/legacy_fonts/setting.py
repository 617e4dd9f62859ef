"""Reads text typed for Kruti Dev 010 as Unicode: signs become letters, in the order of speech."""

from __future__ import annotations

import re
from collections.abc import Callable

from statements import text

from .signs import REPH, SHORT_I, SIGNS

_LATIN = r"https?://\S+|www\.\S+|[\w.-]+@[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|in|gov|edu|example)\b"
# Between figures, and with blanks round them, these are what they look like.
_PLAIN = r"(?<=[0-9])[.,/:](?=[0-9])|(?<![^\s])[–—…](?![^\s])"
_KEPT = re.compile(f"{_LATIN}|{_PLAIN}")

_LETTER = "[क-हऱळ]़?"
_CLUSTER = f"{_LETTER}(?:्{_LETTER})*"
_SIGNS_ABOVE = "[ा-ौॅॉंँ]*"

# In this order; each is true of how Devanagari is written, whoever typed it.
_ORDER: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile("([्ा-ौॅॉ]+)़"), r"़\1"),  # the dot belongs to the letter
    (re.compile("([ंँ])([ा-ौॅॉ]+)"), r"\2\1"),  # the dots above come last
    (re.compile("्ा"), ""),  # a half letter and its stroke
    (re.compile("([ा-ौॅॉंँ़])\\1+"), r"\1"),
    (re.compile("्र्र"), "्र"),
    (re.compile("ाे"), "ो"),
    (re.compile("ाै"), "ौ"),
    (re.compile("ा[ॅॉ]"), "ॉ"),
    (re.compile("ा(?=[ीुूृ])"), ""),  # the stroke of a letter that has one
    (re.compile("अ([ाोौॉ])"), lambda vowel: {"ा": "आ", "ो": "ओ", "ौ": "औ", "ॉ": "ऑ"}[vowel[1]]),
    (re.compile("एे"), "ऐ"),
    (re.compile(f"इ{REPH}"), "ई"),
    (re.compile(f"{SHORT_I}(ं?)({_CLUSTER})"), r"\2ि\1"),
    (re.compile(f"({_CLUSTER})({_SIGNS_ABOVE}){REPH}"), r"र्\1\2"),
    (re.compile("([ंँ])([ा-ौॅॉ]+)"), r"\2\1"),
    (re.compile(SHORT_I), "ि"),
    (re.compile(REPH), "र्"),
]
# The sign of ः is that of a colon: mid-word, and behind these, it is spoken.
_COLON = re.compile(r"(?<![\u0900-\u097f])ः|ः(?![\u0900-\u097f])")
_SPOKEN = re.compile(
    r"(?:\bअतः|स्वतः|भवतः|न्ततः|ंततः|ख्यतः|न्यतः|षतः|स्तुतः|र्णतः|मूलतः|फलतः|शतः|मशः|पुनः|प्रायः|\bछः|नमः)\Z"
)


def to_unicode(typed: str) -> str:
    """What is read where `typed` is shown in Kruti Dev 010; addresses of the net stay as they are."""
    kept = _KEPT.finditer(typed)
    written, done = "", 0
    for piece in kept:
        written += _read(typed[done : piece.start()]) + piece[0]
        done = piece.end()
    return text.nfc(written + _read(typed[done:]))


def _read(typed: str) -> str:
    written = "".join(SIGNS.get(sign, sign) for sign in typed)
    for form, instead in _ORDER:
        written = form.sub(instead, written)
    return _COLON.sub(_colon, written)


def _colon(sign: re.Match[str]) -> str:
    return "ः" if _SPOKEN.search(sign.string, max(0, sign.start() - 6), sign.end()) else ":"
