"""The text of a statement: what stays as it is, what is put right, what a paste brings along."""

import unicodedata

import pytest
from django.utils.safestring import SafeString
from lxml import etree
from lxml import html as lxml_html

from statements import prose

LINK = 'rel="noopener noreferrer"'


def parsed(html: str) -> bytes:
    """`html` as a browser's tree, without the `rel` that every link is given."""
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    for link in tree.iter("a"):
        link.attrib.pop("rel", None)
    canonical: bytes = etree.tostring(tree, method="c14n")
    return canonical


@pytest.mark.parametrize(
    "html",
    [
        "<p>The federation demands the release of all arrested workers.</p>",
        "<p>First.</p>\n<p>Second.</p>",
        "<p>First.</p>\n\n<p>Second.</p>",
        '<h2 lang="hi">मज़दूर दिवस</h2>',
        '<p dir="rtl" lang="ur">یوم مزدور</p>',
        '<p lang="zh-Hant-TW">勞動節</p>',
        "<h2>Demands</h2>\n<h3>Wages</h3>\n<h4>In the mills</h4>",
        "<p>क्‍ष श्र‌ी दिन</p>",
        "<p>“Not one step,” she said — ‘never’…</p>",
        "<p>Rights &amp; wages: 5 &lt; 6 &gt; 4, ₹ 1,20,000</p>",
        "<p>No. 5 of 2020</p>",
        "<p>A &amp;lt;b&amp;gt; stays what it says.</p>",
        "<p>Red Fort,<br>Delhi</p>\n<hr>\n<p>End</p>",
        "<p><b>bold</b> <i>italic</i> <u>underlined</u> <s>struck</s></p>",
        "<p><strong>strong</strong> <em>with stress</em> <small>small</small></p>",
        "<p>H<sub>2</sub>O on the 4<sup>th</sup></p>",
        "<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>",
        '<ol start="4" type="a"><li>fourth</li><li value="9">ninth</li></ol>',
        "<ol><li><p>one</p><p>more</p></li><li><p>two</p></li></ol>",
        "<dl><dt>AIKS</dt><dd>A peasants' union</dd></dl>",
        '<blockquote cite="https://example.org/"><p>First.</p><p>Second.</p></blockquote>',
        "<p><q>No</q>, says <cite>The Hindu</cite>.</p>",
        '<p><a href="https://example.org/?a=1&amp;b=2" hreflang="hi">the report</a></p>',
        '<p><a href="/statements/2024/may-day/">our statement</a> and <a href="#notes">notes</a></p>',
        '<p><a href="mailto:press@example.org">mail</a> <a href="tel:+911123456">call</a></p>',
        '<p><a href="https://hi.example.org/मज़दूर">हिन्दी</a></p>',
        '<p><abbr title="Minimum Support Price">MSP</abbr></p>',
        '<p><time datetime="2019-05-01T10:00+05:30">May Day</time></p>',
        '<p><del datetime="2019-05-01">old</del><ins datetime="2019-05-01">new</ins></p>',
        '<p><span lang="hi" dir="ltr">हिन्दी</span> <bdi>نام</bdi> <bdo dir="rtl">abc</bdo></p>',
        "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>",
        "<p>a<wbr>b <mark>here</mark> <code>x = 1</code></p>",
        "<pre>one\n  two</pre>",
        '<figure><img src="/files/k3-Xy_9/rally.jpg" alt="A rally" width="640" height="480">'
        "<figcaption>Patna</figcaption></figure>",
        '<p><img src="/files/k3/%E0%A4%A6.png" alt=""></p>',
        '<table><caption>Wages</caption><colgroup><col span="2"></colgroup><thead><tr><th scope="col" '
        'abbr="Yr">Year</th><th>Rupees</th></tr></thead><tbody><tr><td rowspan="2">2019</td><td>178</td></tr>'
        '<tr><td></td></tr></tbody><tfoot><tr><td colspan="2">none</td></tr></tfoot></table>',
    ],
)
def test_what_a_press_office_writes_stays_as_it_is(html: str) -> None:
    assert parsed(prose.clean(html)) == parsed(html)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>a</p>\r\n<p>b</p>\rc", "<p>a</p>\n<p>b</p>\nc"),
        ("<p>cafe\u0301 ड\u093c \u095c</p>", "<p>café ड\u093c ड\u093c</p>"),
        ("<p>a\x00b\x0cc\x1f\ufeffd\ud800e\uffff</p>", "<p>abcde</p>"),
        ("<p>a&#1;&#13;b</p>", "<p>a\nb</p>"),
        ("<p>&nbsp;</p><p> </p><p><b>&nbsp;<br></b></p><p>\u200b</p><p>b</p>", "<p>b</p>"),
        ("<p>a</p><p>&nbsp;</p><p>b</p>", "<p>a</p>\n<p>b</p>"),
        ('<p>a</p><p><img src="http://example.org/x.png"></p>', "<p>a</p>"),
        ("<h1>Title</h1><h5>Small</h5>", "<h2>Title</h2><h4>Small</h4>"),
        ("<div>one<div>two</div></div>", "<p>one</p><p>two</p>"),
        ("<div><h2>a</h2><p>b</p></div>", "<h2>a</h2><p>b</p>"),
        ("<section><ul><li>a</li></ul></section>", "<ul><li>a</li></ul>"),
        ("<strike>a</strike> <tt>b</tt> <font color=red>c</font>", "<s>a</s> <code>b</code> c"),
        ("<p>a <b and c", "<p>a &lt;b and c</p>"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        ("<p>a<!-- hidden -->b<!-- open", "<p>ab</p>"),
        ("<html><head><title>t</title></head><body class=x><p>a</p></body></html>", "<p>a</p>"),
        ("<pre>\n\n\na</pre>", "<pre>a</pre>"),
        ('<p lang="hi_IN" dir=up title=" a\n b ">x</p>', '<p title="a b">x</p>'),
        ('<ol start="1e9" type=x><li value=99999999>a</li></ol>', "<ol><li>a</li></ol>"),
        ('<a href="https://example.org/a b">x</a>', f'<a href="https://example.org/a%20b" {LINK}>x</a>'),
        ('<a href="/a" target=_blank rel=me ping=/p download>x</a>', f'<a href="/a" {LINK}>x</a>'),
        ("", ""),
    ],
)
def test_what_comes_otherwise_is_put_right(typed: str, kept: str) -> None:
    assert parsed(prose.clean(typed)) == parsed(kept)


