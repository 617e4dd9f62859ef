"""What is copied out of a PDF is what was written, in every script a newsroom writes."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from statements.paper.operations import operations
from tests.cast import Clock, Newsroom

from .pages import letters, outside, printed, text
from .test_letter import claims_accessibility

TEXTS = {
    "en": "The Council’s “floor wage” — ₹26,000, or 40 % — office, first, affluent, Śrī Aurobindo, naïve.",
    "hi": "प्रधानमंत्री ने कहा कि श्रमिकों की स्थिति चिंताजनक है। क्षेत्र, ज्ञान, शृंखला, विद्यार्थी, कार्यकर्ता, ट्रैक्टर, "
    "उद्देश्य, हृदय, माँग, छूटता, ड्यूटी, अक्टूबर, व्हाट्सऐप, फुहारे, ठेका, कुएँ, ऊँचाई, (एमएसपी) ₹2,500 मिले।",
    "mr": "कामगारांच्या मागण्या, ळ, ऱ्हास, दर्‍या, कृषी, पाऊस, प्रत्येक जिल्ह्यात.",
    "bn": "শ্রমিকদের অবস্থা উদ্বেগজনক। ক্ষেত্র, বিদ্যার্থী, স্বাধীনতা, সংগ্রাম, কৃষক।",
    "pa": "ਮਜ਼ਦੂਰਾਂ ਦੀ ਤਨਖਾਹ, ਕੌਮੀ ਕੌਂਸਲ, ਸੰਘਰਸ਼, ਪਿੰਡ, ਹੱਕ।",
    "ta": "தொழிலாளர் ஊதியம், கொடுக்க வேண்டும், போராட்டம், ஒற்றுமை.",
    "te": "కార్మికుల వేతనాలు, స్వాతంత్ర్యం, శ్రామికులు, క్షేత్రం.",
    "or": "ଶ୍ରମିକଙ୍କ ମଜୁରୀ, ସ୍ଥିତି ଚିନ୍ତାଜନକ, କ୍ଷେତ୍ର, ବିଦ୍ୟାର୍ଥୀ।",
    "ur": "قومی کونسل نے کہا کہ مزدوروں کی حالت تشویشناک ہے۔ ہم مطالبہ کرتے ہیں",
}
BY_GLYPHS_ALONE = ["en", "hi", "mr", "bn", "pa", "ta", "te", "or"]  # from left to right
IN_CHROME = [
    language for language in TEXTS if language != "pa"
]  # it takes Gurmukhi's signs for right-to-left


def test_there_is_a_text_in_every_language_of_the_newsroom() -> None:
    assert set(TEXTS) == {code for code, _name in settings.CONTENT_LANGUAGES}


@pytest.mark.parametrize("language", TEXTS)
def test_every_letter_has_a_shape(language: str, newsroom: Newsroom, clock: Clock) -> None:
    words = TEXTS[language]
    pdf = printed(
        newsroom.public(language=language, headline=words, body=f"<p><b>{words}</b> {words}</p>"), clock
    )
    assert claims_accessibility(pdf)
    assert outside(pdf) == []


@pytest.mark.parametrize("language", IN_CHROME)
def test_words_are_copied_as_they_were_written(language: str, newsroom: Newsroom, clock: Clock) -> None:
    words = TEXTS[language]
    pdf = printed(newsroom.public(language=language, headline=words, body=f"<p>{words}</p>"), clock)
    copied = text(pdf).split()
    assert [word for word in words.split() if copied.count(word) < 2] == []


@pytest.mark.parametrize("language", BY_GLYPHS_ALONE)
def test_the_glyphs_alone_spell_the_words(language: str, newsroom: Newsroom, clock: Clock) -> None:
    words = TEXTS[language]
    pdf = printed(newsroom.public(language=language, headline=words, body=f"<p>{words}</p>"), clock)
    assert letters(pdf).count(re.sub(r"\s", "", words)) == 2


def test_a_passage_in_another_script_is_copied_with_its_blanks(newsroom: Newsroom, clock: Clock) -> None:
    hindi = "मज़दूरों की एकता ज़िंदाबाद"
    assert f"We say {hindi} here." in text(
        printed(newsroom.public(body=f"<p>We say {hindi} here.</p>"), clock)
    )


def test_english_alone_is_left_as_typst_wrote_it(newsroom: Newsroom, clock: Clock) -> None:
    pdf = printed(newsroom.public(headline="Wages", body="<p>Wages.</p>"), clock)
    assert b"pypdf" not in pdf
    assert b"Typst" in pdf


def test_a_line_is_read_operation_by_operation() -> None:
    piece = rb"""BT 0 Tr/f0 15.4 Tf 1 0 0 -1 27.6 0 Tm[(\000\001\(\))-28(a(b)c)<0A>]TJ
/Span<</ActualText<FEFF0930>>>BDC(\\)Tj
EMC
ET"""
    read = [(one.name, one.operands) for one in operations(piece)]
    assert read == [
        ("BT", []), ("Tr", [0.0]), ("Tf", ["f0", 15.4]), ("Tm", [1.0, 0.0, 0.0, -1.0, 27.6, 0.0]),
        ("TJ", [b"\x00\x01()", -28.0, b"a(b)c", b"\n"]), ("BDC", ["Span", "ActualText", b"\xfe\xff\x090"]),
        ("Tj", [b"\\"]), ("EMC", []), ("ET", []),
    ]  # fmt: skip
