"""Short posts: counted as X counts, and never longer than fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.short_post import MOST, post, weight

LAST = "NC-2026-041\nhttps://newsroom.example/r/NC-2026-041/"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("wages", 5),
        ("मज़दूरी", 7),  # in its composed form; each sign counts, as X counts them
        ("مزدور", 5),
        ("शब्द — “शब्द”…", 15),  # … counts twice
        ("中文", 4),
        ("✊", 2),
        ("see https://a.example/", 4 + 23),
        ("https://newsroom.example/r/NC-2026-041/", 39),  # a long one counts its length, for other networks
        ("", 0),
    ],
)
def test_a_text_weighs_what_x_says(text: str, counted: int) -> None:
    assert weight(text) == counted


def test_what_fits_is_left_as_it_is() -> None:
    assert post("", "Wages are due", LAST) == f"Wages are due\n{LAST}"


def test_a_long_headline_gives_way_at_a_word() -> None:
    made = post("", "wages " * 60, LAST)
    assert made.endswith(f" wages…\n{LAST}")
    assert MOST - 6 <= weight(made) <= MOST


def test_what_must_be_said_first_gives_way_after_the_headline() -> None:
    made = post("CORRECTION to NC-2026-041: " + "figure " * 60, "wages " * 60, LAST)
    first, headline, *_last = made.split("\n")
    assert first.startswith("CORRECTION to NC-2026-041: figure")
    assert first.endswith("figure…")
    assert weight(headline) >= 80
    assert weight(made) <= MOST


@given(first=st.text(max_size=600), headline=st.text(min_size=1, max_size=300))
def test_a_post_always_fits_and_ends_with_reference_and_address(first: str, headline: str) -> None:
    made = post(first, headline, LAST)
    assert weight(made) <= MOST
    assert made.endswith(LAST)
