"""What press offices write comes out of the real editor as it went in: over fifty harmless texts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from statements import prose
from tests.browser.test_editor_and_text import BENIGN
from tests.browser.writing import Desk, same, watched

pytestmark = pytest.mark.urls("tests.browser.writing")

PRESS = {
    "first-word capitals": "<p>THE COUNCIL condemns the arrests at MODI'S rally.</p>",
    "hindi statement": "<p>महासंघ माँग करता है कि बकाया मज़दूरी तुरंत दी जाए।</p><p>इंक़लाब ज़िंदाबाद!</p>",
    "hindi in english": '<p>The slogan <em lang="hi">हर ज़ोर-ज़ुल्म की टक्कर में</em> was heard all day.</p>',
    "english in hindi": '<p>महासंघ ने <span lang="en" dir="ltr">Code on Wages</span> का विरोध किया।</p>',
    "urdu paragraph": '<p lang="ur" dir="rtl">مزدوروں کا اتحاد زندہ باد</p>',
    "bengali and tamil": '<p lang="bn">শ্রমিক ঐক্য</p><p lang="ta">தொழிலாளர் ஒற்றுமை</p>',
    "numbered demands": "<p>We demand:</p><ol><li>Wages.</li><li>No cuts.</li><li>Land.</li></ol>",
    "demands go on": '<ol><li>One.</li><li>Two.</li></ol><p>And also:</p><ol start="3"><li>Three.</li></ol>',
    "roman numbers": '<ol type="i"><li>wages</li><li>land</li></ol>',
    "a number of its own": '<ol><li>one</li><li value="7">seven</li></ol>',
    "list in hindi": "<ul><li>मज़दूरी</li><li>ज़मीन<ul><li>जंगल</li></ul></li></ul>",
    "bold lead": "<p><strong>New Delhi, 12 March:</strong> The council met today.</p>",
    "bold in a word": "<p><strong>un</strong>constitutional</p>",
    "bold and italic": "<p><strong>all <em>of it</em></strong> and <em>none</em></p>",
    "signature": "<p>(Asha Rao)<br>General Secretary<br>National Council</p>",
    "end mark": "<p>– ENDS –</p>",
    "three stars": "<p>* * *</p><p>###</p>",
    "rupees and lakhs": "<p>₹ 1,20,000 crore; Rs.\u00a0178 a day; 7.5%; 12–14 hours; 3½ acres</p>",
    "devanagari figures": "<p>२६ जनवरी १९५०, ८.५ प्रतिशत</p>",
    "dashes": "<p>wages – not charity — are due; non-payment; 2019‑20</p>",
    "quotes in quotes": "<p>“She said ‘no’ to us,” he said. «Non», „nein“.</p>",
    "apostrophes": "<p>workers' rights, the '90s, don't, O’Brien</p>",
    "danda": "<p>सत्यमेव जयते ।। ॐ ॥</p>",
    "section signs": "<p>§ 144 Cr.P.C.; Art. 19(1)(a); No. 12/2024; ¶ 3; †</p>",
    "footnote": "<p>As was found<sup>1</sup>.</p><hr><p><small><sup>1</sup> Report of 2019.</small></p>",
    "chemical words": "<p>CO<sub>2</sub>, SiO<sub>2</sub> dust and 10 m<sup>3</sup></p>",
    "quoted letter": "<blockquote><p>To the Minister,</p><p>we wait.</p></blockquote><p>Thus the letter.</p>",
    "quoted source": '<blockquote cite="https://example.org/a"><p>No.</p></blockquote><p>The Hindu</p>',
    "heading and lists": "<h2>Our demands</h2><ol><li>Wages</li></ol><h3>Why</h3><ul><li>Hunger</li></ul>",
    "link with hindi words": '<p><a href="https://hi.example.org/%E0%A4%AE">पूरी रिपोर्ट</a></p>',
    "own addresses": '<p><a href="/r/NC-2026-041/">our statement</a>, <a href="#notes">notes</a></p>',
    "bare address": "<p>See https://example.org/a_b/(c)?d=1&amp;e=2#f for more.</p>",
    "telephone": '<p>Contact: <a href="tel:+911123456789">011-2345 6789</a>, 98xxx xxx10</p>',
    "wage table": (
        '<table><thead><tr><th scope="col">राज्य</th><th scope="col">दर (₹)</th></tr></thead><tbody>'
        '<tr><th scope="row">झारखंड</th><td>178</td></tr></tbody></table>'
    ),
    "table, marks": "<table><tbody><tr><td><strong>Total</strong></td><td>5<br>6</td></tr></tbody></table>",
    "table with a list": "<table><tbody><tr><td><ul><li>a</li></ul></td><td></td></tr></tbody></table>",
    "obituary": '<p>Com. <strong>R. K. Nair</strong> (<time datetime="1941-05-01">1941</time>–2024)</p>',
    "markup as words": "<p>Write &lt;b&gt; &amp;amp; &lt;/b&gt;, a &lt; b &gt; c.</p>",
    "signs of plain writing": "<p>*stars*, _lines_, # one, - two, [three](four), &gt; five</p>",
    "pictures in words": "<p>✊🏽 🚩 👩‍🌾 मज़दूर एकता 🇮🇳</p>",
}


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Desk]:
    with watched(page, live_server.url) as desk:
        yield desk


def test_over_fifty_texts_are_tried() -> None:
    assert len(PRESS | BENIGN) >= 70
    assert [name for name, text in PRESS.items() if not same(str(prose.clean(text)), text)] == []


def test_each_text_comes_out_of_the_editor_as_it_went_in(desk: Desk) -> None:
    desk.open()
    cleaned = {name: str(prose.clean(text)) for name, text in (PRESS | BENIGN).items()}
    changed = {name: made for name, text in cleaned.items() if not same(made := desk.as_edited(text), text)}
    assert changed == {}


def test_all_of_them_opened_and_saved_are_the_same_byte_for_byte(desk: Desk) -> None:
    text = str(prose.clean("\n\n".join(PRESS.values())))
    desk.open(text)
    desk.body.click()
    assert desk.save() == text