def test_the_result_is_trusted_composed_and_has_plain_line_ends() -> None:
    cleaned = prose.clean("<p>cafe\u0301</p>\r\n<p>b</p>")
    assert isinstance(cleaned, SafeString)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == "<p>café</p>\n<p>b</p>"


def test_composing_the_whole_afterwards_breaks_no_tag() -> None:
    cleaned = prose.clean("<p>&#824;a</p><p>b<i>\u0327\u0338c</i></p>")
    assert unicodedata.normalize("NFC", cleaned) == cleaned


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/x.png",
        "//example.org/x.png",
        "data:image/png;base64,AAAA",
        "file:///C:/Users/name/x.png",
        "/admin/x.png",
        "/files/key/../../admin/logout/",
        "/files/key/x.png?a=1",
        "/files/x.png",
        "files/key/x.png",
        "\\files\\key\\x.png",
    ],
)
def test_a_picture_that_is_not_ours_goes(source: str) -> None:
    assert prose.clean(f'<p>a<img src="{source}" alt="x">b</p>') == "<p>ab</p>"


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://www.google.com/url?q=https://example.org/a%3Fb%3D1&amp;sa=D", "https://example.org/a?b=1"),
        ("https://google.co.in/url?sa=t&amp;url=https%3A%2F%2Fexample.org%2F", "https://example.org/"),
        (
            "https://google.com/url?q=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fexample.org",
            "https://example.org",
        ),
        (
            "https://www.google.com/url?q=javascript:alert(1)",
            "https://www.google.com/url?q=javascript:alert(1)",
        ),
        (
            "https://www.google.com/search?q=https://example.org",
            "https://www.google.com/search?q=https://example.org",
        ),
    ],
)
def test_a_link_out_of_google_leads_where_it_says(href: str, target: str) -> None:
    assert prose.clean(f'<a href="{href}">x</a>') == f'<a href="{target}" {LINK}>x</a>'


def test_the_wrapper_of_a_google_paste_makes_nothing_bold() -> None:
    pasted = (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><p>Hello <b>you</b></p><p>there</p></b>'
    )
    assert prose.clean(pasted) == "<p>Hello <b>you</b></p><p>there</p>"


