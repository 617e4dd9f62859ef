"""The text export pasted back into the importer gives the same statement: every text of the demo."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from statements import blocks, plain_text
from statements.formats.plain import text
from statements.formats.said import Said
from statements.handout import as_published, text_with_dateline
from statements.importing import own_text
from statements.models import Edition, Statement
from statements.neighbours import Neighbours
from statements.notices import Notice
from tests.cast import Clock, Newsroom
from tests.readers import get

DEMO = Path(__file__).resolve().parents[3] / "statements/demo/texts"
ROWS = [row for path in sorted(DEMO.glob("*.json")) for row in json.loads(path.read_text("utf-8"))]
NOON = datetime(2026, 3, 12, 6, 30, tzinfo=UTC)


def written(edition: Edition) -> str:
    """The text export of an edition, under a notice and with everything that stands under the end mark."""
    return text(
        Said(
            reference="NC-2026-041-hi", address="https://example.org/s/", short_address="https://example.org/r/",
            newsroom="Newsroom", kind=edition.kind, kind_name=str(edition.get_kind_display()),
            language=edition.language, direction="", headline=edition.headline, standfirst=edition.standfirst,
            html="", blocks=text_with_dateline(edition), place=edition.dateline_place, day=None,
            signatories=["A. Devi · Chair"], notes_to_editors="A note.\n\nAnother one.", speakers=[],
            bodies=["National Council", "Women's Wing"], author="", about="About us",
            boilerplate="The council speaks.", contacts=[], topics=[], issued_at=NOON, first_public_from=NOON,
            public_from=NOON, released="Released on 12 March 2026", edition=1, digest="",
            notices=[Notice("correction", "CORRECTION", "Forty, not fifty.", NOON)], explanation="",
            changed_at=NOON, uses=[], files=[], versions=[], lead=None, behind="",
            neighbours=Neighbours(versions=[], is_behind=False, since=[], before=[]),
        )
    )  # fmt: skip


def as_pasted(those: list[blocks.Block]) -> list[str | list[str]]:
    """Blocks as an importer gives them: paragraphs, and the items of each list."""
    given: list[str | list[str]] = []
    for block in those:
        if block.name == "list":
            given.append([" ".join(plain_text.written(item.blocks).split()) for item in block.blocks])
        else:
            inner = block.blocks if block.name == "quote" else [block]
            given.append(plain_text.written(inner))
    return given


def edition_of(row: dict[str, Any]) -> Edition:
    """A demo text as an edition, under the date of its day."""
    fields = ("headline", "standfirst", "body", "kind", "language", "dateline_place")
    content = {name: row[name] for name in fields if row.get(name)}
    return Edition(**content, dateline_date=date.fromisoformat(row.get("date", "2026-03-12")), issued_at=NOON)


def differing(row: dict[str, Any]) -> list[str]:
    """The parts of a text that are not the same after its way out and in."""
    edition = edition_of(row)
    with as_published(edition):
        page = own_text.read(written(edition))
    read = page.statements[0] if page else None
    expected = {
        **{name: getattr(edition, name) for name in ("headline", "standfirst", "dateline_place")},
        "blocks": as_pasted(blocks.blocks(edition.body)),
    }
    return [name for name, value in expected.items() if getattr(read, name, None) != value]


def test_every_text_of_the_demo_is_the_same_after_its_way_out_and_in() -> None:
    different = {row["key"]: parts for row in ROWS if (parts := differing(row))}
    assert different == {}


def test_there_are_many_of_them_in_both_languages() -> None:
    languages = [row["language"] for row in ROWS]
    assert languages.count("en") > 30
    assert languages.count("hi") > 15


def test_the_command_reads_what_the_page_gives(newsroom: Newsroom, clock: Clock, tmp_path: Path) -> None:
    body = "<p>The mill owes <b>nine</b> weeks.</p><h2>We demand</h2><ol><li>Pay.</li><li>Open.</li></ol>"
    newsroom.public(headline="Wages are due", standfirst="Nine weeks.", body=body, notes_to_editors="None.")
    exported = tmp_path / "wages.txt"
    exported.write_bytes(get("/statements/2026/wages-are-due.txt", clock).content)
    call_command("import_statements", str(exported), "--body", "SC", stdout=StringIO())
    draft = Statement.objects.get(issuing_body__code="SC")
    assert (draft.headline, draft.standfirst, draft.dateline_place) == (
        "Wages are due", "Nine weeks.", "New Delhi",
    )  # fmt: skip
    assert draft.body == (
        "<p>The mill owes nine weeks.</p>\n<p>We demand</p>\n<ul><li>Pay.</li><li>Open.</li></ul>"
    )


@pytest.mark.parametrize(
    "other",
    ["", "A · NC-2026-001\n", "X\nA · NC-2026-001\nNow\n\nHeadline\n\nNo end mark.", "ENDS", "X\n\nENDS\n"],
)
def test_a_text_in_another_form_is_left_to_the_reader_of_pages(other: str) -> None:
    assert own_text.read(other) is None
