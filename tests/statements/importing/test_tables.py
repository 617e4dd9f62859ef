"""CSV and JSON Lines by a map of columns, and a folder of pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from statements.importing import days
from statements.models import Address, Statement
from tests.cast import Cast
from tests.statements.importing.conftest import fates, words

Run = Callable[..., dict[str, Any]]
VIEW = (
    "Node ID;Title;Body;Authored on;Path;Language;Field tags;Published status\r\n"
    '12;"The council ""meets""";"<p>It met.</p>";"Tue, 12/03/2019 - 10:05";/node/12;en;Wages, Rail;1\r\n'
    '13;Not out yet;"One.\n\nTwo.";2019-03-13;/node/13;en;;0\r\n'
    "14;A row too short\r\n"
    '15;"खेत";"<p>परिषद</p>";1552364700;/node/15;hi-IN;Farms;1\r\n'
)


def test_a_drupal_view_becomes_statements(run: Run) -> None:
    account = run("view.csv", VIEW)
    assert fates(account) == ["imported", "imported", "failed", "imported"]
    one, draft, hindi = Statement.objects.order_by("pk")
    assert (one.headline, one.body, one.state) == ('The council "meets"', "<p>It met.</p>", "released")
    assert (one.already_issued_on, one.source_key) == (date(2019, 3, 12), "csv:12")
    assert sorted(one.topics.names()) == ["Rail", "Wages"]
    assert (draft.body, draft.state) == ("<p>One.</p>\n<p>Two.</p>", "draft")
    assert (hindi.language, hindi.already_issued_on) == ("hi", date(2019, 3, 12))
    assert set(Address.objects.values_list("path", flat=True)) == {"/node/12", "/node/13", "/node/15"}


def test_a_row_of_the_wrong_length_is_named(run: Run) -> None:
    failed = run("view.csv", VIEW)["items"][2]
    assert failed["why"] == [{"what": "unreadable", "about": "row 3 has 2 of 8 cells"}]


def test_a_quote_that_never_ends_is_told(run: Run) -> None:
    with pytest.raises(CommandError, match="breaks off"):
        run("view.csv", VIEW + '16;"Open to the end;x')
    assert Statement.objects.count() == 3


def test_the_map_says_what_the_columns_and_names_are(run: Run, cast: Cast, tmp_path: Path) -> None:
    line: dict[str, Any] = {"n": 1, "heading": "One", "t": {"value": "<p>x</p>"}, "on": "03/12/2019"}
    line |= {"by": "Ela", "in": ["A", "B"]}
    chosen = {
        "days": "mdy",
        "columns": {
            "id": "n",
            "headline": "heading",
            "body": "t.value",
            "day": "on",
            "author": "by",
            "tags": "in",
        },
        "tags": {"A": "kind: resolution", "B": "topic: Both"},
        "authors": {"Ela": "body: WW"},
    }
    (tmp_path / "map.json").write_text(json.dumps(chosen))
    run("x.jsonl", json.dumps(line) + "\n", "--map", str(tmp_path / "map.json"))
    filed = Statement.objects.get()
    assert (filed.issuing_body, filed.kind) == (cast.wing, "resolution")
    assert (filed.already_issued_on, list(filed.topics.names())) == (date(2019, 3, 12), ["Both"])


def test_a_line_that_is_no_object_is_told_and_the_next_one_read(run: Run) -> None:
    account = run("x.jsonl", '{"title": "One", "body": "x"}\n[1, 2]\n{"title": "Two", "body": "y"}\n')
    assert fates(account) == ["imported", "failed", "imported"]


