"""The reader of pasted pages on invented ones, tidy and messy, in English and Hindi."""

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


def test_a_listing_is_separated_at_its_headlines() -> None:
    result = page(
        "Weavers Stand With the Boatmen", "", PROSE, "", PROSE, "", "Ferry Fares Raised Overnight", "", PROSE
    )
    assert headlines(result) == ["Weavers Stand With the Boatmen", "Ferry Fares Raised Overnight"]
    assert [statement.paragraphs for statement in result.statements] == [[PROSE, PROSE], [PROSE]]


def test_blank_lines_are_not_needed_and_windows_line_ends_and_tabs_do_no_harm() -> None:
    first = f"\t\u200bPatna\u200b\r\nWeavers  Stand\tWith the Boatmen \r\n\t{PROSE}\r\n"
    result = read(f"{first}Ferry Fares Raised Overnight\r\n{PROSE}\r\n")
    assert headlines(result) == ["Weavers Stand With the Boatmen", "Ferry Fares Raised Overnight"]
    assert [statement.dateline_place for statement in result.statements] == ["Patna", ""]
    assert result.statements[0].lines["paragraphs"] == [3]


def test_a_hindi_listing_with_its_place_lines() -> None:
    result = page(
        "नई दिल्ली",
        "मल्लाहों के साथ एकजुटता का बयान",
        HINDI_PROSE,
        "",
        "पटना",
        "किराया बढ़ाने के फैसले का विरोध",
        HINDI_PROSE,
    )
    assert headlines(result) == ["मल्लाहों के साथ एकजुटता का बयान", "किराया बढ़ाने के फैसले का विरोध"]
    assert [statement.dateline_place for statement in result.statements] == ["नई दिल्ली", "पटना"]


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("NEW DELHI, 12 March: ", "NEW DELHI"),
        ("New Delhi, March 12, 2021 — ", "New Delhi"),
        ("Sonpur Ghat, Friday, 12th March: ", "Sonpur Ghat"),
        ("Patna (12.03.2021): ", "Patna"),
        ("Patna: ", "Patna"),
        ("नई दिल्ली, 12 मार्च — ", "नई दिल्ली"),
        ("लखनऊ, सोमवार, 12 मार्च 2021: ", "लखनऊ"),
        ("On Monday, 12 March: ", ""),
        ("Remember this: ", ""),
        ("", ""),
    ],
)
def test_a_dateline_run_into_the_paragraph_gives_the_place_and_stays_there(opening: str, place: str) -> None:
    statement = only("Statement on the Ferry Fares", opening + PROSE)
    assert (statement.dateline_place, statement.paragraphs) == (place, [opening + PROSE])
    assert statement.lines["dateline_place"] == []


def test_a_dated_place_line_gives_the_place_and_keeps_its_date_in_the_text() -> None:
    statement = only("Statement on the Ferry Fares", "New Delhi, 12 March 2021", PROSE)
    assert (statement.dateline_place, statement.paragraphs) == (
        "New Delhi",
        ["New Delhi, 12 March 2021", PROSE],
    )


def test_a_place_line_may_stand_below_the_headline_and_end_in_a_mark() -> None:
    assert only("Statement on the Ferry Fares", "Patna:", PROSE).dateline_place == "Patna"


def test_a_town_nobody_listed_is_the_place_when_it_stands_alone_at_the_top() -> None:
    statement = only("Sonpur", "Statement on the Ferry Fares", PROSE)
    assert (statement.dateline_place, statement.headline) == ("Sonpur", "Statement on the Ferry Fares")


def test_a_town_amid_the_text_is_a_subheading() -> None:
    statement = only("The Ferries From District to District", PROSE, "Patna", PROSE, "Ranchi", PROSE)
    assert (statement.dateline_place, len(statement.paragraphs)) == ("", 5)


