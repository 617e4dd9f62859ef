"""Unsaved text: a private working copy, kept as one types, offered on return, gone with the save."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.signals import user_logged_in
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.desk import unsaved
from statements.models import Presence, Revision, Statement, Step, User, WorkingCopy
from statements.models.working import KEPT_BRIEFLY, KEPT_FOR, MOST
from tests.cast import Cast, Newsroom

from .pages import address, parsed, seen
from .test_statement_form import ADD, change, typed

NEW = "/admin/statements/statement/unsaved/"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def tab(page: Any) -> dict[str, Any]:
    """The hidden fields of one tab, as its form has them."""
    names = ("copy_key", "copy_number", "took_up", "took_up_number")
    return {name: parsed(page).xpath(f"//input[@name='{name}']")[0].get("value", "") for name in names}


def keep(
    client: Client, statement: Statement | None, key: str = "tab", number: int = 1, **fields: Any
) -> Any:
    """Send what is typed, as the script does."""
    where = address(statement, "unsaved/") if statement else NEW
    return client.post(where, typed(statement, copy_key=key, copy_number=number, **fields))


def test_what_is_typed_is_kept_without_revision_and_without_step(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    before = (Revision.objects.count(), Step.objects.count())
    answer = keep(desk, draft, headline="Half a thought", slug="x")
    assert answer.status_code == 200
    assert "for you alone" in answer.json()["told"][0]
    copy = WorkingCopy.objects.get()
    assert (copy.headline, copy.seen_version) == ("Half a thought", draft.lock_version)
    assert (Revision.objects.count(), Step.objects.count()) == before
    now = Statement.objects.get()
    assert (now.headline, now.lock_version) == (draft.headline, draft.lock_version)


def test_it_is_offered_on_return_taken_up_and_gone_with_the_save(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    keep(desk, draft, headline="Half a thought", body="<p>And <em>half</em> a text.</p>", topics="May Day")
    assert "You have unsaved text of" in seen(desk.get(change(draft)))
    page = desk.get(change(draft), {"take_up": "tab"})
    form = page.context["adminform"].form
    assert form["headline"].value() == "Half a thought"
    assert "And &lt;em&gt;half&lt;/em&gt; a text." in page.content.decode()
    assert WorkingCopy.objects.count() == 1  # looking changes nothing
    sent = typed(draft, headline="Half a thought", **tab(page))
    assert desk.post(change(draft), sent).status_code == 302
    assert Statement.objects.get().headline == "Half a thought"
    assert not WorkingCopy.objects.filter(is_saved=False).exists()
    assert "unsaved text" not in seen(desk.get(change(draft)))


def test_a_new_statement_is_kept_and_taken_up_before_it_is_begun(desk: Client, cast: Cast) -> None:
    page = desk.get(ADD)
    key = page.context["adminform"].form["form_token"].value()
    keep(desk, None, headline="Not begun", issuing_body=cast.council.pk, form_token=key)
    assert not Statement.objects.exists()
    assert "“Not begun”" in seen(desk.get(ADD))
    page = desk.get(ADD, {"take_up": "tab"})
    form = page.context["adminform"].form
    assert form["headline"].value() == "Not begun"
    assert form["form_token"].value() == key
    desk.post(ADD, typed(issuing_body=cast.council.pk, form_token=key, **tab(page)))
    assert Statement.objects.count() == 1
    assert "unsaved" not in seen(desk.get(ADD))


def test_it_is_thrown_away_as_it_was_shown(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    keep(desk, draft, headline="One", number=1)
    keep(desk, draft, headline="Two", number=2)
    away = f"{NEW}tab/throw-away/"
    assert "was not thrown away" in seen(desk.post(away, {"number": 1}, follow=True))
    assert WorkingCopy.objects.get().headline == "Two"
    assert "was thrown away" in seen(desk.post(away, {"number": 2}, follow=True))
    assert not WorkingCopy.objects.exists()


def test_a_late_request_overwrites_nothing(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    keep(desk, draft, number=3, headline="Newer")
    late = keep(desk, draft, number=2, headline="Older")
    assert late.status_code == 409
    assert WorkingCopy.objects.get().headline == "Newer"


def test_what_arrives_after_the_save_is_not_kept(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    desk.post(change(draft), typed(draft, headline="Saved", copy_key="tab", copy_number=1))
    assert keep(desk, draft, number=2, headline="Late").status_code == 409
    assert WorkingCopy.objects.get().typed == {}


def test_two_tabs_of_one_person_are_both_kept_and_told(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    keep(desk, draft, key="phone", headline="On the train")
    told = keep(desk, draft, key="desk", headline="At the office").json()["told"]
    assert "Both are kept" in told[1]
    assert {copy.headline for copy in WorkingCopy.objects.all()} == {"On the train", "At the office"}
    page = seen(desk.get(change(draft)))
    assert page.count("You have unsaved text") == 2


def test_what_was_taken_up_moves_unless_its_own_tab_typed_on(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    keep(desk, draft, headline="First")
    here = tab(desk.get(change(draft), {"take_up": "tab"}))
    keep(desk, draft, number=2, headline="Typed on")
    desk.post(address(draft, "unsaved/"), typed(draft, **{**here, "copy_number": 1}, headline="Taken up"))
    assert {copy.headline for copy in WorkingCopy.objects.all()} == {"Typed on", "Taken up"}
    here = tab(desk.get(change(draft), {"take_up": "tab"}))
    desk.post(address(draft, "unsaved/"), typed(draft, **{**here, "copy_number": 1}, headline="Again"))
    assert {copy.headline for copy in WorkingCopy.objects.all()} == {"Taken up", "Again"}


def test_who_types_is_told_that_another_has_saved(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    verbs.save(draft, by=cast.colleague, content={"headline": "Theirs"})
    told = keep(desk, draft, headline="Mine").json()["told"]
    assert told[1] == "Colleague changed this statement after you opened it. Saving shows both texts."
    page = desk.get(change(draft), {"take_up": "tab"})
    assert page.context["adminform"].form["seen_version"].value() == str(draft.lock_version)


def test_it_is_nobody_else_s(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    keep(desk, draft, headline="My secret", body="<p>Half a secret</p>")
    for person in (cast.colleague, cast.reviewer, cast.outsider, cast.administrator, cast.superuser):
        other = Client()
        other.force_login(person)
        assert other.get(f"{NEW}tab/").status_code == 404
        assert other.post(f"{NEW}tab/throw-away/", {"number": 1}).status_code == 404
        for page in (change(draft), f"{change(draft)}?take_up=tab", address(draft, "history/"), "/admin/"):
            assert "secret" not in other.get(page, follow=True).content.decode()
    colleague = Client()
    colleague.force_login(cast.colleague)
    keep(colleague, draft, headline="Their own", number=9)
    assert WorkingCopy.objects.get(person=cast.drafter).headline == "My secret"


def test_nothing_is_kept_for_others_nor_by_looking(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    for person, status in ((cast.outsider, 404), (cast.publisher, 403), (cast.staff, 404)):
        client.force_login(person)
        assert keep(client, draft).status_code == status
    for person in (cast.reviewer, cast.staff):
        client.force_login(person)
        assert keep(client, None).status_code == 403
    client.force_login(cast.drafter)
    assert client.get(address(draft, "unsaved/")).status_code == 405
    assert client.get(address(draft, "opened/")).status_code == 405
    assert not WorkingCopy.objects.exists()


def test_a_page_of_another_site_keeps_nothing(newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.drafter)
    assert keep(client, draft).status_code == 403
    assert not WorkingCopy.objects.exists()


def test_what_is_too_long_or_without_a_tab_is_refused_in_words(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    long = keep(desk, draft, body="x" * (unsaved.LONGEST + 1))
    assert (long.status_code, long.json()["told"]) == (413, ["This text is too long to be kept."])
    for wrong in ({"key": ""}, {"number": 0}, {"number": "x"}, {"number": "9" * 30}):
        assert keep(desk, draft, **wrong).status_code == 400
    assert not WorkingCopy.objects.exists()


def test_signs_no_database_keeps_are_left_out(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    assert keep(desk, draft, key="t\x00ab", headline="Nul\x00l", seen_version="x").status_code == 200
    copy = WorkingCopy.objects.get()
    assert (copy.key, copy.headline, copy.seen_version) == ("tab", "Null", 0)
    assert desk.get(change(draft), {"take_up": "x" * 500}).status_code == 200


def test_text_that_no_form_takes_up_any_more_is_shown(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    keep(desk, draft, headline="Too late")
    verbs.approve(verbs.submit(draft, by=cast.drafter), by=cast.reviewer)
    assert f"{NEW}tab/" in desk.get(change(draft)).content.decode()
    page = desk.get(f"{NEW}tab/")
    assert "Too late" in page.content.decode()
    assert "The council said so." in page.content.decode()
    assert "Log in" not in seen(page)


def test_rows_are_few_and_old_ones_go(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    for number in range(MOST + 2):
        keep(desk, draft, key=f"tab-{number}")
    assert {copy.key for copy in WorkingCopy.objects.all()} == {f"tab-{n}" for n in range(2, MOST + 2)}
    at = timezone.now()
    WorkingCopy.objects.filter(key="tab-2").update(typed_at=at - KEPT_FOR - timedelta(days=1))
    WorkingCopy.objects.filter(key="tab-3").update(typed_at=at - KEPT_BRIEFLY - timedelta(days=1))
    user_logged_in.send(User, request=desk.get("/admin/").wsgi_request, user=cast.drafter)
    assert {copy.key for copy in WorkingCopy.objects.all()} == {"tab-3", "tab-4", "tab-5", "tab-6"}
    verbs.discard(draft, by=cast.drafter)
    WorkingCopy.objects.sweep(at)
    assert {copy.key for copy in WorkingCopy.objects.all()} == {"tab-4", "tab-5", "tab-6"}


def test_others_see_who_has_it_open_and_since_when(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    assert desk.post(address(draft, "opened/")).status_code == 204
    colleague = Client()
    colleague.force_login(cast.colleague)
    assert "Drafter opened this a moment ago" in seen(colleague.get(change(draft)))
    Presence.objects.update(opened_at=timezone.now() - timedelta(minutes=4, seconds=5))
    assert "Drafter opened this 4 minutes ago" in seen(colleague.get(change(draft)))
    assert "opened this" not in seen(desk.get(change(draft)))  # not to oneself
    keep(desk, draft, headline="Mine")
    assert "Drafter opened this 4 minutes ago and has unsaved text" in seen(colleague.get(change(draft)))
    assert colleague.post(change(draft), typed(draft, headline="Theirs")).status_code == 302  # advice only
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=31))
    assert "opened this" not in seen(colleague.get(change(draft)))


def test_it_is_in_no_export_of_a_statement(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    keep(desk, draft, headline="Half a thought")
    assert "Half a thought" not in json.dumps(Statement.objects.get().content())
    assert "Half a thought" not in json.dumps([revision.content for revision in draft.revisions.all()])
