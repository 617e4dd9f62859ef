"""Blocks as plain text: what a newsroom pastes into a mail or a message."""

from __future__ import annotations

import pytest

from statements.blocks import blocks
from statements.plain_text import written


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<p><strong>One</strong> <em>two</em></p>", "One two"),
        ("<h2>What we demand</h2><p>A wage.</p>", "What we demand\n\nA wage."),
        ("<ul><li>a</li><li>b</li></ul>", "– a\n– b"),
        ('<ol start="9"><li>a</li><li>b<ul><li>c</li></ul></li></ol>', "9. a\n10. b\n    – c"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "– a\n  b"),
        ("<blockquote><p>One.</p><p>Two.</p></blockquote>", "> One.\n>\n> Two."),
        ("<table><caption>Wages</caption><tr><th>Year</th><th>Wage</th></tr><tr><td>2019</td><td>9</td></tr></table>",
         "Wages\n\nYear | Wage\n2019 | 9"),
        ('<p>our <a href="https://a.example/x">report</a> of</p>', "our report (https://a.example/x) of"),
        ('<p><a href="https://a.example/x">https://a.example/x</a></p>', "https://a.example/x"),
        ('<p>to <a href="mailto:desk@example.org">the desk</a></p>', "to the desk (desk@example.org)"),
        ('<p>to <a href="mailto:desk@example.org">desk@example.org</a></p>', "to desk@example.org"),
        ('<p><a href="#notes">notes</a></p>', "notes"),
        ('<img src="/files/k/a.png" alt="A queue before a mill">', "[A queue before a mill]"),
        ("<dl><dt>Floor wage</dt><dd>The least.</dd></dl>", "Floor wage\n\nThe least."),
        ("<p>a</p><hr><p>b</p>", "a\n\nb"),
    ],
)  # fmt: skip
def test_each_kind_of_block_reads_as_text(html: str, text: str) -> None:
    assert written(blocks(html)) == text


def test_headings_alone_are_stressed() -> None:
    html = "<h2>What we demand</h2><p><strong>A wage.</strong></p>"
    assert written(blocks(html), str.upper) == "WHAT WE DEMAND\n\nA wage."
