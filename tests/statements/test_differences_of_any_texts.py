"""Differences of any texts: both are found again in them, and no text is too long or too strange."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from statements.differences import differences
from statements.redline import Block, Mark, compare
from statements.wording import Passage, blocks, lines

# Without shrinking, which takes minutes on texts.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
WORDS = "wages are due the . , 1,046 किसानों क्षत्रिय माँग । “ ” new — 🚩".split(" ")
LINES = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " ", "  "])).map("".join), max_size=12
).map("".join)
DRESSES = ["{}", "<strong>{}</strong>", "<em>{}</em> ", '<a href="https://a.example/">{}</a>', "{}<br>"]
FRAMES = ["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<blockquote><p>{}</p></blockquote>"]
INNER = st.lists(st.builds(str.format, st.sampled_from(DRESSES), LINES), max_size=4).map("".join)
PARAGRAPHS = st.lists(st.builds(str.format, st.sampled_from(FRAMES), INNER), max_size=6).map("".join)


def said(passages: Sequence[Passage]) -> list[str]:
    """The blocks of a text as they stand in it."""
    return ["".join(piece.text for piece in passage.pieces) for passage in passages]


def without(mark: Mark, found: Sequence[Block]) -> list[str]:
    """The blocks of a difference, those and their words left out that bear a mark."""
    kept = [block for block in found if block.mark != mark]
    return ["".join(run.text for run in block.runs if run.mark != mark) for block in kept]


@given(LINES, LINES)
def test_a_line_is_found_again_in_its_difference(before: str, after: str) -> None:
    found = compare(lines(before), lines(after))
    assert without(Mark.INSERTED, found) == said(lines(before))
    assert without(Mark.DELETED, found) == said(lines(after))


@given(PARAGRAPHS, PARAGRAPHS)
@settings(phases=PHASES)
def test_both_texts_are_found_again_in_their_difference(before: str, after: str) -> None:
    old, new = blocks(before), blocks(after)
    found = compare(old, new)
    assert without(Mark.INSERTED, found) == said(old)
    assert without(Mark.DELETED, found) == said(new)
    as_read = [[(block.frame, block.words) for block in text] for text in (old, new)]
    assert (as_read[0] == as_read[1]) == all(block.mark == Mark.SAME for block in found)


@given(st.text(alphabet="<>/abpulitrd =\"'&;#1\n", max_size=80), st.text(max_size=40))
@settings(phases=PHASES)
def test_no_text_is_too_strange_to_be_compared(before: str, after: str) -> None:
    assert without(Mark.DELETED, compare(blocks(before), blocks(after))) == said(blocks(after))
    assert without(Mark.DELETED, compare(blocks(after), blocks(before))) == said(blocks(before))


def test_devanagari_is_never_cut_inside_a_syllable() -> None:
    words = ["किसानों", "क्षत्रिय", "माँगें", "श्रमिकों", "ज़िंदाबाद", "हिन्दुस्तान"]
    for before in words:
        for after in words:
            runs = [run.text for block in compare(lines(before), lines(after)) for run in block.runs]
            assert set(runs) <= {before, after}


def text(paragraphs: int, place: str = "Delhi") -> str:
    """A text of paragraphs of some eighty words; each names the place once."""
    sentence = "The council said that {} workers of mill {} in the {} district had not been paid since {}. "
    return "".join(
        f"<p>The council met in {place}. "
        + "".join(sentence.format(n * 7 + s, s, "Gaya" if n % 2 else "Patna", 1990 + s) for s in range(5))
        + "</p>"
        for n in range(paragraphs)
    )


def seconds(before: str, after: str, runs: int = 5) -> float:
    """The shortest of some runs, in seconds of this process."""
    taken = []
    for _run in range(runs):
        begun = time.process_time()
        differences({"body": before}, {"body": after})
        taken.append(time.process_time() - begun)
    return min(taken)


def numbered(pattern: str, times: int) -> str:
    return "".join(pattern.format(number) for number in range(times))


def test_ten_times_the_paragraphs_cost_about_ten_times_as_much() -> None:
    for few, many in [
        ((text(20), text(19) + "<p>One more.</p>"), (text(200), text(199) + "<p>One more.</p>")),
        ((text(20), text(20, place="Patna")), (text(200), text(200, place="Patna"))),
    ]:
        assert seconds(*many) < 40 * seconds(*few)  # squared it would be a hundred times


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>" + "a " * 250_000 + "</p>", "<p>" + "a b " * 125_000 + "</p>"),
        ("<p>a</p>" * 9_000, "<p>a</p>" * 4_000 + "<p>b</p>" + "<p>a</p>" * 4_500),
        (
            "".join(f"<p>x y z u{n}</p>" for n in range(9_000)),
            "".join(f"<p>x y z v{n}</p>" for n in range(9_000)),
        ),
        (numbered("x u{} ", 15_000), numbered("x v{} ", 15_000)),
        ("." * 120_000, "," + "." * 120_000),
    ],
    ids=["one long paragraph", "equal paragraphs", "paragraphs alike", "every second word", "signs"],
)
def test_a_hostile_text_is_compared_in_bounded_time(before: str, after: str) -> None:
    assert seconds(before, after, runs=1) < 5
