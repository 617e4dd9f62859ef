"""One tokeniser for index, query and marks: a table of cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.days import span_of
from statements.search.tokens import STOP_WORDS, WRITTEN, stem, stems, tokens
from tests.cast import NOON

TOKENS = {
    "The Farmers’ march": "the farmers march",
    "people's people’s": "people people",
    "don't O'Brien": "dont obrien",
    "M.S.P. and MSP": "msp and msp",
    "the U.P. government": "the up government",
    "AFSPA/UAPA": "afspa uapa",
    "COVID-19 COVID–19 covid‑19": "covid 19 covid 19 covid 19",
    "1,00,000 or 100,000": "100000 or 100000",
    "२०२४ २০২৪ 2024": "2024 2024 2024",
    "Section 144(1)": "section 144 1",
    "₹500, 12%": "500 12",
    "e-mail: press@example.org": "e mail press example org",
    "snake_case": "snake case",
    "“quoted” «words»…": "quoted words",
    "मज़दूर म\u095bदूर मजदूर": "मजदूर मजदूर मजदूर",
    "हड़ताल हडताल": "हडताल हडताल",
    "माँग मांग": "मांग मांग",
    "हिन्दी हिंदी": "हिंदी हिंदी",
    "सम्पादक संपादक": "संपादक संपादक",
    "क्\u200dषेत्र क्षेत्र": "क्षेत्र क्षेत्र",
    "है। मार्च।": "है मार्च",
    "दान दिन": "दान दिन",
    "Café cafe\u0301": "café café",
    "STRASSE straße": "strasse strasse",
    "কৃষক বাংলা": "কৃষক বাংলা",
    "தொழிலாளர் போராட்டம்": "தொழிலாளர் போராட்டம்",
    "ਕਿਸਾਨ اردو": "ਕਿਸਾਨ اردو",
    "compen\u00adsation": "compensation",
    "": "",
    "\x00 ?!— ·": "",
}


@pytest.mark.parametrize("written", TOKENS)
def test_a_text_is_cut_into_these_tokens(written: str) -> None:
    assert " ".join(tokens(written)) == TOKENS[written]


STEMS = [
    ("wage", "wages"),
    ("strike", "striking"),
    ("worker", "Workers’"),
    ("privatise", "privatisation"),
    ("किसान", "किसानों"),
    ("मज़दूर", "मजदूरों"),
    ("मांग", "माँगें"),
]


@pytest.mark.parametrize(("one", "other"), STEMS)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stems(tokens(one)) == stems(tokens(other))


def test_words_of_every_text_are_no_stems() -> None:
    said = tokens("The wages of the workers, और किसानों के अधिकार")
    assert stems(said) == [stem(token) for token in ("wages", "workers", *tokens("किसानों अधिकार"))]


@given(st.text())
def test_tokens_are_stable_and_never_hold_a_sign_of_the_engines(written: str) -> None:
    cut = tokens(written)
    assert tokens(" ".join(cut)) == cut
    assert not set("'\"\\§() :*&|!-") & set("".join(cut))
    assert all(stem(token) for token in cut)
    by_word = (token for word in WRITTEN.finditer(written) for token in tokens(word[0]))
    assert "".join(by_word) == "".join(cut)


def test_stop_words_are_tokens() -> None:
    assert all(tokens(word) == [word] for word in STOP_WORDS)


DAYS = {
    "2019": "2019-01-01 2019-12-31",
    "March 2019": "2019-03-01 2019-03-31",
    "mar 2019": "2019-03-01 2019-03-31",
    "Sept. 2019": "2019-09-01 2019-09-30",
    "मार्च २०१९": "2019-03-01 2019-03-31",
    "सितम्बर 2019": "2019-09-01 2019-09-30",
    "2019-02": "2019-02-01 2019-02-28",
    "02/2020": "2020-02-01 2020-02-29",
    "2019-03-12": "2019-03-12 2019-03-12",
    "12/03/2019": "2019-03-12 2019-03-12",
    "12.3.2019": "2019-03-12 2019-03-12",
    "12 March 2019": "2019-03-12 2019-03-12",
    "12th March, 2019": "2019-03-12 2019-03-12",
    "March 12, 2019": "2019-03-12 2019-03-12",
    "१२ मार्च २०१९": "2019-03-12 2019-03-12",
    "-30d": "2026-02-10 2026-03-12",
    "-2w": "2026-02-26 2026-03-12",
    "-1m": "2026-02-12 2026-03-12",
    "-1y": "2025-03-12 2026-03-12",
    "today": "2026-03-12 2026-03-12",
    "कल": "2026-03-11 2026-03-11",
    **dict.fromkeys(
        ["", "soon", "0001-01-01", "9999-12-31", "31/02/2019", "13/13/2019", "-9999999y", "9" * 5000, "²019"],
        "",
    ),
}


@pytest.mark.parametrize("typed", DAYS, ids=lambda typed: typed[:20])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    span = span_of(typed, NOON)
    assert (f"{span[0]} {span[1]}" if span else "") == DAYS[typed]


@given(st.text())
def test_no_text_breaks_the_reader_of_days(typed: str) -> None:
    span_of(typed, NOON)
