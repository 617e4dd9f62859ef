"""`manage.py new`: a newsroom of one's own in one command, each answer judged before anything is made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from pressoffice import founding

from .elsewhere import Elsewhere, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)
ANSWERS = {
    "--name": "Press office of the Council",
    "--languages": "hi,en",
    "--time-zone": "Asia/Kolkata",
    "--address": "https://press.example.org",
    "--body": "Central Council",
    "--code": "cc",
    "--administrator": "asha",
    "--email": "asha@example.org",
}


@pytest.fixture
def there(tmp_path: Path, db: None) -> Iterator[Elsewhere]:
    """An empty installation with a file of settings still to be written."""
    file = tmp_path / "elsewhere" / "environment"
    with elsewhere(file.parent, ENVIRONMENT_FILE=str(file)) as found:
        for made_there in ("SECRET_KEY", "SITE_URL", "TIME_ZONE", "ALLOWED_HOSTS"):
            found.environment.pop(made_there, None)
        found.environment["TRY_OUT"] = "1"
        yield found


def words(**others: str) -> list[str]:
    return [word for pair in (ANSWERS | others).items() for word in pair]


def test_it_makes_settings_name_body_and_administrator_and_ends_with_the_desk(there: Elsewhere) -> None:
    done = there.run("new", *words())
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("https://press.example.org/admin/")
    settings = (there.folder / "environment").read_text()
    assert "LANGUAGE_CODE=hi\nCONTENT_LANGUAGES=hi,en\n" in settings
    assert (there.folder / "environment").stat().st_mode & 0o077 == 0
    link = next(
        line.strip() for line in done.stdout.splitlines() if "https://press.example.org/admin/" in line
    )
    looked = there.run("shell", "--no-imports", "-c", f"""
from django.test import Client
from statements.models import IssuingBody, Newsroom, Statement, User
person = User.objects.get(username='asha')
print(Newsroom.current().names, IssuingBody.objects.get().code, person.is_administrator,
      sorted(person.memberships.values_list('role', flat=True)), Statement.objects.count())
print(Client().get('{link}'.removeprefix('https://press.example.org'), follow=True,
      headers={{'host': 'localhost'}}).status_code)
""")  # fmt: skip
    expected = "{'hi': 'Press office of the Council'} CC True ['drafter', 'publisher', 'reviewer'] 0\n200\n"
    assert looked.stdout.endswith(expected), looked.stdout + looked.stderr
    again = there.run("new", *words())
    assert (again.returncode, "has a newsroom already" in again.stderr) == (1, True)


def test_a_wrong_answer_is_named_and_nothing_is_made(there: Elsewhere) -> None:
    done = there.run("new", *words(**{"--time-zone": "Asia/Nowhere"}))
    assert done.returncode == 1
    assert "--time-zone: There is no such time zone." in done.stderr
    assert not (there.folder / "environment").exists()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("name", ""), ("languages", "xx"), ("languages", "ur"), ("languages", ""), ("time-zone", "Mars"),
     ("address", "press.example.org"), ("address", "https://press.example.org/news"), ("code", "1A"),
     ("code", "A"), ("administrator", "two words"), ("email", "nobody"), ("body", "x" * 300)],
)  # fmt: skip
def test_each_answer_is_judged(name: str, wrong: str) -> None:
    question = next(one for one in founding.QUESTIONS if one.name == name)
    with pytest.raises(ValidationError):
        question.judged(wrong)


def test_every_example_and_every_usual_answer_is_good() -> None:
    for question in founding.QUESTIONS:
        assert question.judged(question.example)
        assert not question.usual or question.judged(question.usual)
