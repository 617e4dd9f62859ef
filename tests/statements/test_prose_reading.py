"""What is read off the text of a statement (links into the desk, pictures, plain words), and the way back."""

import pytest
from django.utils.safestring import SafeString

from statements import prose


@pytest.mark.parametrize(
    "href",
    [
        "/admin/",
        "/admin",
        "/admin/statements/statement/4/change/",
        "https://newsroom.example/admin/",
        "//newsroom.example/admin/x",
        "../../admin/x/",
        "admin/",
        "/%61dmin/",
        "\\admin\\x",
        "/statements/../admin/",
        "//newsroom.example//admin/",
    ],
)
def test_a_link_into_the_desk_is_found(href: str) -> None:
    assert prose.desk_links(f'<p><a href="{href}">x</a></p>') == [href]
    assert prose.desk_links(f"<P><A title=x HREF = '{href}'>x</A></P>") == [href]


@pytest.mark.parametrize(
    "href",
    [
        "/administration/",
        "/statements/admin/",
        "https://example.org/?next=/admin/",
        "mailto:admin@x.org",
        "http://[/admin/",
    ],
)
def test_a_link_elsewhere_is_not(href: str) -> None:
    assert prose.desk_links(f'<a href="{href}">/admin/</a>') == []


def test_each_desk_link_is_named_once_under_any_address_of_the_desk() -> None:
    html = '<a href="/desk/a&amp;b">x</a><a href=/desk/a&amp;b>y</a><a href="/admin/">z</a>'
    assert prose.desk_links(html, "/desk/") == ["/desk/a&b"]


def test_a_picture_that_says_nothing_is_named() -> None:
    html = prose.clean(
        '<img src="/files/k/one.jpg" alt="A rally"><img src="/files/k/two.jpg">'
        '<img src="/files/k/three.jpg" alt=" ">'
    )
    assert [sentence.rpartition(" ")[2] for sentence in prose.missing_alt_texts(html)] == [
        "two.jpg",
        "three.jpg",
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>Title</h2><p>One<br>two</p><p>three</p>", "Title\nOne\ntwo\nthree"),
        ("<p>a\n  b&nbsp;c</p>", "a b c"),
        ("<p>5 &lt; 6 &amp;amp; &amp;lt;b&amp;gt;</p>", "5 < 6 &amp; &lt;b&gt;"),
        ("<p>a<b>b</b>c H<sub>2</sub>O</p>", "abc H2O"),
        ("<p>He said <q>no</q>.</p>", "He said “no”."),
        ("<ul><li>one</li><li><p>two</p><p>more</p></li><li></li></ul><p>end</p>", "– one\n– two\nmore\nend"),
        ('<ol start="3"><li>c</li><li value="7">g</li><li>h</li></ol>', "3. c\n7. g\n8. h"),
        ("<ol><li>a<ul><li>x</li></ul></li><li>b</li></ol>", "1. a\n– x\n2. b"),
        (
            "<table><tr><th>Year</th><td>Wage</td></tr><tr><td>2019</td><td>178</td></tr></table>",
            "Year | Wage\n2019 | 178",
        ),
        ("<blockquote><p>a</p></blockquote><dl><dt>b</dt><dd>c</dd></dl>", "a\nb\nc"),
        ("<script>alert(1)</script><p>a<!-- x --></p>", "a"),
        ("", ""),
    ],
)
def test_plain_text_has_a_line_for_each_paragraph_and_item(html: str, text: str) -> None:
    assert prose.plain(html) == text


@pytest.mark.parametrize(
    "html", ["", " \n", "<p>&nbsp;</p>", "<ul><li></li></ul>", "<p>\u200d\u200b</p>", "<script>1</script>"]
)
def test_a_text_without_words_is_blank(html: str) -> None:
    assert prose.is_blank(html)


@pytest.mark.parametrize("html", ["a", "<p>…</p>", "<ul><li>Fix the wages!</li></ul>", "<p>दि</p>"])
def test_a_text_with_words_is_not_blank(html: str) -> None:
    assert not prose.is_blank(html)


def test_paragraphs_and_lists_of_plain_text_become_html() -> None:
    made = prose.from_paragraphs(["A & B <i>", " ", "one\ntwo", ["Fix wages", "", "No <cuts>"], [""]])
    assert isinstance(made, SafeString)
    assert made == (
        "<p>A &amp; B &lt;i&gt;</p>\n<p>one<br>two</p>\n<ul><li>Fix wages</li><li>No &lt;cuts&gt;</li></ul>"
    )
    assert prose.clean(made) == made
