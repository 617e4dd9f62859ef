"""What was typed survives an ended session, a page of another login, and a disk that is full."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from statements.models import Statement
from tests.cast import Cast, Newsroom
from tests.environment import on_postgres
from tests.sent import picture
from tests.statements.desk.pages import seen
from tests.statements.desk.test_files_at_the_desk import at_desk, sent, upload
from tests.statements.desk.test_statement_form import ADD, typed


def test_text_sent_after_the_session_ended_comes_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.drafter)
    client.logout()
    answer = client.post(ADD, typed(issuing_body=cast.council.pk, headline="Hours of work"))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "no longer logged in" in page
    assert "Hours of work" in page
    assert "The council said so." in page
    assert not Statement.objects.exists()


def test_text_of_a_page_from_before_another_login_comes_back(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.drafter)
    form = typed(issuing_body=cast.council.pk, headline="Hours of work")
    answer = client.post(ADD, {**form, "csrfmiddlewaretoken": "x" * 64, "password": "secret words"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Hours of work" in page
    assert "secret words" not in page
    assert "x" * 64 not in page


def test_the_login_page_is_no_desk_form(client: Client, cast: Cast) -> None:
    answer = client.post("/admin/login/", {"username": "drafter", "password": "wrong"})
    assert answer.status_code == 200
    assert "correct" in answer.content.decode()


@pytest.fixture
def no_room(transactional_db: None) -> Iterator[None]:
    """SQLite may not take one page more, as on a full disk."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what other tests have left empty is room
        (taken,) = cursor.execute("PRAGMA page_count").fetchone()
        (most,) = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {taken}")
        yield
        cursor.execute(f"PRAGMA max_page_count = {most}")


@pytest.mark.skipif(on_postgres(), reason="only SQLite can be told how much it may hold")
def test_text_that_finds_the_disk_full_comes_back(client: Client, cast: Cast, no_room: None) -> None:
    client.force_login(cast.drafter)
    client.raise_request_exception = False
    much = f"<p>{'The council said so. ' * 4_000}</p>"
    answer = client.post(ADD, typed(issuing_body=cast.council.pk, headline="Hours of work", body=much))
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "database is full" in page
    assert "Hours of work" in page
    assert "The council said so." in page
    assert not Statement.objects.exists()


def test_a_file_that_cannot_be_laid_down_for_the_moment_is_said_and_the_text_stays(
    client: Client, newsroom: Newsroom, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    draft = newsroom.draft()
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "not-there"
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100  # bytes; what is larger goes there
    added = {"attachments-add": upload(picture()), "headline": "Typed all the same"}
    answer = sent(at_desk(client, cast.drafter), draft, **added)
    assert answer.status_code == 200
    assert "march.jpg: The newsroom could not keep this file." in seen(answer)
    assert "Typed all the same" in answer.content.decode()
    assert draft.revisions.count() == 1
