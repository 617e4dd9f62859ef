"""What came of a demand: updates with evidence, the status they give, promises that become overdue."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from campaigns import verbs
from campaigns.models import Campaign, Demand, DemandUpdate, Status
from statements.freshness import CHANGING
from statements.models import Step
from statements.models.changes import last_and_next_change
from statements.verbs import Refused
from tests.campaigns.builders import GAZETTE, OWN, Campaigning
from tests.cast import NOON, Cast, Clock

PROMISE: dict[str, Any] = {"status": "promised", "due_on": date(2026, 4, 1)}
MET: dict[str, Any] = {"status": "met", "evidence": [GAZETTE]}


def at(url: str) -> dict[str, str]:
    """Evidence at this address."""
    return {**GAZETTE, "url": url}


def refused(sentence: str) -> Any:
    return pytest.raises(Refused, match=sentence)


def status_of(demand: Demand, moment: datetime) -> str | None:
    found = Demand.objects.with_status(moment).get(pk=demand.pk)
    kind: str | None = found.status_type  # type: ignore[attr-defined]  # annotated
    return kind


@pytest.fixture
def demand(campaigning: Campaigning) -> Demand:
    return campaigning.public(Demand)


def test_a_demand_without_updates_is_open(campaigning: Campaigning, demand: Demand) -> None:
    now = campaigning.clock()
    assert status_of(demand, now) is None
    assert list(Demand.objects.of_type(Status.Type.OPEN, now)) == [demand]
    assert not Demand.objects.of_type(Status.Type.MET, now).exists()


def test_an_update_sets_the_status_once_a_second_person_approves_it(
    campaigning: Campaigning, demand: Demand, cast: Cast
) -> None:
    waiting = campaigning.recorded(demand, "met", **MET)
    assert status_of(demand, campaigning.clock()) is None
    assert not DemandUpdate.objects.public(campaigning.clock()).exists()
    verbs.approve(waiting, by=cast.reviewer, clock=campaigning.clock)
    assert status_of(demand, campaigning.clock()) == "met"
    assert DemandUpdate.objects.public(campaigning.clock()).get() == waiting
    assert list(Demand.objects.of_type(Status.Type.MET, campaigning.clock())) == [demand]


def test_nobody_approves_the_update_they_wrote(
    campaigning: Campaigning, demand: Demand, cast: Cast, clock: Clock
) -> None:
    own = verbs.record(
        demand,
        by=cast.reviewer,
        kind="note",
        event_on=date(2026, 3, 1),
        texts={"en": "We wrote."},
        clock=clock,
    )
    with refused("Another person"):
        verbs.approve(own, by=cast.reviewer, clock=clock)


def test_the_latest_event_counts_not_the_latest_entry(campaigning: Campaigning, demand: Demand) -> None:
    campaigning.updated(demand, "met", event_on=date(2026, 3, 9), **MET)
    campaigning.updated(demand, "promise", event_on=date(2026, 2, 1), status="promised")
    assert status_of(demand, campaigning.clock()) == "met"
    campaigning.updated(demand, "reversed", event_on=date(2026, 3, 11), status="refused", evidence=[GAZETTE])
    assert status_of(demand, campaigning.clock()) == "refused"


def test_an_update_that_is_struck_counts_no_more(campaigning: Campaigning, demand: Demand) -> None:
    campaigning.updated(demand, "acknowledged", event_on=date(2026, 3, 1), status="acknowledged")
    wrong = campaigning.updated(demand, "met", **MET)
    right = campaigning.recorded(demand, "note", strikes=wrong)
    assert status_of(demand, campaigning.clock()) == "met"  # until that is approved too
    verbs.approve(right, by=campaigning.cast.reviewer, clock=campaigning.clock)
    assert status_of(demand, campaigning.clock()) == "open"
    assert wrong not in DemandUpdate.objects.public(campaigning.clock())


def test_updates_of_what_is_taken_down_are_not_public(
    campaigning: Campaigning, demand: Demand, cast: Cast
) -> None:
    campaigning.updated(demand)
    verbs.take_down(demand, by=cast.publisher, reason="A mistake.", clock=campaigning.clock)
    assert not DemandUpdate.objects.public(campaigning.clock()).exists()


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("met", {"status": "met"}, "A verdict needs evidence"),
        ("partial", {"status": "partly-met"}, "A verdict needs evidence"),
        ("rejected", {"status": "refused"}, "A verdict needs evidence"),
        ("met", {"status": "met", "evidence": [OWN]}, "our own word is not enough"),
        ("met", {"status": "met", "evidence": [at("https://testserver/s/")]}, "our own word"),
        (
            "met",
            {"status": "met", "evidence": [at("javascript:alert(1)")]},
            "begins with http",
        ),
        ("met", {"status": "met", "evidence": [at("ftp://x.example/a")]}, "begins with http"),
        (
            "met",
            {"status": "met", "evidence": [at("https://x.example/" + "a" * 500)]},
            "http",
        ),
        ("met", {"status": "met", "evidence": [{**GAZETTE, "title": ""}]}, "what the evidence is called"),
        ("met", {"status": "met", "evidence": [{**GAZETTE, "kind": "rumour"}]}, "kind"),
        ("met", {"evidence": [GAZETTE]}, "Say what the status is now"),
        ("note", {"status": "met", "evidence": [GAZETTE]}, "does not make a demand “Met”"),
        ("promise", {"status": "promised", "due_on": date(2026, 3, 9)}, "due before it was made"),
        ("note", {"due_on": date(2026, 4, 1)}, "Only a promise"),
        ("note", {"event_on": date(2026, 3, 13)}, "not happened yet"),
        ("note", {"event_on": date(1, 1, 1)}, "not a date of any statement"),
        ("note", {"texts": {"en": "  "}}, "Say in a sentence"),
        ("note", {"texts": {"xx": "In no language"}}, "one text per language"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_a_sentence(
    campaigning: Campaigning, demand: Demand, kind: str, fields: dict[str, Any], sentence: str
) -> None:
    with refused(sentence):
        campaigning.recorded(demand, kind, **fields)
    assert not demand.updates.exists()


def test_only_an_approved_update_of_the_same_demand_is_struck(
    campaigning: Campaigning, demand: Demand
) -> None:
    other = campaigning.updated(campaigning.public(Demand))
    waiting = campaigning.recorded(demand)
    for wrong in (other, waiting):
        with refused("Only an approved update of the same demand"):
            campaigning.recorded(demand, strikes=wrong)


def test_stalled_is_set_by_a_person_as_a_note(campaigning: Campaigning, demand: Demand) -> None:
    campaigning.updated(demand, "note", status="stalled")
    assert status_of(demand, campaigning.clock()) == "stalled"


def test_a_promise_becomes_overdue_by_itself_at_the_midnight_after_its_day(
    campaigning: Campaigning, demand: Demand
) -> None:
    promise = campaigning.updated(demand, "promise", **PROMISE)
    midnight = datetime.fromisoformat("2026-04-02T00:00:00+05:30")
    before = midnight - timedelta(seconds=1)
    assert list(DemandUpdate.objects.promises(before)) == [promise]
    assert (DemandUpdate.objects.overdue(before).exists(), promise.is_overdue(before)) == (False, False)
    assert list(DemandUpdate.objects.overdue(midnight)) == [promise]
    assert promise.is_overdue(midnight)
    assert last_and_next_change([rows.all() for rows in CHANGING], NOON)[1] == midnight


def test_a_promise_that_waits_tells_nobody_its_moment(campaigning: Campaigning, demand: Demand) -> None:
    campaigning.recorded(demand, "promise", **PROMISE)
    assert last_and_next_change([DemandUpdate.objects.all()], NOON) == (None, None)


@pytest.mark.parametrize(
    ("kind", "fields"), [("met", MET), ("lapsed", {"status": "stalled"}), ("promise", {"status": "promised"})]
)
def test_what_ends_a_promise(
    campaigning: Campaigning, demand: Demand, kind: str, fields: dict[str, Any]
) -> None:
    campaigning.updated(demand, "promise", event_on=date(2026, 3, 1), **PROMISE)
    campaigning.updated(demand, kind, event_on=date(2026, 3, 5), **fields)
    assert not DemandUpdate.objects.promises(NOON + timedelta(days=90)).exists()


def test_evidence_is_kept_word_for_word_under_the_digest(campaigning: Campaigning, demand: Demand) -> None:
    evidence = {**GAZETTE, "dated": date(2026, 3, 9), "quote": "The order\nis repealed."}
    update = campaigning.updated(demand, "met", status="met", evidence=[evidence, OWN])
    assert [one.title for one in update.evidence.all()] == ["Notification 7", "Our word"]
    assert [one.is_from_outside for one in update.evidence.all()] == [True, False]
    assert DemandUpdate.objects.get().is_true_to_digest
    update.texts = {"en": "Something else."}
    assert not update.is_true_to_digest


def test_recording_and_deciding_write_a_step_each(campaigning: Campaigning, demand: Demand) -> None:
    campaigning.updated(demand, "met", **MET)
    told = Step.objects.about("demand", demand.pk)
    assert [step.verb for step in told] == ["begin", "approve", "record", "approve"]


def test_only_demands_have_updates(campaigning: Campaigning) -> None:
    campaign: Any = campaigning.public(Campaign)
    with refused("Only of a demand"):
        campaigning.recorded(campaign)
