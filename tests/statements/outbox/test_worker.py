"""Workers and the desk's own thread, as processes: they send, stop when told, and no page waits for them."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from statements.models import Effect, Sign
from statements.outbox.delivery import Worker
from statements.outbox.embedded import embedded
from statements.outbox.leases import Pace
from tests.cast import Cast, Newsroom
from tests.mail_server import TAKEN, MailServer, Taken, mail_server, silent_server

from .processes import desk, environment, running

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # seconds; a busy machine needs some


@pytest.fixture
def newsroom(reachable: Cast) -> Newsroom:
    """Builders at the machine's own clock, which the processes share."""
    return Newsroom(reachable, timezone.now)


@pytest.fixture
def post() -> Iterator[MailServer]:
    """A mail server that only the processes know of."""
    with mail_server() as server:
        yield server


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until it is so."""
    gives_up_at = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < gives_up_at, "waited in vain"
        time.sleep(0.05)


def test_worker_once_sends_what_is_due_and_says_how_much(post: MailServer, newsroom: Newsroom) -> None:
    post.answer = lambda recipient: "451 later" if recipient.startswith("second_") else TAKEN
    newsroom.in_review()
    with running("manage.py", "worker", "--once", **environment(post.port)) as worker:
        output, _ = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, output
    assert "Messages: 1 sent, 1 put off, 0 given up, 0 held back as too old." in output
    assert [taken.recipient for taken in post.taken] == ["reviewer@newsroom.example"]


def test_a_worker_says_plainly_that_mail_is_not_set_up(newsroom: Newsroom) -> None:
    newsroom.in_review()
    with running("manage.py", "worker", "--once", **environment(0)) as worker:
        output, _ = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 1
    assert "CommandError: Mail is not set up: name the mail server in EMAIL_URL." in output
    assert Effect.objects.get().state == Effect.State.DUE


def test_a_worker_without_mail_makes_the_backup_of_the_night_and_shows_that_it_is_alive(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.in_review()
    with running("manage.py", "worker", **environment(0, BACKUPS_ROOT=str(tmp_path))) as worker:
        wait_for(lambda: Sign.objects.last(Sign.Name.BACKUP_GOOD) is not None)
        wait_for(lambda: Sign.objects.last(Sign.Name.WORKER) is not None)
        worker.send_signal(signal.SIGTERM)
        output, _ = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, output
    assert "Mail is not set up" in output
    assert Effect.objects.get().state == Effect.State.DUE
    assert len(list(tmp_path.glob("*.tar"))) == 1


def test_a_worker_sends_what_comes_after_it_began_and_stops_when_told(
    post: MailServer, newsroom: Newsroom
) -> None:
    with running("manage.py", "worker", **environment(post.port)) as worker:
        newsroom.in_review()
        wait_for(lambda: len(post.taken) == 2)
        newsroom.in_review()
        wait_for(lambda: len(post.taken) == 4)
        worker.send_signal(signal.SIGTERM)
        output, _ = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, output
    assert "4 sent" in output


def test_a_worker_told_to_stop_ends_the_mail_under_way_and_leaves_the_rest_to_others_at_once(
    post: MailServer, newsroom: Newsroom
) -> None:
    def take_your_time(taken: Taken) -> str:
        time.sleep(0.3)
        return TAKEN

    post.judge = take_your_time
    for _number in range(4):
        newsroom.in_review()
    with running("manage.py", "worker", **environment(post.port)) as worker:
        wait_for(lambda: len(post.taken) == 1)
        worker.send_signal(signal.SIGTERM)
        output, _ = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, output
    assert Effect.objects.filter(state=Effect.State.SENT).count() == len(post.taken) < 8
    assert not Effect.objects.exclude(lease="").exists()
    post.judge = lambda taken: TAKEN
    with running("manage.py", "worker", "--once", **environment(post.port)) as worker:
        worker.communicate(timeout=PATIENCE)
    assert len(post.taken) == 8
    assert set(post.times_taken().values()) == {1}


def test_a_worker_killed_after_the_server_took_a_mail_costs_one_double_under_the_same_message_id(
    server: MailServer, newsroom: Newsroom
) -> None:
    newsroom.in_review()
    server.dwells = PATIENCE
    with running("manage.py", "worker", **environment(server.port)) as worker:
        wait_for(lambda: len(server.taken) == 1)
        worker.kill()
    server.dwells = 0
    assert not Worker(lambda: False, time.sleep).deliver(), "the dead one's lease still holds"
    Worker(lambda: False, time.sleep, clock=lambda: timezone.now() + 2 * Pace().lease).deliver_all()
    assert sorted(server.times_taken().values()) == [1, 2]
    assert Effect.objects.filter(state=Effect.State.SENT).count() == 2


def test_without_a_worker_the_desk_s_own_process_sends(
    post: MailServer, newsroom: Newsroom, reachable: Cast
) -> None:
    draft = newsroom.draft()
    with desk(reachable.drafter, post.port) as opened:
        path = f"/admin/statements/statement/{draft.pk}/verb/submit/"
        assert opened.post(path, plan="later", lock_version=str(draft.lock_version)) == 302
        wait_for(lambda: len(post.taken) == 2)
    assert {taken.recipient for taken in post.taken} == {
        "reviewer@newsroom.example",
        "second_reviewer@newsroom.example",
    }


def test_a_mail_server_that_never_answers_delays_no_page(newsroom: Newsroom, reachable: Cast) -> None:
    for _number in range(5):
        newsroom.in_review()
    drafts = [newsroom.draft() for _number in range(3)]
    with silent_server() as port, desk(reachable.drafter, port) as opened:
        opened.get("/admin/")
        wait_for(lambda: Effect.objects.filter(attempts__gt=0).exclude(recipient=None).exists())
        waits = []
        for draft in drafts:
            path = f"/admin/statements/statement/{draft.pk}/verb/submit/"
            begun = time.monotonic()
            assert opened.post(path, plan="later", lock_version=str(draft.lock_version)) == 302
            assert opened.get(f"/admin/statements/statement/{draft.pk}/change/")[0] == 200
            waits.append(time.monotonic() - begun)
    assert max(waits) < 5, "ten seconds are what the mail server is given for one answer"


def test_where_workers_have_the_task_the_desk_s_process_begins_no_thread(newsroom: Newsroom) -> None:
    newsroom.in_review()
    embedded.begin()
    assert not embedded.is_at_work


def test_the_desk_s_thread_is_woken_by_a_commit_and_ends_when_told(
    server: MailServer, newsroom: Newsroom, settings: Settings
) -> None:
    settings.MAIL_BY_WORKER = False
    try:
        embedded.begin()
        time.sleep(0.5)  # it has looked, found nothing, and rests for some seconds
        newsroom.in_review()
        begun = time.monotonic()
        wait_for(lambda: Effect.objects.filter(state=Effect.State.SENT).count() == 2)
        assert time.monotonic() - begun < Pace().rest / 2
    finally:
        embedded.stop()
    assert not embedded.is_at_work


def test_a_worker_outlives_a_database_that_fails_it(server: MailServer, newsroom: Newsroom) -> None:
    """The table is away for a while, as in a migration or a failover."""
    newsroom.in_review()
    looks = iter([False, False, False])

    def bring_it_back(seconds: float) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE statements_effect_away RENAME TO statements_effect")

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE statements_effect RENAME TO statements_effect_away")
    Worker(lambda: next(looks, True), bring_it_back).work()
    assert Effect.objects.filter(recipient=None, state=Effect.State.ADDRESSED).count() == 1
