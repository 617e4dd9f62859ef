"""Plain text: comparing, addresses, topics in one line."""

import re
import time
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from statements.text import (
    fold,
    is_blank,
    line,
    lines,
    shortened,
    slug,
    string_from_topics,
    topics_from_string,
)

SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@dataclass
class Tag:
    name: str


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe\u0301"),
        ("मज़दूर", "म\u095bदूर"),
        ("हड़ताल", "ह\u095cताल"),
        ("क्\u200dषेत्र", "क्षेत्र"),
        ("नहीं\u200c", "नहीं"),
        ("\ufeffBihar", "Bihar"),
        ("compen\u00adsation", "compensation"),
        ("\u202aSEWA\u202c", "sewa"),
        ("२०२४", "2024"),
        ("২০২৪", "2024"),
        ("٢٠٢٤", "2024"),
        ("‘Not one step’", "'not one step'"),
        ("“एकता”", '"एकता"'),
        ("COVID‑19", "covid-19"),
        ("2014–2024", "2014-2024"),
        ("STRASSE", "straße"),
        ("  May \u00a0 Day\n", "may day"),
        ("माँग", "मांग"),
        ("हिन्दी", "हिंदी"),
        ("सम्पादक", "संपादक"),
    ],
)
def test_what_readers_take_for_the_same_compares_as_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("दिन", "दान"), ("मज़दूर", "मजदूर"), ("न्याय", "नंयाय"), ("wage", "wages"), ("a b", "ab")]
)
def test_what_differs_in_writing_compares_as_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
@example("\u0345\u0301ΐ")
@example("İ ﬁ ŉ")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("headline", "address"),
    [
        ("Statement on the Bihar Elections", "statement-on-the-bihar-elections"),
        ("Workers’ rights: India’s “new” labour codes", "workers-rights-indias-new-labour-codes"),
        ("AFSPA/UAPA must go", "afspa-uapa-must-go"),
        ("COVID‑19", "covid-19"),
        ("Café Żółć, Ærø & Straße", "cafe-zolc-aero-strasse"),
        ("मज़दूर दिवस", "mazdoor-divas"),
        ("किसान आंदोलन", "kisan-andolan"),
        ("संयुक्त किसान मोर्चा का वक्तव्य", "sanyukt-kisan-morcha-ka-vaktavya"),
        ("लोकसभा में हड़ताल की गूँज", "loksabha-mein-hadtal-ki-goonj"),
        ("राष्ट्रीय सरकार और जनता", "rashtriya-sarkar-aur-janta"),
        ("संविधान बचाओ", "samvidhan-bachao"),
        ("विश्वविद्यालय", "vishwavidyalay"),
        ("ज़मीन, क़ानून, विज्ञान", "zameen-qanoon-vigyan"),
        ("अनुमति और जागरण", "anumati-aur-jagaran"),
        ("न्याय के लिए संघर्ष", "nyay-ke-lie-sangharsh"),
        ("महाराष्ट्र के कामगार", "maharashtra-ke-kamgar"),
        ("শ্রমিক আন্দোলন, বাংলা", "shramik-andolan-bangla"),
        ("ਕਿਸਾਨ ਅੰਦੋਲਨ", "kisan-andolan"),
        ("தொழிலாளர் அறிக்கை", "tozhilalar-arikkai"),
        ("కార్మిక దినోత్సవం", "karmika-dinotsavam"),
        ("ଶ୍ରମିକ", "shramika"),
        ("ಕನ್ನಡ", "kannada"),
        ("Привет, 北京", "privet-beijing"),
        ("₹500 for २० days", "rs500-for-20-days"),
        ("2024", "no-2024"),
        ("२०२४", "no-2024"),
        ("2024-25", "no-2024-25"),
        ("😀", "statement"),
        ("👩🏽‍🏭 1️⃣", "no-1"),
        ("—", "statement"),
        ("", "statement"),
    ],
)
def test_an_address_is_what_a_press_officer_would_type(headline: str, address: str) -> None:
    assert slug(headline) == address


def test_vowel_signs_tell_addresses_apart() -> None:
    assert [slug(word) for word in ("दिन", "दान", "दीन", "दून", "देन", "दोना")] == [
        "din", "dan", "deen", "doon", "den", "dona",
    ]  # fmt: skip


@pytest.mark.parametrize("one", ["मज\u093cदूर", "म\u095bदूर", "म\u200cज\u093cदूर"])
def test_one_word_has_one_address_however_it_is_encoded(one: str) -> None:
    assert slug(one) == "mazdoor"


def test_an_address_is_cut_between_words() -> None:
    assert slug("one two three", limit=11) == "one-two"
    assert slug("one two three", limit=7) == "one-two"
    assert slug("x" * 100, limit=10) == "x" * 10
    assert slug(f"2024 {'x' * 100}", limit=20) == "no-2024"


@given(st.text(), st.integers(min_value=10, max_value=100))
@example("0\u0966\u0ce6", 10)
def test_an_address_is_ascii_words_and_never_digits_alone(text: str, limit: int) -> None:
    address = slug(text, limit)
    assert SLUG.fullmatch(address)
    assert re.search("[a-z]", address)
    assert len(address) <= limit


