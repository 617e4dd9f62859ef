"""The doctor: each thing that may be wrong has its light, its words and what to do; at the desk the same."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from pressoffice.doctor import Finding, Light, examine
from statements import clock_watch, guards, maintenance
from statements.files import store
from statements.models import Effect, File, SearchRow, Sign, Step
from statements.moments import age
from tests.cast import Cast, Newsroom
from tests.mail_server import MailServer, mail_server
from tests.readers import seen
from tests.sent import lead

Name = Sign.Name
RED, AMBER, GREEN = Light.RED, Light.AMBER, Light.GREEN


@pytest.fixture
def post(settings: Settings) -> Iterator[MailServer]:
    """A mail server that is set up."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def sound(cast: Cast, settings: Settings, tmp_path: Path, post: MailServer) -> datetime:
    """A newsroom that lacks nothing; the time at which it is looked at."""
    at = timezone.now()
    settings.BACKUPS_SECOND_PLACE = str(tmp_path)
    settings.BACKUPS_ROOT = tmp_path
    Sign.objects.leave(Name.WORKER, at)
    Sign.objects.leave(Name.BACKUP_GOOD, at - timedelta(hours=5), "somewhere")
    return at


def found(subject: str, at: datetime) -> list[Finding]:
    """What is found of one thing."""
    return [one for one in examine(at) if str(one.subject) == subject]


def light(subject: str, at: datetime) -> Light:
    """Its light."""
    (finding,) = found(subject, at)
    assert (finding.light == GREEN) != bool(finding.advice), "what is not green says what to do"
    return finding.light


def test_a_sound_newsroom_is_green(sound: datetime) -> None:
    assert {(str(one.subject), one.light) for one in examine(sound) if one.light != GREEN} <= {
        ("Certificate", RED),  # the tests' address is nowhere
        ("Disk", AMBER), ("Disk", RED),  # this machine's own matter
    }  # fmt: skip


@pytest.mark.parametrize(("hours", "expected"), [(5, GREEN), (27, AMBER), (51, RED)])
def test_a_backup_grows_old(hours: int, expected: Light, sound: datetime) -> None:
    Sign.objects.leave(Name.BACKUP_GOOD, sound - timedelta(hours=hours))
    assert light("Backup", sound) == expected


def test_a_backup_that_failed_or_never_was_is_red(sound: datetime) -> None:
    Sign.objects.leave(Name.BACKUP_FAILED, sound, "No space left on device")
    (failed,) = found("Backup", sound)
    assert (failed.light, "No space left on device" in str(failed.words)) == (RED, True)
    Sign.objects.all().delete()
    assert light("Backup", sound) == RED


def test_without_a_second_place_there_is_something_to_do(sound: datetime, settings: Settings) -> None:
    settings.BACKUPS_SECOND_PLACE = ""
    assert light("Second copy", sound) == AMBER


def test_a_worker_that_is_silent_is_red(sound: datetime) -> None:
    assert light("Worker", sound + timedelta(minutes=6)) == RED
    Sign.objects.filter(name=Name.WORKER).delete()
    assert light("Worker", sound) == RED


@pytest.mark.parametrize(("minutes", "expected"), [(1, GREEN), (10, AMBER), (90, RED)])
def test_a_message_that_waits_is_late(minutes: int, expected: Light, sound: datetime, cast: Cast) -> None:
    Newsroom(cast, timezone.now).in_review()
    Effect.objects.update(due_at=sound - timedelta(minutes=minutes))
    assert light("Messages", sound) == expected


def test_messages_held_back_are_said(sound: datetime, settings: Settings, tmp_path: Path) -> None:
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    maintenance.begin()
    assert light("Messages", sound) == AMBER
    Sign.objects.leave(Name.MESSAGES_HELD, sound)
    assert light("Messages", sound) == RED


def test_a_guard_that_is_gone_and_an_edition_nobody_finds(sound: datetime, cast: Cast) -> None:
    Newsroom(cast, timezone.now).public()
    assert (light("Record", sound), light("Search", sound)) == (GREEN, GREEN)
    SearchRow.objects.all().delete()
    guards.lift()
    assert (light("Record", sound), light("Search", sound)) == (RED, AMBER)
    guards.install()


def test_a_file_that_is_gone_is_red(sound: datetime, cast: Cast) -> None:
    lead(Newsroom(cast, timezone.now), colour="navy")
    assert light("Files", sound) == GREEN
    store.path(File.objects.get()).unlink()
    assert light("Files", sound) == RED


def test_mail_is_tried_and_a_test_is_sent(sound: datetime, post: MailServer, settings: Settings) -> None:
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", "--mail-to", "asha@newsroom.example", stdout=said)
    assert [taken.recipient for taken in post.taken] == ["asha@newsroom.example"]
    settings.EMAIL_PORT = 1
    assert light("Mail", sound) == RED
    settings.EMAIL_HOST = ""
    assert light("Mail", sound) == AMBER


