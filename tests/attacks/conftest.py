"""The newsroom that the attacks were typed into."""

from __future__ import annotations

import pytest
from django.test import Client

from statements import verbs
from statements.models import Statement
from tests.attacks import planted
from tests.cast import Newsroom
from tests.statements.desk.pages import seen
from tests.statements.desk.test_statement_form import ADD
from tests.statements.importing.conftest import run
from tests.statements.outbox.conftest import reachable, server, work

__all__ = ["reachable", "run", "server", "work"]


@pytest.fixture
def attacked(newsroom: Newsroom, client: Client) -> Newsroom:
    """Everything typed at the desk, and public; the first of them in two editions."""
    drafter, clock = newsroom.cast.drafter, newsroom.clock
    client.force_login(drafter)
    for form in planted.forms(newsroom.cast.council.pk):
        answer = client.post(ADD, form)
        assert answer.status_code == 302, seen(answer)
    first = Statement.objects.earliest("pk")
    verbs.save(first, by=drafter, content={"attachments": planted.attachments(newsroom)}, clock=clock)
    for draft in Statement.objects.all():
        planted.release(newsroom, draft)
    first.refresh_from_db()
    corrected = newsroom.correct(first, **planted.turned_round(first))
    verbs.publish(corrected, by=newsroom.cast.publisher, clock=clock)
    planted.of_the_office(newsroom, first)
    return newsroom
