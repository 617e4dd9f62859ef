"""The reader of pasted pages: the real page, the source key, any text at all, files that are no pages."""

import re
import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.importing.pasted_page import PastedStatement, Unreadable, decode, read
from tests.real_page import real_page

PROSE = (
    "The federation said that the fares had been raised without asking anyone who works on the river. It "
    "spoke of a promise twice broken, and of a long season of neglect at the landing stages of the district."
)


# The real page


@pytest.fixture
def real_text() -> str:
    return decode(real_page().read_bytes())


def test_the_real_page_holds_five_statements_and_nothing_else(real_text: str) -> None:
    result = read(real_text)
    assert [" ".join(statement.headline.split()[:2]) for statement in result.statements] == [
        "CPIML Statement",
        "CPI(ML) Central",
        "Statement on",
        "CPIML Liberation",
        "Solidarity with",
    ]
    assert result.unplaced == []


def test_the_place_at_the_top_of_the_real_page_is_that_of_the_first_statement_alone(real_text: str) -> None:
    assert [statement.dateline_place for statement in read(real_text).statements] == [
        "New Delhi",
        "",
        "",
        "",
        "",
    ]


def test_the_gas_leak_statement_has_a_standfirst_and_three_demands(real_text: str) -> None:
    statements = read(real_text).statements
    gas_leak = statements[2]
    assert gas_leak.standfirst.startswith("CPIML demands")
    assert [demand.split()[0] for demand in gas_leak.demands] == ["The", "Victim", "Modi"]
    assert gas_leak.paragraphs == []
    assert [len(statement.paragraphs) for statement in statements] == [1, 1, 0, 1, 1]
    assert [bool(statement.standfirst or statement.demands) for statement in statements].count(True) == 1


def test_the_paragraphs_of_the_real_page_are_whole(real_text: str) -> None:
    paragraphs = [text for statement in read(real_text).statements for text in statement.paragraphs]
    assert [len(text) > 350 for text in paragraphs] == [True] * 4
    assert all(text.endswith(".") for text in paragraphs)


@pytest.mark.parametrize("columns", [60, 72, 78, 100])
def test_the_real_page_hard_wrapped_holds_the_same_statements(real_text: str, columns: int) -> None:
    wrapped = "\n".join(
        textwrap.fill(line, columns, break_on_hyphens=False) for line in real_text.splitlines()
    )
    assert [s.source_key for s in read(wrapped).statements] == [
        s.source_key for s in read(real_text).statements
    ]


def test_the_real_page_without_its_blank_lines_holds_the_same_statements(real_text: str) -> None:
    close = "\n".join(line for line in real_text.splitlines() if line.strip())
    assert [s.source_key for s in read(close).statements] == [
        s.source_key for s in read(real_text).statements
    ]


def test_the_real_page_is_read_whole(real_text: str) -> None:
    assert_nothing_lost(real_text)


# The source key


def key(*lines: str) -> str:
    (statement,) = read("\n".join(lines)).statements
    return statement.source_key


def test_the_source_key_knows_the_same_words_again() -> None:
    headline = "Café Workers Stand With the Boatmen"
    known = key(headline, PROSE)
    assert key(unicodedata.normalize("NFD", headline), "", f"  {PROSE.replace(' ', '  ')}") == known
    assert key("Patna", headline, PROSE) == known
    assert re.fullmatch("[0-9a-f]{64}", known)


def test_the_source_key_tells_other_words_apart() -> None:
    headline = "Statement on the Ferry Fares"
    assert key(headline, f"{PROSE} Two boats sank.") != key(headline, f"{PROSE} Three boats sank.")


# Any text at all

SNIPPETS = [
    "Patna",
    "12 March 2021",
    "Press Release",
    "We demand:",
    "• Release them all.",
    "Read more",
    "Pay up!",
    PROSE,
]
LINES = st.one_of(
    st.text(max_size=60), st.sampled_from([*SNIPPETS, "", "Ferry Fares Raised Overnight", "हमारी मांगें:"])
)
TEXTS = st.one_of(
    st.text(),
    st.text(st.characters()),
    st.lists(LINES, max_size=30).map("\n".join),
    st.text(alphabet="aA .!:,•-1)\n\ud800", max_size=300),
)


def visible(line: str) -> bool:
    return any(not sign.isspace() and unicodedata.category(sign) != "Cf" for sign in line)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060\ufeff]", "", text)


def assert_nothing_lost(text: str) -> None:
    """Every line of `text` that shows is in one field of one statement, or unplaced, with all its words."""
    source = {number: squeezed(line) for number, line in enumerate(text.splitlines(), 1) if visible(line)}
    result = read(text)
    placed = [line.number for line in result.unplaced]
    assert [squeezed(line.text) for line in result.unplaced] == [source[number] for number in placed]
    for statement in result.statements:
        placed += [number for numbers in statement.lines.values() for number in numbers]
        assert_fields_hold_their_lines(statement, source)
    assert sorted(placed) == sorted(source)


def assert_fields_hold_their_lines(statement: PastedStatement, source: dict[int, str]) -> None:
    held = {name: "".join(source[number] for number in numbers) for name, numbers in statement.lines.items()}
    assert squeezed(statement.headline) == held["headline"] != ""
    assert squeezed(statement.standfirst) == held["standfirst"]
    assert squeezed("".join(statement.paragraphs)) == held["paragraphs"]
    place = squeezed(statement.dateline_place)
    assert held["dateline_place"].startswith(place) if held["dateline_place"] else place in held["paragraphs"]
    rest = held["demands"]
    for demand in map(squeezed, statement.demands):
        mark, found, rest = rest.partition(demand)
        assert found
        assert re.fullmatch(r"[•●▪■◦‣·*–—-]?|\(?(?:\d{1,2}|[a-z])[.)]", mark)
    assert rest == ""


@given(TEXTS)
def test_every_line_of_any_text_ends_in_exactly_one_place(text: str) -> None:
    assert_nothing_lost(text)


@given(TEXTS)
def test_any_text_that_decodes_can_be_keyed(text: str) -> None:
    assert all(len(statement.source_key) == 64 for statement in read(text).statements)


@given(st.binary())
def test_any_file_is_read_or_refused_in_one_sentence(raw: bytes) -> None:
    try:
        assert_nothing_lost(decode(raw))
    except Unreadable as refusal:
        told = str(refusal)
        assert re.fullmatch(r"[A-Z].*\.", told)


# Files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_and_marked_utf_16_are_read(encoding: str) -> None:
    assert decode(f"नई दिल्ली\n{PROSE}".encode(encoding)) == f"नई दिल्ली\n{PROSE}"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        ("\ufeff\u200b\n\u00a0".encode(), "empty"),
        (b"Ferry fares\nBoatmen\x92s strike", "position 20 (line 2) is not UTF-8"),
        (b"\xff\xfeF\x00e", "not UTF-16"),
        (b"\xff\xfe\x00\xd8F\x00", "position 3 (line 1) is not UTF-16"),
        ("Ferry fares".encode("utf-16-le"), "Line 1 holds the sign U+0000"),
        (b"Ferry\nfares\n\x00\x01", "Line 3 holds the sign U+0000"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "position 1 (line 1) is not UTF-8"),
        (b"%PDF-1.7\nFerry fares", "a PDF"),
        (b"PK\x03\x04 Ferry fares", "word processor"),
        (b"{\\rtf1 Ferry fares}", "rich text"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>Ferry fares", "an HTML page"),
    ],
)
def test_a_file_that_is_no_page_is_refused_with_one_sentence(raw: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(told)) as refusal:
        decode(raw)
    assert str(refusal.value).count("\n") == 0
