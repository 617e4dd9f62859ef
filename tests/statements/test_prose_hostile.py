"""Hostile texts: no script gets through, no cleaning is undone by the next, nothing takes long."""

import re
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from statements import prose
from tests.attacks.corpus import cases
from tests.attacks.judging import ADDRESSES

# The sanitiser swallows what goes wrong while it asks about an attribute.
pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")

SCRIPT_ELEMENTS = set(
    "script style iframe frame frameset object embed applet svg math form input button textarea select "
    "option link meta base template noscript video audio source track canvas marquee plaintext xmp "
    "listing title body head details dialog portal animate set use image isindex keygen".split()
)
HARMLESS = re.compile(r"(?:https?|mailto|tel):|(?![^/?#]*:)", re.IGNORECASE)


def capable(html: str) -> list[str]:
    """What in `html` could run a script, load something or change the page, as a browser's parser sees it."""
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    found = []
    for element in tree.iterdescendants():
        name = element.tag if isinstance(element.tag, str) else "comment"
        allowed = prose.ATTRIBUTES["*"] | prose.ATTRIBUTES.get(name, frozenset()) | {"rel"}
        if name in SCRIPT_ELEMENTS or name not in prose.ELEMENTS:
            found.append(name)
        for attribute, value in element.attrib.items():
            browsers_read = re.sub(r"[\x00-\x20\x7f-\x9f]", "", value)
            if attribute not in allowed or attribute.startswith("on"):
                found.append(f"{name} {attribute}")
            if attribute in ADDRESSES and not HARMLESS.match(browsers_read):
                found.append(f"{name} {attribute}={value}")
    return found


@pytest.mark.parametrize("payload", cases())
def test_no_script_gets_through(payload: str) -> None:
    for html in (payload, f"<p>{payload}</p>", f"<ul><li>a{payload}b</ul>", f"<div class=x>{payload}</div>"):
        cleaned = prose.clean(html)
        assert capable(cleaned) == []
        assert prose.clean(cleaned) == cleaned


def test_this_test_sees_what_it_looks_for() -> None:
    seen = [payload for payload in cases() if capable(payload)]
    assert len(seen) > 180


MARKUP = st.sampled_from(
    "<p> </p> <p/lang=hi> <div> </div> <b> </b> <i> <em> </em> <a/href=/x> <a> </a> <table> <tr> <td> "
    "</table> <caption> <ul> <ol> <li> </ul> <h2> </h2> <h1> <pre> </pre> <br> <hr> <img> "
    "<img/src=/files/a/b> <svg> <math> <mi> <style> </style> <title> </title> <script> </script> "
    "<template> <select> <option> <form> <button> <!-- --> --!> <! <? < > & &nbsp; &amp; &lt; &gt; "
    "&#13; &#1; &#824; &#xfeff; &shy \" ' = / x onclick=x style='mso-element:comment' "
    "<p/class=MsoCommentText> <b/style='font-weight:normal'> <ruby> <rt> <dl> <dt> <dd> <blockquote> "
    "</blockquote> <del> <body> <html> <figure> <figcaption> <q> </q> <bdo> <time> <noscript> "
    "<textarea> <xmp> <frameset> <col> <tbody>".split()
) | st.sampled_from(
    [" ", "\n", "\r\n", "\t", "\xa0", "\u0338", "\u0301", "\u200b", "\ufeff", "\x00", "\x0c", "\ud800", "दि"]
)


@given(st.lists(MARKUP | st.text(max_size=4), max_size=40).map("".join))
@settings(max_examples=400)
@example("<pre>\n\n\nx")
@example("\ufeff" * 9 + "x")
@example("<table><a href=/x><td><a href=/y>z")
@example("<b><p><b><p><table><b><td><p></b><a></table>")
@example("<p>\u0338<b>\u0338</b></p>")
def test_cleaning_what_is_clean_changes_nothing(html: str) -> None:
    cleaned = prose.clean(html)
    assert prose.clean(cleaned) == cleaned
    assert capable(cleaned) == []


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"])))
def test_plain_words_come_through_whole(words: str) -> None:
    made = prose.plain(prose.from_paragraphs([words]))
    assert made == unicodedata.normalize("NFC", " ".join(words.split())).lstrip("\u0338")


