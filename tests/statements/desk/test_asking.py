"""The ready message that asks a reviewer to look: what it says, what it never says, and its ways."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from statements.models import Deadline, Statement, User
from tests.cast import NOON, Cast, Newsroom

from .pages import address, parsed, review

SECRET: dict[str, Any] = {
    "standfirst": "MARKER1", "body": "<p>MARKER2</p>", "dateline_place": "MARKER3",
    "notes_to_editors": "MARKER4", "signatories": [{"name": "MARKER5", "post": "", "body": ""}],
}  # fmt: skip


def shown(client: Client, statement: Statement, who: User, page: str = "review/") -> Any:
    """The panel with the message, or None."""
    client.force_login(who)
    return next(iter(parsed(client.get(address(statement, page))).xpath("//details[@class='to-copy']")), None)


def test_it_names_headline_time_and_link(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review(headline="Wages & “dues”: 50 % paid?", **SECRET)
    Deadline.objects.put(waiting, NOON + timedelta(hours=6), cast.drafter, NOON)
    with_headline, without = shown(client, waiting, cast.drafter).xpath(".//textarea/text()")
    link = f"https://newsroom.example/admin/statements/statement/{waiting.pk}/review/"
    time = "12 March 2026, 18:00 IST (12:30 UTC)"
    assert with_headline.strip() == f"Please look at: Wages & “dues”: 50 % paid?, needed by {time}: {link}"
    assert without.strip() == f"Please look at: Press statement of National Council, needed by {time}: {link}"


def test_nothing_of_the_text_but_the_headline_is_in_it(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review(headline="SECRET headline", **SECRET)
    panel = shown(client, waiting, cast.drafter)
    everything = " ".join(panel.xpath(".//text() | .//@href"))
    assert "SECRET" in everything
    assert "MARKER" not in everything
    _with_headline, without = panel.xpath("./div")
    assert "SECRET" not in " ".join(without.xpath(".//text() | .//@href"))


def test_each_app_is_given_the_whole_message(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review(headline="Wages & “dues”: 50 % paid? #1 + मज़दूरी")
    section = shown(client, waiting, cast.drafter).xpath("./div")[0]
    whole = section.xpath("string(.//textarea)").strip()
    links = {link.text: urlsplit(link.get("href")) for link in section.xpath(".//p[@class='ways']/a")}
    asked = {name: {key: value[0] for key, value in parse_qs(to.query).items()} for name, to in links.items()}
    assert asked["WhatsApp"] == {"text": whole}
    assert asked["Text message"] == {"body": whole}
    assert asked["Mail"]["body"] == whole
    assert f"{asked['Telegram']['text']}: {asked['Telegram']['url']}" == whole
    places = [f"{to.scheme}:{to.netloc}{to.path}" for to in links.values()]
    assert places == ["https:wa.me/", "https:t.me/share/url", "sms:", "mailto:"]
    assert "+" not in links["WhatsApp"].query  # a blank is %20: not every app reads a plus as one


def test_it_is_offered_to_who_waits_and_not_to_who_decides(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review(joint_bodies=["SC"])
    assert shown(client, waiting, cast.drafter).get("open") is not None
    assert shown(client, waiting, cast.drafter, "change/").get("open") is None
    assert shown(client, waiting, cast.publisher) is not None
    assert shown(client, waiting, cast.reviewer) is None
    assert shown(client, waiting, cast.outsider) is None
    assert shown(client, newsroom.draft(), cast.drafter) is None


def test_right_after_sending_it_is_there(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    client.force_login(cast.drafter)
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        sent = client.post(
            address(draft, "verb/submit/"),
            {"lock_version": draft.lock_version, "plan": "later", "needed_by": "2026-03-12T18:00"},
            follow=True,
        )
    (with_headline, _without) = parsed(sent).xpath("//details[@open]//textarea[@readonly]/text()")
    assert "needed by 12 March 2026, 18:00 IST" in with_headline


@pytest.mark.parametrize("site", ["https://press.example", ""])
def test_its_link_is_the_newsrooms_address(
    client: Client, newsroom: Newsroom, cast: Cast, settings: Settings, site: str
) -> None:
    settings.SITE_URL = site
    waiting = newsroom.in_review()
    (text, _without) = shown(client, waiting, cast.drafter).xpath(".//textarea/text()")
    assert f"{site or 'http://testserver'}{address(waiting, 'review/')}" in text
    assert review(client, waiting, cast.reviewer).status_code == 200
