"""`manage.py import_statements`: a pasted page becomes drafts, all of it or nothing, and nothing twice."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from statements.models import Statement, Step
from tests.cast import Cast
from tests.real_page import real_page

PAGE = """Ranchi

Miners ask for the report of the inquiry

The union met on Sunday and asked for the report, which has been ready since May.

The report must be published.

The families must be heard.

Nothing has been heard of it since, the union said in the evening after a long meeting.

Hospital workers thank their town

The people of Dhunsar brought food to the gate for nineteen days, and the strike was won.
"""


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_statements", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_becomes_drafts_of_the_import_account(cast: Cast, pasted: Path) -> None:
    said = run(pasted, "--body", "NC")
    drafts = list(Statement.objects.order_by("pk"))
    assert [draft.headline for draft in drafts] == [
        "Miners ask for the report of the inquiry",
        "Hospital workers thank their town",
    ]
    assert {draft.state for draft in drafts} == {"draft"}
    assert {draft.begun_by.username for draft in drafts} == {"Import"}
    assert drafts[0].dateline_place == "Ranchi"
    steps = Step.objects.filter(subject_kind="statement")
    assert [step.verb for step in steps] == ["begin", "begin"]
    assert "Made 2 drafts" in said


def test_demands_stay_in_the_body_as_a_list_where_they_stood(cast: Cast, pasted: Path) -> None:
    run(pasted, "--body", "NC")
    body = Statement.objects.earliest("pk").body
    assert "<li>The report must be published.</li>" in body
    assert (
        body.index("ready since May")
        < body.index("<ul>")
        < body.index("</ul>")
        < body.index("Nothing has been")
    )


def test_a_second_run_makes_nothing_twice_and_says_so(cast: Cast, pasted: Path) -> None:
    run(pasted, "--body", "NC")
    assert "Made 0 drafts; 2 imported before" in run(pasted, "--body", "NC")
    assert Statement.objects.count() == 2


def test_a_dry_run_writes_nothing(cast: Cast, pasted: Path) -> None:
    assert "Would make 2 drafts" in run(pasted, "--body", "NC", "--dry-run")
    assert not Statement.objects.exists()
    assert not Step.objects.exists()


def test_the_report_holds_what_this_run_made(cast: Cast, pasted: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    run(pasted, "--body", "NC", "--report", report)
    found = json.loads(report.read_text("utf-8"))
    assert found["unplaced"] == []
    assert found["statements"][0]["demands"] == [
        "The report must be published.",
        "The families must be heard.",
    ]
    assert set(found["statements"][0]) == {
        "headline", "dateline_place", "standfirst", "demands", "paragraphs",
    }  # fmt: skip
    run(pasted, "--body", "NC", "--report", report)
    assert json.loads(report.read_text("utf-8"))["statements"] == []


def test_a_drafter_imports_under_their_own_name(cast: Cast, pasted: Path) -> None:
    run(pasted, "--body", "NC", "--as", "drafter")
    assert {draft.begun_by for draft in Statement.objects.all()} == {cast.drafter}


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [(b"", "empty"), (b"  \n", "empty"), (b"\xff\xfe\x00", "UTF"), (b"caf\xe9 in Latin-1", "UTF-8"),
     (b"a\x00b", r"U\+0000"), (b"%PDF-1.7", "PDF"), (bytes(range(256)), "not UTF-8|no plain text")],
)  # fmt: skip
def test_a_file_that_is_no_page_of_text_gets_one_sentence(
    cast: Cast, tmp_path: Path, raw: bytes, sentence: str
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(raw)
    with pytest.raises(CommandError, match=sentence) as refused:
        run(path, "--body", "NC")
    assert "\n" not in str(refused.value)
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--body", "XX"], "no issuing body with the code XX"),
        (["--body", "NC", "--as", "stranger"], "nobody called stranger"),
        (["--body", "NC", "--as", "outsider"], "National Council"),
        (["--body", "NC", "--language", "tlh"], "not a language of this newsroom"),
        (["--body", "NC", "--report", "/nowhere/report.json"], "cannot be written"),
    ],
)
def test_what_does_not_exist_is_named_and_nothing_is_written(
    cast: Cast, pasted: Path, arguments: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(pasted, *arguments)
    assert not Statement.objects.exists()


def test_a_file_that_is_not_there_gets_one_sentence(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nothing.txt", "--body", "NC")
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path, "--body", "NC")


def test_the_real_page_gives_five_drafts_and_loses_no_word(cast: Cast, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    run(real_page(), "--body", "NC", "--report", report)
    found = json.loads(report.read_text("utf-8"))
    assert len(found["statements"]) == Statement.objects.count() == 5
    assert found["unplaced"] == []
    assert [len(one["demands"]) for one in found["statements"]] == [0, 0, 3, 0, 0]
    kept = " ".join(
        " ".join(
            [one["dateline_place"], one["headline"], one["standfirst"], *one["demands"], *one["paragraphs"]]
        )
        for one in found["statements"]
    )
    assert sorted(kept.split()) == sorted(real_page().read_text("utf-8").split())
