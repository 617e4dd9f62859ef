"""The signs of plain writing: what each makes, where it is an ordinary sign, and what they cannot hold."""

from __future__ import annotations

import pytest

from statements import prose
from statements.plain_writing import from_html, is_tangled, reads_alike, to_html

SAFE = 'rel="noopener noreferrer"'


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("", ""),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("Red Fort,\nDelhi", "<p>Red Fort,<br>Delhi</p>"),
        ("*bold* and _italic_ and *_both_*",
         "<p><strong>bold</strong> and <em>italic</em> and <strong><em>both</em></strong></p>"),
        ("*मज़दूरी* और _दिन_।", "<p><strong>मज़दूरी</strong> और <em>दिन</em>।</p>"),
        ("(*two*, *three*)", "<p>(<strong>two</strong>, <strong>three</strong>)</p>"),
        ("[our report](https://example.org/a_b_(c)?d=1&e=2).",
         f'<p><a href="https://example.org/a_b_(c)?d=1&amp;e=2" {SAFE}>our report</a>.</p>'),
        ("[*bold* link](/statements/2024/x/)",
         f'<p><a href="/statements/2024/x/" {SAFE}><strong>bold</strong> link</a></p>'),
        ("We demand:\n- wages\n- land\nAt once.",
         "<p>We demand:</p>\n<ul><li>wages</li><li>land</li></ul>\n<p>At once.</p>"),
        ("• wages\n* land", "<ul><li>wages</li><li>land</li></ul>"),
        ("- wages\n\n- land", "<ul><li>wages</li><li>land</li></ul>"),
        ("- wages\n  for all\n  - now\n    1. at once\n- land",
         "<ul><li>wages<br>for all<ul><li>now<ol><li>at once</li></ol></li></ul></li><li>land</li></ul>"),
        ("1. wages\n2. land\n7. water", '<ol><li>wages</li><li>land</li><li value="7">water</li></ol>'),
        ("4. fourth", '<ol start="4"><li>fourth</li></ol>'),
        ("> He said no.\n>\n> Twice.\n\n> She did not.",
         "<blockquote><p>He said no.</p><p>Twice.</p></blockquote>\n"
         "<blockquote><p>She did not.</p></blockquote>"),
        ("> - one\n> - two", "<blockquote><ul><li>one</li><li>two</li></ul></blockquote>"),
        ("## What we demand\n### Wages\nText.", "<h2>What we demand</h2>\n<h3>Wages</h3>\n<p>Text.</p>"),
        (r"\*not bold\* \- C:\\new \[x](https://a.example)",
         r"<p>*not bold* - C:\new [x](https://a.example)</p>"),
        ("\\- no list\n\n1\\. no number", "<p>- no list</p>\n<p>1. no number</p>"),
    ],
)  # fmt: skip
def test_a_sign_makes(written: str, html: str) -> None:
    assert to_html(written) == html
    again = from_html(html)
    assert again is not None
    assert to_html(again) == html


@pytest.mark.parametrize(
    "written",
    [
        "2 * 3 * 4 and 5*6*7", "snake_case_name", "*open", "close*", "[sic] said (so)", "[x](no address)",
        "[x](javascript:alert(1))", "[](https://example.org)", "#hashtag", "# 1", "-5 degrees", "1.5 lakh",
        "2019. A year", "मज़दूर*दिवस*ों", "<b>not markup</b> & so on", "a -> b", "5 < 6 > 4",
        "C:\\Users\\name", "१. मज़दूरी",
    ],
)  # fmt: skip
def test_elsewhere_a_sign_is_an_ordinary_sign(written: str) -> None:
    html = to_html(written)
    assert prose.plain(html) == written
    assert not {"<strong", "<em", "<a ", "<ul", "<ol"} & {piece.split(">")[0] for piece in html.split("<")}
    assert html.count("<") == 2
    assert from_html(html) == written


@pytest.mark.parametrize(
    "html",
    [
        "<table><tbody><tr><td>178</td></tr></tbody></table>",
        '<p><span lang="hi">हिन्दी</span></p>',
        '<p dir="rtl" lang="ur">دن</p>',
        "<p>H<sub>2</sub>O</p>",
        '<ol type="a"><li>first</li></ol>',
        "<ul><li><p>one</p><p>more</p></li></ul>",
        '<blockquote cite="https://example.org/"><p>No.</p></blockquote>',
        '<p><a href="https://example.org/" hreflang="hi">report</a></p>',
        "<p><strong>un</strong>fair</p>",
        "<p>one</p><hr><p>two</p>",
        '<p><img src="/files/k/x.png" alt="A rally"></p>',
        "<p><u>underlined</u></p>",
        "<pre>one\n  two</pre>",
        "<ul><li>one</li></ul><ul><li>two</li></ul>",
    ],
)
def test_what_has_no_sign_is_not_held(html: str) -> None:
    assert prose.clean(html)
    assert from_html(html) is None


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p><b>bold</b> <i>italic</i></p>", "*bold* _italic_"),
        ("<p><strong>Demand: </strong>wages</p>", "*Demand:* wages"),
        ("<p><strong>Title<br></strong>text</p>", "*Title*\ntext"),
        ("<p>one\n two&nbsp;three</p>\n\n\n<p>four</p>", "one two\u00a0three\n\nfour"),
        ("words without a paragraph", "words without a paragraph"),
        ("<p>5 * 3 = 15, a *star* [sic]</p>", r"5 \* 3 = 15, a \*star\* [sic]"),
        ("<p>a_b and [c](/d)</p>", r"a\_b and \[c\](/d)"),
        ("<p>- a dash<br>2. a number<br>## a sign</p>", "\\- a dash\n2\\. a number\n\\## a sign"),
    ],
)
def test_what_reads_alike_is_written_alike(html: str, written: str) -> None:
    assert from_html(html) == written
    assert reads_alike(to_html(written), html)


def test_texts_that_read_otherwise_are_told_apart() -> None:
    assert reads_alike("<p>a <b>b</b></p>\n<p>c</p>", "<p>a <strong>b</strong></p><p>c</p>")
    assert not reads_alike("<p>a b</p>", "<p>a <b>b</b></p>")
    assert not reads_alike('<p lang="hi">a</p>', "<p>a</p>")


def test_nothing_written_becomes_markup_or_runs() -> None:
    html = to_html(
        '<script>alert(1)</script> [x](https://a.example/"onclick="alert(1)) <img src=x onerror=x>'
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "onclick=" not in html.replace("onclick=&quot;", "").replace("%22onclick=", "")


def test_a_text_of_a_hundred_thousand_lists_inside_lists_is_answered() -> None:
    assert is_tangled("- a\n\nb\n\n" * 20_000)
    deep = "\n".join("  " * depth + "- deep" for depth in range(800))
    assert prose.plain(to_html(deep)).count("deep") == 800
    assert prose.plain(to_html("> " * 500 + "no")).endswith("no")
    assert "*" in to_html("*a _b [c " * 20_000)