@given(st.text(alphabet=st.characters(min_codepoint=0x0900, max_codepoint=0x0D7F), min_size=1))
def test_any_string_of_indian_letters_has_an_address(text: str) -> None:
    assert SLUG.fullmatch(slug(text))


@pytest.mark.parametrize(
    ("typed", "topics"),
    [
        ("May Day", ["May Day"]),
        ("मज़दूर दिवस", ["मज़दूर दिवस"]),
        ("wages, May Day ,land", ["wages", "May Day", "land"]),
        ("wages\nMay Day\r\nland", ["wages", "May Day", "land"]),
        ("अ، ब，c", ["अ", "ब", "c"]),
        ("a,,b, ,", ["a", "b"]),
        ("May Day, may  day, MAY DAY", ["May Day"]),
        ("Cafe\u0301, café", ["Café"]),
        ('"Delhi, NCR", land', ["Delhi, NCR", "land"]),
        ('"The ""People\'s"" March, 2024"', ['The "People\'s" March, 2024']),
        ('"Emergency" 50 years, land', ['"Emergency" 50 years', "land"]),
        ('5" nails, land', ['5" nails', "land"]),
        ('"Delhi, land', ['"Delhi', "land"]),
        ('""', []),
        (" \n, \u200d", []),
        ("", []),
    ],
)
def test_topics_end_at_commas_and_lines_only(typed: str, topics: list[str]) -> None:
    assert topics_from_string(typed) == topics


def test_a_topic_with_a_comma_is_shown_in_quotes() -> None:
    assert string_from_topics([Tag("May Day"), Tag("Delhi, NCR"), Tag('"old" topic')]) == (
        'May Day, "Delhi, NCR", """old"" topic"'
    )


@given(st.lists(st.text(alphabet=st.sampled_from('ab अ",،，\n\t“\u2028')) | st.text(max_size=100)))
def test_topics_survive_being_written_in_one_line(names: list[str]) -> None:
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(fold(line(name)), line(name))
    wanted.pop("", None)

    written = string_from_topics([Tag(name) for name in names])

    assert topics_from_string(written) == list(wanted.values())
    assert topics_from_string(string_from_topics([Tag(name) for name in wanted.values()])) == list(
        wanted.values()
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" May Day\n", "May Day"),
        ("cafe\u0301", "café"),
        ("म\u095bदूर", "मज़दूर"),
        ("एक\u200dता और न\u200cहीं", "एक\u200dता और न\u200cहीं"),
        ("a\x07b\ufeff", "ab"),
        ("\u200b\u2060\ufeff", ""),
        ("\u3164\u115f \u2800", ""),
        ("\U000e0041\U000e007f", ""),
        ("\u202egnihton", "\u202egnihton\u202c"),
        ("\u202c\u2069a", "a"),
    ],
)
def test_a_line_is_stored_as_readers_see_it(typed: str, stored: str) -> None:
    assert line(typed) == lines(typed) == stored
    assert line(stored) == stored


def test_a_line_has_single_blanks() -> None:
    assert line("  May \u00a0\t Day\nof\u2028work") == "May Day of work"


def test_lines_keep_their_breaks_and_close_what_each_opens() -> None:
    typed = "one\r\n\n  \u202btwo\u2028three \u2067four\n\u200b"
    assert lines(typed) == "one\n\n  \u202btwo\u202c\nthree \u2067four\u2069"
    assert lines("\u200b\n \u2060\n") == ""


@given(st.text(alphabet=st.sampled_from("ab \n\x1b\u200b\u202a\u202c\u202e\u2066\u2069\u2800")))
def test_storing_what_was_stored_changes_nothing(typed: str) -> None:
    for form in (line, lines):
        assert form(form(typed)) == form(typed)
        assert is_blank(form(typed)) == (form(typed) == "")


@pytest.mark.parametrize(
    "nasty",
    [
        "a\u0301\u0316" + "\u0301\u0316" * 500_000,
        "क" * 600_000,
        "\U0001d165\U0001d17b" * 250_000,
        "\u202e" * 500_000,
        "\u2066" * 250_000 + "\u2069" * 250_000,
    ],
)
def test_no_text_takes_long_to_fold_to_store_or_to_make_an_address_of(nasty: str) -> None:
    begun = time.process_time()
    fold(nasty)
    slug(nasty)
    lines(nasty)
    assert time.process_time() - begun < 1


# --- shortened ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [
        ("One two", 7, "One two"),
        ("One two", 6, "One…"),
        ("One two three", 8, "One two…"),
        ("Onetwothree", 5, "Onet…"),
        ("मज़दूरों", 3, "म…"),  # not between a letter and its signs
        ("मज़दूरों", 5, "मज़…"),
        ("", 5, ""),
        ("One", 0, "…"),
    ],
)
def test_a_text_is_shortened_by_whole_words(text: str, room: int, short: str) -> None:
    assert shortened(text, room) == short


def test_length_is_measured_as_asked() -> None:
    assert shortened("One two three", 16, lambda words: 2 * len(words)) == "One two…"
