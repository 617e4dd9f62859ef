"""An import is safe to repeat: nothing twice, nothing the desk changed, and on from where one was killed."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from statements import verbs
from statements.importing import run as running
from statements.models import ImportItem, ImportRun, IssuingBody, Statement, Step, User
from tests.cast import Cast, Newsroom
from tests.statements.importing.conftest import fates, words
from tests.statements.importing.exports import item, wxr

Run = Callable[..., dict[str, Any]]


def export(count: int) -> str:
    return wxr(
        *(item(n, f"Title {n % 7}", f"<p>Text {n}.</p>", tag=f"Tag {n % 3}") for n in range(1, count + 1))
    )


def test_a_second_run_makes_nothing_twice(run: Run) -> None:
    first = run("old.xml", export(5))
    steps = Step.objects.count()
    second = run("old.xml", export(5))
    assert (first["counts"]["imported"], second["counts"]["skipped"]) == (5, 5)
    assert words(second["items"][0], "why") == {"here_already"}
    assert (Statement.objects.count(), Step.objects.count()) == (5, steps)


def test_what_the_desk_changed_stays_and_a_changed_export_is_told(run: Run, cast: Cast) -> None:
    run("old.xml", wxr(item(1, "As it was")), state="draft")
    draft = Statement.objects.get()
    verbs.save(draft, by=cast.drafter, content={"headline": "As the desk has it"})
    account = run("old.xml", wxr(item(1, "As it was")), state="draft")
    assert words(account["items"][0], "why") == {"here_already"}
    account = run("old.xml", wxr(item(1, "As it is by now")), state="draft")
    assert words(account["items"][0], "why") == {"here_otherwise"}
    assert Statement.objects.get().headline == "As the desk has it"


def test_a_dry_run_says_what_the_run_then_does(run: Run) -> None:
    mess = wxr(
        item(1, "Same"), item(2, "Same"), item(1, "Twice"), item(3, "Bin", status="trash"), item(4, "Other")
    )
    trial, real = run("old.xml", mess, "--dry-run"), run("old.xml", mess)
    assert fates(trial) == fates(real) == ["imported", "merged", "skipped", "skipped", "imported"]
    for account in (trial, real):
        for one in account["items"]:
            one.pop("reference")
    assert trial["items"] == real["items"]


def test_two_at_once_do_not_write_one_run_twice(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "CHUNK", 2)
    path_run = run("old.xml", export(2))
    assert path_run["counts"]["imported"] == 2
    ImportRun.objects.update(ended_at=None, done=0)
    ImportItem.objects.all().delete()
    stale = ImportRun.objects.get()
    importer = running.Importer("wxr", _choices(), User.objects.get(username="administrator"), "x")
    ImportRun.objects.update(done=7)
    with pytest.raises(running.Overtaken):
        list(importer.go(stale, iter([_fault()])))


def _choices() -> Any:
    from statements.importing.choices import Choices

    return Choices(body=IssuingBody.objects.get(code="NC").code)


def _fault() -> Any:
    from statements.importing.record import Fault

    return Fault(["unreadable", ""])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["/nowhere/old.xml", "--format", "wxr"], "cannot be read"),
        (["{file}", "--report", "/nowhere/report.json"], "report cannot be written"),
        (["{file}", "--map", "/nowhere/map.json"], "map .* cannot be read"),
        (["{file}", "--state", "history"], "Administrator"),
        (["{file}", "--format", "csv"], "no table|No column"),
        (["{folder}", "--format", "wxr"], "is a folder"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    cast: Cast, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    path = tmp_path / "old.xml"
    path.write_text(export(2), "utf-8")
    named = [one.format(file=path, folder=tmp_path) for one in arguments]
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("import_statements", *named, "--body", "NC", stdout=StringIO())
    assert "\n" not in str(refused.value)
    assert not Statement.objects.exists()
    assert not list(tmp_path.glob(".*.half"))


def test_what_is_erased_is_erased_from_the_account_too(run: Run, cast: Cast) -> None:
    run("old.xml", wxr(item(1, "Zebrafish is named", "<p>Zebrafish.</p>")))
    run("old.xml", wxr(item(1, "Zebrafish is named", "<p>Zebrafish.</p>")), "--dry-run")
    newsroom = Newsroom(cast, timezone.now)
    said = {"headline": "One is named", "body": "<p>One.</p>", "dateline_place": "Patna"}
    corrected = newsroom.correct(Statement.objects.get(), **said)
    corrected = verbs.publish(corrected, by=cast.publisher)
    edition = corrected.editions.get(number=1)
    corrected = verbs.seal(corrected, by=cast.publisher, edition=edition, reason="A name.")
    verbs.erase(corrected, by=cast.administrator, edition=edition, order="Court, 1/2026")
    assert not [row for row in ImportItem.objects.values_list() if "Zebrafish" in str(row)]
