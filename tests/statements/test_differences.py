"""Differences of two texts: each word, mark and link that changed, no more, whatever the texts are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.differences import Difference, differences
from statements.models import Content, IssuingBody
from statements.models.content import FIELDS
from statements.redline import Block, Mark, Run, compare
from statements.wording import Passage, blocks, lines

MARKS = {Mark.SAME: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "{{+{}+}}"}


def read(runs: Sequence[Run]) -> str:
    """Runs in one line: [-deleted-], {+inserted+}, a link's address as ‹address›."""
    return "".join(MARKS[run.mark].format(f"‹{run.text}›" if run.attribute else run.text) for run in runs)


def of_body(before: str, after: str) -> list[str]:
    """The blocks of the difference of two bodies, each in one line."""
    return [read(block.runs) for found in differences({"body": before}, {"body": after}) for block in found.blocks]


def of_words(before: str, after: str) -> str:
    """The difference of two headlines."""
    return "".join(of_body_of(found) for found in differences({"headline": before}, {"headline": after}))


def of_body_of(found: Difference) -> str:
    return " / ".join(read(block.runs) for block in found.blocks)


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
    before = "A large crowd of workers went to the house of the minister"
    after = "Many people of all farms marched in the streets against the law"
    assert of_words(before, after) == f"[-{before}-]{{+{after}+}}"
