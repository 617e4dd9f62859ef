"""The partners of a joint statement at the desk: what they see, how they answer, how they are asked."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from statements import verbs
from statements.models import Consent, ConsentLink, Statement, User
from tests.cast import Cast, Newsroom

from .pages import address, parsed, review, seen

NOT_YET = "State Committee has not agreed to this text yet"
RECORDED = {"who": "A. Rao, secretary", "how": "By phone, 18:40."}


def answer(client: Client, statement: Statement, person: User, verb: str, **typed: Any) -> Any:
    """What a verb's page sends."""
    client.force_login(person)
    (partner,) = statement.partners()
    shown = {"lock_version": statement.lock_version, "body": partner.pk}
    return client.post(address(statement, f"verb/{verb}/"), {**shown, **typed})


def ways(page: Any) -> set[str]:
    """The verbs of partners that a page leads to."""
    links = parsed(page).xpath("//section[contains(@class, 'partners')]//a/@href")
    return {
        verb for verb in ("consent", "ask_for_change", "record_consent") if f"/verb/{verb}/" in str(links)
    }


def test_a_member_of_the_partner_finds_it_reads_it_and_agrees(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"], headline="Wages are due")
    client.force_login(cast.outsider)
    front = seen(client.get("/admin/"))
    assert "Partners ask for our agreement" in front
    assert "Wages are due" in front
    page = review(client, sent, cast.outsider)
    assert NOT_YET in seen(page)
    assert ways(page) == {"consent", "ask_for_change"}
    assert "Wages are due" in seen(client.get(address(sent, "verb/consent/")))
    done = answer(client, sent, cast.outsider, "consent")
    assert done.status_code == 302
    after = review(client, sent, cast.outsider)
    assert "State Committee agrees Outsider" in seen(after)
    assert ways(after) == {"ask_for_change"}
    assert "Partners ask for our agreement" not in seen(client.get("/admin/"))


def test_those_who_work_on_it_see_whose_yes_is_missing(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"])
    page = review(client, sent, cast.reviewer)
    assert NOT_YET in seen(page)
    assert ways(page) == {"record_consent"}
    assert "Approve (State Committee has still to agree)" in seen(page)
    client.force_login(cast.drafter)
    assert NOT_YET in seen(client.get(address(sent, "change/")))
    assert "Partners" not in seen(client.get(address(newsroom.in_review(), "change/")))


def test_a_yes_by_phone_is_recorded(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"])
    assert answer(client, sent, cast.drafter, "record_consent", who="", how="").status_code == 422
    assert answer(client, sent, cast.drafter, "record_consent", **RECORDED).status_code == 302
    assert Consent.objects.get().given_by == "A. Rao, secretary"
    assert "By phone, 18:40." in seen(review(client, sent, cast.reviewer))


def test_a_wished_change_is_read_by_those_who_work_on_it(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"])
    answer(client, sent, cast.outsider, "ask_for_change", words="Say forty.")
    page = seen(review(client, sent, cast.reviewer))
    assert "State Committee asks for a change" in page
    assert "Say forty." in page


def test_nobody_answers_for_others(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"])
    for who, verb, status in (
        (cast.reviewer, "consent", 403),
        (cast.outsider, "record_consent", 403),
        (cast.wing_drafter, "consent", 404),
    ):
        assert answer(client, sent, who, verb, **RECORDED).status_code == status
    other = answer(client, sent, cast.outsider, "consent", body=cast.wing.pk)
    assert other.status_code == 422
    assert not Consent.objects.exists()


def test_who_agreed_to_words_that_changed_meanwhile_is_shown_the_change(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"])
    verbs.save(sent, by=cast.drafter, content={"headline": "Other words"})
    stale = answer(client, sent, cast.outsider, "consent")
    assert stale.status_code == 409
    assert not Consent.objects.exists()


def test_a_consent_link_is_made_told_once_and_ended(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    sent = newsroom.in_review(joint_bodies=["SC"])
    client.force_login(cast.drafter)
    made = client.post(
        address(sent, "partners/"), {"body": cast.elsewhere.pk, "label": "A. Rao", "lasts": "7"}
    )
    (token,) = set(re.findall(r"/consent/([\w-]+)/", made.content.decode()))
    assert token not in client.get(address(sent, "partners/")).content.decode()
    assert "Consent link made Drafter A. Rao" in seen(client.get(address(sent, "history/")))
    link = ConsentLink.objects.get()
    ended = client.post(address(sent, f"partners/{link.pk}/end/"), follow=True)
    assert "The link is ended" in seen(ended)
    assert client.get(f"/consent/{token}/").status_code == 410
    client.force_login(cast.outsider)
    assert client.get(address(sent, "partners/")).status_code == 403


def test_of_a_text_that_does_not_wait_no_link_is_made(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(joint_bodies=["SC"])
    client.force_login(cast.drafter)
    asked = {"body": cast.elsewhere.pk, "label": "A. Rao", "lasts": "7"}
    assert client.post(address(draft, "partners/"), asked).status_code == 422
    assert client.get(address(newsroom.draft(), "partners/")).status_code == 200
    assert not ConsentLink.objects.exists()


def test_the_page_of_partners_asks_nothing_where_nobody_can_answer(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    client.force_login(cast.drafter)
    shown = {
        "State Committee agrees": newsroom.public(joint_bodies=["SC"]),
        "Partners are asked when the text has been sent": newsroom.draft(joint_bodies=["SC"]),
        "there is no partner to ask": newsroom.public(),
    }
    for words, statement in shown.items():
        page = client.get(address(statement, "partners/"))
        assert words in seen(page)
        assert not parsed(page).xpath("//*[@role='alert'] | //main//form")
