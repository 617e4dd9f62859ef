"""Citations, read by the parsers of those formats."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from statements import verbs
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, seen

HARD = "Pay {them} 100% & \\no_less$"


def given(path: str, clock: Clock) -> str:
    answer = get(path, clock)
    assert answer.status_code == 200
    return str(answer.content.decode())


def bibtex(path: str, clock: Clock) -> dict[str, str]:
    """The fields of the one entry at this address, with which nothing is wrong."""
    library = parse_string(given(path, clock))
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"key": entry.key, "type": entry.entry_type, **{f.key: f.value for f in entry.fields}}


def test_bibtex_is_read_by_its_parser(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages are due", joint_bodies=["SC"])
    read = bibtex("/statements/2026/wages-are-due.bib", clock)
    assert (read["type"], read["key"], read["number"]) == ("misc", "NC-2026-001", "NC-2026-001")
    assert read["title"] == "{Wages are due}"
    assert read["author"] == "{National Council with State Committee}"
    assert (read["date"], read["url"]) == (
        "2026-03-12",
        "http://testserver/statements/2026/wages-are-due/",
    )


@pytest.mark.parametrize("headline", [HARD, "}} @misc{x,", "मज़दूरी {दो}", "\\", "A = {B"])
def test_no_headline_breaks_an_entry(headline: str, newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(headline=headline)
    read = bibtex(f"/statements/2026/{statement.slug}.bib", clock)
    assert read["number"] == "NC-2026-001"


def test_csl_is_set_by_a_processor_of_styles(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages are due")
    items: list[dict[str, Any]] = json.loads(given("/statements/2026/wages-are-due.csl.json", clock))
    assert items[0]["issued"] == {"date-parts": [[2026, 3, 12]]}
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    (written,) = (str(entry) for entry in bibliography.bibliography())
    for words in ("National Council", "2026", "Wages are due"):
        assert words in written


def test_ris_is_a_tag_a_line(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages are due", joint_bodies=["SC"])
    lines = given("/statements/2026/wages-are-due.ris", clock).split("\r\n")
    assert lines[0] == "TY  - PRESS"
    assert lines[-2:] == ["ER  - ", ""]
    for line in ("AU  - National Council,", "AU  - State Committee,", "TI  - Wages are due"):
        assert line in lines
    assert "UR  - http://testserver/statements/2026/wages-are-due/" in lines


def test_the_page_says_how_to_cite_it(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages are due")
    words = seen(get("/statements/2026/wages-are-due/", clock))
    address = "http://testserver/statements/2026/wages-are-due/"
    what = "Press statement"
    assert f"National Council. (2026, March 12). Wages are due [{what}, NC-2026-001]. {address}" in words
    assert (
        f"National Council. “Wages are due.” {what} NC-2026-001, New Delhi, March 12, 2026. {address}"
        in words
    )


def test_a_citation_of_what_was_withdrawn_says_so(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(headline="Wages")
    verbs.withdraw(statement, by=cast.publisher, explanation="All wrong.", clock=clock)
    read = bibtex("/statements/2026/wages.bib", clock)
    assert read["title"] == "{Withdrawn: Wages}"
    assert read["note"] == "Edition 1. WITHDRAWAL of NC-2026-001: All wrong."
