"""Imports at the desk: what is no export, whom it is not for, what has gone; nothing is half done."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from statements.importing import keeping, work
from statements.models import ImportFile, IssuingBody, Statement
from tests.cast import Cast
from tests.statements.desk.imports.bringing import (
    ROOM,
    Phase,
    bring,
    export,
    looked_at,
    never,
    page_of,
    started,
)
from tests.statements.desk.pages import seen


@pytest.mark.parametrize(
    ("written", "name", "said", "sentence"),
    [
        (b"%PDF-1.7 ...", "old.xml", {}, "This is a PDF"),
        ("<html><p>Hello</p></html>", "old.xml", {}, "This is no WordPress export"),
        ("words", "old.doc", {}, "Say of which format it is"),
        ("", "old.xml", {}, "empty"),
        ("one\n", "old.csv", {}, "This is no table"),
        (export(), "old.xml", {"body": "ZZ"}, "ZZ"),
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence_and_not_kept(
    desk: Client, folder: Path, written: Any, name: str, said: dict[str, str], sentence: str
) -> None:
    answer = bring(desk, written, name, **said)
    assert answer.status_code == 422
    assert sentence in seen(answer)
    assert str(folder) not in seen(answer)
    assert not folder.exists() or list(folder.iterdir()) == []
    assert not ImportFile.objects.exists()


def test_of_what_is_too_large_no_more_is_written_than_may_be_taken(
    desk: Client, folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    complete = keeping.IntoTheFolder.file_complete

    def measured(handler: keeping.IntoTheFolder, size: int) -> keeping.Arrived:
        arrived = complete(handler, size)
        written.append(arrived.place.stat().st_size)
        return arrived

    monkeypatch.setattr(keeping.IntoTheFolder, "file_complete", measured)
    settings.IMPORT_MOST_MB = 1
    answer = bring(desk, b"x" * (3 << 20))
    assert answer.status_code == 422
    assert "This file has 3.0 MB; at most 1.0 MB are taken." in seen(answer)
    parts = [SimpleUploadedFile(f"{name}.xml", b"x" * 700_000) for name in "ab"]
    desk.post(f"{ROOM}add/", {"one": parts[0], "file": parts[1]})
    assert len(written) == 3
    assert 0 < written[0] <= 1 << 20
    assert 0 < sum(written[1:]) <= 1 << 20
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("room", [1, 100_000])
def test_a_disk_that_fills_is_told_and_nothing_is_cut_silently(desk: Client, folder: Path, room: int) -> None:
    large, before = export() + " " * 200_000, resource.getrlimit(resource.RLIMIT_FSIZE)

    handler = keeping.IntoTheFolder()
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(large) - room, before[1]))
    try:
        handler.new_file("file", "old.xml", "text/xml", len(large), None, {})
        for first in range(0, len(large), 65_536):
            handler.receive_data_chunk(large[first : first + 65_536].encode(), first)
        arrived = handler.file_complete(len(large))
        arrived.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert arrived.fault
    assert list(folder.iterdir()) == []


def test_a_folder_that_takes_nothing_is_told_in_a_sentence(desk: Client, folder: Path) -> None:
    folder.write_text("a file in the way")
    answer = bring(desk)
    assert answer.status_code == 422
    assert "could not be kept" in seen(answer)


def test_others_may_neither_see_nor_bring_anything(client: Client, cast: Cast, folder: Path) -> None:
    client.force_login(cast.administrator)
    file = looked_at(client)
    for person in (cast.publisher, cast.staff):
        client.force_login(person)
        assert bring(client).status_code == 403
        for rest in ("change/", "choices/", "start/", "stop/", "go-on/", "forget/", "account.json"):
            assert page_of(client, file, rest).status_code == 404
            assert client.post(f"{ROOM}{file.pk}/{rest}").status_code == 404
        assert ROOM not in client.get("/admin/").content.decode()
    assert len(list(folder.iterdir())) == 1


def test_a_form_from_elsewhere_is_refused_and_its_file_not_kept(cast: Cast, folder: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator)
    assert bring(client).status_code == 403
    assert list(folder.iterdir()) == []
    assert not ImportFile.objects.exists()


def test_who_is_no_administrator_any_more_publishes_nothing_by_an_import(desk: Client, cast: Cast) -> None:
    file = looked_at(desk)
    started(desk, file)
    cast.administrator.groups.clear()
    work.work(never)
    file.refresh_from_db()
    assert file.phase == Phase.FAILED
    assert "dministrator" in file.fault
    assert not Statement.objects.exists()


def test_a_file_that_has_gone_is_told_and_nothing_is_half_done(desk: Client, folder: Path) -> None:
    file = looked_at(desk)
    started(desk, file)
    for kept in folder.iterdir():
        kept.unlink()
    work.work(never)
    file.refresh_from_db()
    assert (file.phase, file.turn) == (Phase.FAILED, None)
    assert "cannot be read" in seen(page_of(desk, file))
    assert not Statement.objects.exists()


def test_who_issues_is_gone_and_the_import_says_so(desk: Client) -> None:
    file = looked_at(desk)
    IssuingBody.objects.filter(code="NC").update(is_external=True)
    answer = started(desk, file)
    assert answer.status_code == 409
    file.refresh_from_db()
    assert file.phase == Phase.LOOKED
