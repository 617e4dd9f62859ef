"""Drafts kept ready for their day: a list of their own, nothing overdue, gone once they are out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.desk.front import columns
from statements.models import Deadline, Prepared, Revision, Statement, Step, User
from tests.cast import Cast, Newsroom

from .pages import address, parsed, seen


def keep(client: Client, statement: Statement, label: str = "Condolence for Asha Rao") -> Any:
    return client.post(address(statement, "keep-ready/"), {"label": label}, follow=True)


def codes(person: User, statement: Statement) -> set[str]:
    """The columns of somebody's front page in which it stands."""
    # Without the messages, which nobody sends here.
    shown = [one for one in columns(person, timezone.now()) if one.code != "unsent"]
    return {one.code for one in shown if statement in [row.statement for row in one.rows]}


def test_it_leaves_the_drafts_in_work_for_a_list_of_its_own(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft, other = newsroom.draft(), newsroom.draft()
    client.force_login(cast.drafter)
    page = keep(client, draft)
    assert "Condolence for Asha Rao" in seen(page)
    assert codes(cast.drafter, draft) == {"kept_ready"}
    assert codes(cast.drafter, other) == {"drafts"}
    kept = client.get("/admin/statements/statement/?kept_ready=on")
    assert draft.headline in seen(kept)
    assert other.headline not in seen(kept)


def test_nothing_of_it_is_overdue(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    Deadline.objects.put(draft, timezone.now() - timedelta(days=1), cast.drafter, timezone.now())
    client.force_login(cast.drafter)
    page = keep(client, draft)
    assert "Overdue" not in seen(page)
    assert "Say when it is needed" not in seen(page)
    assert not Deadline.objects.exists()


def test_it_is_a_fact_of_the_desk_and_changes_no_word(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    before = (Step.objects.count(), Revision.objects.count(), draft.lock_version)
    client.force_login(cast.drafter)
    keep(client, draft)
    after = Statement.objects.get()
    assert (Step.objects.count(), Revision.objects.count(), after.lock_version) == before


def test_it_is_taken_up_again(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    client.force_login(cast.drafter)
    keep(client, draft)
    client.post(address(draft, "not-kept-ready/"))
    assert codes(cast.drafter, draft) == {"drafts"}


def test_approved_ahead_it_waits_with_the_publishers_button(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    approved = newsroom.approved()
    client.force_login(cast.drafter)
    keep(client, approved)
    assert codes(cast.publisher, approved) == {"kept_ready"}
    column = next(one for one in columns(cast.publisher, timezone.now()) if one.code == "kept_ready")
    assert column.rows[0].promise
    verbs.publish(approved, by=cast.publisher, clock=newsroom.clock)
    assert not Prepared.objects.exists()


def test_a_discarded_draft_is_not_kept(newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    Prepared.objects.keep(draft, "For Asha Rao", cast.drafter, timezone.now())
    verbs.discard(draft, by=cast.drafter, clock=newsroom.clock)
    assert not Prepared.objects.exists()


def test_what_is_out_is_not_kept_ready(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    public = newsroom.public()
    client.force_login(cast.drafter)
    assert "Only what is not out yet" in seen(keep(client, public))
    assert not Prepared.objects.keep(public, "Late", cast.drafter, timezone.now())
    assert not Prepared.objects.exists()


@pytest.mark.parametrize("label", ["", "   ", "x" * 121])
def test_it_needs_a_fitting_label(client: Client, newsroom: Newsroom, cast: Cast, label: str) -> None:
    draft = newsroom.draft()
    client.force_login(cast.drafter)
    assert keep(client, draft, label).status_code == 200
    assert not Prepared.objects.exists()


def test_others_neither_keep_nor_see_it(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    client.force_login(cast.outsider)
    assert keep(client, draft).status_code == 404
    client.force_login(cast.drafter)
    keep(client, draft)
    assert codes(cast.outsider, draft) == set()
    assert "kept_ready" not in {one.code for one in columns(cast.outsider, timezone.now())}


def test_the_form_stands_beside_a_draft_only(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    client.force_login(cast.drafter)
    draft = parsed(client.get(address(newsroom.draft(), "change/")))
    public = parsed(client.get(address(newsroom.public(), "change/")))
    assert draft.xpath("//details[@class='keep-ready']")
    assert not public.xpath("//details[@class='keep-ready']")
