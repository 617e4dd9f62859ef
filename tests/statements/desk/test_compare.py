"""Two texts of a statement compared at the desk: whole, safe, and for those it exists for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Revision, Statement, Step
from statements.models.content import DEFAULTS, FIELDS
from statements.workflow import Role
from tests.cast import Cast, Newsroom, edition, person

from .pages import address, changes, marked, parsed, saved_thrice, seen


@pytest.fixture
def written(newsroom: Newsroom) -> Statement:
    return saved_thrice(newsroom)


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def test_any_two_revisions_are_compared(desk: Client, written: Statement) -> None:
    page = desk.get(address(written, "compare/"), {"from": "r1", "to": "r3"})
    assert changes(page) == (["due", "1,046"], ["overdue", "1,019", "We were there."])
    page = desk.get(address(written, "compare/"), {"from": "r2", "to": "r1"})
    assert changes(page) == (["overdue"], ["due"])
    assert "Both say the same, word for word." in seen(
        desk.get(address(written, "compare/"), {"from": "r1", "to": "r1"})
    )


def test_without_a_choice_it_is_the_desk_against_what_is_public(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    public = newsroom.public(headline="Wages are due")
    draft = verbs.reopen(public, by=cast.drafter)
    verbs.save(draft, by=cast.drafter, content={"headline": "Wages are overdue"})
    page = desk.get(address(public, "compare/"))
    assert "From Edition 1 to Revision 3" in seen(page)
    assert marked(page, "ins")[0] == "overdue"
    assert address(public, "compare/") in desk.get(address(public, "change/")).content.decode()


def test_without_anything_public_it_is_the_last_change(desk: Client, written: Statement) -> None:
    assert "From Revision 2 to Revision 3" in seen(desk.get(address(written, "compare/")))


def test_the_desk_says_nothing_of_changes_where_there_are_none(desk: Client, newsroom: Newsroom) -> None:
    public = newsroom.public()
    assert "Changes to what is public" not in desk.get(address(public, "change/")).content.decode()


def test_editions_are_compared_and_both_are_named_with_their_times(desk: Client, newsroom: Newsroom) -> None:
    corrected = newsroom.corrected(standfirst="Another line.")
    page = seen(desk.get(address(corrected, "compare/"), {"from": "e1", "to": "e2"}))
    assert "public from 12 March 2026, 12:00 IST (06:30 UTC)" in page
    assert "Kind of change" in page


@pytest.mark.parametrize(
    "name", ["r9", "e1", "x1", "r", "r-1", "r0", "r01", "<script>", "r99999999999999999999"]
)
def test_a_text_that_does_not_exist_is_said_so(desk: Client, written: Statement, name: str) -> None:
    page = desk.get(address(written, "compare/"), {"from": name, "to": "r1"})
    assert page.status_code == 404
    assert "There is no such text of this statement." in seen(page)


def test_a_sealed_edition_keeps_its_words(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    corrected = newsroom.corrected(headline="Without the name")
    verbs.seal(
        corrected,
        by=cast.publisher,
        edition=edition(corrected, 1),
        reason="A child was named.",
        clock=newsroom.clock,
    )
    page = desk.get(address(corrected, "compare/"), {"from": "e1", "to": "e2"})
    assert page.status_code == 410
    assert "Edition 1 is sealed: A child was named." in seen(page)
    assert not marked(page, "del")


def test_the_one_who_approves_sees_the_difference_beside_the_note(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    public = newsroom.public(body="<p>On Monday 1,046 people marched.</p>")
    draft = verbs.reopen(public, by=cast.drafter)
    content = {"body": "<p>On Monday 1,019 people marched.</p>", "change_kind": "correction"}
    draft = verbs.save(draft, by=cast.drafter, content={**content, "change_note": "A figure was wrong."})
    verbs.submit(draft, by=cast.drafter)
    for person_, verb in ((cast.reviewer, "approve"), (cast.colleague, "agree")):
        client.force_login(person_)
        page = client.get(address(public, f"verb/{verb}/"))
        assert changes(page) == (["1,046"], ["1,019"])
        assert "Correction: A figure was wrong." in seen(page)


def test_a_first_text_is_approved_without_a_difference(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    client.force_login(cast.reviewer)
    page = client.get(address(newsroom.in_review(), "verb/approve/"))
    assert page.status_code == 200
    assert "What changes for readers" not in seen(page)


def test_added_and_removed_are_said_to_those_who_cannot_see_the_marks(
    desk: Client, written: Statement
) -> None:
    page = seen(desk.get(address(written, "compare/"), {"from": "r1", "to": "r3"}))
    assert "removed: due added: overdue" in page
    assert "Added We were there." in page


def test_a_hindi_text_is_shown_as_hindi(desk: Client, newsroom: Newsroom) -> None:
    hindi = newsroom.draft(language="hi", headline="किसानों की माँग")
    new = {"headline": "किसानों की माँगें", "kind": "resolution"}
    verbs.save(hindi, by=newsroom.cast.drafter, content=new)
    page = desk.get(address(hindi, "compare/"))
    assert marked(page, "ins") == ["Resolution", "माँगें"]
    assert [ins.text_content().split()[-1] for ins in parsed(page).xpath("//*[@lang='hi']/ins")] == ["माँगें"]


EVIL = """<script>alert(1)</script><img src=x onerror=alert(1)>"'><svg onload=alert(1)>"""
EVIL_BODY = (
    f'<p title="{EVIL}" onclick="alert(1)">{EVIL}</p><p><a href="javascript:alert(1)">one</a>'
    '<a href="https://a.example/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">two</a></p><script>alert(1)</script>'
)
EVIL_FIELDS: dict[str, Any] = {
    **{name: EVIL for name in FIELDS if DEFAULTS[name] == ""},
    "kind": EVIL,
    "change_kind": EVIL,
    "body": EVIL_BODY,
    "joint_bodies": [EVIL],
    "signatories": [{"name": EVIL, "post": EVIL, "body": EVIL}],
}


