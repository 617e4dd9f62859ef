"""Pins: a public statement first on the front page until a time, and never one that is not public."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from statements import verbs
from statements.models import Pin, PublicEpoch, Statement, Step
from tests.cast import Cast, Clock, Newsroom
from tests.readers import find, get, rows, seen
from tests.statements.test_race import at_once

URGENT = Pin.Kind.URGENT


def pin(statement: Statement, cast: Cast, clock: Clock, kind: Pin.Kind = Pin.Kind.LEAD) -> Pin:
    """Pin it for a day."""
    until = clock() + timedelta(days=1)
    return verbs.pin(statement, by=cast.publisher, until=until, kind=kind, clock=clock)


def lead(clock: Clock, path: str = "/") -> list[str]:
    """The headline of the lead."""
    return [" ".join(h3.text_content().split()) for h3 in find(get(path, clock), "//*[@class='lead']//h3")]


def test_the_lead_stands_first_and_once(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    old = newsroom.public(headline="The old one")
    newsroom.public(headline="The new one")
    pin(old, cast, clock)
    assert rows(get("/", clock)) == ["The old one", "The new one"]


def test_it_ends_at_its_time(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    pin(newsroom.public(headline="Today"), cast, clock)
    assert lead(clock) == ["Today"]
    clock.pass_(days=1)
    assert lead(clock) == []


def test_a_lead_without_a_summary_begins_with_its_text(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    body = f"<p>The <em>first</em> words. {'So on. ' * 60}</p><p>Later.</p>"
    pin(newsroom.public(standfirst="", body=body), cast, clock)
    (told,) = find(get("/", clock), "//*[@class='lead']//*[@class='row-standfirst']/text()")
    assert told.startswith("The first words. So on.")
    assert told.endswith(" …")
    assert len(told) <= 280


def test_a_new_lead_takes_the_place_of_the_one_before(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    one, other = newsroom.public(headline="One"), newsroom.public(headline="Other")
    pin(one, cast, clock)
    pin(other, cast, clock)
    assert lead(clock) == ["Other"]


def test_urgent_notices_stand_beside_it(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    pin(newsroom.public(headline="The lead"), cast, clock)
    pin(newsroom.public(headline="Strike today", kind="not_ours"), cast, clock, URGENT)
    assert "Urgent Not our statement: Strike today" in seen(get("/", clock))
    assert lead(clock) == ["The lead"]


def test_withdrawn_it_disappears_by_itself_and_restored_it_is_back(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public(headline="Wages")
    pin(public, cast, clock)
    public = verbs.withdraw(public, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert "Wages" not in seen(get("/", clock))
    verbs.restore(public, by=cast.publisher, reason="It was right.", clock=clock)
    assert lead(clock) == ["Wages"]


def test_it_shows_the_public_edition_and_nothing_of_a_correction_in_work(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public(headline="Wages")
    pin(public, cast, clock)
    newsroom.correct(public, headline="Zirconium")
    page = get("/", clock).content.decode()
    assert "Zirconium" not in page
    assert lead(clock) == ["Wages"]


def test_it_speaks_the_readers_language_where_that_version_is_public(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    original = newsroom.public(headline="On wages")
    newsroom.public(headline="मज़दूरी पर", language="hi", translation_of=original)
    pin(Statement.objects.get(pk=original.pk), cast, clock)
    assert lead(clock, "/") == ["On wages"]
    assert lead(clock, "/hi/") == ["मज़दूरी पर"]
    assert rows(get("/hi/", clock)) == ["मज़दूरी पर"]


def test_taken_down_it_is_gone_and_once_is_enough(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    pinned = pin(newsroom.public(), cast, clock)
    before = PublicEpoch.current()
    verbs.take_down(pinned, by=cast.publisher, clock=clock)
    assert lead(clock) == []
    assert PublicEpoch.current() > before
    with pytest.raises(verbs.Refused, match="ended already"):
        verbs.take_down(pinned, by=cast.publisher, clock=clock)


def test_only_publishers_of_the_body_pin_and_take_down(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    public = newsroom.public()
    until = clock() + timedelta(hours=1)
    for person in (cast.drafter, cast.reviewer, cast.outsider, cast.administrator, cast.superuser):
        with pytest.raises(verbs.Refused, match="Only a publisher"):
            verbs.pin(public, by=person, until=until, clock=clock)
    pinned = pin(public, cast, clock)
    with pytest.raises(verbs.Refused, match="Only a publisher"):
        verbs.take_down(pinned, by=cast.outsider, clock=clock)


def test_what_is_not_public_is_not_pinned(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    due = newsroom.public(public_from=clock() + timedelta(hours=1))
    for statement in (newsroom.draft(), newsroom.approved(), due, newsroom.withdrawn()):
        with pytest.raises(verbs.Refused, match="Nothing of this statement is public now"):
            pin(statement, cast, clock)
    assert not Pin.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, 31])
def test_it_ends_later_than_now_and_after_thirty_days_at_the_latest(
    newsroom: Newsroom, cast: Cast, clock: Clock, days: int
) -> None:
    until = clock() + timedelta(days=days)
    with pytest.raises(verbs.Refused, match="thirty days"):
        verbs.pin(newsroom.public(), by=cast.publisher, until=until, clock=clock)


def test_both_acts_are_steps_in_the_chain(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    pinned = pin(newsroom.public(), cast, clock)
    verbs.take_down(pinned, by=cast.publisher, clock=clock)
    told = Step.objects.filter(subject_kind="pin").order_by("number").values_list("verb", "note")
    assert list(told) == [("pinned", "lead NC-2026-001"), ("taken_down", "lead NC-2026-001")]
    assert Step.objects.first_break() is None


@pytest.mark.django_db(transaction=True)
def test_of_two_leads_at_once_one_stands(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    for _ in range(4):
        one, other = newsroom.public(), newsroom.public()
        at_once(partial(pin, one, cast, clock), partial(pin, other, cast, clock))
        assert Pin.objects.in_force(clock()).count() == 1
    assert Step.objects.first_break() is None
