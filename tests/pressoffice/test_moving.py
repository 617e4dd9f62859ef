"""A newsroom moved into another database: SQLite to PostgreSQL where one is at hand, PostgreSQL to SQLite."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from pressoffice.set_apart import database
from statements import maintenance
from statements.models import Edition, ImportFile, Membership, Revision, Statement
from tests.campaigns.builders import followed_up
from tests.cast import Cast, Newsroom
from tests.environment import ROOT
from tests.sent import lead
from tests.statements.importing.exports import due
from tests.statements.outbox.processes import environment

from .elsewhere import Elsewhere, elsewhere, other_engine, sha256

pytestmark = pytest.mark.django_db(transaction=True)
DIGESTS = """
import json
from statements.models import Edition, Revision
pairs = [rows.order_by("pk").values_list("pk", "digest") for rows in (Edition.objects, Revision.objects)]
print(json.dumps([list(map(list, rows)) for rows in pairs]))
"""
BEGIN = """
from statements.models import IssuingBody, User
from statements.verbs import begin
begin(by=User.objects.get(username="drafter"), body=IssuingBody.objects.get(code="NC"), content={})
"""


@pytest.fixture
def there(tmp_path: Path, db: None) -> Iterator[Elsewhere]:
    """An empty database of the other engine."""
    with elsewhere(tmp_path / "elsewhere", other_engine()) as found:
        yield found


@pytest.fixture
def newsroom(cast: Cast) -> Newsroom:
    """A newsroom with a file, a correction, a withdrawal, a campaign and messages due."""
    newsroom = Newsroom(cast, timezone.now)
    newsroom.public(headline="On wages", attachments=[lead(newsroom)])
    newsroom.corrected()
    newsroom.withdrawn(kind="withdrawn", explanation="A figure was wrong.")
    newsroom.in_review()
    followed_up(newsroom)
    return newsroom


@pytest.fixture
def in_maintenance(tmp_path: Path, settings: Settings) -> None:
    """The switch, on."""
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    maintenance.begin()


def move_to(there: Elsewhere | str) -> subprocess.CompletedProcess[str]:
    """Run the command on this test's database."""
    url = there if isinstance(there, str) else there.environment["DATABASE_URL"]
    return subprocess.run(
        [sys.executable, "manage.py", "move_to", url],
        cwd=ROOT, env=environment(0, MAINTENANCE_FILE=str(settings.MAINTENANCE_FILE)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def digests(there: Elsewhere) -> object:
    """Every edition's and every revision's, as they stand there."""
    return json.loads(there.run("shell", "--no-imports", "-c", DIGESTS).stdout)


@pytest.mark.usefixtures("in_maintenance")
def test_while_a_worker_has_an_import_in_hand_nothing_is_moved(cast: Cast, there: Elsewhere) -> None:
    due(cast.administrator)
    ImportFile.objects.update(leased_until=timezone.now() + timedelta(minutes=1))
    done = move_to(there)
    assert done.returncode
    assert "An import is still in a worker's hands" in done.stderr


@pytest.mark.usefixtures("in_maintenance")
def test_what_was_moved_is_the_same_newsroom_and_goes_on(newsroom: Newsroom, there: Elsewhere) -> None:
    done = move_to(there)
    assert done.returncode == 0, done.stderr
    assert f"{Statement.objects.count()} statements" in done.stdout
    assert "The record is whole" in done.stdout
    here = [
        [list(pair) for pair in rows.order_by("pk").values_list("pk", "digest")]
        for rows in (Edition.objects, Revision.objects)
    ]
    assert digests(there) == here
    in_use = move_to(there)
    assert (in_use.returncode, "The new database is not empty" in in_use.stderr) == (1, True)
    maintenance.end()
    pages = ["/", "/hi/", "/statements/?q=wages", "/statements/feed.atom", "/r/NC-2026-001/", "/demands/"]
    assert there.pages(pages) == {path: sha256(Client().get(path, follow=True).content) for path in pages}
    begun = there.run("shell", "--no-imports", "-c", BEGIN)
    assert begun.returncode == 0, begun.stderr
    refused = there.run("shell", "--no-imports", "-c",
        "from statements.models import Edition; Edition.objects.update(headline='Another')")  # fmt: skip
    assert "an edition's content never changes" in refused.stderr
    assert there.run("check_record").returncode == 0


@pytest.mark.usefixtures("in_maintenance", "newsroom")
def test_what_the_other_database_refuses_leaves_it_empty(there: Elsewhere) -> None:
    """A row that names one that is gone, as after a hand at the tables."""
    somebody = Membership.objects.values_list("pk", flat=True).first()
    with hand_at_the_tables() as tables:
        tables.execute("UPDATE statements_membership SET user_id = 999999 WHERE id = %s", [somebody])
    done = move_to(there)
    assert (done.returncode, "It cannot be written there" in done.stderr) == (1, True)
    assert "The newsroom stays where it is." in done.stderr
    assert digests(there) == [[], []]


@pytest.mark.usefixtures("cast")
def test_everything_that_stands_against_it_is_said_at_once(tmp_path: Path, settings: Settings) -> None:
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    done = move_to(f"sqlite:///{tmp_path}/no/folder/newsroom.sqlite3")
    assert done.returncode == 1
    for words in ("Switch maintenance on first", "does not answer", "The newsroom stays where it is."):
        assert words in done.stderr


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://a/b", "sqlite:///", "sqlite://:memory:", "postgres://a/"]
)
def test_what_is_no_address_of_a_database_is_said(url: str) -> None:
    with pytest.raises(ValueError, match="postgres://user:password@host/name, or sqlite:///path"):
        database(url)


def test_a_server_may_be_named_by_its_folder_of_sockets() -> None:
    told = database("postgres://pressoffice@%2Fvar%2Frun%2Fpostgresql/newsroom")
    assert (told["HOST"], told["NAME"], told["USER"]) == ("/var/run/postgresql", "newsroom", "pressoffice")


@contextmanager
def hand_at_the_tables() -> Iterator[CursorWrapper]:
    """What no verb and no constraint lets anybody do."""
    on, off = (
        ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
        if connection.vendor == "sqlite"
        else ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
    )
    with connection.cursor() as tables:
        tables.execute(on)
        yield tables
        tables.execute(off)
