"""The figures and dates of an original that its translation lacks, in both scripts and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.figures import figures, missing


def values(words: str) -> list[Decimal | None]:
    return [figure.value for figure in figures(words) if figure.is_sure]


def dates(words: str) -> list[tuple[int, int, int] | None]:
    return [figure.date for figure in figures(words)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,046", 1046), ("१,०४६", 1046), ("1046", 1046), ("150,000", 150_000), ("1,50,000", 150_000),
        ("१,५०,०००", 150_000), ("1.5 lakh", 150_000), ("१.५ लाख", 150_000), ("डेढ़ लाख", 150_000),
        ("ढाई करोड़", 25_000_000), ("साढ़े तीन लाख", 350_000), ("पौने दो करोड़", 17_500_000), ("सवा सौ", 125),
        ("1 crore 20 lakh", 12_000_000), ("1,20,00,000", 12_000_000), ("2 लाख 40 हज़ार", 240_000),
        ("दो लाख चालीस हजार पांच सौ", 240_500), ("2 lakh crore", 2_000_000_000_000), ("₹500/-", 500),
        ("two hundred and five", 205), ("twenty-one", 21), ("सात सौ", 700), ("निन्यानवे", 99),
        ("3.5 million", 3_500_000),
        ("10:30", Decimal("10.3")), ("10.30", Decimal("10.3")), ("3-member", 3), ("कोविड-19", 19),
    ],
)  # fmt: skip
def test_a_number_is_known_by_its_value_however_it_is_written(written: str, value: Decimal) -> None:
    assert values(written) == [value]


@pytest.mark.parametrize(
    "written",
    ["12%", "12 per cent", "12 percent", "१२ प्रतिशत", "12 फ़ीसदी", "12 फीसद", "twelve per cent"],
)
def test_a_share_of_a_hundred_is_more_than_its_number(written: str) -> None:
    [figure] = figures(written)
    assert figure.value == 12
    assert figure.is_percent
    assert missing(written, "12 लोग", "en", "hi") == [written]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("12 March 2026", (12, 3, 2026)), ("12th March, 2026", (12, 3, 2026)),
        ("March 12, 2026", (12, 3, 2026)),
        ("१२ मार्च २०२६", (12, 3, 2026)), ("12 मार्च, 2026", (12, 3, 2026)), ("12.03.2026", (12, 3, 2026)),
        ("12/3/26", (12, 3, 2026)), ("2026-03-12", (12, 3, 2026)),
        ("3rd of April", (3, 4, 0)), ("5 मई", (5, 5, 0)),
        ("5 फरवरी", (5, 2, 0)), ("5 फ़रवरी", (5, 2, 0)), ("5 सितम्बर", (5, 9, 0)), ("March 2026", (0, 3, 2026)),
        ("12-March-2026", (12, 3, 2026)), ("May 1", (1, 5, 0)),
    ],
)  # fmt: skip
def test_a_date_is_known_in_digits_and_in_the_words_of_both_languages(
    written: str, date: tuple[int, int, int]
) -> None:
    assert dates(written) == [date]


def test_the_first_day_of_two_is_a_number_in_both_languages() -> None:
    assert missing("From 12 to 14 March", "12 से 14 मार्च तक", "en", "hi") == []


@pytest.mark.parametrize(
    "words",
    ["12 people may 2026", "they march 12 km", "lakhs of people", "लाखों लोग", "इस्तीफ़ा दो", "one of them"],
)
def test_words_that_only_look_like_dates_or_numbers_are_none(words: str) -> None:
    assert not [date for date in dates(words) if date]
    assert not [figure.shown for figure in figures(words) if figure.is_sure and not figure.shown[0].isdigit()]


def test_what_is_missing_is_said_as_the_original_writes_it_and_once() -> None:
    original = "On 12 March 2026, 1,046 people, 12.5% of them women, lost Rs 1.5 lakh. All 1,046 were there."
    hindi = "१२ मार्च को 1046 लोगों के डेढ़ लाख रुपये डूबे।"
    assert missing(original, hindi, "en", "hi") == ["12.5%"]
    assert missing(original, "लोग डूबे।", "en", "hi") == ["12 March 2026", "1,046", "12.5%", "1.5 lakh"]
    assert missing(hindi, original, "hi", "en") == []


def test_another_year_or_day_is_another_date() -> None:
    assert missing("12 March 2026", "12 मार्च 2025", "en", "hi") == ["12 March 2026"]
    assert missing("12 March 2026", "13 मार्च 2026", "en", "hi") == ["12 March 2026"]
    assert missing("12 March", "12 मार्च 2026", "en", "hi") == []


def test_a_number_in_words_is_found_in_digits_and_the_other_way_round() -> None:
    assert missing("Seven of 21 workers", "21 में से सात मज़दूर", "en", "hi") == []
    assert missing("सात मज़दूर", "7 workers", "hi", "en") == []
    assert missing("seven workers", "मज़दूर", "en", "hi") == ["seven"]


def test_of_other_languages_the_digits_are_compared_in_any_script() -> None:
    bengali = "১২ মার্চ ২০২৬, ১,০৪৬ জন"
    assert missing("On 12 March 2026, 1,046 people", bengali, "en", "bn") == []
    assert missing("On 13 March 2026, 1,046 people", bengali, "en", "bn") == ["13"]


@given(st.text(alphabet="0123456789१२३ ,.:/-%Marchमार्चलाखlakhसौandभी\n", max_size=80))
def test_any_text_is_read_and_lacks_nothing_of_itself(words: str) -> None:
    assert missing(words, words, "en", "hi") == []
    assert missing(words, words, "en", "ur") == []