@pytest.mark.parametrize("field", sorted(EVIL_FIELDS))
def test_no_field_brings_a_script_to_the_page(desk: Client, written: Statement, field: str) -> None:
    newest = written.revisions.latest("number")
    # As an older, weaker sanitiser might have left it: what the law writes today would be clean.
    Revision.objects.create(
        statement=written, number=4, content={**newest.content, field: EVIL_FIELDS[field]}, digest="0" * 64,
        author=newest.author, made_at=newest.made_at,
    )  # fmt: skip
    for there, back in (("r3", "r4"), ("r4", "r3")):
        page = parsed(desk.get(address(written, "compare/"), {"from": there, "to": back}))
        (shown,) = page.xpath("//*[contains(@class, 'compare')][@id='content-main']")
        assert "alert(1)" in shown.text_content()
        assert not shown.xpath(".//script | .//img | .//svg | .//@onclick | .//@onerror | .//@onload")
        assert not [link for link in shown.xpath(".//@href") if not link.startswith("/admin/")]


PLACES = ["compare/", "compare/?from=r1&to=r2", "revisions/1/bring-back/", "history/"]


@pytest.mark.parametrize("place", PLACES)
def test_for_people_of_another_body_there_is_no_past(
    client: Client, written: Statement, cast: Cast, place: str
) -> None:
    stranger = person("stranger", cast.wing, Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    for somebody in (cast.outsider, stranger, cast.administrator, cast.superuser, cast.staff):
        client.force_login(somebody)
        assert client.get(address(written, place)).status_code == 404, somebody
        assert client.post(address(written, place), {"lock_version": 3}).status_code == 404, somebody
    client.logout()
    assert client.get(address(written, place)).status_code == 302
    assert written.revisions.count() == 3


def test_members_of_a_joint_body_read_and_change_nothing(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    joint = newsroom.draft(joint_bodies=["SC"])
    verbs.save(joint, by=cast.drafter, content={"headline": "New"})
    client.force_login(cast.outsider)
    assert client.get(address(joint, "compare/")).status_code == 200
    wish = {"lock_version": Statement.objects.get().lock_version}
    assert client.post(address(joint, "revisions/1/bring-back/"), wish).status_code == 403
    assert joint.revisions.count() == 2


def test_looking_changes_nothing(client: Client, written: Statement, cast: Cast) -> None:
    before = (Step.objects.count(), Revision.objects.count(), Statement.objects.get().lock_version)
    for somebody in (cast.drafter, cast.reviewer, cast.publisher):
        client.force_login(somebody)
        for place in PLACES:
            assert client.get(address(written, place)).status_code == 200
    assert before == (Step.objects.count(), Revision.objects.count(), Statement.objects.get().lock_version)


def test_a_release_to_come_is_compared_like_any_other(desk: Client, newsroom: Newsroom) -> None:
    corrected = newsroom.corrected(public_from=timezone.now() + timedelta(days=1), headline="Tomorrow")
    assert "Tomorrow" in " ".join(
        marked(desk.get(address(corrected, "compare/"), {"from": "e1", "to": "e2"}), "ins")
    )
