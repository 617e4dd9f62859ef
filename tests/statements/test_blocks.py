"""A text as blocks and runs: everything the sanitiser allows, no word lost, nothing too deep or too wide."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from statements import prose
from statements.blocks import WIDEST, Block, blocks, paragraphs
from statements.html_tree import DEEPEST


def looks(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """The runs of a text's first block: their words, and how they look."""
    return [(run.text, run.looks) for run in blocks(html)[0].runs]


def outline(those: list[Block]) -> list[Any]:
    """Names, marks and words of blocks, as nested lists."""
    return [[block.name, block.mark or block.text or outline(block.inner)] for block in those]


def spoken(those: list[Block]) -> str:
    """Every word of blocks, without blanks."""
    return "".join(re.sub(r"\s", "", block.text) + spoken(block.inner) for block in those)


# --- words ------------------------------------------------------------------------------------------------


def test_words_keep_how_they_look() -> None:
    changed = "<del>out</del> <code>x  y</code>"
    assert looks(f"<p>One <b>bold <i>both</i></b>, H<sub>2</sub>O, 10<sup>th</sup>, {changed}</p>") == [
        ("One ", ()), ("bold ", ("strong",)), ("both", ("strong", "em")), (", H", ()), ("2", ("sub",)),
        ("O, 10", ()), ("th", ("sup",)), (", ", ()), ("out", ("struck",)), (" ", ()), ("x  y", ("code",)),
    ]  # fmt: skip


def test_blanks_are_as_readers_see_them() -> None:
    assert looks("<p>  One\n two <em> three</em> <br>\n four  </p>") == [
        ("One two ", ()), ("three", ("em",)), (" ", ()), ("\n", ()), ("four", ()),
    ]  # fmt: skip


def test_quotes_and_readings_are_written_out() -> None:
    html = "<p>He said <q>no</q>, <ruby>漢<rp>[</rp><rt>kan</rt><rp>]</rp></ruby>.</p>"
    assert blocks(html)[0].text == "He said “no”, 漢(kan)."


def test_a_passage_keeps_its_language_and_direction() -> None:
    _before, passage, _after = blocks('<p>They said <span lang="ur" dir="rtl">دن</span> there</p>')[0].runs
    assert (passage.text, passage.language, passage.direction) == ("دن", "ur", "rtl")


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("https://labour.example/", "https://labour.example/"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("/statements/2026/wages/", "https://newsroom.example/statements/2026/wages/"),
        ("//elsewhere.example/", ""),
        ("#notes", ""),
        ("page.html", ""),
    ],
)
def test_a_link_leads_where_it_would_lead_from_anywhere(written: str, leads_to: str) -> None:
    assert blocks(f'<p><a href="{written}">here</a></p>')[0].runs[0].href == leads_to


# --- blocks -----------------------------------------------------------------------------------------------


def test_everything_a_text_may_consist_of_becomes_a_block() -> None:
    html = """<p>a</p><h2>b</h2><ul><li>c<ol><li>d</li></ol></li></ul><blockquote><p>e</p></blockquote><hr>
        <dl><dt>f</dt><dd>g</dd></dl><pre>h
  i</pre><figure><img src="/files/k/p.png" alt="j"><figcaption>k</figcaption></figure>loose"""
    assert outline(blocks(html)) == [
        ["p", "a"],
        ["heading", "b"],
        ["list", [["item", [["p", "c"], ["list", [["item", "1."]]]]]]],
        ["quote", [["p", "e"]]],
        ["rule", []],
        ["term", "f"],
        ["meaning", [["p", "g"]]],
        ["p", "h\n  i"],
        ["picture", "j"],
        ["caption", "k"],
        ["p", "loose"],
    ]


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ("<ol>", ["1.", "2.", "7.", "8."]),
        ('<ol start="3">', ["3.", "4.", "7.", "8."]),
        ('<ol type="a">', ["a.", "b.", "g.", "h."]),
        ('<ol type="A" start="25">', ["Y.", "Z.", "G.", "H."]),
        ('<ol type="i">', ["i.", "ii.", "vii.", "viii."]),
        ('<ol type="I" start="1994">', ["MCMXCIV.", "MCMXCV.", "VII.", "VIII."]),
        ("<ol reversed>", ["4.", "3.", "7.", "6."]),
        ('<ol type="i" start="-1">', ["-1.", "0.", "vii.", "viii."]),
    ],
)
def test_items_bear_the_marks_a_browser_shows(opening: str, marks: list[str]) -> None:
    (listed,) = blocks(f'{opening}<li>a</li><li></li><li value="7">c</li><li>d</li></ol>')
    assert [item.mark for item in listed.blocks] == marks


