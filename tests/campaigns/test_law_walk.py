"""State × verb × role, walked whole, against the table written out by hand in `tests.campaigns.law`."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import override

from campaigns import verbs
from campaigns.models import Campaign, Subject
from campaigns.workflow import RULES, Deed
from statements.models import IssuingBody, PublicEpoch, Step, User
from statements.verbs import Refused
from statements.workflow import Role
from tests.campaigns.builders import Campaigning, words
from tests.campaigns.law import LAW, SITUATIONS, TRIES, WRITERS
from tests.cast import Cast, Clock, person
from tests.law import EVERYBODY
from tests.statements.test_workflow_document import rows


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    everything = (Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    person("chief", cast.council, *everything)
    person("inactive", cast.council, *everything, is_active=False)
    return {user.username: user for user in User.objects.filter(username__in=EVERYBODY)}


def tried(deed: str, subject: Subject, by: User, clock: Any) -> list[str]:
    """Do it, look whether it left one step, and undo it; the sentences where it was refused."""
    steps, epoch = Step.objects.count(), PublicEpoch.current()
    try:
        with transaction.atomic():
            TRIES[deed](subject, by, clock)
            assert Step.objects.count() == steps + 1
            assert (PublicEpoch.current() > epoch) == RULES[Deed(deed)].public
            transaction.set_rollback(True)
    except Refused as refused:
        return refused.sentences
    return []


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_law_is_kept_everywhere_by_everybody(
    campaigning: Campaigning, people: dict[str, User], clock: Clock, situation: str
) -> None:
    subject = SITUATIONS[situation](campaigning)
    for name, user in people.items():
        for deed, law in LAW.items():
            sentences = tried(deed, type(subject)._default_manager.get(pk=subject.pk), user, clock)
            allowed = situation in law.where and name in law.who
            assert allowed == (not sentences), f"{name} · {deed} · {situation}: {sentences or 'let through'}"
            assert all(sentence.strip() for sentence in sentences)


def test_who_begins(campaigning: Campaigning, people: dict[str, User], cast: Cast, clock: Clock) -> None:
    for name, user in people.items():
        sentences: list[str] = []
        try:
            with transaction.atomic():
                verbs.begin(Campaign, by=user, body=cast.council, content=words(Campaign), clock=clock)
                transaction.set_rollback(True)
        except Refused as refused:
            sentences = refused.sentences
        assert (name in WRITERS | {"Import"}) == (not sentences), name  # an import proposes drafts


def test_rights_come_from_the_body_that_keeps_it_and_those_above(
    campaigning: Campaigning, cast: Cast, clock: Clock
) -> None:
    begun = verbs.begin(Campaign, by=cast.wing_drafter, body=cast.wing, content=words(Campaign), clock=clock)
    assert list(Campaign.objects.known_to(cast.reviewer, clock())) == [begun]
    assert not Campaign.objects.known_to(cast.outsider, clock()).exists()
    verbs.approve(begun.versions.get(), by=cast.reviewer, clock=clock)
    assert Campaign.objects.known_to(cast.outsider, clock()).exists()
    assert not Campaign.objects.kept_by(cast.outsider).exists()


def test_a_partner_without_a_desk_keeps_nothing(campaigning: Campaigning, cast: Cast, clock: Clock) -> None:
    IssuingBody.objects.filter(pk=cast.council.pk).update(is_external=True)
    cast.council.refresh_from_db()
    with pytest.raises(Refused, match="partner without a desk"):
        campaigning.begun(Campaign)


def test_the_documented_table_is_the_law() -> None:
    with override("en"):
        law = [
            [
                deed.value,
                str(deed.label),
                ", ".join(str(role.label) for role in rule.roles),
                "yes" if rule.words else "–",
                "yes" if rule.public else "–",
            ]
            for deed, rule in RULES.items()
        ]
    assert rows("| code | deed | who | a reason | readers notice |") == law
    assert list(RULES) == list(Deed)
