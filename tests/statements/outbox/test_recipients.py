"""Who is told of which step: by the rights of the moment in which the message is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from statements import verbs
from statements.models import Effect, Membership, Statement, User
from statements.workflow import TRANSITIONS, Role, Verb
from tests.cast import Cast, Clock, Newsroom, person
from tests.mail_server import MailServer

from .conftest import Work

pytestmark = pytest.mark.django_db
REVIEWERS = {"reviewer", "second_reviewer"}


def told(server: MailServer, statement: Statement, verb: Verb) -> set[str]:
    """The people to whom mails about this verb came."""
    prefix = f"mail-{Effect.objects.filter(statement=statement, step__verb=verb).latest('pk').step.number}-"
    return {taken.recipient.partition("@")[0] for taken in server.taken if taken.key.startswith(prefix)}


def test_sending_for_approval_tells_those_who_may_approve(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    sent = newsroom.in_review()
    work()
    assert told(server, sent, Verb.SUBMIT) == REVIEWERS


def test_where_a_body_names_who_approves_only_they_are_told(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    reachable.council.approvers.add(reachable.second_reviewer)
    sent = newsroom.in_review()
    work()
    assert told(server, sent, Verb.SUBMIT) == {"second_reviewer"}


def test_a_reviewer_who_sends_a_text_is_not_asked_for_their_own_yes(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    Membership.objects.create(user=reachable.reviewer, body=reachable.council, role=Role.DRAFTER)
    sent = verbs.submit(newsroom.draft(), by=reachable.reviewer, clock=clock)
    work()
    assert told(server, sent, Verb.SUBMIT) == {"second_reviewer"}


def test_reviewers_of_a_body_above_are_asked_and_those_of_other_bodies_never(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    draft = newsroom.draft(issuing_body=reachable.wing)
    sent = verbs.submit(draft, by=reachable.wing_drafter, clock=clock)
    work()
    assert told(server, sent, Verb.SUBMIT) == REVIEWERS


def test_sent_back_tells_the_drafter(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    back = verbs.send_back(newsroom.in_review(), by=reachable.reviewer, reason="The figure.", clock=clock)
    work()
    assert told(server, back, Verb.SEND_BACK) == {"drafter"}


def test_a_reviewer_s_yes_to_a_text_they_improved_tells_the_drafter_whose_yes_is_needed(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    better = verbs.save(
        newsroom.in_review(), by=reachable.reviewer, content={"headline": "A better one"}, clock=clock
    )
    yes = verbs.approve(better, by=reachable.reviewer, clock=clock)
    work()
    assert told(server, yes, Verb.APPROVE) == {"drafter"}
    agreed = verbs.agree(yes, by=reachable.colleague, clock=clock)
    work()
    assert told(server, agreed, Verb.AGREE) == {"drafter", "reviewer"}


def test_a_publication_tells_those_who_worked_on_it_and_the_publisher_when_it_is_out(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    out = newsroom.public(public_from=clock.now + timedelta(hours=2))
    work()
    assert told(server, out, Verb.PUBLISH) == set()
    clock.pass_(hours=2)
    work()
    assert told(server, out, Verb.PUBLISH) == {"drafter", "reviewer", "publisher"}


def test_a_publication_without_approval_tells_the_reviewers_at_once_even_before_it_is_out(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    out = verbs.publish_without_approval(
        newsroom.draft(),
        by=reachable.publisher,
        reason="Approved by phone.",
        asked_of=reachable.reviewer,
        public_from=clock.now + timedelta(hours=2),
        clock=clock,
    )
    work()
    assert told(server, out, Verb.PUBLISH_WITHOUT_APPROVAL) == REVIEWERS | {"drafter"}


def test_a_stopped_release_tells_all_who_could_have_stopped_it_and_its_own_message_never_goes(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    due = newsroom.public(public_from=clock.now + timedelta(hours=2))
    stopped = verbs.stop_release(due, by=reachable.reviewer, clock=clock)
    clock.pass_(hours=3)
    work()
    all_but_the_reviewer = {"drafter", "colleague", "second_reviewer", "publisher"}
    assert told(server, stopped, Verb.STOP_RELEASE) == all_but_the_reviewer
    assert told(server, stopped, Verb.PUBLISH) == set()


def test_a_warning_and_a_return_tell_those_who_worked_on_it(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    flagged = verbs.flag(newsroom.public(), by=reachable.publisher, words="We check a figure.", clock=clock)
    work()
    assert told(server, flagged, Verb.FLAG) == {"drafter", "reviewer"}
    restored = verbs.restore(newsroom.withdrawn(), by=reachable.publisher, reason="Right.", clock=clock)
    work()
    assert told(server, restored, Verb.RESTORE) == {"drafter", "reviewer"}


def test_a_withdrawal_tells_the_reviewers_too_because_one_has_to_confirm_it(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    withdrawn = newsroom.withdrawn()
    work()
    assert told(server, withdrawn, Verb.WITHDRAW) == REVIEWERS | {"drafter"}


def test_a_joint_text_asks_its_partner_and_a_change_asks_again(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"])
    work()
    assert told(server, sent, Verb.SUBMIT) == REVIEWERS | {"outsider"}
    agreed = verbs.consent(sent, by=reachable.outsider, body=reachable.elsewhere, clock=clock)
    work()
    assert told(server, agreed, Verb.CONSENT) == {"drafter"}
    saved = verbs.save(agreed, by=reachable.colleague, content={"headline": "Other words"}, clock=clock)
    work()
    assert told(server, saved, Verb.SAVE) == {"outsider"}
    wished = verbs.ask_for_change(
        saved, by=reachable.outsider, body=reachable.elsewhere, words="Say forty.", clock=clock
    )
    work()
    assert told(server, wished, Verb.ASK_FOR_CHANGE) == {"drafter", "colleague"}
    recorded = verbs.record_consent(
        wished, by=reachable.reviewer, body=reachable.elsewhere, who="A. Rao", how="By phone.", clock=clock
    )
    work()
    assert told(server, recorded, Verb.RECORD_CONSENT) == {"drafter", "colleague"}


def test_every_verb_that_tells_somebody_has_been_shown_here(cast: Cast) -> None:
    shown = {
        Verb.SUBMIT, Verb.SEND_BACK, Verb.APPROVE, Verb.AGREE, Verb.PUBLISH, Verb.PUBLISH_WITHOUT_APPROVAL,
        Verb.STOP_RELEASE, Verb.FLAG, Verb.WITHDRAW, Verb.RESTORE, Verb.CONSENT, Verb.RECORD_CONSENT,
        Verb.ASK_FOR_CHANGE,
    }  # fmt: skip
    assert shown == {rule.verb for rule in TRANSITIONS.values() if rule.mails}


@pytest.mark.parametrize("lost", ["membership", "account", "address"])
def test_who_has_lost_the_right_before_it_is_sent_is_not_told(
    lost: str, server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    sent = newsroom.in_review()
    if lost == "membership":
        reachable.reviewer.memberships.all().delete()
    elif lost == "account":
        User.objects.filter(pk=reachable.reviewer.pk).update(is_active=False)
    else:
        User.objects.filter(pk=reachable.reviewer.pk).update(email="")
    work()
    assert told(server, sent, Verb.SUBMIT) == {"second_reviewer"}


def test_who_loses_the_right_while_a_message_is_put_off_is_not_told_and_who_gained_it_is(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    server.answer = lambda recipient: "451 later"
    sent = newsroom.in_review()
    new = person("new", reachable.council, Role.REVIEWER, email="new@newsroom.example")
    work()
    server.answer = lambda recipient: "250 OK"
    Membership.objects.filter(user__in=[reachable.reviewer]).delete()
    clock.pass_(hours=1)
    work()
    assert told(server, sent, Verb.SUBMIT) == {"second_reviewer", new.username}
    assert Effect.objects.get(recipient=reachable.reviewer).state == Effect.State.VOID


def test_nobody_is_asked_to_approve_what_does_not_wait_any_more(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    approved = newsroom.approved()
    work()
    assert told(server, approved, Verb.SUBMIT) == set()
    assert told(server, approved, Verb.APPROVE) == {"drafter"}
