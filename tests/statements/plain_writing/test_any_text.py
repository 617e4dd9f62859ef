"""Plain writing and back, for any text: what is held is held exactly, and what is not is left alone."""

from __future__ import annotations

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from statements import prose
from statements.plain_writing import from_html, reads_alike, to_html

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
SIGNS = st.text(alphabet="ab *_[]()\\-#>.12•\n\t/कि\u200d\u00a0\u202e\u0338<&", max_size=60)
BEGINNINGS = st.sampled_from(
    ["", "- ", "  - ", "    * ", "1. ", "7. ", "  2. ", "> ", "> - ", "> > ", "## ", "#### ", "\\"]
)
WRITTEN = st.lists(st.tuples(BEGINNINGS, SIGNS).map("".join), max_size=8).map("\n".join)

WORDS = st.text(alphabet="ab क*_[]\\ .-#1>", max_size=12)
DRESSES = [
    "{}",
    "<strong>{}</strong>",
    "<em>{} </em>",
    "<b><i>{}</i></b>",
    '<a href="https://a.example/">{}</a>',
]
ODD = ["<br>", "{}<br>", "<sup>{}</sup>", '<span lang="hi">{}</span>', "<strong></strong>", " "]
FRAMES = [
    "<p>{}</p>", "{}", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<ol start=2><li>{}</li><li>b</li></ol>",
    "<blockquote><p>{}</p></blockquote>", "<ul><li>a<ul><li>{}</li></ul></li></ul>", "<p lang=hi>{}</p>",
    "<li>{}</li>", "<table><tr><td>{}</td></tr></table>", "<blockquote>{}</blockquote>", "<h1>{}</h1>",
]  # fmt: skip
INNER = st.lists(st.builds(str.format, st.sampled_from(DRESSES + ODD), WORDS), max_size=4).map("".join)
MARKUP = st.lists(st.builds(str.format, st.sampled_from(FRAMES), INNER), max_size=5).map("\n".join)


@given(st.one_of(SIGNS, WRITTEN))
@example("_\u0338_")
@example("_*\u200d*__\u200d_(")
@settings(phases=PHASES)
def test_all_that_is_written_is_held_and_comes_back_the_same(written: str) -> None:
    html = to_html(written)
    assert html == prose.clean(html)
    again = from_html(html)
    assert again is not None
    assert to_html(again) == html
    assert from_html(to_html(again)) == again


@given(MARKUP)
@settings(phases=PHASES)
def test_a_text_is_held_without_loss_or_not_at_all(markup: str) -> None:
    html = prose.clean(markup)
    written = from_html(html)
    if written is not None:
        assert reads_alike(to_html(written), html)
        assert prose.plain(to_html(written)).split() == prose.plain(html).split()


@given(st.text(max_size=80))
@settings(phases=PHASES)
def test_no_sign_of_any_script_is_lost_or_moved(written: str) -> None:
    again = from_html(to_html(written))
    assert again is not None
    assert to_html(again) == to_html(written)
