"""Signs that turn the direction of writing end with the text that holds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import prose
from statements.bidi import closed

LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
SIGNS = [LRE, RLE, PDF, LRO, RLO, LRI, RLI, FSI, PDI]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("wages", "wages"),
        (f"{RLE}اجرت{PDF}", f"{RLE}اجرت{PDF}"),
        (f"{RLO}segaw", f"{RLO}segaw{PDF}"),
        (f"a{RLI}b{LRE}c", f"a{RLI}b{LRE}c{PDF}{PDI}"),
        (f"{PDF}a{PDI}", "a"),
        (f"{RLI}{RLO}a{PDI}b{PDF}", f"{RLI}{RLO}a{PDF}{PDI}b"),  # an isolate ends with all that is open in it
        (f"{RLE}a{FSI}b{PDF}c", f"{RLE}a{FSI}bc{PDI}{PDF}"),  # and nothing inside it closes what is outside
    ],
)
def test_what_a_text_opens_it_closes(written: str, kept: str) -> None:
    assert closed(written) == kept


@given(st.text(alphabet=st.sampled_from([*SIGNS, "a"])))
def test_nothing_is_left_open_and_no_letter_is_lost(written: str) -> None:
    kept = closed(written)
    assert closed(kept) == kept
    assert kept.count("a") == written.count("a")
    assert sum(map(kept.count, (LRE, RLE, LRO, RLO))) == kept.count(PDF)
    assert sum(map(kept.count, (LRI, RLI, FSI))) == kept.count(PDI)
    assert closed(f"{kept}b") == f"{kept}b"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"<p>a{RLO}b</p><p>c</p>", f"<p>a{RLO}b{PDF}</p><p>c</p>"),
        (f"<p>a <b>{RLE}b</b> c{PDF} d</p>", f"<p>a <b>{RLE}b</b> c{PDF} d</p>"),
        (f"<p>{RLI}a<br>b{PDI}</p>", f"<p>{RLI}a{PDI}<br>b</p>"),
        (f"<ul><li>{RLO}a</li><li>b</li></ul>", f"<ul><li>{RLO}a{PDF}</li><li>b</li></ul>"),
        (f"{RLO}bare", f"{RLO}bare{PDF}"),
        (f'<p><a href="https://a.example/" title="{RLO}x">y</a></p>', f'title="{RLO}x{PDF}"'),
        ("<p>&#8238;a</p>", f"<p>{RLO}a{PDF}</p>"),
        (f"<p>{RLO}</p><p>b</p>", "<p>b</p>"),
        ("<div>" * 21_000 + f"{RLO}tangled", f"{RLO}tangled{PDF}"),
    ],
)
def test_in_a_text_each_block_and_line_closes_what_it_opens(written: str, kept: str) -> None:
    assert kept in prose.clean(written)
    assert prose.clean(prose.clean(written)) == prose.clean(written)
