"""The lead image of a campaign: part of its approved words, described, seen by readers once approved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from campaigns import verbs
from campaigns.models import Campaign
from statements.desk.one_file import PICTURES, OneFileWidget
from statements.models import File, Membership, User
from statements.verbs import Refused
from tests.campaigns.builders import Campaigning
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get
from tests.sent import pdf, picture, upload, uploaded, written
from tests.statements.desk.pages import parsed

ALTS = {"en": "Workers before the gate.", "hi": "फाटक के सामने मज़दूर।"}


@pytest.fixture
def march(newsroom: Newsroom) -> File:
    return uploaded(newsroom, picture(1300, 700))


def led(file: File, **words: Any) -> dict[str, Any]:
    """The words of a campaign that a picture leads."""
    return {"picture": file.sha256, "picture_alts": ALTS, "picture_credit": "A. Rao", **words}


def status(file: File, clock: Clock, slug: str = "march") -> set[int]:
    addresses = (f"/files/{file.key}/{slug}.jpg", f"/files/{file.key}/480/{slug}.jpg")
    return {get(address, clock).status_code for address in addresses}


def test_readers_see_it_once_a_second_person_has_approved_it(
    campaigning: Campaigning, march: File, clock: Clock
) -> None:
    begun = campaigning.begun(Campaign, "march", **led(march))
    assert status(march, clock) == {404}
    campaigning.approve(begun)
    assert status(march, clock) == {200}
    assert status(march, clock, "another") == {404}
    assert Campaign.objects.get().is_true_to_digest
    page = parsed(get("/campaigns/march/", clock))
    (shown,) = page.xpath("//figure[@class='lead-image'][@lang='en']/img")
    assert (shown.get("alt"), shown.get("src")) == (ALTS["en"], f"/files/{march.key}/march.jpg")
    assert "A. Rao" in page.xpath("string(//figcaption)")
    (hindi,) = parsed(get("/hi/campaigns/march/", clock)).xpath("//figure[@lang='hi']/img/@alt")
    assert hindi == ALTS["hi"]


def test_another_one_waits_and_the_old_one_goes_with_its_words(
    campaigning: Campaigning, newsroom: Newsroom, march: File, clock: Clock
) -> None:
    public = campaigning.public(Campaign, "march", **led(march))
    other = uploaded(newsroom, picture(1300, 700, colour="red"))
    campaigning.rewritten(public, picture=other.sha256)
    assert (status(march, clock), status(other, clock)) == ({200}, {404})
    campaigning.approve(public)
    assert (status(march, clock), status(other, clock)) == ({404}, {200})
    verbs.take_down(public, by=campaigning.cast.publisher, reason="A mistake.", clock=clock)
    assert status(other, clock) == {404}


def test_networks_are_told_of_it_where_it_is_large_enough(
    campaigning: Campaigning, newsroom: Newsroom, march: File, clock: Clock
) -> None:
    campaigning.public(Campaign, "march", **led(march))
    campaigning.public(Campaign, "small", **led(uploaded(newsroom, picture(500, 40))))
    told = parsed(get("/campaigns/march/", clock))
    assert told.xpath("//meta[@property='og:image']/@content") == [
        f"http://testserver/files/{march.key}/march.jpg"
    ]
    assert told.xpath("//meta[@property='og:image:alt']/@content") == [ALTS["en"]]
    assert told.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    small = parsed(get("/campaigns/small/", clock))
    assert not small.xpath("//meta[@property='og:image']")
    assert small.xpath("//figure[@class='lead-image']")


@pytest.mark.parametrize("alts", [{}, {"en": "“…”"}])
def test_there_is_none_without_a_description(
    campaigning: Campaigning, march: File, alts: dict[str, str]
) -> None:
    with pytest.raises(Refused, match="Describe the lead image"):
        campaigning.begun(Campaign, **led(march, picture_alts=alts))


def test_nothing_but_a_picture_that_is_here_leads(campaigning: Campaigning, newsroom: Newsroom) -> None:
    with pytest.raises(Refused, match="has to be a picture"):
        campaigning.begun(Campaign, **led(uploaded(newsroom, written(pdf()))))
    with pytest.raises(Refused, match="there is no"):
        campaigning.begun(Campaign, **led(File(sha256="0" * 64)))


def test_at_the_desk_it_is_chosen_kept_seen_by_who_approves_and_taken_away(
    client: Client, cast: Cast
) -> None:
    def form(**typed: Any) -> dict[str, Any]:
        texts = {"titles_en": "March", "picture_alts_en": ALTS["en"]}
        return {"body": cast.council.pk, **texts, "seen": "0", **typed}

    client.force_login(cast.drafter)
    begun = client.post("/admin/campaigns/campaign/add/", form(picture=upload(picture(1300, 700))))
    assert begun.status_code == 302
    campaign, file = Campaign.objects.get(), File.objects.get()
    assert campaign.versions.get().content["picture"] == file.sha256
    write = f"/admin/campaigns/campaign/{campaign.pk}/write/"
    (mark,) = parsed(client.get(write)).xpath("//input[@name='picture-kept']/@value")
    kept = form(seen="1", titles_en="The march", **{"picture-kept": mark})
    assert client.post(write, kept).status_code == 302
    client.force_login(cast.reviewer)
    page = parsed(client.get(f"/admin/campaigns/campaign/{campaign.pk}/change/"))
    (shown,) = page.xpath("//p[@class='subject-lead']//img")
    assert shown.get("alt") == ALTS["en"]
    assert client.get(shown.get("src")).status_code == 200
    client.force_login(cast.outsider)
    assert client.get(shown.get("src")).status_code == 404
    client.force_login(cast.drafter)
    away = form(seen="2", picture_alts_en="", **{"picture-kept": mark, "picture-remove": "on"})
    assert client.post(write, away).status_code == 302
    assert "picture" not in campaign.versions.latest("number").content


def test_whoever_leaves_a_body_cannot_name_a_file_seen_there(cast: Cast, march: File) -> None:
    context = OneFileWidget(cast.drafter, PICTURES).get_context("picture", march, None)
    form = {"picture-kept": context["widget"]["mark"]}

    def kept(person: User) -> File | None:
        return OneFileWidget(person, PICTURES).value_from_datadict(form, {}, "picture").kept

    assert kept(cast.drafter) == march
    assert kept(cast.reviewer) is None
    Membership.objects.filter(user=cast.drafter).delete()
    assert kept(User.objects.get(pk=cast.drafter.pk)) is None
