# ruff: noqa: E501 (as it comes from the clipboard)
"""What is pasted from Word, Google Docs and LibreOffice into the real editor ends as clean text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from statements import prose
from tests.browser.writing import Desk, watched

pytestmark = pytest.mark.urls("tests.browser.writing")

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15"><meta name=Originator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:TrackRevisions/></w:WordDocument></xml><![endif]-->
<style><!-- @font-face {{font-family:Mangal;}} p.MsoNormal {{mso-style-unhide:no; margin:0cm; font-size:11.0pt;}}
@list l0:level1 {{mso-level-number-format:bullet; mso-level-text:\uf0b7;}}
@list l1:level1 {{mso-level-tab-stop:none; mso-level-number-position:left;}} --></style></head>
<body lang=EN-IN style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->{}<!--EndFragment--></body></html>"""
GOOGLE = """<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;"
id="docs-internal-guid-6f1d2c3a-7fff-aa11-bb22-0123456789ab">{}</b><br class="Apple-interchange-newline">"""
LIBRE = """<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/><style type="text/css">
@page {{ size: 21cm 29.7cm; margin: 2cm }} p {{ line-height: 115%; margin-bottom: 0.25cm }}</style></head>
<body lang="en-IN" link="#000080" dir="ltr">{}</body></html>"""

_GOOGLE_P = '<p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;">{}</p>'
_GOOGLE_SPAN = (
    '<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;'
    "font-weight:{};font-style:{};font-variant:normal;text-decoration:none;vertical-align:baseline;"
    'white-space:pre;white-space:pre-wrap;">{}</span>'
)


def _google(words: str, weight: int = 400, style: str = "normal") -> str:
    return _GOOGLE_SPAN.format(weight, style, words)


def _word_item(words: str, sign: str = "·", which: str = "l0", level: int = 1) -> str:
    """A line of a list as Word writes it: a paragraph with its sign in the text."""
    blanks = "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; "
    font = "font-family:Symbol;mso-fareast-font-family:Symbol;mso-bidi-font-family:Symbol"
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='margin-left:{level * 36}.0pt;text-indent:-18.0pt;"
        f"mso-list:{which} level{level} lfo1'><![if !supportLists]><span style='{font}'>"
        f"<span style='mso-list:Ignore'>{sign}<span style='font:7.0pt \"Times New Roman\"'>{blanks}</span></span>"
        f"</span><![endif]><span lang=EN-US style='mso-ansi-language:EN-US'>{words}<o:p></o:p></span></p>"
    )


