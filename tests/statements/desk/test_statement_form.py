"""The form of a statement: what is typed is saved by the law, and never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements import verbs
from statements.models import Revision, Statement, Step
from tests.cast import Cast, Newsroom

ADD = "/admin/statements/statement/add/"


def change(statement: Statement) -> str:
    return f"/admin/statements/statement/{statement.pk}/change/"


def typed(statement: Statement | None = None, **fields: Any) -> dict[str, Any]:
    """A filled-in form, as a browser posts it."""
    form = {
        "seen_version": statement.lock_version if statement else 0,
        "headline": "Wages are due",
        "standfirst": "",
        "body": "<p>The council said so.</p>",
        "dateline_place": "New Delhi",
        "dateline_date": "2026-03-12",
        "issuing_body": statement.issuing_body_id if statement else "",
        "topics": "May Day, Wages",
        "kind": "press_statement",
        "language": "en",
        "joint_bodies": "",
        "signatories": "",
        "notes_to_editors": "",
        "already_issued_on": "",
        "slug": "",
    }
    return {**form, **fields}


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def test_a_drafter_begins_a_statement(desk: Client, cast: Cast) -> None:
    answer = desk.post(ADD, typed(issuing_body=cast.council.pk))
    statement = Statement.objects.get()
    assert answer.status_code == 302
    assert statement.state == "draft"
    assert statement.headline == "Wages are due"
    assert sorted(statement.topics.names()) == ["May Day", "Wages"]
    assert statement.begun_by == cast.drafter
    assert [step.verb for step in Step.objects.all()] == ["begin"]


def test_a_save_makes_a_revision_and_a_step(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft(topics=("May Day", "Wages"))
    desk.post(change(draft), typed(draft, headline="Another headline"))
    assert Revision.objects.filter(statement=draft).count() == 2
    assert Statement.objects.get().headline == "Another headline"


def test_a_save_that_changes_nothing_writes_nothing(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft(headline="Wages are due", standfirst="", body="<p>The council said so.</p>",
                           topics=("May Day", "Wages"))  # fmt: skip
    desk.post(change(draft), typed(draft))
    assert Revision.objects.count() == 1
    assert Step.objects.count() == 1
    assert Statement.objects.get().lock_version == draft.lock_version


def test_a_stale_form_gets_409_with_both_texts_and_a_second_save_succeeds(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft(topics=("May Day", "Wages"))
    verbs.save(draft, by=cast.colleague, content={"headline": "Theirs"})
    stale = typed(draft, headline="Mine", body="<p>My long text.</p>")
    answer = desk.post(change(draft), stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Colleague" in page
    assert "Theirs" in page
    assert "Mine" in page
    assert "My long text." in page
    assert Statement.objects.get().headline == "Theirs"
    conscious = {**stale, "seen_version": answer.context["adminform"].form["seen_version"].value()}
    assert desk.post(change(draft), conscious).status_code == 302
    assert Statement.objects.get().headline == "Mine"


def test_a_form_without_its_version_is_stale(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    answer = desk.post(change(draft), typed(draft, seen_version="", headline="Mine"))
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()


def test_text_survives_when_the_state_changed_meanwhile(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    sent = verbs.submit(draft, by=cast.colleague)
    verbs.approve(sent, by=cast.reviewer)
    late = typed(draft, headline="Mine, too late")
    answer = desk.post(change(draft), late)
    assert answer.status_code == 409
    assert "Mine, too late" in answer.content.decode()
    insisting = {**late, "seen_version": Statement.objects.get().lock_version}
    answer = desk.post(change(draft), insisting)
    assert answer.status_code == 422
    assert "Not possible" in answer.content.decode()
    assert "Mine, too late" in answer.content.decode()
    assert Statement.objects.get().headline == draft.headline


def test_a_draft_without_headline_is_kept_and_told_what_it_lacks(desk: Client, cast: Cast) -> None:
    answer = desk.post(ADD, typed(issuing_body=cast.council.pk, headline=""), follow=True)
    assert answer.status_code == 200
    assert "Write a headline." in answer.content.decode()
    assert "said so" in Statement.objects.get().body


def test_a_script_in_the_body_is_dropped_and_the_words_kept(desk: Client, cast: Cast) -> None:
    body = '<p onclick="x()">Words<script>alert(1)</script></p>'
    desk.post(ADD, typed(issuing_body=cast.council.pk, body=body))
    assert Statement.objects.get().body == "<p>Words</p>"


def test_a_body_of_two_megabytes_is_refused_in_words_and_comes_back(desk: Client, cast: Cast) -> None:
    long = "<p>" + "word " * 420_000 + "</p>"
    answer = desk.post(ADD, typed(issuing_body=cast.council.pk, body=long))
    assert answer.status_code == 200
    assert "500000" in answer.content.decode()
    assert answer.content.decode().count("word ") >= 420_000
    assert not Statement.objects.exists()


def test_tangled_markup_is_refused_in_words_and_comes_back(desk: Client, cast: Cast) -> None:
    answer = desk.post(ADD, typed(issuing_body=cast.council.pk, body="<div>" * 20_000))
    assert answer.status_code == 200
    assert "tangled" in answer.content.decode()
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("issuing_body", "999999"), ("kind", "novel"), ("language", "tlh"), ("dateline_date", "31 February"),
     ("joint_bodies", "NOBODY"), ("signatories", "a;b;c;d"), ("slug", "नमस्ते"), ("topics", "x" * 101)],
)  # fmt: skip
def test_bad_input_is_named_and_what_was_typed_comes_back(
    desk: Client, cast: Cast, field: str, value: str
) -> None:
    answer = desk.post(ADD, {**typed(issuing_body=cast.council.pk), field: value})
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    assert "Wages are due" in answer.content.decode()
    assert not Statement.objects.exists()


def test_nobody_begins_a_statement_of_a_body_they_do_not_draft_for(desk: Client, cast: Cast) -> None:
    answer = desk.post(ADD, typed(issuing_body=cast.elsewhere.pk))
    assert "issuing_body" in answer.context["adminform"].form.errors
    assert not Statement.objects.exists()


def test_state_and_reference_are_never_form_fields(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    forged = typed(
        draft, state="released", reference="NC-2026-999", plan="at_once", begun_by="1", year="2020"
    )
    desk.post(change(draft), forged)
    now = Statement.objects.get()
    assert (now.state, now.reference, now.plan, now.year) == ("draft", None, "later", None)


def test_other_bodies_drafts_do_not_exist(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(headline="Secret words")
    client.force_login(cast.outsider)
    for address in (change(draft), f"/admin/statements/statement/{draft.pk}/history/"):
        answer = client.get(address, follow=True)
        assert "Secret words" not in answer.content.decode()
    assert "Secret words" not in client.get("/admin/statements/statement/").content.decode()
    assert client.post(change(draft), typed(draft)).status_code in {302, 403, 404}
    assert Statement.objects.get().headline == "Secret words"


def test_an_approved_text_is_read_not_written(desk: Client, newsroom: Newsroom) -> None:
    approved = newsroom.approved()
    page = desk.get(change(approved)).content.decode()
    assert approved.headline in page
    assert 'name="headline"' not in page


def test_the_editor_s_page_alone_has_the_looser_policy(desk: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft()
    form = desk.get(change(draft)).headers["Content-Security-Policy"]
    lists = desk.get("/admin/statements/statement/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in lists
    assert "script-src 'self';" in f"{form};"
    assert "unsafe-eval" not in form
