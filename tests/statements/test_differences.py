"""Differences of two texts: each word, mark and link that changed, no more, whatever the texts are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from statements.differences import differences
from statements.models import Content, IssuingBody
from statements.models.content import FIELDS
from statements.redline import Block, Mark, Run, compare
from statements.wording import blocks, lines

MARKS = {Mark.SAME: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "{{+{}+}}"}


def read(runs: Sequence[Run]) -> str:
    """Runs in one line: [-deleted-], {+inserted+}, a link's address as ‹address›."""
    return "".join(MARKS[run.mark].format(f"‹{run.text}›" if run.attribute else run.text) for run in runs)


def of_body(before: str, after: str) -> list[str]:
    """The blocks of the difference of two bodies, each in one line."""
    return [read(block.runs) for block in blocks_of(before, after)]


def blocks_of(before: str, after: str) -> list[Block]:
    return compare(blocks(before), blocks(after))


def of_words(before: str, after: str) -> str:
    """The difference of two plain texts of one line."""
    return "".join(read(block.runs) for block in compare(lines(before), lines(after)))


# --- words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("Wages are due", "Wages are overdue", "Wages are [-due-]{+overdue+}"),
        ("Wages are due", "The wages are due", "[-Wages-]{+The wages+} are due"),
        ("Wages are due", "Wages are due now", "Wages are due{+ now+}"),
        ("Wages are long due", "Wages are due", "Wages are[- long-] due"),
        ("1,046 are dead", "1,019 are dead", "[-1,046-]{+1,019+} are dead"),
        ("At 10:30 today", "At 10:45 today", "At [-10:30-]{+10:45+} today"),
        ("Rs 1.5 crore", "Rs 1.25 crore", "Rs [-1.5-]{+1.25+} crore"),
        ("We won.", "We won!", "We won[-.-]{+!+}"),
        ("We won. They lost.", "We won. So did you. They lost.", "We won.{+ So did you.+} They lost."),
        ("We won", "We “won”", "We {+“+}won{+”+}"),
        ("The workers’ union", "The worker’s union", "The [-workers’-]{+worker’s+} union"),
        ("It doesn’t end", "It does end", "It [-doesn’t-]{+does+} end"),
        ("anti-labour codes", "pro-labour codes", "[-anti-]{+pro+}-labour codes"),
        ("किसानों की माँग", "किसानों की माँगें", "किसानों की [-माँग-]{+माँगें+}"),
        ("क्षत्रिय श्रमिक", "क्षत्रिय श्रमिकों", "क्षत्रिय [-श्रमिक-]{+श्रमिकों+}"),
        ("दान दिया", "दिन दिया", "[-दान-]{+दिन+} दिया"),
        ("१,०४६ लोग मरे।", "१,०१९ लोग मरे।", "[-१,०४६-]{+१,०१९+} लोग मरे।"),
        ("वे जीते।", "वे जीते!", "वे जीते[-।-]{+!+}"),
        ("हम लड़ेंगे।", "हम लड़ेंगे। हम जीतेंगे।", "हम लड़ेंगे।{+ हम जीतेंगे।+}"),
        ("मज़दूर‌ संघ", "मज़दूर संघ", "[-मज़दूर‌-]{+मज़दूर+} संघ"),
        ("", "Wages", "{+Wages+}"),
        ("Wages", "", "[-Wages-]"),
    ],
)
def test_a_word_is_what_a_reader_takes_for_one(before: str, after: str, difference: str) -> None:
    assert of_words(before, after) == difference


def test_a_sentence_that_is_another_is_not_shredded_into_words() -> None:
    before = "A large crowd of workers went to the house of a minister"
    after = "Many people of all farms marched in the streets against the law"
    assert of_words(before, after) == f"[-{before}-]{{+{after}+}}"


# --- rich text --------------------------------------------------------------------------------------------

