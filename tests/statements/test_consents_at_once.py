"""Consents and other deeds at once: one wins, and no consent stands to words it never saw."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from statements import verbs
from statements.models import Consent, Statement, Step
from statements.outsiders.links import make_consent_link
from tests.cast import Cast, Newsroom
from tests.statements.test_race import at_once, lost, won

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def test_consent_and_save_at_once(newsroom: Newsroom, cast: Cast) -> None:
    for _ in range(ROUNDS):
        sent = newsroom.in_review(joint_bodies=["SC"])
        agree = partial(verbs.consent, sent, by=cast.outsider, body=cast.elsewhere, clock=newsroom.clock)
        change = {"headline": "Other words"}
        save = partial(verbs.save, sent, by=cast.drafter, content=change, clock=newsroom.clock)
        results = at_once(agree, save)
        assert (len(won(results)), len(lost(results))) == (1, 1)
        desk = Statement.objects.get(pk=sent.pk)
        digests = set(desk.consents.values_list("digest", flat=True))
        assert digests <= {sent.digest}
        assert desk.standing_consents().exists() == (desk.digest == sent.digest)
    assert Step.objects.first_break() is None


def test_the_last_yes_and_the_last_consent_at_once(newsroom: Newsroom, cast: Cast) -> None:
    for _ in range(ROUNDS):
        sent = newsroom.in_review(joint_bodies=["SC"])
        agree = partial(verbs.consent, by=cast.outsider, body=cast.elsewhere, clock=newsroom.clock)
        approve = partial(verbs.approve, by=cast.reviewer, clock=newsroom.clock)
        results = at_once(partial(agree, sent), partial(approve, sent))
        assert (len(won(results)), len(lost(results))) == (1, 1)
        desk = Statement.objects.get(pk=sent.pk)
        late = approve if desk.standing_consents().exists() else agree
        assert late(desk).state == "approved"


def test_one_link_used_twice_at_once_answers_once(newsroom: Newsroom, cast: Cast) -> None:
    for _ in range(ROUNDS):
        sent = newsroom.in_review(joint_bodies=["SC"])
        made = make_consent_link(
            sent, by=cast.drafter, body=cast.elsewhere, label="A. Rao", lasts=timedelta(days=1),
            clock=newsroom.clock,
        )  # fmt: skip
        asked: dict[str, Any] = {
            "by": cast.drafter,
            "body": cast.elsewhere,
            "link": made.link,
            "clock": newsroom.clock,
        }
        agree = partial(verbs.consent, sent, name="A. Rao", **asked)
        refuse = partial(verbs.ask_for_change, sent, name="A. Rao", words="Say forty.", **asked)
        assert len(won(at_once(agree, refuse))) == 1
        assert Consent.objects.filter(link=made.link).count() == 1


def test_two_members_agree_at_once(newsroom: Newsroom, cast: Cast) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"])
    agree = partial(verbs.consent, sent, by=cast.outsider, body=cast.elsewhere, clock=newsroom.clock)
    assert len(won(at_once(agree, agree))) == 1
    assert Consent.objects.filter(statement=sent, voided_at=None).count() == 1