def test_a_clock_behind_what_was_written_is_red(sound: datetime, cast: Cast) -> None:
    Newsroom(cast, timezone.now).draft()
    assert light("Clock", sound) == GREEN
    guards.lift()
    Step.objects.update(at=sound + timedelta(minutes=6))
    guards.install()
    assert light("Clock", sound) == RED


def test_a_clock_that_was_set_is_red_and_the_desk_says_so(
    sound: datetime, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.drafter)
    assert "This machine&#x27;s clock" not in client.get("/admin/").content.decode()
    # As if this process had begun when the clock showed ten minutes less than has passed since.
    monkeypatch.setattr(clock_watch, "_AT_FIRST", clock_watch._AT_FIRST - 600)
    assert light("Clock", sound) == RED
    assert "clock was set 10 minutes forward" in client.get("/admin/").content.decode()
    monkeypatch.setattr(clock_watch, "_AT_FIRST", clock_watch._AT_FIRST + 1200)
    assert "clock was set 10 minutes back" in client.get("/admin/").content.decode()


@contextmanager
def tls_server(folder: Path) -> Iterator[int]:
    """The port of a server with a certificate of its own."""
    own, key = folder / "own.pem", folder / "own.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", own],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    taken, _address = listening.accept()
                    with suppress(OSError):
                        context.wrap_socket(taken, server_side=True).close()

        Thread(target=answer, daemon=True).start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)


def test_a_certificate_of_ones_own_is_told_from_a_site_that_is_away(
    sound: datetime, settings: Settings, tmp_path: Path
) -> None:
    with tls_server(tmp_path) as port:
        settings.SITE_URL = f"https://127.0.0.1:{port}"
        assert light("Certificate", sound) == AMBER
    assert light("Certificate", sound) == RED
    settings.SITE_URL = "http://127.0.0.1"
    assert light("Certificate", sound) == AMBER


def test_an_examination_that_breaks_is_a_finding_and_the_others_go_on(
    sound: datetime, settings: Settings
) -> None:
    settings.SITE_URL = "https://[broken"
    findings = examine(sound)
    assert [str(one.subject) for one in findings if "could not be looked at" in str(one.words)] == [
        "certificate"
    ]
    assert found("Clock", sound)


def test_the_exit_status_is_the_worst_light(sound: datetime, settings: Settings) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=StringIO())
    assert ended.value.code == 2, "the certificate's"


@pytest.mark.parametrize(
    ("language", "title", "word"),
    [("en", "How the newsroom stands", "Act now"), ("hi", "न्यूज़रूम की हालत", "तुरंत कुछ करें")],
)
def test_administrators_see_it_at_the_desk(
    language: str, title: str, word: str, sound: datetime, cast: Cast
) -> None:
    cast.administrator.language = language
    cast.administrator.save()
    Sign.objects.all().delete()
    client = Client()
    client.force_login(cast.administrator)
    page = client.get("/admin/doctor/")
    assert page.status_code == 200
    assert title in page.content.decode()
    assert word in page.content.decode()
    assert title in client.get("/admin/").content.decode()


def test_the_desk_tells_administrators_the_age_of_the_last_good_backup(sound: datetime, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.administrator)
    assert "Last good backup 5 hours ago." in seen(client.get("/admin/"))
    Sign.objects.leave(Name.BACKUP_FAILED, timezone.now(), "no room")
    assert "The last backup failed. Last good backup 5 hours ago." in seen(client.get("/admin/"))
    client.force_login(cast.drafter)
    assert "backup" not in seen(client.get("/admin/"))


def test_nobody_else_sees_it(sound: datetime, cast: Cast) -> None:
    for person, status in ((cast.publisher, 403), (None, 302)):
        client = Client()
        if person:
            client.force_login(person)
        assert client.get("/admin/doctor/").status_code == status


def test_a_button_sends_a_test_mail(sound: datetime, cast: Cast, post: MailServer) -> None:
    cast.administrator.email = "asha@newsroom.example"
    cast.administrator.save()
    client = Client()
    client.force_login(cast.administrator)
    assert "A test mail to asha@newsroom.example was taken." in seen(client.post("/admin/doctor/"))
    assert len(post.taken) == 1


@pytest.mark.parametrize(
    ("span", "said"),
    [(timedelta(0), "0 minutes"), (timedelta(seconds=90), "1 minute"), (timedelta(hours=5.9), "5 hours"),
     (timedelta(hours=47), "47 hours"), (timedelta(days=3), "3 days")],
)  # fmt: skip
def test_spans_are_said_in_the_largest_unit_that_fits(span: timedelta, said: str) -> None:
    with override("en"):
        assert age(span) == said
