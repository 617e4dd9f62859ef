"""What the fenced editor does to the text it is given: it keeps all that is good, and runs nothing."""

from collections.abc import Iterator

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from statements import prose
from tests.browser.writing import Desk, same, watched

pytestmark = pytest.mark.urls("tests.browser.writing")


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Desk]:
    with watched(page, live_server.url) as desk:
        yield desk


BENIGN = {
    "heading with language": '<h2 lang="hi">मज़दूर दिवस</h2>',
    "paragraph from the right": '<p dir="rtl" lang="ur">مزدور</p>',
    "headings": "<h2>Demands</h2><h3>Wages</h3><h4>In the mills</h4><p>Text.</p>",
    "joiners": "<p>क्‍ष श्र‌ी दिन</p>",
    "quotation marks": "<p>“Not one step,” she said — ‘never’… “एकता”</p>",
    "signs": "<p>Rights &amp; wages: 5 &lt; 6 &gt; 4, ₹ 1,20,000</p>",
    "nested list": "<ul><li>one<ul><li>two<ol><li>three</li></ol></li></ul></li><li>four</li></ul>",
    "numbered from four": '<ol start="4"><li>fourth</li><li>fifth</li></ol>',
    "lettered": '<ol type="a"><li>first</li><li>second</li></ol>',
    "counting down": '<ol reversed=""><li>second</li><li>first</li></ol>',
    "list with paragraphs": "<ol><li><p>one</p><p>more</p></li><li><p>two</p></li></ol>",
    "terms": "<dl><dt>CITU</dt><dd>A federation</dd></dl>",
    "table": (
        '<table><caption>Wages</caption><thead><tr><th scope="col">Year</th><th>Rupees</th></tr></thead>'
        '<tbody><tr><th>2019</th><td>178</td></tr><tr><td colspan="2">none</td></tr></tbody></table>'
    ),
    "table with groups": (
        '<table><colgroup><col span="2"></colgroup><tbody><tr><td rowspan="2">a</td><td>b</td></tr>'
        "<tr><td>c</td></tr></tbody><tfoot><tr><td>d</td><td></td></tr></tfoot></table>"
    ),
    "empty cells": "<table><tbody><tr><td></td><td>x</td></tr></tbody></table>",
    "quotation": '<blockquote cite="https://example.org/"><p>First.</p><p>Second.</p></blockquote>',
    "quotation in a list": "<ul><li>he said<blockquote><p>No.</p></blockquote></li></ul>",
    "link": '<p><a href="https://example.org/?a=1&amp;b=2" hreflang="hi">report</a></p>',
    "mail and phone": '<p><a href="mailto:press@example.org">mail</a> <a href="tel:+9111234">call</a></p>',
    "link in bold": '<p><strong><a href="https://example.org/"><em>both</em></a></strong></p>',
    "date": '<p><time datetime="2019-05-01">May Day</time></p>',
    "abbreviation": '<p><abbr title="Minimum Support Price">MSP</abbr></p>',
    "small letters": "<p>H<sub>2</sub>O, 4<sup>th</sup>, <small>note</small></p>",
    "old bold and italic": "<p><b>bold</b> <i>italic</i> <u>underlined</u> <s>struck</s></p>",
    "marks of change": '<p><del datetime="2019-05-01">old</del> <ins datetime="2019-05-01">new</ins></p>',
    "lines": "<p>Red Fort,<br>Delhi</p><hr><p>End</p>",
    "passages": '<p><span lang="hi" dir="ltr">हिन्दी</span> <bdi>نام</bdi> <bdo dir="rtl">abc</bdo></p>',
    "reading aid": "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>",
    "words of others": "<p><q>No</q>, says <cite>The Hindu</cite>; <code>x = 1</code> <mark>here</mark></p>",
    "preformatted": "<pre>one\n  two</pre>",
    "hard space": "<p>Rs.\u00a0178</p>",
    "space round marks": "<p>one <em>two</em> three, <strong>four</strong>.</p>",
}


def test_what_the_sanitiser_keeps_the_editor_keeps_too(desk: Desk) -> None:
    desk.open()
    assert [name for name, text in BENIGN.items() if not same(str(prose.clean(text)), text)] == []

    lost = {name: made for name, text in BENIGN.items() if not same(made := desk.as_edited(text), text)}

    assert lost == {}


