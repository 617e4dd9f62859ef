"""The backup of every night: one, kept for a while, copied elsewhere; and what becomes of one that failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from pytest_django import Settings

from pressoffice.backup import archive, nightly
from statements.models import Sign
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
NIGHT = datetime(2026, 3, 12, 21, 30, tzinfo=UTC)  # 03:00 on 13 March in the newsroom


@pytest.fixture
def nights(settings: Settings, tmp_path: Path) -> Path:
    """A folder for the nights' backups and a second place."""
    settings.BACKUPS_ROOT = tmp_path / "nights"
    settings.BACKUPS_SECOND_PLACE = str(tmp_path / "second")
    settings.BACKUPS_KEPT = 3
    return tmp_path / "nights"


def test_each_night_has_one_backup_and_the_newest_are_kept_in_both_places(cast: Cast, nights: Path) -> None:
    for day in range(5):
        at = NIGHT + timedelta(days=day)
        assert nightly.make_if_due(at)
        assert not nightly.make_if_due(at + timedelta(hours=2))
        assert not nightly.make_if_due(at + timedelta(hours=23, minutes=59))
    names = [path.name for path in archive.all_in(nights)]
    assert names == [f"pressoffice-202603{day}T213000Z.tar" for day in (14, 15, 16)]
    assert [path.name for path in archive.all_in(nights.parent / "second")] == names
    sign = Sign.objects.get(name=Sign.Name.BACKUP_GOOD)
    assert (sign.at, sign.said) == (NIGHT + timedelta(days=4), str(archive.all_in(nights)[-1]))


def test_a_night_that_failed_is_tried_again_after_an_hour(
    cast: Cast, nights: Path, settings: Settings
) -> None:
    in_the_way = nights.parent / "a file"
    in_the_way.write_text("")
    settings.BACKUPS_ROOT = in_the_way / "nights"
    assert nightly.make_if_due(NIGHT)
    assert Sign.objects.get(name=Sign.Name.BACKUP_FAILED).at == NIGHT
    settings.BACKUPS_ROOT = nights
    assert not nightly.make_if_due(NIGHT + timedelta(minutes=59))
    assert nightly.make_if_due(NIGHT + timedelta(hours=1))
    assert not Sign.objects.filter(name=Sign.Name.BACKUP_FAILED).exists()
    assert len(archive.all_in(nights)) == 1


def test_of_two_workers_at_once_one_makes_it(cast: Cast, nights: Path) -> None:
    begun: list[bool] = []

    def work() -> None:
        begun.append(nightly.make_if_due(NIGHT))
        connection.close()

    workers = [Thread(target=work) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(begun) == [False, False, True]
    assert len(archive.all_in(nights)) == 1
