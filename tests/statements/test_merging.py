"""Two people changed one text: both changes are kept where they do not touch, and nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from statements import prose
from statements.merging import merge, merged, merged_names

A, B, C = "<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"
B2, C2 = "<p>Two, <em>better</em>.</p>", "<p>Three, better.</p>"


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        (A + B2 + C, A + B + C2, A + B2 + C2),  # neighbours
        ("<p>1.</p>" + B + C, A + B + C2, "<p>1.</p>" + B + C2),
        (A + B2 + C, A + B + "<p>New.</p>" + C, A + B2 + "<p>New.</p>" + C),
        (A + C, A + B + C2, A + C2),
        (A + B + C + "<p>End.</p>", "<p>Start.</p>" + A + B + C, "<p>Start.</p>" + A + B + C + "<p>End.</p>"),
        (A + B2 + C, A + B2 + C2, A + B2 + C2),  # the same change once
        (A + B2 + C, A + B + C, A + B2 + C),  # only one changed
        (f"{A}\n<ul>\n\t<li>x</li>\n</ul>\n{B}{C}", A + B + C2, f"{A}\n<ul>\n\t<li>x</li>\n</ul>{B}{C2}"),
        (A + f"<blockquote>{B}{C}</blockquote>", A + B2 + C, A + f"<blockquote>{B2}{C}</blockquote>"),
    ],
)
def test_changes_to_different_paragraphs_are_put_together(theirs: str, mine: str, both: str) -> None:
    assert merged("body", A + B + C, theirs, mine) == both
    assert merged("body", A + B + C, mine, theirs) == both


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (A + B2 + C, A + "<p>Two, otherwise.</p>" + C),
        (A + C, A + B2 + C),  # one deleted what the other improved
        (A + B + "<p>X.</p>" + C, A + B + "<p>Y.</p>" + C),  # which comes first?
        (A + f"<blockquote>{B}{C}</blockquote>", f"<blockquote>{A}{B}</blockquote>" + C),
    ],
)
def test_changes_to_one_place_are_not_guessed_at(theirs: str, mine: str) -> None:
    assert merged("body", A + B + C, theirs, mine) is None


def test_items_of_a_list_and_cells_of_a_table_are_places_of_their_own() -> None:
    items = "<ul><li>{}</li><li>{}</li></ul>"
    assert merged("body", items.format("a", "b"), items.format("A", "b"), items.format("a", "B")) == (
        items.format("A", "B")
    )


def test_lines_people_and_bodies() -> None:
    assert merged("notes_to_editors", "a\nb\nc", "A\nb\nc", "a\nb\nC") == "A\nb\nC"
    asha, meera, ravi = ({"name": name, "post": "", "body": ""} for name in ("Asha", "Meera", "Ravi"))
    assert merged("signatories", [asha], [asha, meera], [ravi, asha]) == [ravi, asha, meera]
    assert merged("joint_bodies", ["SC"], ["SC", "WW"], []) == ["WW"]
    assert merged("headline", "a", "b", "c") is None


def test_topics_of_both_stand_and_what_either_took_away_is_gone() -> None:
    assert merged_names(["Wages", "Heat"], ["Wages", "May Day"], ["Wages", "Heat", "Peace"]) == [
        "Wages",
        "May Day",
        "Peace",
    ]


parts = some.lists(some.sampled_from("abcdef"), max_size=8)


@given(parts, parts, parts)
def test_no_change_of_either_is_lost(base: list[str], theirs: list[str], mine: list[str]) -> None:
    both = merge(base, theirs, mine)
    assert both == merge(base, mine, theirs)
    if both is not None:
        added = {part for part in {*theirs, *mine} if part not in base}
        assert added <= set(both)
    assert merge(base, base, mine) == mine
    assert merge(base, theirs, theirs) == theirs


@given(some.lists(some.sampled_from([A, B, C, "<ul><li>x</li></ul>", "<hr>", "words", "\n"]), max_size=6))
def test_a_body_nobody_changed_is_not_changed(pieces: list[str]) -> None:
    body = str(prose.clean("".join(pieces)))
    assert merged("body", body, body, body) == body