def test_a_text_that_was_only_opened_comes_back_byte_for_byte(desk: Desk) -> None:
    text = str(prose.clean("\n\n".join(BENIGN.values())))

    desk.open(text)
    desk.body.click()

    assert desk.save() == text


def test_a_text_that_was_changed_and_changed_back_comes_back_byte_for_byte(desk: Desk) -> None:
    text = "<p>one</p>\n\n<p>two</p>"

    desk.open(text)
    desk.body.locator("p").first.click()
    desk.page.keyboard.press("End")
    desk.page.keyboard.type("!")
    desk.page.keyboard.press("Backspace")

    assert desk.save() == text


def test_a_text_that_was_changed_keeps_the_rest(desk: Desk) -> None:
    desk.open('<h2 lang="hi">मज़दूर दिवस</h2>\n<p dir="rtl" lang="ur">مزدور</p>\n<p>one</p>')

    desk.body.get_by_text("one").click()
    desk.page.keyboard.press("End")
    desk.page.keyboard.type("!")

    assert same(desk.save(), '<h2 lang="hi">मज़दूर दिवस</h2><p dir="rtl" lang="ur">مزدور</p><p>one!</p>')


RUN = "document.title='run'"
HOSTILE = {
    "picture": f'<p>a<img src=x onerror="{RUN}"></p>',
    "script": f"<p>a</p><script>{RUN}</script>",
    "drawing": f'<p>a</p><svg><script>{RUN}</script></svg><svg onload="{RUN}">',
    "frame": f'<p>a</p><iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "character data": f'<p>a</p><![CDATA[<style><img src=x onerror="{RUN}"></style>]]>',
    "comment": f'<p>a</p><!--><img src=x onerror="{RUN}">-->',
    "end of the page": f'<p>a</p></body></html><img src=x onerror="{RUN}">',
    "link": f'<p><a href="javascript:{RUN}">a</a></p>',
    "a handler like the editor's": f'<p onclick="CKEDITOR.tools.callFunction(1);{RUN}">a</p>',
    "a script like the editor's": f'<p>a</p><script id="cke_actscrpt">{RUN};callFunction(1)</script>',
}


def test_nothing_stored_runs_even_without_the_sanitiser(desk: Desk) -> None:
    desk.open("".join(HOSTILE.values()), at="/write/unsanitised/")
    desk.page.wait_for_load_state("networkidle")
    assert "run" not in desk.titles()

    for name, text in HOSTILE.items():
        page = lxml_html.fragment_fromstring(desk.as_edited(text), create_parent="div")
        desk.body.get_by_text("a", exact=True).first.click()
        desk.page.wait_for_load_state("networkidle")
        assert "run" not in desk.titles(), name
        assert not page.xpath("//script | //style | //iframe | //@*[starts-with(name(), 'on')]"), name


def test_the_policy_blocks_what_no_filter_saw(desk: Desk) -> None:
    """The last wall, behind sanitiser and editor: a handler that gets into the page all the same."""
    desk.open("<p>a</p>")

    desk.body.evaluate("(body, html) => { body.innerHTML = html }", f'<img src="data:," onerror="top.{RUN}">')
    desk.page.wait_for_load_state("networkidle")

    assert desk.page.title() == "Write"
    assert ["event handler" in refusal for refusal in desk.refusals] == [True]
    desk.refusals.clear()


def test_pasted_html_runs_nothing_and_loses_its_styles(desk: Desk) -> None:
    desk.open("<p>before</p>")

    desk.body.locator("p").click()
    desk.page.keyboard.press("End")
    desk.body.evaluate(
        """(body, html) => {
            const pasted = new DataTransfer();
            pasted.setData("text/html", html);
            const how = {clipboardData: pasted, bubbles: true, cancelable: true};
            body.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        f'<p class="x" style="color:red">after <b>all</b><script>top.{RUN}</script></p>',
    )

    expect(desk.body.locator("b, strong")).to_have_text("all")
    assert desk.save() == "<p>beforeafter <b>all</b></p>"