@given(st.lists(MARKUP | st.text(max_size=4), max_size=30).map("".join))
def test_whatever_was_pasted_can_be_read_off(html: str) -> None:
    prose.plain(html)
    prose.is_blank(html)
    prose.leftovers(html)
    prose.desk_links(html)
    prose.missing_alt_texts(html)


def of_two_megabytes(unit: str) -> str:
    return unit * (2_000_000 // len(unit))


BOMBS = {
    **{unit: of_two_megabytes(unit) for unit in (
        "<b>", "<div>", "<span>", "<blockquote>", "<p>", "<b><p>", "<table>", "<table><td>", "<ul><li>",
        "<a href=x>", "<svg>", "<math><mi>", "<select><option>", "<font><div>", "</b>", "<b><i></b></i>",
        "<b></b>", "<", "<!--", "<!-- -->", "&", "&amp", "&CounterClockwiseContourIntegra", "\x00", "\x00a",
        "\xa0", "\xb7", "क", "\r", "<div><table><td></div></table>", '<a b="', "<ins>", "<img ", "<script>",
        "<p><b><i><u><s><em><strong><code>x</p>", "<title>", "<body a=1>", "a\u0301\u0316",
    )},
    "levels then paragraphs": of_two_megabytes("<span>")[:1_000_000] + of_two_megabytes("<p>")[:1_000_000],
    "left open anew in each": "".join(f"<p><b title={n}>" for n in range(200)) + "<p>x</p>" * 9_000,
    "just below the bounds": "".join(f"<p><b title={n}>" for n in range(38)) + "<p>x</p>" * 4_900,
    "ten thousand elements": "<p class=x>x</p>" * 9_999,
    "attributes": f"<p {' '.join(f'a{n}' for n in range(250_000))}>x",
    "tags with many attributes": f"<p {' '.join(f'a{n}' for n in range(40))}>x" * 9_999,
    "a long attribute": f'<p title="{"x" * 2_000_000}">x',
    "a picture in the text": f'<p>a<img src="data:image/png;base64,{"A" * 2_000_000}">b</p>',
    "google in google": f'<a href="{"https://www.google.com/url?q=" * 70_000}">x</a>',
    "many google links": '<a href="https://www.google.com/url?q=https://x.example/">x</a>' * 9_000,
    "hidden in a title": f'<title><p x="</title>{of_two_megabytes("<b>")}">',
    "a pile of marks": "a" + "\u0301\u0316" * 500_000,
}  # fmt: skip


def seconds(work: Callable[[str], object], text: str) -> float:
    """What this text costs the processor."""
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


@pytest.fixture(scope="module")
def bearable() -> float:
    """Ten times what an ordinary text of this size costs here and now; a quadratic pass costs thousands."""
    ordinary = of_two_megabytes(f"<p>{'The council met the workers today. ' * 50}</p>")
    return 10 * max(seconds(prose.clean, ordinary) for _ in range(3))


@pytest.mark.parametrize("name", BOMBS)
def test_no_text_of_two_megabytes_takes_long(name: str, bearable: float) -> None:
    assert seconds(prose.clean, BOMBS[name]) < bearable

    cleaned = prose.clean(BOMBS[name])

    assert prose.clean(cleaned) == cleaned
    assert capable(cleaned) == []


@pytest.mark.parametrize("name", BOMBS)
def test_no_text_of_two_megabytes_takes_long_to_be_looked_through(name: str, bearable: float) -> None:
    for look_through in (prose.leftovers, prose.desk_links, prose.missing_alt_texts):
        assert seconds(look_through, BOMBS[name]) < bearable


def test_what_is_too_tangled_keeps_its_words_and_no_markup() -> None:
    tangle = "<div>" * 30_000 + "Land to the tiller &amp; wages" + "</div>" * 30_000
    assert prose.is_tangled(tangle)
    assert prose.clean(tangle) == "Land to the tiller wages"


def test_a_long_resolution_is_not_too_tangled() -> None:
    paragraph = (
        '<p class=MsoNormal style="margin:0"><span lang=EN-IN>Resolved &amp; <b>settled</b>.</span></p>'
    )
    assert not prose.is_tangled(paragraph * 2_000)
    assert prose.clean(paragraph * 2_000).count("<p>") == 2_000