TABLE = "<table><tr><td>Bihar</td><td>{}</td></tr></table>"
PICTURE = '<p>In <img src="/files/k/a" alt="{}">.</p>'
REPORT = '<p>See <a href="https://a.example/{}">the report</a> now.</p>'


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        # A paragraph added, cut, changed in one word.
        ("<p>One.</p><p>Two.</p>", "<p>One.</p><p>New.</p><p>Two.</p>", ["One.", "{+New.+}", "Two."]),
        ("<p>One.</p><p>Two.</p>", "<p>Two.</p>", ["[-One.-]", "Two."]),
        (
            "<p>On Monday 1,046 people marched.</p><p>Two.</p>",
            "<h2>News</h2><p>On Monday 1,019 people marched.</p><p>Two.</p>",
            ["{+News+}", "On Monday [-1,046-]{+1,019+} people marched.", "Two."],
        ),
        # A link that leads elsewhere is a change, and its words are not.
        (
            REPORT.format(1),
            REPORT.format(2),
            ["See the report[-‹https://a.example/1›-]{+‹https://a.example/2›+} now."],
        ),
        ("<p>See the report.</p>", '<p>See <a href="https://a.example/">the report</a>.</p>',
         ["See [-the report-]{+the report+}{+‹https://a.example/›+}."]),
        # So are emphasis, what stands behind an abbreviation, and a marked language.
        ("<p>All of us.</p>", "<p><strong>All</strong> of us.</p>", ["[-All-]{+All+} of us."]),
        ("<p><b>All</b> of us.</p>", "<p><strong>All</strong> of us.</p>", ["All of us."]),
        ('<p><abbr title="A">CTU</abbr></p>', '<p><abbr title="B">CTU</abbr></p>', ["CTU[-‹A›-]{+‹B›+}"]),
        ("<p>Lal salam</p>", '<p><span lang="hi">Lal salam</span></p>', ["Lal salam{+‹hi›+}"]),
        # Lists: an item added does not change those after it, whatever their numbers.
        ("<ol><li>Food.</li><li>Work.</li></ol>", "<ol><li>Land.</li><li>Food.</li><li>Work.</li></ol>",
         ["{+Land.+}", "Food.", "Work."]),
        # A row of a table is read as a row.
        (TABLE.format(10), TABLE.format(12), ["Bihar | [-10-]{+12+}"]),
        # A line's end inside a paragraph, and a picture.
        ("<p>One<br>two</p>", "<p>One two</p>", ["One[-\n-]{+ +}two"]),
        (PICTURE.format("March"), PICTURE.format("Rally"), ["In [-‹March›-]{+‹Rally›+}‹/files/k/a›."]),
        # What readers do not see is no change.
        ("<p>One  two</p>", "<p>One\ntwo</p>\n\n", ["One two"]),
        ("<p>लाल सलाम।</p>", "<p>लाल सलाम।</p><p>ज़िंदाबाद।</p>", ["लाल सलाम।", "{+ज़िंदाबाद।+}"]),
    ],
)  # fmt: skip
def test_rich_text_is_compared_block_by_block(before: str, after: str, difference: list[str]) -> None:
    assert of_body(before, after) == difference


def test_a_block_that_takes_another_form_keeps_its_words_and_says_so() -> None:
    (block,) = blocks_of("<p>Our demands</p>", "<h2>Our demands</h2>")
    assert (block.mark, block.is_reformed, read(block.runs)) == (Mark.CHANGED, True, "Our demands")
    assert not blocks_of("<p>Our demands</p>", "<p>Our demands</p>")[0].is_reformed


def test_moved_paragraphs_are_named_and_the_others_stand() -> None:
    names = ["First of all.", "Then the second.", "A third one.", "Last of all."]
    before, after = (
        "".join(f"<p>{names[place]}</p>" for place in order) for order in ([0, 1, 2, 3], [3, 0, 1, 2])
    )
    found = blocks_of(before, after)
    assert [block.mark for block in found if block.is_moved] == [Mark.INSERTED, Mark.DELETED]
    assert [block.mark for block in found if not block.is_moved] == [Mark.SAME] * 3


