"""The reader of pasted pages on standfirsts and demands, in English and Hindi."""

import pytest

from statements.importing.pasted_page import Page, PastedStatement, read

PROSE = (
    "The federation said that the decision had been taken without asking anyone who works on the river. It "
    "recalled the promise of last year, which has been broken twice, and spoke of a long season of neglect."
)
HINDI_PROSE = (
    "महासंघ ने कहा कि यह फैसला मल्लाहों से पूछे बिना लिया गया है। पिछले साल का वादा दो बार तोड़ा जा चुका है। "
    "घाट पर काम करने वाले परिवार महीनों से बिना मजदूरी के हैं और प्रशासन की ओर से अब तक कोई उनसे मिलने नहीं आया है। "
    "महासंघ हर घाट पर सभा करेगा।"
)


def page(*lines: str) -> Page:
    return read("\n".join(lines))


def only(*lines: str) -> PastedStatement:
    (statement,) = page(*lines).statements
    return statement


def headlines(result: Page) -> list[str]:
    return [statement.headline for statement in result.statements]


def test_a_bare_line_below_the_headline_is_the_standfirst() -> None:
    statement = only("Weavers Stand With the Boatmen", "A week on strike and still no talks", PROSE)
    assert statement.standfirst == "A week on strike and still no talks"
    assert statement.paragraphs == [PROSE]


def test_an_opening_word_in_capitals_begins_the_text_and_is_no_standfirst() -> None:
    statement = only("Weavers Stand With the Boatmen", "THE ferries lie idle this morning", PROSE)
    assert (statement.standfirst, len(statement.paragraphs)) == ("", 2)


@pytest.mark.parametrize("mark", ["• ", "•", "- ", "* ", "1. ", "2) ", "(3) ", "(a) ", "– "])
def test_listed_demands_lose_the_mark_that_the_list_brings_anew(mark: str) -> None:
    statement = only(
        "Statement on the Ferry Fares",
        PROSE,
        f"{mark}Release the boatmen.",
        f"{mark}Wages for the idle weeks",
        PROSE,
    )
    assert statement.demands == ["Release the boatmen.", "Wages for the idle weeks"]
    assert statement.paragraphs == [PROSE, PROSE]


def test_a_list_that_demands_nothing_stays_in_the_text_as_it_is() -> None:
    statement = only(
        "Statement on the Ferry Fares", "The delegation met:", "• Asha Majhi", "• Birsa Nag", PROSE
    )
    assert statement.demands == []
    assert statement.paragraphs == ["The delegation met:", "• Asha Majhi", "• Birsa Nag", PROSE]


@pytest.mark.parametrize("between", [[], [""]], ids=["close", "spaced"])
def test_bare_lines_below_we_demand_are_demands_and_the_next_headline_is_none(between: list[str]) -> None:
    lines = [
        "We demand:",
        "An inquiry into the fares",
        "Wages for the idle weeks",
        "Schools Without Teachers Again",
    ]
    spaced = [text for line in lines for text in (line, *between)]
    result = page("Statement on the Ferry Fares", *between, PROSE, *between, *spaced, PROSE)
    assert headlines(result) == ["Statement on the Ferry Fares", "Schools Without Teachers Again"]
    assert result.statements[0].demands == ["An inquiry into the fares", "Wages for the idle weeks"]


def test_short_calls_in_a_row_are_demands() -> None:
    statement = only(
        "Statement on the Ferry Fares", PROSE, "The fares must come down.", "Release Asha Majhi now!", PROSE
    )
    assert statement.demands == ["The fares must come down.", "Release Asha Majhi now!"]


def test_a_single_call_amid_long_paragraphs_stays_a_paragraph() -> None:
    above = f"{PROSE} They must be heard."
    statement = only("Statement on the Ferry Fares", above, "The fares must come down.", PROSE)
    assert statement.demands == []
    assert statement.paragraphs == [above, "The fares must come down.", PROSE]


def test_a_line_that_tells_what_is_demanded_stands_first_above_the_demands() -> None:
    statement = only(
        "Statement on the Ferry Fares",
        "The federation demands that the new fares go!",
        "The fares must come down.",
        "Wages must be paid for the idle weeks.",
    )
    assert statement.standfirst == "The federation demands that the new fares go!"
    assert len(statement.demands) == 2


def test_a_single_short_sentence_is_a_body() -> None:
    result = page(
        "Statement on the Ferry Fares",
        "",
        "Two boats sank.",
        "",
        "Schools Without Teachers Again",
        "",
        "Why?",
    )
    assert [statement.paragraphs for statement in result.statements] == [["Two boats sank."], ["Why?"]]


def test_hindi_demands_end_in_danda_or_exclamation_mark() -> None:
    statement = only(
        "नाव किराये पर महासंघ का बयान",
        "महासंघ ने किराया घटाने की मांग की!",
        "किराया तुरंत घटाया जाना चाहिए।",
        "मल्लाहों को बकाया मजदूरी दो!",
        "गिरफ्तार साथियों को रिहा करो |",
    )
    assert statement.standfirst == "महासंघ ने किराया घटाने की मांग की!"
    assert len(statement.demands) == 3


def test_a_hindi_list_below_our_demands() -> None:
    statement = only(
        "नाव किराये पर महासंघ का बयान", HINDI_PROSE, "हमारी मांगें:", "१. किराया वापसी", "२. बकाया मजदूरी"
    )
    assert statement.demands == ["किराया वापसी", "बकाया मजदूरी"]


def test_a_cut_off_excerpt_is_no_standfirst() -> None:
    result = page("Ferry Fares Raised Overnight", "The fares went up at night and ...", "Read more", "Why?")
    assert result.statements[0].standfirst == ""


@pytest.mark.parametrize(
    "line", ["Introduction", "What we demand", "The federation demands:", "Release Asha Majhi!"]
)
def test_these_do_not_stand_first(line: str) -> None:
    assert only("Statement on the Ferry Fares", line, "The fares must come down.").standfirst == ""


def test_a_sentence_telling_what_is_demanded_stands_first_above_short_lines_only() -> None:
    told = [
        "Statement on the Ferry Fares",
        "The federation demands lower fares.",
        "The fares must come down.",
    ]
    assert only(*told).standfirst == "The federation demands lower fares."
    assert only(*told, PROSE).standfirst == ""


def test_one_call_is_a_demand_where_there_is_nothing_else() -> None:
    assert only("Statement on the Ferry Fares", "The fares must come down.").demands == [
        "The fares must come down."
    ]


def test_a_close_list_ends_at_the_blank_line() -> None:
    listed = [PROSE, "", "Our demands", "An inquiry into the fares", "Wages for all", ""]
    assert only("Statement on the Ferry Fares", *listed, PROSE).demands == listed[3:5]
    result = page("Statement on the Ferry Fares", *listed, "Schools Without Teachers Again", "", PROSE)
    assert [statement.demands for statement in result.statements] == [listed[3:5], []]


def test_whole_sentences_below_we_demand_are_demands() -> None:
    statement = only(
        "Statement on the Ferry Fares", PROSE, "We demand:", "An inquiry by a judge.", "Peace!", PROSE
    )
    assert statement.demands == ["An inquiry by a judge.", "Peace!"]


def test_a_short_paragraph_of_two_sentences_is_no_demand() -> None:
    assert only("Statement on the Ferry Fares", "Two boats capsized. The owners must answer.").demands == []
