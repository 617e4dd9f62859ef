"""Hindi typed for Kruti Dev is told from English, from Unicode and from everything else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from statements import prose
from statements.legacy_fonts import (
    converted,
    in_legacy_font,
    looks_legacy,
    names_legacy_font,
    read,
    to_unicode,
)
from tests.environment import ROOT

from .typist import typed

ENGLISH = [
    "The council demands that wages of the gauze mill be paid by Friday; workers waited nine weeks.",
    "We ask the booksellers, weeks later, and/or their kin to 'keep' the kickback records.",
    "USA, NZ and Oz: e.g. O'Kelly's \"kept\" books, thanks!",
    "us us us A A dj DJ ls ij",
    "SELECT id FROM t WHERE x|y AND {k} = 'k'; git log --oneline | head -5",
    "Mazdooron ki maang hai ki vetan badhaya jaye aur sabhi ko kaam mile.",
    "https://council.example/a;b?c=d&kkk=1 press@council.example +91 11 2345 6789",
    "f(x) = {k | k > 0}; x; y; z",
    "", "   ", "12 345", "A", "gS",
]  # fmt: skip


def texts() -> Iterator[str]:
    """Every text of the demo newsroom, paragraph by paragraph."""
    for path in sorted((ROOT / "statements/demo/texts").glob("*.json")):
        yield from filter(None, _strings(json.loads(path.read_text(encoding="utf-8"))))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from (prose.plain(value) if "<" in value else value).split("\n")
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


HINDI = [text for text in texts() if re.search("[\u0900-\u097f]", text) and not re.search("[A-Za-z]", text)]
OTHERS = [text for text in texts() if not re.search("[\u0900-\u097f]", text)]


def test_there_is_something_to_try_on() -> None:
    assert len(HINDI) > 50
    assert len(OTHERS) > 500


def test_hindi_typed_on_the_old_keyboard_is_read_as_it_was_meant() -> None:
    read_back = {text: to_unicode(typed(text)) for text in HINDI}
    assert {text: back for text, back in read_back.items() if back != text} == {}


def test_sentences_typed_on_the_old_keyboard_are_recognised() -> None:
    sentences = [text for text in HINDI if len(text.split()) >= 6]
    missed = [text for text in sentences if not looks_legacy(typed(text))]
    assert len(missed) * 100 <= len(sentences), missed


@pytest.mark.parametrize("text", ENGLISH)
def test_english_and_the_like_are_never_recognised(text: str) -> None:
    assert not looks_legacy(text)
    assert read(text) == text


def test_no_text_of_the_newsroom_is_recognised() -> None:
    assert [text for text in OTHERS if looks_legacy(text) or looks_legacy(text, is_named=True)] == []
    assert [text for text in HINDI if looks_legacy(text)] == []


def test_only_passages_in_the_old_font_are_read_and_the_rest_stays_byte_for_byte() -> None:
    html = (
        '<h2>Press note</h2>\n<p>etnwjksa dh <strong>ekaxsa</strong> ekuh tk,a &amp; la?k"kZ gksxkA</p>\n'
        '<p>See <a href="https://council.example/?a=1&amp;b=2" rel="noopener noreferrer">ours</a>.</p>\n'
        "<p>मज़दूर एकता</p>"
    )
    assert in_legacy_font(html)
    assert converted(html) == (
        "<h2>Press note</h2>\n<p>मजदूरों की <strong>मांगें</strong> मानी जाएं - संघर्ष होगा।</p>\n"
        '<p>See <a href="https://council.example/?a=1&amp;b=2" rel="noopener noreferrer">ours</a>.</p>\n'
        "<p>मज़दूर एकता</p>"
    )
    assert not in_legacy_font(converted(html))


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<p style=\"font-family:'Kruti Dev 010'\">Hkkjr</p>", True),
        ('<font face="DevLys 010" size=4>Hkkjr</font>', True),
        ("<span style='mso-bidi-font-size:10pt;font-family:\"Kruti Dev 010\",serif'>Hkkjr</span>", True),
        ('<p style="font-family:Mangal">भारत</p>', False),
        ("<p>We used Kruti Dev for years.</p>", False),
    ],
)
def test_a_font_that_is_named_is_heard(html: str, names: bool) -> None:
    assert names_legacy_font(html) == names


def test_where_the_font_is_named_less_is_enough() -> None:
    assert not looks_legacy("Hkkjr can")
    assert looks_legacy("Hkkjr can", is_named=True)
    assert not looks_legacy("We used it for years.", is_named=True)