def test_a_dry_run_proposes_a_map_and_writes_nothing_else(run: Run, tmp_path: Path, cast: Cast) -> None:
    proposed = tmp_path / "map.json"
    account = run("view.csv", VIEW.replace("Rail", "Women's Wing"), "--dry-run", "--map", str(proposed))
    assert fates(account) == ["imported", "imported", "failed", "imported"]
    assert not Statement.objects.exists()
    told = json.loads(proposed.read_text("utf-8"))
    assert told["tags"] == {"Wages": "topic: Wages", "Women's Wing": "body: WW", "Farms": "topic: Farms"}
    assert told["columns"]["day"] == "Authored on"
    run("view.csv", VIEW.replace("Rail", "Women's Wing"), "--map", str(proposed))
    assert Statement.objects.get(source_key="csv:12").issuing_body == cast.wing


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [("{", "no JSON"), ("[]", "nothing else"),
     ('{"colums": {}}', "unknown: colums"), ('{"days": "ymd"}', "dmy, mdy"),
     ('{"tags": {"A": "body: XX"}}', "nothing of that kind"), ('{"tags": []}', "wrong form")],
)  # fmt: skip
def test_a_map_that_says_nothing_sensible_is_refused(
    run: Run, tmp_path: Path, chosen: str, sentence: str
) -> None:
    (tmp_path / "map.json").write_text(chosen)
    with pytest.raises(CommandError, match=sentence):
        run("view.csv", VIEW, "--map", str(tmp_path / "map.json"))
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("name", "written", "sentence"),
    [("x.csv", "just words\n", "no table"),
     ("x.csv", "a,b\n1,2\n", "No column"), ("x.jsonl", "words\n", "no JSON Lines"),
     ("x.csv", "", "no table"), ("x.csv", b"%PDF-1.7", "PDF"), ("x.jsonl", b"a\x00b", "no text file")],
)  # fmt: skip
def test_what_is_no_table_is_refused(run: Run, name: str, written: str | bytes, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(name, written)


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [("2019-03-12T23:59:00", "dmy", date(2019, 3, 12)), ("12/03/2019", "dmy", date(2019, 3, 12)),
     ("12/03/2019", "mdy", date(2019, 12, 3)), ("12 March 2019", "dmy", date(2019, 3, 12)),
     ("March 12th, 2019", "dmy", date(2019, 3, 12)), ("१२ मार्च २०१९", "dmy", date(2019, 3, 12)),
     ("1552364700", "dmy", date(2019, 3, 12)), ("31/02/2019", "dmy", None), ("soon", "dmy", None),
     ("", "dmy", None)],
)  # fmt: skip
def test_days_as_exports_write_them(written: str, order: str, expected: date | None) -> None:
    assert days.day(written, order) == expected


PAGE = """<!DOCTYPE html><html lang="hi"><head><meta charset="{charset}"><title>Site</title>
<link rel="canonical" href="https://old.example.org/{name}"></head><body><nav>Home</nav>
<article><h1>{headline}</h1><time datetime="2019-03-12">12</time><p>It met.</p></article>
<footer>Foot</footer></body></html>"""


def test_a_folder_of_pages_becomes_statements(cast: Cast, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / "2019").mkdir(parents=True)
    page = PAGE.format(charset="windows-1252", name="2019/a.html", headline="Café")
    (folder / "2019" / "a.html").write_bytes(page.encode("cp1252"))
    (folder / "empty.html").write_text("")
    (folder / "no-date.htm").write_text("<title>Only a title</title><body><p>Words</p></body>")
    (folder / "picture.jpg").write_bytes(b"\xff\xd8")
    (folder / "link.html").symlink_to("/etc/hostname")
    report = tmp_path / "account.json"
    arguments = [
        str(folder),
        "--body",
        "NC",
        "--as",
        "administrator",
        "--state",
        "history",
        "--report",
        str(report),
    ]
    call_command("import_statements", *arguments, stdout=StringIO())
    account = json.loads(report.read_text("utf-8"))
    assert fates(account) == ["imported", "failed", "imported"]
    filed = Statement.objects.get(source_key="html:2019/a.html")
    assert (filed.headline, filed.language, filed.state) == ("Café", "hi", "released")
    assert filed.body == '<p><time datetime="2019-03-12">12</time></p><p>It met.</p>' or filed.body.endswith(
        "<p>It met.</p>"
    )
    assert Address.objects.get(statement=filed).path == "/2019/a.html"
    assert words(account["items"][2], "why") == {"no_date"}


def test_a_folder_without_pages_is_refused(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(CommandError, match="no page"):
        call_command("import_statements", str(tmp_path / "site"), "--body", "NC", stdout=StringIO())


@pytest.mark.parametrize("unwelcome", [r"\u0000", r"\ud800"])
def test_what_no_database_takes_is_left_out_and_the_import_goes_on(run: Run, unwelcome: str) -> None:
    fields = ("kind", "language", "status", "date", "url", "slug", "tags", "author", "dateline")
    row = {"id": "1", "headline": "Wages", "body": "<p>Pay.</p>", **dict.fromkeys(fields, "a@b")}
    written = (json.dumps(row) + "\n" + json.dumps({"headline": "Prices", "body": "Up."})).replace(
        "@", unwelcome
    )
    account = run("old.jsonl", written + "\n", state="draft")
    assert len(account["items"]) == 2
    assert "failed" not in fates(account)
