"""How somebody new comes in, by invitation, and how somebody who lost everything is let in."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from statements.models import Step, User
from statements.people import record
from tests.cast import Cast
from tests.statements.people.conftest import Letters
from tests.statements.people.visitor import FIRST_PHONE, choose, is_in, link_in, set_up_phone, works

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def invite(client: Client, cast: Cast, committed: Any, **typed: str) -> Any:
    """Invite somebody at the desk."""
    client.force_login(cast.administrator)
    form = {
        "username": "meena",
        "first_name": "Meena",
        "last_name": "Rao",
        "email": "meena@newsroom.example",
        "language": "en",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-body": str(cast.council.pk),
        "memberships-0-role": "drafter",
        **typed,
    }
    with committed:
        return client.post("/admin/statements/user/add/", form, follow=True)


@pytest.mark.ignore_template_errors  # the stock form names variables it does not set
def test_somebody_invited_chooses_a_password_and_sets_up_a_phone(
    client: Client, cast: Cast, letters: Letters, committed: Any
) -> None:
    page = invite(client, cast, committed)
    assert "The link goes to meena@newsroom.example." in page.content.decode()
    meena = User.objects.get(username="meena")
    assert (meena.is_staff, meena.has_usable_password()) == (True, False)
    assert meena.memberships.get().body == cast.council
    letter = letters(1)[0]
    assert (letter.to, letter.subject) == ([meena.email], "Invitation to the press desk of National Council")
    visitor = Client()
    assert choose(visitor, link_in(letter)).status_code == 302
    assert is_in(visitor)
    steps = [(step.verb, step.actor) for step in reversed(record.steps_of(meena))]
    assert steps == [("invited", cast.administrator), ("password_set", meena)]
    assert Step.objects.first_break() is None


@pytest.mark.ignore_template_errors
def test_the_invited_set_up_the_second_factor_before_anything_else(
    client: Client, cast: Cast, letters: Letters, committed: Any, settings: Any
) -> None:
    invite(client, cast, committed)
    settings.REQUIRE_SECOND_FACTOR = True
    visitor = Client()
    choose(visitor, link_in(letters(1)[0]))
    assert visitor.get("/admin/statements/statement/").headers["Location"].startswith(FIRST_PHONE)


@pytest.mark.ignore_template_errors
def test_an_invitation_works_for_three_days_and_once(
    client: Client, cast: Cast, letters: Letters, committed: Any
) -> None:
    invite(client, cast, committed)
    link = link_in(letters(1)[0])
    with time_machine.travel(time.time() + 71 * 3600):
        assert works(link)
    with time_machine.travel(time.time() + 73 * 3600):
        assert not works(link)
    choose(Client(), link)
    assert not works(link)


@pytest.mark.ignore_template_errors
def test_an_invitation_speaks_the_language_of_the_invited(
    client: Client, cast: Cast, letters: Letters, committed: Any
) -> None:
    invite(client, cast, committed, language="hi")
    page = Client().get(link_in(letters(1)[0]), follow=True)
    assert page.headers["Content-Language"] == "hi"


@pytest.mark.ignore_template_errors
def test_without_mail_the_administrator_hands_the_link_over(
    client: Client, cast: Cast, committed: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, ""
    page = invite(client, cast, committed).content.decode()
    assert "No mail goes to Meena Rao." in page
    found = re.search(r"http://testserver(/admin/welcome/\S+?/\S+?/)", page)
    assert found
    assert works(found[1])


# --- let in from the server -----------------------------------------------------------------------


def test_let_in_prints_a_link_that_sets_password_and_phone_anew(
    client: Client, drafter: User, required: None, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_phone(client, drafter)
    call_command("let_in", "drafter")
    link = urlsplit(capsys.readouterr().out.strip()).path
    assert is_in(client)  # nothing is taken away before the link is used
    visitor = Client()
    choose(visitor, link)
    assert not is_in(client)
    assert visitor.get("/admin/").headers["Location"].startswith(FIRST_PHONE)
    assert not works(link)
    assert [step.verb for step in record.steps_of(drafter)] == ["password_set", "let_in", "phone_set_up"]


@pytest.mark.parametrize("who", ["nobody", "Import", ""])
def test_let_in_lets_in_nobody_who_is_not_at_the_desk(db: None, who: str) -> None:
    with pytest.raises(CommandError, match="Nobody active at the desk"):
        call_command("let_in", who)
