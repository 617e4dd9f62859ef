"""The worker of imports: told to end, killed, stopped at any moment, at rest in maintenance."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from statements import maintenance
from statements.importing import run, work
from statements.models import ImportFile, ImportRun, Step
from tests.cast import Cast, person
from tests.statements.desk.imports.bringing import (
    ROOM,
    Phase,
    after,
    begun,
    bring,
    figures,
    looked_at,
    never,
    page_of,
    started,
    told,
)
from tests.statements.desk.pages import seen


def test_a_worker_that_is_told_to_end_leaves_it_to_the_next(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, asked = begun(desk, monkeypatch), after(2)
    work.work(lambda: next(asked))
    file.refresh_from_db()
    assert (file.phase, len(told()), file.leased_until) == (Phase.IMPORTING, 2, None)
    assert work.work(never)
    assert figures(file) == {"public": 2, "draft": 2, "skipped": 1}
    assert [number for number, _fate, _title in told()] == [1, 2, 3, 4, 5]


def test_a_worker_that_was_killed_is_replaced_once_its_lease_is_over(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, asked = begun(desk, monkeypatch), after(2)
    work.work(lambda: next(asked))
    now = timezone.now()
    ImportFile.objects.update(lease="of the dead", leased_until=now + work.LEASE)
    assert not work.work(never, lambda: now)
    assert work.work(never, lambda: now + work.LEASE + timedelta(seconds=1))
    assert figures(file) == {"public": 2, "draft": 2, "skipped": 1}
    assert Step.objects.first_break() is None


def test_stopped_it_ends_after_the_items_in_hand_and_goes_on_when_asked(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = begun(desk, monkeypatch)

    def stopping() -> bool:
        if len(told()) == 2:
            desk.post(f"{ROOM}{file.pk}/stop/")
        return False

    work.work(stopping)
    assert len(told()) == 3
    assert not work.work(never)
    assert "Stopped" in seen(page_of(desk, file))
    assert "Go on importing" in seen(page_of(desk, file))
    desk.post(f"{ROOM}{file.pk}/go-on/")
    work.work(never)
    assert figures(file) == {"public": 2, "draft": 2, "skipped": 1}
    assert desk.post(f"{ROOM}{file.pk}/stop/").status_code == 409


def test_maintenance_halts_an_import_and_it_goes_on_afterwards(
    desk: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    file = begun(desk, monkeypatch)

    def maintaining() -> bool:
        if len(told()) == 2:
            maintenance.begin()
        return False

    assert work.work(maintaining)
    file.refresh_from_db()
    assert (file.phase, len(told()), file.leased_until) == (Phase.IMPORTING, 2, None)
    assert not work.work(never)
    assert len(told()) == 2
    maintenance.end()
    assert work.work(never)
    assert figures(file) == {"public": 2, "draft": 2, "skipped": 1}


def test_killed_when_all_was_written_the_next_worker_gives_the_account_of_that_run(
    desk: Client, folder: Path
) -> None:
    file = looked_at(desk)
    (kept,) = folder.iterdir()
    held = kept.read_bytes()
    started(desk, file)
    work.work(never)
    kept.write_bytes(held)
    due = {"phase": Phase.IMPORTING, "turn": True, "lease": "of the dead", "key": kept.name}
    ImportFile.objects.update(**due, leased_until=timezone.now() - work.LEASE)
    assert work.work(never)
    assert figures(file) == {"public": 2, "draft": 2, "skipped": 1}
    assert ImportRun.objects.filter(is_trial=False).count() == 1
    assert list(folder.iterdir()) == []


def test_stopped_when_all_was_written_the_export_stays_to_go_on_with(
    desk: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = begun(desk, monkeypatch)

    def stopping() -> bool:
        if len(told()) == 5:
            desk.post(f"{ROOM}{file.pk}/stop/")
        return False

    work.work(stopping)
    file.refresh_from_db()
    assert file.phase == Phase.STOPPED
    assert [one.name for one in folder.iterdir()] == [file.key]
    desk.post(f"{ROOM}{file.pk}/go-on/")
    assert work.work(never)
    assert figures(file) == {"public": 2, "draft": 2, "skipped": 1}
    assert list(folder.iterdir()) == []


def test_who_presses_the_button_is_who_imports(
    desk: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "CHUNK", 1)
    file, asked = looked_at(desk), after(2)
    other = person("otheradministrator")
    other.groups.add(Group.objects.get(name="Administrators"))
    desk.force_login(other)
    started(desk, file)
    work.work(lambda: next(asked))
    desk.post(f"{ROOM}{file.pk}/stop/")
    desk.force_login(cast.administrator)
    desk.post(f"{ROOM}{file.pk}/go-on/")
    work.work(never)
    assert figures(file) == {"public": 2, "draft": 2, "skipped": 1}
    assert {step.actor for step in Step.objects.all()} == {other}


def test_what_no_import_names_goes_after_a_day(desk: Client, folder: Path) -> None:
    file = looked_at(desk)
    for name in ("half-old", "0" * 32, "half-new"):
        (folder / name).write_text("x")
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for name in ("half-old", "0" * 32, file.key):
        os.utime(folder / name, (long_ago, long_ago))
    work.work(never)
    assert {one.name for one in folder.iterdir()} == {file.key, "half-new"}


def test_a_lease_that_ran_out_is_no_worker(desk: Client, settings: Any) -> None:
    bring(desk)
    settings.MAIL_BY_WORKER = True
    file = ImportFile.objects.get()
    for ends, waits in ((timedelta(minutes=1), False), (timedelta(minutes=-1), True)):
        ImportFile.objects.update(leased_until=timezone.now() + ends)
        assert page_of(desk, file).context["waits_for_a_worker"] is waits
