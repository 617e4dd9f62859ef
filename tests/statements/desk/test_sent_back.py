"""A draft that was sent back says so on its own page, with the reason, until it is sent again."""

from __future__ import annotations

from django.test import Client

from statements import verbs
from statements.models import Statement
from statements.verbs.act import sent_back
from tests.cast import Cast, Newsroom

from .pages import address, seen

REASON = "The figure, please."


def returned(newsroom: Newsroom) -> Statement:
    sent = newsroom.in_review()
    return verbs.send_back(sent, by=newsroom.cast.reviewer, reason=REASON, clock=newsroom.clock)


def test_the_reason_stands_on_the_form(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = returned(newsroom)
    client.force_login(cast.drafter)
    page = seen(client.get(address(draft, "change/")))
    assert "Sent back by Reviewer, 12 March, 12:00 IST" in page
    assert REASON in page


def test_it_stands_while_one_writes_and_goes_with_the_next_sending(newsroom: Newsroom, cast: Cast) -> None:
    drafter, clock = cast.drafter, newsroom.clock
    draft = verbs.save(returned(newsroom), by=drafter, content={"headline": "With a figure"}, clock=clock)
    draft = verbs.refile(draft, by=drafter, topics=["Wages"], clock=clock)
    step = sent_back(draft)
    assert step is not None
    assert step.note == REASON
    sent = verbs.submit(draft, by=drafter, clock=clock)
    assert sent_back(sent) is None


def test_what_happens_to_the_public_edition_does_not_hide_it(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    clock = newsroom.clock
    draft = verbs.reopen(newsroom.public(), by=cast.drafter, clock=clock)
    change = {"change_kind": "correction", "change_note": "A figure."}
    draft = verbs.save(draft, by=cast.drafter, content=change, clock=clock)
    sent = verbs.submit(draft, by=cast.drafter, clock=clock)
    back = verbs.send_back(sent, by=cast.reviewer, reason=REASON, clock=clock)
    flagged = verbs.flag(back, by=cast.publisher, words="We are checking a figure.", clock=clock)
    assert sent_back(flagged) is not None
    client.force_login(cast.drafter)
    assert REASON in seen(client.get("/admin/"))
    assert REASON in seen(client.get(address(flagged, "change/")))


def test_a_draft_nobody_sent_back_says_nothing(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    client.force_login(cast.drafter)
    assert "Sent back by" not in seen(client.get(address(newsroom.draft(), "change/")))


def test_members_of_a_joint_body_read_no_reason(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"])
    back = verbs.send_back(sent, by=cast.reviewer, reason=REASON, clock=newsroom.clock)
    client.force_login(cast.outsider)
    answer = client.get(address(back, "change/"))
    assert answer.status_code == 200
    assert REASON not in seen(answer)
