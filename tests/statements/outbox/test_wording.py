"""What a mail says: who did what, in the recipient's language and time, and nothing of the text."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from statements import verbs
from statements.models import User
from statements.workflow import Plan
from tests.cast import Cast, Clock, Newsroom
from tests.mail_server import MailServer, Taken

from .conftest import Work

pytestmark = pytest.mark.django_db


def mail_to(server: MailServer, name: str) -> Taken:
    """The newest mail to this person."""
    return next(taken for taken in reversed(server.taken) if taken.recipient.startswith(f"{name}@"))


def test_a_mail_says_who_asks_for_what_and_leads_to_the_statement(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    sent = newsroom.in_review(headline="Farmers stand firm", plan=Plan.AT_ONCE)
    work()
    mail = mail_to(server, "reviewer")
    assert mail.subject == "For your approval: Farmers stand firm"
    assert mail.mail["To"] == "reviewer@newsroom.example"
    assert "Drafter asks for your approval.\n\nIt goes out as soon as it is approved." in mail.text
    assert f"https://newsroom.example/admin/statements/statement/{sent.pk}/review/" in mail.text
    assert "/change/" not in mail.text
    assert "Press statement · National Council · English" in mail.text


def test_a_mail_says_when_the_answer_is_needed_and_one_more_yes_is_asked_for_at_the_same_place(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    reachable.council.approvals_required = 2
    reachable.council.save()
    draft = newsroom.draft()
    sent = verbs.submit(draft, by=reachable.drafter, needed_by=clock.now + timedelta(hours=2), clock=clock)
    work()
    needed = "Your answer is needed by 12 March 2026, 14:00 IST (08:30 UTC)."
    assert needed in mail_to(server, "reviewer").text
    sent = verbs.approve(sent, by=reachable.reviewer, clock=clock)
    work()
    asked = mail_to(server, "drafter").text
    assert needed in asked
    assert f"https://newsroom.example/admin/statements/statement/{sent.pk}/review/" in asked
    verbs.approve(sent, by=reachable.second_reviewer, clock=clock)
    work()
    told = mail_to(server, "drafter").text
    assert needed not in told
    assert f"https://newsroom.example/admin/statements/statement/{sent.pk}/change/" in told


def test_of_the_statement_a_mail_holds_the_headline_and_nothing_else(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    secret: dict[str, Any] = {
        "body": "<p>MARKER1</p>", "standfirst": "MARKER2", "notes_to_editors": "MARKER3",
        "dateline_place": "MARKER4", "signatories": [{"name": "MARKER5", "post": "", "body": ""}],
    }  # fmt: skip
    sent = newsroom.in_review(headline="Farmers stand firm", **secret)
    verbs.send_back(sent, by=reachable.reviewer, reason="MARKER6: the figure.", clock=clock)
    work()
    newsroom.public(**secret)
    work()
    assert len(server.taken) >= 3
    assert not [taken.mail.as_string() for taken in server.taken if "MARKER" in taken.mail.as_string()]


def test_each_reads_it_in_their_language_and_time(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    User.objects.filter(username="reviewer").update(language="hi")
    User.objects.filter(username="second_reviewer").update(time_zone="Europe/London")
    six = datetime(2026, 6, 22, 10, 0, tzinfo=ZoneInfo("Asia/Kolkata"))
    newsroom.in_review(plan=Plan.AT_TIME, planned_for=six)
    work()
    assert "National Council (हि)" in mail_to(server, "reviewer").text
    assert "10:00 IST (04:30 UTC)" in mail_to(server, "reviewer").text
    assert "it goes out 22 June 2026, 05:30 BST (04:30 UTC)" in mail_to(server, "second_reviewer").text


def test_a_headline_in_hindi_arrives_whole(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    newsroom.in_review(headline="किसानों की एकजुटता ज़िंदाबाद", language="hi")
    work()
    mail = mail_to(server, "reviewer")
    assert mail.subject == "For your approval: किसानों की एकजुटता ज़िंदाबाद"
    assert "किसानों की एकजुटता ज़िंदाबाद\n    Press statement · National Council · हिन्दी" in mail.text


def test_a_publication_says_when_and_where_readers_find_it(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    out = newsroom.public()
    work()
    mail = mail_to(server, "drafter")
    assert mail.subject.startswith("Public: ")
    assert "It has been public since 12 March 2026, 12:00 IST (06:30 UTC)." in mail.text
    assert f"For readers:\nhttps://newsroom.example/r/{out.reference}/" in mail.text


def test_an_approval_says_when_it_goes_out_and_shows_no_public_address_yet(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    newsroom.public(public_from=clock.now + timedelta(hours=2))
    work()
    mail = mail_to(server, "drafter")
    assert mail.subject.startswith("Approved: ")
    assert "It goes out 12 March 2026, 14:00 IST" in mail.text
    assert "For readers" not in mail.text


def test_a_yes_that_is_not_enough_says_so(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    reachable.council.approvals_required = 2
    reachable.council.save()
    verbs.approve(newsroom.in_review(), by=reachable.reviewer, clock=clock)
    work()
    assert mail_to(server, "drafter").subject.startswith("One more yes needed: ")


def test_who_is_said_to_have_agreed_by_phone_is_asked_to_confirm_it(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, clock: Clock
) -> None:
    draft, by, asked_of = newsroom.draft(), reachable.publisher, reachable.reviewer
    verbs.publish_without_approval(draft, by=by, reason="By phone.", asked_of=asked_of, clock=clock)
    work()
    assert mail_to(server, "reviewer").subject.startswith("Please confirm: ")
    assert "says that you agreed" in mail_to(server, "reviewer").text
    assert mail_to(server, "second_reviewer").subject.startswith("Published without approval: ")
    assert "A reviewer has to confirm it" in mail_to(server, "second_reviewer").text


def test_the_public_words_of_a_withdrawal_stand_in_the_mail(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work
) -> None:
    newsroom.withdrawn(explanation="The letter was forged.")
    work()
    mail = mail_to(server, "second_reviewer")
    assert "Publisher has withdrawn this statement: “The letter was forged.”" in mail.text
    assert "A reviewer has to confirm it." in mail.text


def test_the_key_of_the_effect_is_the_message_id(
    server: MailServer, reachable: Cast, newsroom: Newsroom, work: Work, settings: Settings
) -> None:
    settings.SITE_URL = "https://press.federation.example:8443"
    sent = newsroom.in_review()
    work()
    effect = sent.effects.get(recipient=reachable.reviewer)
    mail = mail_to(server, "reviewer").mail
    assert mail["Message-ID"] == f"<{effect.key}@press.federation.example>"
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("zone", ["India", "../etc/passwd", "Asia/Kolkat"])
def test_a_time_zone_nobody_knows_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="no such time zone"):
        User(username="x", password="x", time_zone=zone).full_clean()
