"""Files beside an export are taken over by the law of files; what is absent or unwelcome is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client

from statements.models import Edition, File, Statement
from tests.sent import pdf, picture, written
from tests.statements.importing.conftest import words
from tests.statements.importing.exports import item, wxr

Run = Callable[..., dict[str, Any]]
SITE = "https://old.example.org/wp-content/uploads/2019/03"
TEXT = (
    f'<p>We met.</p><p><img src="{SITE}/march-300x200.jpg" alt="The march"></p>'
    f'<p>Read <a href="{SITE}/report.pdf">the <em>report</em></a>.</p>'
    f'<p><img src="{SITE}/gone.jpg" alt="Gone"> <img src="{SITE}/trick.jpg"></p>'
)


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """A folder as WordPress keeps it, with a file in it that is not what it is called."""
    folder = tmp_path / "uploads"
    (folder / "2019" / "03").mkdir(parents=True)
    (folder / "2019" / "03" / "march.jpg").write_bytes(picture(500, 400))
    (folder / "2019" / "03" / "report.pdf").write_bytes(written(pdf("Wages")))
    (folder / "2019" / "03" / "trick.jpg").write_bytes(b"<script>alert(1)</script>")
    return folder


def test_what_is_there_is_taken_over_and_the_rest_is_told(run: Run, uploads: Path, client: Client) -> None:
    account = run("old.xml", wxr(item(1, "We met", TEXT)), "--uploads", str(uploads))
    one = account["items"][0]
    assert {"file_taken", "file_absent", "file_unwelcome"} <= words(one)
    told = {(remark["what"], remark["about"].partition(":")[0]) for remark in one["altered"]}
    assert ("file_taken", "march.jpg") in told
    assert ("file_unwelcome", "trick.jpg") in told
    statement = Statement.objects.get()
    assert [entry["name"] for entry in statement.attachments] == ["report.pdf", "march.jpg"]
    assert statement.attachments[1]["alt"] == "The march"
    assert f'href="{SITE}/gone.jpg"' in statement.body
    for file in File.objects.all():
        assert f'href="/files/{file.key}/' in statement.body
    assert Edition.objects.get().is_true_to_digest
    report = File.objects.get(kind="pdf")
    assert client.get(f"/files/{report.key}/report.pdf").status_code == 200


def test_a_dry_run_says_so_and_keeps_nothing(run: Run, uploads: Path) -> None:
    account = run("old.xml", wxr(item(1, "We met", TEXT)), "--uploads", str(uploads), "--dry-run")
    assert {"file_taken", "file_absent", "file_unwelcome"} <= words(account["items"][0])
    assert not File.objects.exists()


def test_again_nothing_is_made_twice(run: Run, uploads: Path) -> None:
    export = wxr(item(1, "We met", TEXT))
    run("old.xml", export, "--uploads", str(uploads))
    again = run("old.xml", export, "--uploads", str(uploads))
    assert words(again["items"][0], "why") == {"here_already"}
    assert File.objects.count() == 2


@pytest.mark.parametrize(
    "path", ["../secret.jpg", "%2e%2e/secret.jpg", "2019/03/way-out.jpg", "a%00b.jpg", "a" * 300 + ".jpg"]
)
def test_nothing_outside_the_folder_is_read(run: Run, uploads: Path, path: str) -> None:
    secret = uploads.parent / "secret.jpg"
    secret.write_bytes(picture())
    (uploads / "2019" / "03" / "way-out.jpg").symlink_to(secret)
    text = f'<p>We met.</p><p><img src="https://old.example.org/wp-content/uploads/{path}" alt="x"></p>'
    account = run("old.xml", wxr(item(1, "We met", text)), "--uploads", str(uploads))
    assert "file_absent" in words(account["items"][0])
    assert not File.objects.exists()


def test_a_folder_that_is_none_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no folder"):
        run("old.xml", wxr(item(1, "We met")), "--uploads", str(tmp_path / "nowhere"))
    assert not Statement.objects.exists()
