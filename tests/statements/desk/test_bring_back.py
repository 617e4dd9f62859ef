"""An old revision brought back as the newest one, by the law of saving."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements import verbs
from statements.models import Approval, Statement, Step
from tests.cast import Cast, Newsroom, edition

from .pages import address, changes, parsed, saved_thrice, seen


@pytest.fixture
def written(newsroom: Newsroom) -> Statement:
    return saved_thrice(newsroom)


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def bring_back(client: Client, statement: Statement, number: int = 1, **typed: Any) -> Any:
    form = {"lock_version": Statement.objects.get(pk=statement.pk).lock_version, **typed}
    return client.post(address(statement, f"revisions/{number}/bring-back/"), form)


def test_an_old_revision_is_brought_back_as_the_newest(desk: Client, written: Statement) -> None:
    page = desk.get(address(written, "revisions/1/bring-back/"))
    assert changes(page) == (["overdue", "1,019", "We were there."], ["due", "1,046"])
    assert bring_back(desk, written).status_code == 302
    newest = written.revisions.latest("number")
    assert newest.number == 4
    assert newest.content == written.revisions.get(number=1).content
    assert Statement.objects.get().headline == "Wages are due"
    assert Step.objects.last().verb == "save"  # type: ignore[union-attr]
    assert Step.objects.first_break() is None


def test_bringing_back_voids_every_yes(client: Client, written: Statement, cast: Cast) -> None:
    verbs.submit(written, by=cast.drafter)
    client.force_login(cast.reviewer)
    assert bring_back(client, written, 2).status_code == 302
    assert not Approval.objects.filter(voided_at=None).exists()


def test_a_stale_wish_gets_409_and_the_difference_to_what_stands_now(
    desk: Client, written: Statement, cast: Cast
) -> None:
    seen_version = written.lock_version
    verbs.save(written, by=cast.colleague, content={"standfirst": "Meanwhile."})
    page = bring_back(desk, written, lock_version=seen_version)
    assert page.status_code == 409
    assert "Colleague was faster" in seen(page)
    assert written.revisions.count() == 4
    (form,) = parsed(page).xpath("//form[contains(@class, 'verb-form')]")
    assert form.fields["lock_version"] == str(Statement.objects.get().lock_version)


def test_what_readers_were_told_of_an_earlier_change_is_not_said_again(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    public = newsroom.public(headline="Wages are due")
    draft = verbs.reopen(public, by=cast.drafter)
    content = {"headline": "Wages!", "change_kind": "correction", "change_note": "A word."}
    verbs.save(draft, by=cast.drafter, content=content)
    assert bring_back(desk, public).status_code == 302
    statement = Statement.objects.get()
    assert (statement.headline, statement.change_kind, statement.change_note) == (
        "Wages are due", "correction", "A word.",
    )  # fmt: skip
    # A revision of this very correction comes back whole.
    verbs.save(statement, by=cast.drafter, content={"change_note": "Another word."})
    assert bring_back(desk, public, 3).status_code == 302
    assert Statement.objects.get().change_note == "A word."


def test_nothing_is_brought_back_where_nothing_may_be_written(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    approved = verbs.save(
        newsroom.draft(), by=cast.drafter, content={"headline": "New"}, clock=newsroom.clock
    )
    approved = verbs.submit(approved, by=cast.drafter, clock=newsroom.clock)
    approved = verbs.approve(approved, by=cast.reviewer, clock=newsroom.clock)
    page = desk.get(address(approved, "revisions/1/bring-back/"))
    assert "the statement is “Approved, not out”" in seen(page)
    assert not parsed(page).xpath("//form[contains(@class, 'verb-form')]")
    assert bring_back(desk, approved).status_code == 422
    assert approved.revisions.count() == 2


def test_one_who_may_not_write_brings_nothing_back(client: Client, written: Statement, cast: Cast) -> None:
    client.force_login(cast.publisher)
    page = bring_back(client, written)
    assert page.status_code == 403
    assert "Drafter" in seen(page)
    assert written.revisions.count() == 3


def test_sealed_words_are_not_brought_back(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    corrected = newsroom.corrected(headline="Without the name")
    sealed = edition(corrected, 1)
    verbs.seal(
        corrected, by=cast.publisher, edition=sealed, reason="A child was named.", clock=newsroom.clock
    )
    verbs.reopen(Statement.objects.get(), by=cast.drafter, clock=newsroom.clock)
    page = bring_back(desk, corrected, sealed.revision.number)
    assert page.status_code == 422
    assert "sealed" in seen(page)
    assert Statement.objects.get().headline == "Without the name"


def test_an_incomplete_form_is_refused_in_words(desk: Client, written: Statement) -> None:
    for typed in ({}, {"lock_version": "x"}):
        page = desk.post(address(written, "revisions/1/bring-back/"), typed)
        assert page.status_code == 400
        assert "incomplete" in seen(page)
    assert desk.get(address(written, "revisions/9/bring-back/")).status_code == 404
