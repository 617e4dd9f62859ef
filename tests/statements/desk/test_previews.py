"""The page of preview links at the desk: who makes them, what is told once, what is on record."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from statements import verbs
from statements.models import PreviewLink, Statement, Step, User
from statements.verbs.act import steps_of
from tests.cast import Cast, Newsroom

from .pages import address, seen

ASKED = {"label": "A. Rao, The Daily", "lasts": "3"}


def make(client: Client, statement: Statement, who: User, **asked: str) -> Any:
    """Press the button."""
    client.force_login(who)
    return client.post(address(statement, "previews/"), {**ASKED, **asked})


def token(page: Any) -> str:
    """The token on the page that tells it."""
    found = re.findall(r"/preview/([\w-]+)/", page.content.decode())
    assert len(set(found)) == 1
    return str(found[0])


def test_the_address_is_told_once(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    made = make(client, draft, cast.drafter)
    told = token(made)
    assert (
        client.get(f"/preview/{told}/", headers={"User-Agent": "Mozilla/5.0 Firefox/128.0"}).status_code
        == 200
    )
    for page in ("previews/", "change/", "history/", "review/"):
        assert told not in client.get(address(draft, page)).content.decode()
    listed = seen(client.get(address(draft, "previews/")))
    assert "A. Rao, The Daily" in listed
    assert "opened 1 time" in listed


def test_a_password_is_told_once(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    made = make(client, newsroom.draft(), cast.reviewer, with_password="on")
    (password,) = re.findall(r"[a-z0-9]{5}-[a-z0-9]{5}(?=</textarea>)", made.content.decode())
    assert PreviewLink.objects.get().is_opened_by(password)


def test_who_neither_writes_nor_approves_makes_none(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    joint = newsroom.in_review(joint_bodies=["SC"])
    for who, status in ((cast.publisher, 403), (cast.outsider, 403), (cast.wing_drafter, 404)):
        assert make(client, joint, who).status_code == status
        assert client.get(address(joint, "previews/")).status_code == status
    assert not PreviewLink.objects.exists()


def test_what_is_public_has_its_own_address(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    refused = make(client, newsroom.public(), cast.drafter)
    assert refused.status_code == 422
    assert "Nothing of it is still to come out." in seen(refused)
    assert not PreviewLink.objects.exists()


def test_a_slip_comes_back_as_it_was_typed(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    for typed in ({"label": ""}, {"label": "x" * 121}, {"lasts": "4000"}, {"label": "\x00"}):
        assert make(client, draft, cast.drafter, **typed).status_code in {400, 422}
    assert not PreviewLink.objects.exists()


def test_it_is_ended_by_a_button(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    told = token(make(client, draft, cast.drafter))
    link = PreviewLink.objects.get()
    client.force_login(cast.outsider)
    assert client.post(address(draft, f"previews/{link.pk}/end/")).status_code == 404
    client.force_login(cast.reviewer)
    assert client.get(address(draft, f"previews/{link.pk}/end/")).status_code == 405
    again = client.post(address(newsroom.draft(), f"previews/{link.pk}/end/"))
    assert again.status_code == 404  # it is another statement's
    page = client.post(address(draft, f"previews/{link.pk}/end/"), follow=True)
    assert "The link is ended" in seen(page)
    assert client.get(f"/preview/{told}/").status_code == 410


def test_making_and_ending_stand_in_the_chain_and_on_the_timeline(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft()
    make(client, draft, cast.drafter)
    client.post(address(draft, f"previews/{PreviewLink.objects.get().pk}/end/"))
    history = seen(client.get(address(draft, "history/")))
    assert "Preview link made Drafter A. Rao, The Daily" in history
    assert "Preview link ended Drafter A. Rao, The Daily" in history
    assert Step.objects.first_break() is None
    assert [step.verb for step in steps_of(draft)] == ["begin"]
    assert verbs.discard(draft, by=cast.drafter).state == "discarded"  # nobody's page became stale
