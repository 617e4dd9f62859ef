"""Delivery: once to each person; failures are tried again ever more rarely, then given up and told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import Settings

from statements import verbs
from statements.models import Effect, Statement
from statements.outbox import is_mail_set_up, oldest_due, unsent
from statements.outbox.leases import Pace
from statements.outbox.waiting import SMTP
from tests.cast import Cast, Clock, Newsroom
from tests.mail_server import MailServer, silent_server

from .conftest import Work, name_server

pytestmark = pytest.mark.django_db
State = Effect.State


def states(statement: Statement) -> dict[str, str]:
    """The state of each message of a statement, by its recipient's name ("" for the verb's own effect)."""
    effects = Effect.objects.filter(statement=statement, kind=Effect.Kind.MAIL).select_related("recipient")
    return {effect.recipient.username if effect.recipient else "": effect.state for effect in effects}


def refuse_the_reviewer(recipient: str) -> str:
    """The answer of a server that does not know the reviewer's mailbox."""
    return "550 no such mailbox" if recipient.startswith("reviewer@") else "250 OK"


def test_everybody_concerned_gets_one_mail_and_a_second_run_sends_nothing(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    sent = newsroom.in_review()
    assert work().tally == {State.ADDRESSED: 1, State.SENT: 2}
    assert states(sent) == {"": "addressed", "reviewer": "sent", "second_reviewer": "sent"}
    assert not work().tally
    assert set(server.times_taken().values()) == {1}


def test_one_broken_receiver_delays_only_itself(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    server.answer = refuse_the_reviewer
    sent = newsroom.in_review()
    work()
    assert states(sent) == {"": "addressed", "reviewer": "due", "second_reviewer": "sent"}
    assert Effect.objects.get(recipient=reachable.reviewer).last_error == "550 no such mailbox"


def test_the_waits_between_attempts_grow_up_to_a_cap() -> None:
    pace = Pace(first_wait=timedelta(minutes=1), longest_wait=timedelta(hours=4))
    waits = [pace.wait(attempts) for attempts in range(1, 12)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits[-1] == timedelta(hours=4)
    assert sum((Pace().wait(n) for n in range(1, Pace().tries)), timedelta()) > timedelta(days=1)


def test_a_mail_put_off_is_not_tried_before_its_time_and_sent_then(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    server.answer = refuse_the_reviewer
    sent = newsroom.in_review()
    work()
    server.answer = lambda recipient: "250 OK"
    clock.pass_(seconds=30)
    work()
    assert states(sent)["reviewer"] == "due"
    clock.pass_(seconds=60)
    work()
    effect = Effect.objects.get(recipient=reachable.reviewer)
    assert (effect.state, effect.attempts, effect.last_error) == ("sent", 2, "")


def test_after_the_last_attempt_it_is_given_up_and_who_sent_it_is_told(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    server.answer = refuse_the_reviewer
    sent = newsroom.in_review()
    for _attempt in range(3):
        work()
        clock.pass_(minutes=5)
    work()
    assert states(sent)["reviewer"] == "failed"
    word = [taken for taken in server.taken if taken.subject == f"Not told: {sent.headline}"]
    assert {taken.recipient for taken in word} == {"drafter@newsroom.example"}
    assert "“Send for approval”" in word[0].text
    assert "- Reviewer: 550 no such mailbox" in word[0].text


def test_word_of_a_failure_that_fails_itself_makes_no_further_word(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    server.answer = lambda recipient: "550 no such mailbox"
    newsroom.in_review()
    for _attempt in range(8):
        work()
        clock.pass_(minutes=5)
    failures = Effect.objects.filter(kind=Effect.Kind.FAILURE).order_by("pk")
    assert [effect.state for effect in failures] == ["addressed", "failed"]


def test_while_the_server_cannot_be_reached_a_batch_waits_for_it_once_and_nothing_is_lost(
    settings: Settings, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    with silent_server() as port:
        name_server(settings, port)
        sent = newsroom.in_review()
        work()
    assert states(sent) == {"": "addressed", "reviewer": "due", "second_reviewer": "due"}
    errors = {effect.last_error for effect in Effect.objects.exclude(recipient=None)}
    assert len(errors) == 1
    assert "timed out" in errors.pop()


def test_a_server_back_again_gets_the_mail_put_off(
    server: MailServer, settings: Settings, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # where nobody listens
    sent = newsroom.in_review()
    work()
    settings.EMAIL_PORT = port
    clock.pass_(minutes=2)
    work()
    assert states(sent) == {"": "addressed", "reviewer": "sent", "second_reviewer": "sent"}


def test_what_nobody_tried_to_send_for_a_day_is_shown_not_sent(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    old = newsroom.in_review()
    clock.pass_(hours=23)
    recent = newsroom.in_review()
    clock.pass_(hours=2)
    work()
    assert states(old) == {"": "held"}
    assert states(recent)["reviewer"] == "sent"
    assert [effect.statement for effect in unsent(clock(), reachable.drafter)] == [old]


def test_what_was_held_back_is_sent_when_a_person_says_so(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    old = newsroom.in_review()
    clock.pass_(days=2)
    work()
    assert Effect.objects.send_again(clock()) == 1
    work()
    assert states(old) == {"": "addressed", "reviewer": "sent", "second_reviewer": "sent"}


def test_what_was_given_up_can_be_left_unsent_for_good(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    old = newsroom.in_review()
    clock.pass_(days=2)
    work()
    assert Effect.objects.leave_unsent() == 1
    assert states(old) == {"": "void"}
    assert not unsent(clock(), reachable.drafter)


def test_while_mail_is_not_set_up_every_effect_stays_due(
    settings: Settings, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, ""
    sent = newsroom.in_review()
    assert not is_mail_set_up()
    assert not work().tally
    assert states(sent) == {"": "due"}
    oldest = oldest_due(clock())
    assert oldest is not None
    assert oldest.statement == sent


def test_the_oldest_due_is_the_one_that_waits_the_longest_however_late_its_next_try(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    assert oldest_due(clock()) is None
    server.answer = refuse_the_reviewer
    newsroom.in_review()
    work()
    clock.pass_(seconds=10)
    newsroom.in_review()
    oldest = oldest_due(clock())
    assert oldest is not None
    assert oldest.recipient == reachable.reviewer


def test_unsent_messages_are_those_of_ones_own_statements(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    newsroom.in_review()
    assert not unsent(clock(), reachable.drafter), "what is on its way is not late"
    clock.pass_(minutes=10)
    assert unsent(clock(), reachable.drafter).count() == 1
    assert unsent(clock(), reachable.outsider).count() == 0


def test_what_is_stopped_while_it_is_put_off_is_void(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    server.answer = lambda recipient: "451 later"
    out = verbs.publish_without_approval(
        newsroom.draft(),
        by=reachable.publisher,
        reason="By phone.",
        public_from=clock.now + timedelta(hours=5),
        clock=clock,
    )
    work()
    verbs.stop_release(out, by=reachable.publisher, clock=clock)
    server.answer = lambda recipient: "250 OK"
    clock.pass_(hours=1)
    work()
    assert {taken.subject.partition(":")[0] for taken in server.taken} == {"Stopped"}


def test_what_is_stopped_while_it_is_held_back_cannot_be_sent_any_more(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    out = verbs.publish_without_approval(
        newsroom.draft(),
        by=reachable.publisher,
        reason="By phone.",
        public_from=clock.now + timedelta(days=5),
        clock=clock,
    )
    clock.pass_(days=2)
    work()
    assert states(out) == {"": "held"}
    verbs.stop_release(out, by=reachable.publisher, clock=clock)
    assert Effect.objects.send_again(clock()) == 0


def test_a_fault_of_our_own_is_the_trouble_of_one_message_alone(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    reachable.reviewer.time_zone = "Nowhere/At all"
    reachable.reviewer.save()
    sent = newsroom.in_review()
    work()
    assert states(sent) == {"": "addressed", "reviewer": "due", "second_reviewer": "sent"}
    assert "Nowhere" in Effect.objects.get(recipient=reachable.reviewer).last_error