def test_page_furniture_belongs_to_no_statement() -> None:
    result = page(
        *("Home", "Press Releases", "Weavers Stand With the Boatmen", PROSE, "Read more »", "-----"),
        *("Ferry Fares Raised Overnight", PROSE, "और प\u095dें...", "« 1 2 3 … Next"),
    )
    assert headlines(result) == ["Weavers Stand With the Boatmen", "Ferry Fares Raised Overnight"]
    assert [line.number for line in result.unplaced] == [1, 2, 5, 6, 9, 10]
    assert [len(statement.paragraphs) for statement in result.statements] == [1, 1]


def test_dates_follow_the_page_s_habit() -> None:
    first, second = ["Weavers Stand With the Boatmen", PROSE], ["Ferry Fares Raised Overnight", PROSE]
    above = page("12 March 2021", *first, "14 March 2021", *second)
    below = page(*first, "12 March 2021", *second, "14 March 2021")
    for result in (above, below):
        assert [next(t for t in s.paragraphs if t != PROSE) for s in result.statements] == [
            "12 March 2021",
            "14 March 2021",
        ]


def test_place_and_date_at_the_foot_belong_to_the_statement_above() -> None:
    first, second = ["Weavers Stand With the Boatmen", PROSE], ["Ferry Fares Raised Overnight", PROSE]
    result = page(*first, "Patna", "12 March 2021", *second, "Ranchi", "14 March 2021")
    assert [statement.dateline_place for statement in result.statements] == ["Patna", "Ranchi"]


def test_a_place_between_statements_is_otherwise_that_of_the_next() -> None:
    first, second = ["Weavers Stand With the Boatmen", PROSE], ["Ferry Fares Raised Overnight", PROSE]
    for result in (
        page(*first, "Patna", *second),
        page("12 March 2021", *first, "Patna", *second, "14 March 2021"),
    ):
        assert [statement.dateline_place for statement in result.statements] == ["", "Patna"]


@pytest.mark.parametrize(
    "signature",
    [
        ["Asha Majhi", "General Secretary, Federation of Weavers"],
        ["Asha Majhi", "General Secretary River Federation"],
        ["Asha Majhi, General Secretary"],
        ["आशा मांझी", "महासचिव, नाव मजदूर महासंघ"],
    ],
)
def test_a_signature_is_no_headline(signature: list[str]) -> None:
    first, second = ["Weavers Stand With the Boatmen", PROSE], ["Ferry Fares Raised Overnight", PROSE]
    result = page(
        *first, *signature, *second, *signature, "14 Canal Road by the River", "Telephone in the mornings"
    )
    assert headlines(result) == ["Weavers Stand With the Boatmen", "Ferry Fares Raised Overnight"]
    assert result.statements[0].paragraphs == [PROSE, *signature]


def test_a_letterhead_stands_above_the_headline() -> None:
    statement = only(
        "FEDERATION OF RIVER WORKERS",
        "14 Canal Road, Patna",
        "Press Release",
        "Ferry Fares Raised Overnight",
        PROSE,
    )
    assert statement.headline == "Ferry Fares Raised Overnight"
    assert len(statement.paragraphs) == 4


def test_a_label_is_the_headline_where_there_is_no_other() -> None:
    assert only("प्रेस विज्ञप्ति", HINDI_PROSE).headline == "प्रेस विज्ञप्ति"


@pytest.mark.parametrize("line", ["Background", "What comes next", "Obituary", "and so the boats lay idle"])
def test_a_line_between_paragraphs_need_not_be_a_headline(line: str) -> None:
    assert only("Statement on the Ferry Fares", PROSE, line, PROSE).paragraphs == [PROSE, line, PROSE]


@pytest.mark.parametrize("headline", ["Who Took the Relief Money?", "Farewell to Our Comrade Asha Majhi!"])
def test_a_headline_may_ask_or_call(headline: str) -> None:
    assert headlines(page("Statement on the Ferry Fares", PROSE, headline, PROSE))[1:] == [headline]


def test_a_slogan_at_the_end_stays_with_its_statement() -> None:
    result = page(
        "Statement on the Ferry Fares",
        PROSE,
        "Long live the boatmen!",
        "Schools Without Teachers Again",
        PROSE,
    )
    assert result.statements[0].paragraphs == [PROSE, "Long live the boatmen!"]


