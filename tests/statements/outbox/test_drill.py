"""The drill: many workers share one outbox, one receiver in ten is broken, and workers are killed at random.

`OUTBOX_DRILL=500` makes it a drill over 500 mails; the suite is content with fewer.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator

import pytest
from django.utils import timezone

from statements.models import Effect
from statements.workflow import Role
from tests.cast import Cast, Newsroom, person
from tests.mail_server import TAKEN, MailServer, mail_server

from .processes import environment, running

MAILS = int(os.environ.get("OUTBOX_DRILL", "250"))
WORKERS, REVIEWERS = 20, 10
STATEMENTS, KILLS = MAILS // REVIEWERS, MAILS // 20
State = Effect.State


@pytest.fixture
def post() -> Iterator[MailServer]:
    """A mail server that refuses one of the ten reviewers, and is slow to say that it has taken a mail."""
    with mail_server() as server:
        server.answer = lambda recipient: "550 broken" if recipient.startswith("broken@") else TAKEN
        server.dwells = 0.02
        yield server


@pytest.mark.django_db(transaction=True)
def test_none_is_lost_and_none_sent_twice_but_where_a_worker_was_killed(cast: Cast, post: MailServer) -> None:
    prepare(cast)
    command = ("-m", "tests.statements.outbox.foreman", str(WORKERS), str(KILLS), "7")
    with running(*command, **environment(post.port)) as foreman:
        output, _ = foreman.communicate(timeout=60 + MAILS)
    assert foreman.returncode == 0, output
    report = json.loads(output.splitlines()[-1])
    assert report["ends"] == [0] * WORKERS, "those alive stop cleanly when told"

    letters = Effect.objects.exclude(recipient=None).filter(kind=Effect.Kind.MAIL)
    broken = letters.filter(recipient__username="broken")
    healthy = letters.exclude(pk__in=broken)
    assert Counter(healthy.values_list("state", flat=True)) == {State.SENT: STATEMENTS * (REVIEWERS - 1)}
    assert Counter(broken.values_list("state", flat=True)) == {State.FAILED: STATEMENTS}

    came = post.times_taken()
    sent = Effect.objects.filter(state=State.SENT)
    assert set(came) == set(sent.values_list("key", flat=True)), "none lost, none that nobody sent"
    doubles = {key: times - 1 for key, times in came.items() if times > 1}
    assert sum(doubles.values()) <= report["killed"]
    assert not sent.filter(key__in=doubles, attempts=1).exists(), "who sent it first died before the mark"

    words = sent.filter(kind=Effect.Kind.FAILURE)
    assert words.count() == STATEMENTS, "each drafter was told whom the mail did not reach"


def prepare(cast: Cast) -> None:
    """Ten reviewers, one of them out of reach, and the statements that wait for them."""
    for reviewer in (cast.reviewer, cast.second_reviewer):
        reviewer.memberships.all().delete()
    for name in ["broken", *(f"reviewer{number}" for number in range(1, REVIEWERS))]:
        person(name, cast.council, Role.REVIEWER, email=f"{name}@newsroom.example")
    cast.drafter.email = "drafter@newsroom.example"
    cast.drafter.save()
    newsroom = Newsroom(cast, timezone.now)
    for _number in range(STATEMENTS):
        newsroom.in_review()