PASTED = {
    "word: paragraphs with styles": (
        WORD.format(
            "<p class=MsoNormal style='mso-margin-top-alt:auto;text-align:justify;line-height:115%'><b "
            "style='mso-bidi-font-weight:normal'><span lang=EN-US style='font-size:12.0pt;color:#1F3864'>New Delhi,"
            " 12 March:</span></b><span lang=EN-US style='font-size:12.0pt'> The council <i>met</i> today.<o:p></o:p>"
            "</span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal><span lang=HI style='font-family:"
            "\"Mangal\",serif;mso-ascii-font-family:Calibri'>मज़दूर एकता</span><span lang=EN-US><o:p></o:p></span></p>"
        ),
        ["New Delhi, 12 March:", "The council <i>met</i> today.", "मज़दूर एकता"],
        ["<o:p", "mso", "Mso", "style=", "class=", "font"],
    ),
    "word: a list as paragraphs": (
        WORD.format(
            "<p class=MsoNormal>We demand:<o:p></o:p></p>" + _word_item("Wages.") + _word_item("Land.")
            + _word_item("Forest too.", "o", level=2)
        ),
        ["We demand:", "<li>Wages.</li>", "Forest too."],
        ["·", "Ignore", "mso", "style="],
    ),
    "word: a numbered list": (
        WORD.format(_word_item("First.", "1.", "l1") + _word_item("Second.", "2.", "l1")),
        ["<ol>", "<li>First.</li>", "<li>Second.</li>"],
        ["1.", "2.", "mso"],
    ),
    "word: tracked changes": (
        WORD.format(
            "<p class=MsoNormal>We <s><del cite=\"mailto:Asha%20Rao\" datetime=\"2024-03-12T10:00\"><span class=msoDel>"
            "beg for</span></del></s><u><ins cite=\"mailto:Asha%20Rao\" datetime=\"2024-03-12T10:01\"><span "
            "class=msoIns>demand</span></ins></u> wages.<o:p></o:p></p>"
        ),
        ["We", "demand", "wages."],
        ["Asha"],
    ),
    "word: a comment": (
        WORD.format(
            "<p class=MsoNormal>We demand <a style='mso-comment-reference:AR_1;mso-comment-date:20240312T1000'>an "
            "inquiry</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a "
            "class=msocomanchor id=\"_anchor_1\" onmouseover=\"msoCommentShow('_anchor_1','_com_1')\" "
            "href=\"#_msocom_1\" language=JavaScript name=\"_msoanchor_1\">[AR1]</a><![endif]><span "
            "style='mso-special-character:comment'>&nbsp;</span></span></span> at once.<o:p></o:p></p>"
            "<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1 "
            "width=\"33%\"><![endif]><div style='mso-element:comment'><div id=\"_com_1\" class=msocomtxt "
            "language=JavaScript><a name=\"_msocom_1\"></a><p class=MsoCommentText><span class=MsoCommentReference>"
            "<a href=\"#_msoanchor_1\">[AR1]</a></span>Ask the lawyer first!<o:p></o:p></p></div></div></div>"
        ),
        ["We demand", "an inquiry", "at once."],
        ["AR1", "lawyer", "msocom", "href"],
    ),
    "word: a table and a heading": (
        WORD.format(
            "<h1 style='mso-style-next:Normal'>Wages<o:p></o:p></h1><table class=MsoTableGrid border=1 cellspacing=0 "
            "style='border-collapse:collapse;mso-yfti-tbllook:1184'><tr style='mso-yfti-irow:0'><td width=200 "
            "valign=top style='width:150.0pt;border:solid windowtext 1.0pt'><p class=MsoNormal>2019<o:p></o:p></p>"
            "</td><td width=200><p class=MsoNormal>Rs&nbsp;178<o:p></o:p></p></td></tr></table>"
        ),
        ["<h2>Wages</h2>", "2019", "178", "<table"],
        ["border", "width", "mso", "style="],
    ),
    "google: wrapped in a bold that is not": (
        GOOGLE.format(
            _GOOGLE_P.format(_google("The council ") + _google("met", 700) + _google(" today, ") + _google("again", 400, "italic") + _google("."))
            + "<br />" + _GOOGLE_P.format('<a href="https://www.google.com/url?q=https://example.org/report&amp;sa=D&amp;ust=1" style="text-decoration:none;">' + _google("Report") + "</a>")
        ),
        ["<strong>met</strong>", "<em>again</em>", 'href="https://example.org/report"'],
        ["docs-internal", "<b>", "style=", "google", "<span"],
    ),
    "google: lists": (
        GOOGLE.format(
            '<ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;"><li dir="ltr" style="list-style-type:disc;'
            'font-size:11pt;" aria-level="1"><p dir="ltr" style="line-height:1.38;" role="presentation">'
            + _google("Wages") + '</p></li><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation">'
            + _google("Land") + "</p></li></ul>"
        ),
        ["<ul>", "Wages", "Land"],
        ["role=", "aria", "style=", "<span"],
    ),
    "google: comment marks": (
        GOOGLE.format(
            _GOOGLE_P.format(_google("We demand wages") + '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>' + _google("."))
            + '<div style="border:1px solid black;margin:5px"><p dir="ltr"><a href="#cmnt_ref1" id="cmnt1">[a]</a>'
            + _google("Ask the lawyer first!") + "</p></div>"
        ),
        ["We demand wages"],
        ["lawyer", "[a]", "cmnt"],
    ),
    "libreoffice: fonts and fields": (
        LIBRE.format(
            '<h1 class="western">Our demands</h1><p style="margin-bottom: 0cm; line-height: 100%" align="justify"><font color='
            '"#000000"><font face="Liberation Serif, serif"><font size="3" style="font-size: 12pt"><span lang="en-IN"><b>'
            "Delhi, </b></span><sdfield type=\"DATETIME\" sdval=\"45363\" sdnum=\"1033;1033;MM/DD/YY\">12 March</sdfield>"
            ': we wait.</font></font></font></p><p><font face="Mangal"><span lang="hi-IN">मज़दूर एकता</span></font></p>'
            '<ol><li><p style="margin-bottom: 0cm">Wages</p></li><li><p>Land</p></li></ol>'
        ),
        ["<h2>Our demands</h2>", "12 March: we wait.", "मज़दूर एकता", "<ol>"],
        ["font", "sdfield", "western", "style=", "align"],
    ),
    "libreoffice: changes and a comment": (
        LIBRE.format(
            '<p>We <del cite="#" datetime="2024-03-12T10:00">beg for</del> <ins cite="#" datetime="2024-03-12T10:01">demand'
            "</ins> wages<a class=\"comment\" href=\"#comment1\"></a><!-- Ask the lawyer first! -->.</p>"
        ),
        ["We", "demand", "wages"],
        ["lawyer", "comment"],
    ),
}  # fmt: skip


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Desk]:
    with watched(page, live_server.url) as desk:
        yield desk


def pasted(desk: Desk, html: str) -> str:
    """What is stored when this comes from the clipboard into an empty editor."""
    desk.as_edited("")
    desk.body.click()
    edited: str = desk.page.evaluate(
        """(html) => new Promise((done) => {
            setTimeout(() => done("nothing came"), 20000);
            const editor = CKEDITOR.instances.id_body;
            const {ClipboardEvent, DataTransfer} = editor.window.$;
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            editor.once("afterPaste", () => setTimeout(() => done(editor.getData())));
            editor.editable().$.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        })""",
        html,
    )
    return str(prose.clean(edited))


def test_what_is_pasted_from_a_word_processor_ends_as_clean_text(desk: Desk) -> None:
    desk.open()
    texts = {name: pasted(desk, html) for name, (html, _there, _gone) in PASTED.items()}
    wrong = {
        name: (lacks, has, texts[name])
        for name, (_html, there, gone) in PASTED.items()
        for lacks in [[words for words in there if words not in texts[name]]]
        for has in [[words for words in [*gone, "<span>"] if words in texts[name]]]
        if lacks or has
    }
    assert wrong == {}
    # Changes that were tracked are told apart until somebody settles them: the checklist blocks.
    changed = {name for name, text in texts.items() if prose.leftovers(text)}
    assert changed == {"word: tracked changes", "libreoffice: changes and a comment"}
    # The style sheet of Word's page is refused by the policy: none of a foreign text gets into ours.
    assert {"inline style" in refusal for refusal in desk.refusals} <= {True}
    desk.refusals.clear()