def test_items_bear_the_numbers_readers_see() -> None:
    html = '<ol start="3"><li>Food</li><li><p>Work</p><ul><li>now</li></ul></li><li>Land</li></ol><p>End</p>'
    read_blocks = [(block.element, block.number, block.depth) for block in blocks(html)]
    assert read_blocks == [("li", 3, 1), ("li", 4, 1), ("li", None, 2), ("li", 5, 1), ("p", None, 0)]


# --- contents ---------------------------------------------------------------------------------------------

BEFORE: dict[str, Any] = {"language": "en", "issuing_body": "NC", "headline": "Wages are due"}
CHANGES: dict[str, tuple[Any, str]] = {
    "kind": ("resolution", "[-Press statement-]{+Resolution+}"),
    "language": ("hi", "[-English-]{+हिन्दी+}"),
    "headline": ("Wages are overdue", "Wages are [-due-]{+overdue+}"),
    "standfirst": ("In one line.", "{+In one line.+}"),
    "body": ("<p>Text.</p>", "{+Text.+}"),
    "dateline_place": ("Patna", "{+Patna+}"),
    "dateline_date": ("2026-03-12", "{+12 March 2026+}"),
    "issuing_body": ("WW", "[-National Council-]{+Women's Wing+}"),
    "joint_bodies": (["SC", "XX"], "{+State Committee+} / {+XX+}"),
    "signatories": ([{"name": "A. Rao", "post": "Chair", "body": ""}], "{+A. Rao, Chair+}"),
    "notes_to_editors": ("One.\n\nTwo.", "{+One.+} / {+Two.+}"),
    "change_kind": ("correction", "{+Correction+}"),
    "change_note": ("A figure.", "{+A figure.+}"),
    "already_issued_on": ("2019-05-01", "{+1 May 2019+}"),
    "attachments": (
        [{"file": "ab" * 32, "name": "march.jpg", "lead": True, "alt": "A gate."}],
        "{+march.jpg (lead image, fingerprint abababababab) · A gate.+}",
    ),
}


@pytest.fixture
def bodies(db: None) -> None:
    for code, name in {"NC": "National Council", "WW": "Women's Wing", "SC": "State Committee"}.items():
        IssuingBody.objects.create(code=code, slug=code.lower(), names={"en": name})


@pytest.mark.parametrize("field", FIELDS)
def test_a_change_of_any_field_is_told_under_its_name(bodies: None, field: str) -> None:
    value, difference = CHANGES[field]
    (found,) = differences(BEFORE, {**BEFORE, field: value})
    assert found.label == str(Content._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
    assert " / ".join(read(block.runs) for block in found.blocks) == difference
    assert not found.is_unseen


def test_equal_contents_do_not_differ_and_a_default_is_no_change() -> None:
    assert differences(BEFORE, BEFORE) == []
    assert differences(BEFORE, {**BEFORE, "standfirst": "", "kind": "press_statement"}) == []


def test_a_difference_that_readers_do_not_see_is_not_hidden() -> None:
    (found,) = differences({"notes_to_editors": "One.\nTwo."}, {"notes_to_editors": "One.\n\nTwo."})
    assert found.is_unseen


def test_unchanged_paragraphs_far_from_a_change_are_folded() -> None:
    paragraphs = [f"<p>Paragraph number {number}.</p>" for number in range(10)]
    after = [*paragraphs[:5], "<p>New.</p>", *paragraphs[5:]]
    (found,) = differences({"body": "".join(paragraphs)}, {"body": "".join(after)})
    parts = [(len(stretch.blocks), stretch.is_folded) for stretch in found.stretches()]
    assert parts == [(4, True), (3, False), (4, True)]
