"""Campaigns, demands and the like at the desk: begun, written anew, approved, sent back, followed up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand, DemandUpdate, Status, Subject
from statements.models import User
from tests.campaigns.builders import GAZETTE, Campaigning
from tests.cast import Cast
from tests.statements.desk.pages import changes, parsed, seen

KINDS = (Campaign, Demand, Cause, Addressee, CallToAction)


def at_desk(kind: type[Subject], rest: str = "") -> str:
    return f"/admin/campaigns/{kind._meta.model_name}/{rest}"


def page_of(subject: Subject, rest: str = "change/") -> str:
    return at_desk(type(subject), f"{subject.pk}/{rest}")


def as_(client: Client, who: User) -> Client:
    client.force_login(who)
    return client


def words(**fields: Any) -> dict[str, Any]:
    """A filled-in form of a title alone, as a browser posts it."""
    return {"titles_en": "Living wage", **fields}


@pytest.mark.parametrize("kind", KINDS)
def test_lists_forms_and_pages_open(
    client: Client, campaigning: Campaigning, cast: Cast, kind: type[Subject]
) -> None:
    public = campaigning.public(kind, titles={"en": "Known"})
    campaigning.rewritten(public, titles={"en": "Better known"})
    begun = campaigning.begun(kind, titles={"en": "New"})
    for who in (cast.drafter, cast.reviewer, cast.publisher):
        as_(client, who)
        for address in (at_desk(kind), page_of(public), page_of(begun)):
            assert client.get(address).status_code == 200, address
    as_(client, cast.drafter)
    assert client.get(at_desk(kind, "add/")).status_code == 200
    assert client.get(page_of(public, "write/")).status_code == 200
    assert "Better known" in seen(client.get(at_desk(kind)))


def test_begun_at_the_desk_it_waits_and_approved_by_a_button_it_is_public(client: Client, cast: Cast) -> None:
    sent = words(body=cast.council.pk, wordings_en="A living wage now.", nature="pay", seen="0")
    assert as_(client, cast.drafter).post(at_desk(Demand, "add/"), sent).status_code == 302
    demand = Demand.objects.get()
    assert demand.titles == {}
    own = seen(client.get(page_of(demand)))
    assert "A text waits for approval" in own
    assert "Another person has to approve it" not in own  # a drafter has no such right at all
    as_(client, cast.reviewer)
    assert "A living wage now." in seen(client.get(page_of(demand)))
    answer = client.post(page_of(demand, "deed/approve/"), {"proposal": "version-1"}, follow=True)
    assert "Approved. Readers see it now." in seen(answer)
    assert Demand.objects.get().title == "Living wage"


def test_what_was_typed_stays_where_the_law_refuses(client: Client, cast: Cast) -> None:
    sent = words(body=cast.council.pk, raised_on="2026-03-10", deadline="2026-03-09", nature="pay")
    answer = as_(client, cast.drafter).post(at_desk(Demand, "add/"), sent)
    assert answer.status_code == 422
    assert "Say the demand word for word." in seen(answer)
    assert "cannot end on 2026-03-09" in seen(answer)
    assert parsed(answer).xpath("//input[@value='Living wage']")


def test_a_newer_text_is_shown_against_the_public_one(
    client: Client, campaigning: Campaigning, cast: Cast
) -> None:
    public = campaigning.public(Campaign, titles={"en": "Wages now"})
    as_(client, cast.drafter).post(page_of(public, "write/"), words(titles_en="Wages today", seen="1"))
    deleted, inserted = changes(as_(client, cast.reviewer).get(page_of(public)))
    assert (deleted, inserted) == (["now"], ["today"])


def test_who_is_overtaken_gets_409_with_both_texts_and_a_second_save_succeeds(
    client: Client, campaigning: Campaigning, cast: Cast
) -> None:
    public = campaigning.public(Campaign, titles={"en": "Wages"})
    campaigning.rewritten(public, titles={"en": "Theirs"})
    answer = as_(client, cast.colleague).post(page_of(public, "write/"), words(titles_en="Mine", seen="1"))
    assert answer.status_code == 409
    assert "Theirs" in seen(answer)
    assert parsed(answer).xpath("//input[@value='Mine']")
    again = words(titles_en="Mine", seen=parsed(answer).xpath("//input[@name='seen']/@value")[0])
    assert client.post(page_of(public, "write/"), again).status_code == 302
    assert public.called == "Mine"


def test_sent_back_with_a_reason_that_its_author_reads(
    client: Client, campaigning: Campaigning, cast: Cast
) -> None:
    begun = campaigning.begun(Campaign)
    sent = {"proposal": "version-1", "reason": "Say since when."}
    as_(client, cast.reviewer).post(page_of(begun, "deed/send_back/"), sent)
    front = seen(as_(client, cast.drafter).get("/admin/"))
    assert "sent back to me" in front
    assert "Say since when." in front
    assert "Say since when." in seen(client.get(page_of(begun)))


def test_publishers_take_down_put_back_close_and_open(
    client: Client, campaigning: Campaigning, cast: Cast
) -> None:
    public = campaigning.public(Campaign)
    as_(client, cast.publisher)
    for deed, said in (
        ("close", "Closed. Its pages stay."),
        ("reopen", "Open again."),
        ("take_down", "Readers do not see it any more."),
        ("put_back", "Readers see it again."),
    ):
        answer = client.post(page_of(public, f"deed/{deed}/"), {"reason": "So it was decided."}, follow=True)
        assert said in seen(answer)
    refused = client.post(page_of(public, "deed/put_back/"), {"reason": "Again."})
    assert refused.status_code == 409
    assert "Readers know it already." in seen(refused)


def test_an_update_is_recorded_with_evidence_and_approved(
    client: Client, campaigning: Campaigning, cast: Cast
) -> None:
    demand = campaigning.public(Demand, titles={"en": "Repeal"})
    status = Status.objects.get(slug="met")
    sent = {
        "kind": "met",
        "event_on": timezone.localdate().isoformat(),
        "texts_en": "The order was repealed.",
        "status": status.pk,
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        **{f"form-0-{word}": said for word, said in GAZETTE.items()},
    }
    bad = {**sent, "form-0-url": "javascript:alert(1)"}
    as_(client, cast.drafter)
    refused = client.post(page_of(demand, "update/"), bad)
    assert refused.status_code == 422
    assert "Evidence is a link" in seen(refused)
    assert client.post(page_of(demand, "update/"), sent).status_code == 302
    update = DemandUpdate.objects.get()
    assert [one.url for one in update.evidence.all()] == [GAZETTE["url"]]
    as_(client, cast.reviewer)
    assert "The order was repealed." in seen(client.get("/admin/"))
    client.post(page_of(demand, "deed/approve/"), {"proposal": "update-1"})
    own = seen(client.get(page_of(demand)))
    assert "Met, since" in own
    assert "Record an update · Drafter · Met · 1" in own


def test_the_front_page_shows_what_waits_and_what_is_overdue(
    client: Client, campaigning: Campaigning, cast: Cast
) -> None:
    waiting = campaigning.begun(Cause, titles={"en": "The miners"})
    demand = campaigning.public(Demand, titles={"en": "Repeal"})
    day = (campaigning.clock() - timedelta(days=9)).date()
    campaigning.updated(demand, "promise", event_on=day, due_on=day + timedelta(days=2), status="promised")
    reviewer = seen(as_(client, cast.reviewer).get("/admin/"))
    assert "Demands and the like: waiting for my yes" in reviewer
    assert "The miners" in reviewer
    assert "Promises overdue" in reviewer
    assert "waiting for my yes" not in seen(as_(client, cast.drafter).get("/admin/"))  # their own
    assert "The miners" not in seen(as_(client, cast.outsider).get("/admin/"))
    assert waiting.called == "The miners"


def test_other_bodies_see_what_is_public_and_nothing_else(
    client: Client, campaigning: Campaigning, cast: Cast
) -> None:
    begun = campaigning.begun(Campaign, titles={"en": "Secret"})
    public = campaigning.public(Campaign, titles={"en": "Known"})
    as_(client, cast.outsider)
    for rest in ("change/", "write/", "deed/approve/"):
        assert client.get(page_of(begun, rest)).status_code == 404
    assert client.post(page_of(begun, "deed/approve/"), {"proposal": "version-1"}).status_code == 404
    assert "Secret" not in seen(client.get(at_desk(Campaign)))
    assert client.get(page_of(public)).status_code == 200
    assert client.get(page_of(public, "write/")).status_code == 403


@pytest.mark.parametrize("proposal", ["", "version-9", "version-x", "other-1", "version-1\x00"])
def test_a_decision_on_what_is_not_there_is_refused_in_a_sentence(
    client: Client, campaigning: Campaigning, cast: Cast, proposal: str
) -> None:
    begun = campaigning.begun(Campaign)
    answer = as_(client, cast.reviewer).post(page_of(begun, "deed/approve/"), {"proposal": proposal})
    assert answer.status_code in {400, 409}
    assert Campaign.objects.get().public_from is None


def test_an_unknown_deed_is_refused(client: Client, campaigning: Campaigning, cast: Cast) -> None:
    begun = campaigning.begun(Campaign)
    answer = as_(client, cast.reviewer).post(page_of(begun, "deed/erase/"), {})
    assert answer.status_code == 409


def test_addressees_are_typed_by_name(client: Client, campaigning: Campaigning, cast: Cast) -> None:
    campaigning.public(Addressee, slug="labour", titles={"en": "Labour Ministry"})
    asked = "Labour Ministry; A. Rao\n"
    sent = words(body=cast.council.pk, wordings_en="Pay.", nature="pay", asked=asked)
    assert as_(client, cast.drafter).post(at_desk(Demand, "add/"), sent).status_code == 302
    kept = Demand.objects.get().versions.get().content["asked"]
    assert kept == [{"addressee": "labour", "holder": "A. Rao"}]
    bad = client.post(at_desk(Demand, "add/"), {**sent, "asked": "The Moon"})
    assert "There is no addressee “The Moon” yet." in seen(bad)


def test_hours_are_told_in_the_zone_that_is_named(client: Client, cast: Cast) -> None:
    sent = words(
        body=cast.council.pk, starts_at="2026-05-01T10:00", zone="Asia/Kolkata", holds="planned", seen="0"
    )
    assert as_(client, cast.drafter).post(at_desk(CallToAction, "add/"), sent).status_code == 302
    action = CallToAction.objects.get()
    assert action.versions.get().content["starts_at"] == "2026-05-01T04:30:00.000000+00:00"
    page = parsed(client.get(page_of(action, "write/")))
    assert page.xpath("//input[@name='starts_at']/@value") == ["2026-05-01T10:00"]


def test_of_whole_days_the_last_one_is_typed_and_lasts_to_its_midnight(client: Client, cast: Cast) -> None:
    sent = words(
        body=cast.council.pk, is_all_day="on", starts_at="2026-06-22T00:00", ends_at="2026-06-24T00:00",
        holds="planned", seen="0",
    )  # fmt: skip
    assert as_(client, cast.drafter).post(at_desk(CallToAction, "add/"), sent).status_code == 302
    action = CallToAction.objects.get()
    assert action.versions.get().content["ends_at"] == "2026-06-24T18:30:00.000000+00:00"
    page = parsed(client.get(page_of(action, "write/")))
    assert page.xpath("//input[@name='ends_at']/@value") == ["2026-06-24T00:00"]
    assert "Monday, 22 June 2026" in seen(client.get(page_of(action)))
    assert "Wednesday, 24 June 2026" in seen(client.get(page_of(action)))


def test_a_last_day_before_the_first_is_refused(client: Client, cast: Cast) -> None:
    sent = words(
        body=cast.council.pk, is_all_day="on", starts_at="2026-06-22T00:00", ends_at="2026-06-21T00:00",
        holds="planned", seen="0",
    )  # fmt: skip
    answer = as_(client, cast.drafter).post(at_desk(CallToAction, "add/"), sent)
    assert answer.status_code in {200, 422}
    assert "Its last day lies before its first." in seen(answer)
    assert not CallToAction.objects.exists()


def test_demands_without_news_are_proposed_as_stalled(
    client: Client, campaigning: Campaigning, cast: Cast
) -> None:
    old = campaigning.clock.now  # type: ignore[attr-defined]
    campaigning.clock.now = old - timedelta(days=400)  # type: ignore[attr-defined]
    campaigning.public(Demand, titles={"en": "Forgotten"})
    front = seen(as_(client, cast.drafter).get("/admin/"))
    assert "Demands without news: stalled?" in front
    assert "Forgotten" in front


def test_statuses_are_worded_by_administrators_alone(client: Client, cast: Cast) -> None:
    address = f"/admin/campaigns/status/{Status.objects.get(slug='met').pk}/change/"
    assert as_(client, cast.drafter).get(address).status_code == 403
    assert as_(client, cast.administrator).get(address).status_code == 200
