"""A dateline at the beginning of an imported text goes into its fields and reads once."""

from __future__ import annotations

from datetime import date

import pytest

from statements.importing.datelines import taken

DAY = date(2019, 3, 12)


@pytest.mark.parametrize(
    ("body", "place", "day", "rest"),
    [
        ("<p>NEW DELHI: We said.</p>", "NEW DELHI", DAY, "<p>We said.</p>"),
        ("<p>Patna, 12 March: We said.</p>", "Patna", DAY, "<p>We said.</p>"),
        ("<p>Patna, 10 March 2019 — We said.</p>", "Patna", date(2019, 3, 10), "<p>We said.</p>"),
        ("<p><strong>Patna, 12 March:</strong> We said.</p>", "Patna", DAY, "<p>We said.</p>"),
        ("<p><em>Patna,</em> 12 March: We <em>said</em>.</p>", "Patna", DAY, "<p>We <em>said</em>.</p>"),
        ("<p>Patna, 12 March</p>\n<p>We said.</p>", "Patna", DAY, "<p>We said.</p>"),
        ("<p>पटना, 12 मार्च: हमने कहा।</p>", "पटना", DAY, "<p>हमने कहा।</p>"),
    ],
)
def test_it_is_taken_out_of_the_text(body: str, place: str, day: date, rest: str) -> None:
    found = taken(body, "", DAY, "dmy")
    assert found is not None
    assert (found.place, found.day, found.body) == (place, day, rest)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<p>We said in Patna on 12 March: enough.</p>", ""),
        ("<p>Patna, 12 March 2009: of long ago.</p>", ""),  # not the day it was published
        ("<p>Patna, 12 March: We said.</p>", "Ranchi"),  # the export names another place
        ("<ul><li>Patna, 12 March: We said.</li></ul>", ""),
        ("", ""),
    ],
)
def test_no_word_is_taken_that_would_be_lost(body: str, place: str) -> None:
    assert taken(body, place, DAY, "dmy") is None


def test_the_place_the_export_names_is_not_read_twice() -> None:
    found = taken("<p>Patna, 12 March: We said.</p>", "PATNA", DAY, "dmy")
    assert found is not None
    assert found.body == "<p>We said.</p>"
