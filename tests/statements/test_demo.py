"""`manage.py demo`: a whole newsroom in an empty database, through the real verbs, and nowhere else."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from statements.models import (
    Confirmation,
    Edition,
    Flag,
    ModelText,
    Newsroom,
    Pin,
    Prepared,
    QuietPeriod,
    Statement,
    Step,
    Synonym,
    User,
    Withdrawal,
)
from tests.cast import Cast


@pytest.fixture
def logins(tmp_path: Path, settings: Settings) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "demo-logins.txt"


def test_the_demo_shows_every_state_and_writes_down_its_logins(db: None, logins: Path) -> None:
    call_command("demo", stdout=StringIO())
    words = logins.read_text("utf-8").splitlines()[1].split()
    assert words[0] == "drafter"
    assert User.objects.get(username="drafter").check_password(words[1])
    assert logins.stat().st_mode & 0o077 == 0
    at = timezone.now()
    assert set(Statement.objects.values_list("state", flat=True)) == {
        "draft", "in_review", "approved", "released", "discarded",
    }  # fmt: skip
    assert {withdrawal.kind for withdrawal in Withdrawal.objects.in_force(at)} == set(Withdrawal.Kind.values)
    assert Edition.objects.public(at).count() > 50
    assert Edition.objects.due(at).count() == 1
    assert {model.language for model in ModelText.objects.filter(kind="condolence")} == {"en", "hi"}
    assert Synonym.objects.filter(expressions__startswith="MSP\n").exists()
    assert Prepared.objects.get().statement.state == "draft"
    assert Edition.objects.filter(number__gt=1).exists()
    assert Edition.objects.exclude(sealed_at=None).exists()
    assert Flag.objects.in_force(at).exists()
    assert Confirmation.objects.filter(confirmed_by=None, edition__isnull=False).exists()
    assert Statement.objects.exclude(translation_of=None).exists()
    assert Pin.objects.in_force(at).exists()
    assert Newsroom.current().name
    assert QuietPeriod.objects.exists()
    assert not QuietPeriod.objects.not_over(at).exists()
    assert Statement.objects.exclude(joint_bodies=[]).exists()
    assert set(Edition.objects.values_list("language", flat=True)) == {"en", "hi", "ur"}
    shown = [use for edition in Edition.objects.public(at) for use in edition.uses()]
    assert all(use.written["alt"] and use.written["credit"] for use in shown if use.is_lead)
    assert {use.file.kind for use in shown} == {"jpeg", "pdf"}
    assert len({use.file.pk for use in shown if use.is_lead}) > 1
    assert Step.objects.first_break() is None
    assert all(edition.is_true_to_digest for edition in Edition.objects.all())


def test_the_demo_stays_out_of_a_newsroom_in_use(cast: Cast, logins: Path) -> None:
    with pytest.raises(CommandError, match="in use"):
        call_command("demo", stdout=StringIO())
    out = StringIO()
    call_command("demo", "--if-empty", stdout=out)
    assert "stays out" in out.getvalue()
    assert not Statement.objects.exists()
    assert not logins.exists()
