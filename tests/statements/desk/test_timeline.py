"""The timeline of a statement at the desk: everything that happened, in its order, and the notes on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements import verbs
from statements.models import Note, Statement, Step, User
from statements.workflow import Role, Verb
from tests.cast import NOON, Cast, Newsroom, edition, person

from .pages import address, parsed


def rows(response: Any) -> list[str]:
    """The lines of the timeline, from the top."""
    found = parsed(response).xpath("//ol[contains(@class, 'timeline')]/li")
    return [" ".join(row.text_content().split()) for row in found]


def note(statement: Statement, by: User, text: str = "Whose figure?", field: str = "") -> Note:
    return Note.objects.create(statement=statement, author=by, text=text, field=field, made_at=NOON)


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


# --- what stands on it ------------------------------------------------------------------------------------


def test_everything_that_happened_stands_newest_first(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    corrected = newsroom.corrected()
    verbs.refile(corrected, by=cast.drafter, topics=["Wages", "May Day"], clock=newsroom.clock)
    found = rows(desk.get(address(corrected, "history/")))
    verbs_done = [str(Verb(step.verb).label) for step in Step.objects.order_by("-number")]
    assert len(found) == len(verbs_done) == 10
    for row, verb in zip(found, verbs_done, strict=True):
        assert f"12 Mar 2026, 12:00 IST {verb}" in row
    assert "Drafter May Day, Wages" in found[0]
    assert "Approved, not out → Released Edition 2 (Correction)" in found[1]
    assert "Begin Drafter Draft Revision 1" in found[-1]


def test_a_release_to_come_stands_at_its_own_time(desk: Client, newsroom: Newsroom) -> None:
    tomorrow = newsroom.clock.now + timedelta(days=1)  # type: ignore[attr-defined]
    due = newsroom.public(public_from=tomorrow)
    found = rows(desk.get(address(due, "history/")))
    assert found[0].startswith("13 Mar 2026, 12:00 IST Edition 1 becomes public Publisher")
    assert "12 Mar 2026, 12:00 IST Publish" in found[1]


def test_a_release_that_was_stopped_never_becomes_public(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    due = newsroom.public(public_from=newsroom.clock.now + timedelta(days=1))  # type: ignore[attr-defined]
    verbs.stop_release(due, by=cast.drafter, clock=newsroom.clock)
    page = " / ".join(rows(desk.get(address(due, "history/"))))
    assert "becomes public" not in page
    assert "An edition that was stopped before it was out" in page


def test_a_filter_shows_one_kind(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    public = newsroom.public()
    note(public, cast.reviewer)
    for kind, number in {"steps": 4, "notes": 1, "texts": 2, "anything": 5}.items():
        assert len(rows(desk.get(address(public, "history/"), {"show": kind}))) == number
    page = parsed(desk.get(address(public, "history/"), {"show": "texts"}))
    assert page.xpath("//*[@id='content-main']//a[@aria-current]/text()") == ["Texts"]
    without = desk.get(address(newsroom.draft(), "history/"), {"show": "notes"})
    assert "Nothing of this kind yet." in without.content.decode()


def test_each_text_leads_to_its_difference_from_the_one_before(desk: Client, newsroom: Newsroom) -> None:
    corrected = newsroom.corrected()
    links = parsed(desk.get(address(corrected, "history/"))).xpath("//ol//a/@href")
    assert address(corrected, "compare/?from=r1&to=r2") in links
    assert address(corrected, "compare/?from=e1&to=e2") in links
    for link in links:
        assert desk.get(link).status_code == 200


def test_words_that_come_back_are_recognised(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(headline="Wages are due")
    for headline in ("Wages!", "Wages are due"):
        draft = verbs.save(draft, by=cast.drafter, content={"headline": headline}, clock=newsroom.clock)
    assert "the words of revision 1 again" in rows(desk.get(address(draft, "history/")))[0]


def test_an_old_revision_is_offered_only_where_it_can_be_brought_back(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = verbs.save(newsroom.draft(), by=cast.drafter, content={"headline": "New"}, clock=newsroom.clock)
    offered = {}
    for somebody in (cast.drafter, cast.reviewer, cast.publisher):
        client.force_login(somebody)
        offered[somebody.username] = parsed(client.get(address(draft, "history/"))).xpath(
            "//ol//a[text()='Bring back']/@href"
        )
    one = [address(draft, "revisions/1/bring-back/")]
    assert offered == {"drafter": one, "reviewer": one, "publisher": []}


def test_a_sealed_edition_says_so_and_leads_nowhere(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    twice = newsroom.correct(newsroom.corrected())
    twice = verbs.publish(twice, by=cast.publisher, clock=newsroom.clock)
    sealed = edition(twice, 2)
    verbs.seal(twice, by=cast.publisher, edition=sealed, reason="A child was named.", clock=newsroom.clock)
    page = desk.get(address(twice, "history/")).content.decode()
    assert "sealed" in page
    assert "from=e1" not in page


def test_a_long_timeline_is_folded(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    Note.objects.bulk_create(
        Note(statement=draft, author=cast.reviewer, text=f"Note {number}", made_at=NOON)
        for number in range(40)
    )
    page = parsed(desk.get(address(draft, "history/")))
    assert len(page.xpath("//ol/li")) == 41
    assert len(page.xpath("//details//ol/li")) == 11
    assert "11 earlier lines" in page.text_content()


def test_a_long_timeline_costs_as_many_queries_as_a_short_one(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    def queries(statement: Statement) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address(statement, "history/")).status_code == 200
        return len(captured)

    short, long = newsroom.draft(), newsroom.corrected()
    note(short, cast.reviewer)
    desk.get(address(short, "history/"))
    for number in range(8):
        note(long, cast.reviewer, text=str(number)).resolve(cast.drafter, NOON)
    assert queries(long) <= queries(short) + 1


# --- notes -------------------------------------------------------------------------------------------------


def test_a_note_is_kept_and_shown_with_its_field(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        answer = desk.post(address(draft, "notes/"), {"text": "Whose figure?\nAsk them.", "field": "body"})
    assert answer.status_code == 302
    kept = Note.objects.get()
    assert (kept.author, kept.field, kept.text, kept.resolved_at) == (
        cast.drafter, "body", "Whose figure?\nAsk them.", None,
    )  # fmt: skip
    assert rows(desk.get(address(draft, "history/")))[0].startswith(
        "12 Mar 2026, 13:00 IST Note on: text Drafter Whose figure?Ask them."
    )
    assert "Notes (1 open)" in desk.get(address(draft, "history/")).content.decode()
    assert "1 open note" in desk.get(address(draft, "change/")).content.decode()


@pytest.mark.parametrize("name", ["drafter", "reviewer", "publisher"])
def test_those_who_work_on_it_write_notes(client: Client, newsroom: Newsroom, cast: Cast, name: str) -> None:
    client.force_login(getattr(cast, name))
    public = newsroom.public()
    assert client.post(address(public, "notes/"), {"text": "Seen."}).status_code == 302
    assert Note.objects.get().field == ""


@pytest.mark.parametrize(
    "typed", [{}, {"text": "  "}, {"text": "x" * 2001}, {"text": "Well", "field": "state"}]
)
def test_a_note_that_says_nothing_or_too_much_comes_back_with_its_words(
    desk: Client, newsroom: Newsroom, typed: dict[str, str]
) -> None:
    answer = desk.post(address(newsroom.draft(), "notes/"), typed)
    assert answer.status_code == 422
    page = parsed(answer)
    assert page.xpath("//details[@open]//ul[contains(@class, 'errorlist')]")
    assert page.xpath("string(//textarea)").strip() == typed.get("text", "").strip()
    assert not Note.objects.exists()


def test_a_note_is_resolved_once_and_says_by_whom(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    key = note(draft, cast.reviewer).pk
    client.force_login(cast.drafter)
    assert "Resolve" in rows(client.get(address(draft, "history/"), {"show": "notes"}))[0]
    assert client.post(address(draft, f"notes/{key}/resolve/")).status_code == 302
    client.force_login(cast.publisher)
    again = client.post(address(draft, f"notes/{key}/resolve/"), follow=True)
    assert "Somebody had resolved this note already." in again.content.decode()
    assert Note.objects.get().resolved_by == cast.drafter
    assert "Resolved by Drafter" in rows(client.get(address(draft, "history/"), {"show": "notes"}))[0]


def test_notes_and_looks_leave_the_statement_and_its_record_as_they_are(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review()
    key = note(waiting, cast.reviewer).pk
    before = (Step.objects.count(), Statement.objects.get().lock_version, waiting.standing_yeses().count())
    desk.post(address(waiting, "notes/"), {"text": "Seen."})
    desk.post(address(waiting, f"notes/{key}/resolve/"))
    desk.get(address(waiting, "history/"))
    after = (Step.objects.count(), Statement.objects.get().lock_version, waiting.standing_yeses().count())
    assert before == after


def test_a_get_neither_writes_nor_resolves(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    kept = note(draft, cast.reviewer)
    assert desk.get(address(draft, "notes/"), {"text": "Seen."}).status_code == 405
    assert desk.get(address(draft, f"notes/{kept.pk}/resolve/")).status_code == 405
    assert Note.objects.get().resolved_at is None


def test_a_post_from_elsewhere_is_refused(newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    kept = note(draft, cast.reviewer)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.drafter)
    for place in ("notes/", f"notes/{kept.pk}/resolve/", "revisions/1/bring-back/"):
        assert client.post(address(draft, place), {"text": "Seen.", "lock_version": 0}).status_code == 403
    assert Note.objects.get().resolved_at is None


def test_for_people_of_another_body_there_are_no_notes(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft()
    kept = note(draft, cast.reviewer)
    stranger = person("stranger", cast.wing, Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    for somebody in (cast.outsider, stranger, cast.administrator, cast.superuser, cast.staff):
        client.force_login(somebody)
        for place in ("notes/", f"notes/{kept.pk}/resolve/"):
            assert client.post(address(draft, place), {"text": "Seen."}).status_code == 404
    assert Note.objects.get().resolved_at is None


def test_partners_of_a_joint_statement_read_and_write_no_notes(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    joint = newsroom.draft(joint_bodies=["SC"])
    kept = note(joint, cast.reviewer)
    client.force_login(cast.outsider)
    assert not parsed(client.get(address(joint, "history/"))).xpath("//form[contains(@action, 'notes')]")
    for place in ("history/", "history/?show=notes", "change/"):
        page = client.get(address(joint, place)).content.decode()
        assert kept.text not in page
        assert "open note" not in page
    for place in ("notes/", f"notes/{kept.pk}/resolve/"):
        answer = client.post(address(joint, place), {"text": "Seen."})
        assert answer.status_code == 403
        assert "Notes are for those who write, review and publish" in answer.content.decode()
    assert Note.objects.get().resolved_at is None


def test_a_note_of_another_statement_is_not_resolved_through_this_one(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    kept = note(newsroom.draft(), cast.reviewer)
    assert desk.post(address(newsroom.draft(), f"notes/{kept.pk}/resolve/")).status_code == 404
    assert Note.objects.get().resolved_at is None


def test_no_note_and_no_name_brings_a_script(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    User.objects.filter(pk=cast.reviewer.pk).update(first_name=evil[:150])
    cast.reviewer.refresh_from_db()
    waiting = newsroom.in_review(headline=evil, topics=(evil,))
    note(waiting, cast.reviewer, text=evil, field=evil[:40])
    verbs.send_back(waiting, by=cast.reviewer, reason=evil, clock=newsroom.clock)
    (shown,) = parsed(desk.get(address(waiting, "history/"))).xpath("//*[@id='content-main']")
    assert shown.text_content().count("alert(1)") >= 4
    assert not shown.xpath(".//script | .//img | .//@onerror")
