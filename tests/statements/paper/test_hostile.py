"""Hostile words on paper: they are set as they are, read nothing, break nothing, and never take long."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from statements import paper
from statements.models import Statement
from statements.paper import press
from statements.paper.copyable import copyable
from tests.cast import Clock, Newsroom

from .pages import found, printed, text

HOSTILE = [
    '#read("/etc/passwd")',
    '#read("letter.typ")',
    '#include "card.typ"',
    '#import "@preview/cetz:0.3.0"',
    '#image("/etc/passwd")',
    '#eval("1 + 1")',
    "#sys.inputs.sheet",
    "#{ while true { } }",
    "#panic(1)",
    '")]} #panic() [{("',
    "] #panic() [",
    "$ x^2 $ $ sum $",
    "@reference <label>",
    "`raw` ```typ #panic()```",
    "*bold* _emph_ = heading - item + item / term: x",
    "// comment /* comment */",
    "~ -- --- ... \\ \\u{41} \\#",
    "{{ page }} {page} %(page)s {0} ${page}",
    '\\", "headline": "forged',
    "</script><script>alert(1)</script>",
]
SECRETS = ("root:x:", "#set document", "forged:")


def plain(words: str) -> str:
    """The words without blanks, as paper breaks its lines where it likes."""
    return "".join(words.split())


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize("words", HOSTILE)
def test_every_field_is_set_as_it_is_written(words: str, newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(
        headline=words,
        standfirst=words,
        dateline_place="Nagpur",
        body=f"<p>{escaped(words)}</p><ul><li>{escaped(words)}</li></ul><h2>{escaped(words)}</h2>",
        signatories=[{"name": words, "post": words, "body": words}],
        notes_to_editors=words,
    )
    read = text(printed(statement, clock))
    assert plain(read).count(plain(words)) >= 9
    assert not [secret for secret in SECRETS if secret in read]


def test_nothing_but_the_forms_lies_where_typst_may_read() -> None:
    assert {path.suffix for path in press.SHEETS.iterdir()} == {".typ"}


def test_a_link_is_a_link_whatever_it_says(newsroom: Newsroom, clock: Clock) -> None:
    links = (
        "https://a.example/" + "a" * 9000,
        'https://a.example/")#panic("',
        "https://[",
        "mailto:x",
        "tel:1",
    )
    body = "".join(f'<p><a href="{link.replace(chr(34), "&quot;")}">word</a></p>' for link in links)
    assert text(printed(newsroom.public(body=body), clock)).count("word") == len(links)


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>" * 250 + "word",
        "<blockquote>" * 250 + "word",
        "<em><strong><u><s><sub><sup><code><mark>" * 40 + "word",
        "<table><tr><td>" * 60 + "word",
        "<ul><li><blockquote>" * 40 + "word",
        f"<table><tr>{'<td>word</td>' * 500}</tr></table>",
        '<table><tr><td colspan="9999" rowspan="9999">word</td><td>b</td></tr><tr><td>c</td></tr></table>',
        "<p>word</p><p></p><ul></ul><ol><li></li></ol><table><tr></tr></table><blockquote></blockquote>",
        f"<p>word {'x' * 20_000}</p>",
        f"<p>word {'&nbsp;' * 5_000}x</p>",
        f"<p>word{'<br>' * 3_000}x</p>",
        f"<p>word {'<b>a</b> ' * 5_000}</p>",
        f"<p>word क{'्क' * 60} क{'ु' * 100}</p>",
        "<p>word \u202eright to left\u202c \u2066 \u200d\u200c \ufe0f é e\u0301\u0301\u0301</p>",
        "<p>word \U0001f600 ☭ ✊ 中文 한국어 עברית ไทย \U00010330</p>",  # some of it no font has
        '<p lang="x-klingon" dir="rtl">word</p><p lang="zz-ZZ">word</p>',
    ],
    ids=lambda body: body[:24],
)
def test_no_text_is_too_odd_to_be_printed_soon(body: str, newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(body=body)
    begun = time.process_time()
    read = text(printed(statement, clock))
    assert "word" in read
    assert time.process_time() - begun < 6


@pytest.mark.parametrize("piled_up", ["्क", "ु"])
def test_what_typst_breaks_on_is_refused_and_the_next_is_printed(
    piled_up: str, newsroom: Newsroom, clock: Clock
) -> None:
    with pytest.raises(paper.NotForPaper, match="cannot be printed"):
        printed(newsroom.public(body=f"<p>क{piled_up * 2_000}</p>"), clock)
    assert "word" in text(printed(newsroom.public(body="<p>word</p>"), clock))


INLINE = "a b em u s del code span sub sup q mark small".split()
BLOCK = "p h2 h3 h4 ul ol li dl dt dd blockquote pre table tr td th thead caption figure figcaption".split()
WORDS = st.sampled_from(
    [
        "one",
        "दो",
        "تین",
        "চার",
        "&amp;",
        "<br>",
        "<hr>",
        "#panic()",
        "x" * 60,
        "\u202e",
        "10%",
        "“",
        "\U0001f600",
    ]
)


def element_of(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    spans = st.sampled_from(
        ["", ' colspan="2"', ' rowspan="3"', ' lang="ur" dir="rtl"', ' start="0"', " reversed"]
    )
    return st.builds(
        lambda name, said, inside: f"<{name}{said}>{''.join(inside)}</{name}>",
        st.sampled_from(INLINE + BLOCK),
        spans,
        st.lists(children, max_size=4),
    )


@pytest.fixture
def statement(newsroom: Newsroom) -> Statement:
    return newsroom.public()


@hypothesis_settings(
    max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    html=st.recursive(WORDS, element_of, max_leaves=25),
    headline=st.text(min_size=1, max_size=300),
    language=st.sampled_from(["en", "hi", "ur", "ta"]),
)
def test_whatever_is_written_is_printed(
    statement: Statement, clock: Clock, html: str, headline: str, language: str
) -> None:
    one = found(statement, clock)
    changes: dict[str, Any] = {"body": html, "headline": headline, "language": language}
    one.edition.write(changes)
    pdf = paper.pdf(one)
    assert pdf.startswith(b"%PDF-1.7")
    assert copyable(pdf)
    for shape in paper.Shape:
        assert paper.card(one, shape).startswith(b"\x89PNG")
