"""Text typed for an old Hindi font: the form shows how it reads, and changes it only when asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements.models import Revision, Statement
from tests.cast import Cast, Newsroom
from tests.statements.desk.pages import parsed, seen
from tests.statements.desk.test_statement_form import ADD, change, typed
from tests.statements.desk.test_two_ways import in_editor, in_signs, shown

KRUTI = "<p>etnwjksa dh ekax gS fd osru c<+k;k tk,A</p>"
READ = "<p>मजदूरों की मांग है कि वेतन बढ़ाया जाए।</p>"
ASK = "/admin/statements/statement/legacy-font/"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def offered(page: Any) -> list[str]:
    """What stands on the page as Unicode."""
    return [str(reading.text) for reading in parsed(page).xpath("//*[@class='legacy-font']//pre[@lang='hi']")]


def test_a_saved_text_is_shown_as_it_reads_and_not_changed(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft(body=KRUTI, headline="dkexkjksa dh gM+rky gksxh")
    page = desk.get(change(draft))
    assert offered(page) == ["मजदूरों की मांग है कि वेतन बढ़ाया जाए।", "कामगारों की हड़ताल होगी"]
    assert "This looks like Kruti Dev" in seen(page)
    assert in_signs(draft, text=shown(page))["body_plain"].startswith("etnwjksa")
    desk.post(change(draft), typed(draft, body=KRUTI))
    assert Statement.objects.get().body == KRUTI.replace("<+", "&lt;+")


def test_it_is_put_in_its_place_by_a_button_and_not_saved_yet(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft(body=KRUTI)
    form = {"headline": "dkexkjksa dh gM+rky gksxh", "_in_unicode": "1"}
    page = desk.post(change(draft), {**in_signs(draft, text="etnwjksa dh *ekax* gS\n\nIn English"), **form})
    assert page.status_code == 200
    assert shown(page) == "मजदूरों की *मांग* है\n\nIn English"
    assert parsed(page).xpath("//input[@name='headline']/@value") == ["कामगारों की हड़ताल होगी"]
    assert offered(page) == []
    page = desk.post(change(draft), {**typed(draft, body=KRUTI), "_in_unicode": "1"})
    assert in_editor(page) == READ
    assert Revision.objects.count() == 1


def test_an_ordinary_text_is_told_nothing(desk: Client, newsroom: Newsroom) -> None:
    for body in ("<p>The council said so.</p>", READ):
        assert offered(desk.get(change(newsroom.draft(body=body)))) == []
    draft = newsroom.draft()
    page = desk.post(change(draft), {**typed(draft, body="<p>As  it <b>is</b></p>"), "_in_unicode": "1"})
    assert in_editor(page) == "<p>As  it <b>is</b></p>"


def test_a_script_asks_about_what_was_pasted(desk: Client, cast: Cast) -> None:
    answer = desk.post(ASK, typed(issuing_body=cast.council.pk, body=KRUTI))
    assert answer.status_code == 200
    assert offered(answer) == ["मजदूरों की मांग है कि वेतन बढ़ाया जाए।"]
    assert desk.post(ASK, typed(body="<p>The council said so.</p>")).status_code == 204
    short = typed(body="<p>Hkkjr can</p>")
    assert desk.post(ASK, short).status_code == 204
    answer = desk.post(ASK, {**short, "pasted": "<p style=\"font-family:'Kruti Dev 010'\">Hkkjr can</p>"})
    assert offered(answer) == ["भारत बंद"]
    [button] = parsed(answer).xpath("//button")
    page = desk.post(ADD, {**short, button.get("name"): button.get("value")})
    assert in_editor(page) == "<p>भारत बंद</p>"
    assert not Statement.objects.exists()


def test_only_who_is_at_the_desk_may_ask(client: Client, cast: Cast) -> None:
    assert client.post(ASK, typed(body=KRUTI)).status_code in {302, 403}
    client.force_login(cast.staff)
    assert client.post(ASK, typed(body=KRUTI)).status_code == 403
    client.force_login(cast.drafter)
    assert client.get(ASK).status_code == 405


@pytest.mark.parametrize(
    "body", ["<div>" * 20_000, "x" * 600_000, "", "a\x00b", "etnwjksa dh ekax gS " * 20_000]
)
def test_anything_sent_is_answered(desk: Client, body: str) -> None:
    assert desk.post(ASK, typed(body=body)).status_code in {200, 204}
    assert desk.post(ADD, {**typed(body=body), "_in_unicode": "1"}).status_code == 200