def test_no_heading_skips_a_level() -> None:
    html = "<h4>a</h4><ul><li><h4>b</h4></li></ul><h2>c</h2><table><tr><td><h4>d</h4></td></tr></table>"
    found: list[int] = []

    def walk(those: list[Block]) -> None:
        for block in those:
            found.extend([block.level] if block.name == "heading" else [])
            walk(block.inner)

    walk(blocks(html))
    assert found == [2, 3, 2, 3]


def test_a_tables_cells_stand_where_a_browser_puts_them() -> None:
    caption, table = blocks(
        """<table><caption>Wages</caption><thead><tr><th colspan="2">a</th><th>b</th></tr></thead>
        <tbody><tr><td rowspan="9">c</td><td>d</td></tr><tr><td>e</td><td>f</td></tr></tbody></table>"""
    )
    placed = [(c.blocks[0].text, c.column, c.row, c.columns, c.rows, c.is_head) for c in table.cells]
    assert caption.text == "Wages"
    assert (table.columns, table.head_rows) == (3, 1)
    assert placed == [
        ("a", 0, 0, 2, 1, True), ("b", 2, 0, 1, 1, True), ("c", 0, 1, 1, 2, False), ("d", 1, 1, 1, 1, False),
        ("e", 1, 2, 1, 1, False), ("f", 2, 2, 1, 1, False),
    ]  # fmt: skip


def test_a_table_too_wide_for_paper_becomes_lines() -> None:
    wide = "".join(f"<td><ul><li>{n}</li></ul></td>" for n in range(WIDEST + 1))
    (line,) = blocks(f"<table><tr>{wide}</tr></table>")
    assert line.name == "p"
    assert line.text.split() == " | ".join(str(n) for n in range(WIDEST + 1)).split()


def test_plain_text_is_parted_by_blank_lines() -> None:
    assert [block.text for block in paragraphs("One\ntwo\n\n\nthree & <b>\n")] == ["One\ntwo", "three & <b>"]


# --- bounds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("element", ["ul><li", "blockquote", "em", "table><tr><td", "span"])
def test_however_deep_a_word_stands_it_is_there(element: str) -> None:
    end = "></".join(reversed(element.split("><")))
    found = blocks(f"<{element}>" * 80 + "word" + f"</{end}>" * 80)
    assert spoken(found) == "word"
    assert depth(found) <= DEEPEST + 1  # the paragraph around the word


def depth(those: list[Block]) -> int:
    return max((1 + depth(block.inner) for block in those), default=0)


INLINE = "a b em span sub q mark".split()
BLOCK = "p h2 h4 ul ol li dl dt dd blockquote pre table tr td th thead caption figure figcaption".split()
WORDS = st.sampled_from(["one", "दो", "تین", "&amp;", "<br>", " ", "<hr>", "x" * 50])


def element_of(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, inside: f"<{name}>{''.join(inside)}</{name}>",
        st.sampled_from(INLINE + BLOCK),
        st.lists(children, max_size=4),
    )


@hypothesis_settings(max_examples=150)
@given(html=st.recursive(WORDS, element_of, max_leaves=40))
def test_no_word_is_lost_and_none_is_added(html: str) -> None:
    added = r"[\s|“”]"  # what `blocks` writes out, and between the cells of a table too wide
    said = re.sub(added, "", re.sub(r"(?m)^(?:– |\d+\. )+", "", prose.plain(html)))
    assert sorted(re.sub(added, "", spoken(blocks(html)))) == sorted(said)