def test_hard_wrapped_paragraphs_are_put_together_again() -> None:
    wrapped = (
        "The federation said that the decision had been taken without asking\n"
        "anyone who works on the river. It recalled the promise of last year,\n"
        "which Ministers had made in public and which has been broken twice.\n"
        "It spoke of a long season of neglect.\n"
    )
    result = read(
        f"Weavers Stand With the Boatmen\n\n{wrapped}\n{wrapped}\nFerry Fares Raised Overnight\n\n{wrapped}"
    )
    assert [len(statement.paragraphs) for statement in result.statements] == [2, 1]
    assert result.statements[0].paragraphs[0] == " ".join(wrapped.split())
    assert result.statements[1].lines["paragraphs"] == [15, 16, 17, 18]


def test_a_wrapped_list_keeps_its_items() -> None:
    statement = read(
        "Weavers Stand With the Boatmen\n\n"
        "The federation said that the decision had been taken without asking\n"
        "anyone who works on the river, or who lives from it in the district\n"
        "below the old bridge, and that these are now its demands:\n"
        "- the return of the old fares on every ferry and at all the landing\n"
        "stages of the district, from Monday\n"
        "- wages for the idle weeks, and an inquiry into the accident of May\n"
        "- the release of Asha Majhi\n"
    ).statements[0]
    assert [demand.split()[-1] for demand in statement.demands] == ["Monday", "May", "Majhi"]
    assert len(statement.paragraphs) == 1


def test_text_before_the_first_headline_and_a_page_without_one_stay_unplaced() -> None:
    assert [line.number for line in page(PROSE, "Weavers Stand With the Boatmen", PROSE).unplaced] == [1]
    assert page(PROSE, "", PROSE).statements == []


def test_the_words_are_kept_as_they_were() -> None:
    odd = "“The ferries’ fares”, Asha\u00a0Majhi said – and we quote – “are\u200c a theft”. " + PROSE
    assert only("Statement on the Ferry Fares", odd).paragraphs == [odd]


def test_a_short_line_after_furniture_is_a_headline() -> None:
    result = page("Weavers Stand With the Boatmen", PROSE, "Read more", "May Day Greetings", PROSE)
    assert headlines(result) == ["Weavers Stand With the Boatmen", "May Day Greetings"]


def test_an_abbreviation_does_not_end_a_headline() -> None:
    result = page("On the Arrest of Dr. A. K. Roy", PROSE, "Tribute to Com. Asha Majhi in U.P.", PROSE)
    assert headlines(result) == ["On the Arrest of Dr. A. K. Roy", "Tribute to Com. Asha Majhi in U.P."]


def test_a_short_line_over_a_short_line_is_the_headline_and_no_town() -> None:
    assert only("Remembering", "Asha Majhi", PROSE).headline == "Remembering"


def test_an_open_letter_keeps_its_salutation() -> None:
    statement = only(
        "Letter to the Chief Minister", "Dear Chief Minister,", PROSE, "Yours sincerely,", "Asha Majhi"
    )
    assert statement.paragraphs == ["Dear Chief Minister,", PROSE, "Yours sincerely,", "Asha Majhi"]


@pytest.mark.parametrize(
    ("above", "headline", "below"),
    [
        (["Asha Majhi"], "Ferry Fares Raised Overnight", ["Boatmen from six districts came"]),
        (["Asha Majhi"], "Central Committee Meets in Patna", []),
        ([], "Central Committee Meets in Patna", ["Boatmen from six districts came"]),
        (
            [],
            "Central Committee Deplores the Fares, Calls for a Protest",
            ["Boatmen from six districts came"],
        ),
    ],
)
def test_a_name_or_a_committee_does_not_hide_the_headline(
    above: list[str], headline: str, below: list[str]
) -> None:
    result = page("Weavers Stand With the Boatmen", PROSE, *above, headline, *below, PROSE)
    assert headlines(result) == ["Weavers Stand With the Boatmen", headline]
