"""What was typed survives an ended session and a page of another login."""

from __future__ import annotations

from django.test import Client

from statements.models import Statement
from tests.cast import Cast
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