WORD_COMMENT = """
<p class=MsoNormal>We demand <a style='mso-comment-reference:AB_1;mso-comment-date:20240101T1000'>an
inquiry</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a
class=msocomanchor id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[AB1]</a><![endif]><span
style='mso-special-character:comment'>&nbsp;</span></span></span> at once.<o:p></o:p></p>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1
width="33%"><![endif]><div style='mso-element:comment'><div id="_com_1" class=msocomtxt language=JavaScript
onmouseover="msoCommentShow('_anchor_1','_com_1')"><span style='mso-comment-author:"A B"'></span>
<p class=MsoCommentText><span class=MsoCommentReference><a href="#_msoanchor_1">[AB1]</a></span>Ask the
lawyers</p>
<p class=MsoNormal>before this goes out</p></div></div></div>"""


def test_comments_made_in_word_never_become_text() -> None:
    assert prose.clean(WORD_COMMENT) == "<p>We demand an\ninquiry at once.</p>"


def test_what_word_hides_from_browsers_goes() -> None:
    pasted = (
        "<!--[if gte mso 9]><xml><w:WordDocument>secret</w:WordDocument></xml><![endif]-->"
        "<style><!-- p.MsoNormal {margin:0} --></style><meta name=Generator content=Word>"
        "<p class=MsoNormal style='mso-margin-top-alt:auto'>Text<o:p></o:p></p>"
        "<v:shape><v:imagedata src='file:///C:/Users/name/x.png' o:title='x'/></v:shape>"
    )
    assert prose.clean(pasted) == "<p>Text</p>"


@pytest.mark.parametrize(
    ("html", "word"),
    [
        (WORD_COMMENT, "Comments"),
        ("<p class='MsoCommentText'>Ask the lawyers</p>", "Comments"),
        ('<p>a<a href="#_msoanchor_1">[1]</a></p>', "Comments"),
        ('<p>a<sup><a href="#cmnt1">[a]</a></sup></p>', "Comments"),
        ("<p>We <del cite='mailto:AB' datetime='2024-01-01T10:00'>beg</del></p>", "“beg”"),
        ("<p>We <ins>demand &amp; insist</ins></p>", "“demand & insist”"),
        ("<p>We <span class=msoDel>beg</span></p>", "Tracked changes"),
        ("<!--[if supportFields]><span style='mso-element:field-begin'></span>PAGE<![endif]-->", "Fields"),
    ],
)
def test_what_a_word_processor_left_is_named(html: str, word: str) -> None:
    [sentence] = prose.leftovers(html)
    assert word in sentence


def test_a_tracked_change_is_still_named_when_the_text_is_cleaned() -> None:
    cleaned = prose.clean("<p>We <del class=x cite='mailto:AB'>beg</del> <ins>demand</ins></p>")
    assert cleaned == "<p>We <del>beg</del> <ins>demand</ins></p>"
    [sentence] = prose.leftovers(cleaned)
    assert "“beg” · “demand”" in sentence


def test_a_comment_that_clean_took_out_is_not_named_any_more() -> None:
    assert prose.leftovers(prose.clean(WORD_COMMENT)) == []


@pytest.mark.parametrize(
    "html", ["<p>A delegation of inspectors</p>", "<p>&lt;del&gt; is a tag</p>", "<p><s>struck</s></p>", ""]
)
def test_an_ordinary_text_has_no_leftovers(html: str) -> None:
    assert prose.leftovers(html) == []


def test_every_allowed_attribute_has_a_form_it_is_checked_against() -> None:
    allowed = {attribute for attributes in prose.ATTRIBUTES.values() for attribute in attributes}
    given = {"lang": "hi", "hreflang": "hi", "dir": "rtl", "type": "a", "reversed": "", "scope": "col",
             "datetime": "2019-05-01", "src": "/files/k/x.png"}  # fmt: skip
    for attribute in allowed:
        elements = [element for element, names in prose.ATTRIBUTES.items() if attribute in names]
        element = "p" if elements == ["*"] else elements[0]
        shell = f'<{element} src="/files/k/x.png" {attribute}="{given.get(attribute, "1")}">x'
        table = f"<table>{'<tr>' if element in {'td', 'th'} else ''}{shell}"
        kept = prose.clean(table if element in {"td", "th", "col", "colgroup"} else shell)
        assert f' {attribute}="' in kept, (element, attribute, kept)
