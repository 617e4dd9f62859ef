"""The review page: who sees what there, the text as readers will see it, and what changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Claim, Edition, Look, Note, Statement, Step, User
from statements.workflow import Plan, Role
from tests.cast import Cast, Newsroom, person
from tests.law import DRAFTERS, REVIEWERS, SITUATIONS, WAITING

from .pages import address, changes, offered, parsed, post, review, saved, seen

READERS = {"drafter", "colleague", "reviewer", "second_reviewer", "publisher", "chief"}


# --- who sees what ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("situation", [name for name in SITUATIONS if name != "discarded"])
def test_everybody_of_the_house_reads_it_and_has_the_buttons_the_law_gives(
    client: Client, newsroom: Newsroom, cast: Cast, situation: str
) -> None:
    person("chief", cast.council, Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    statement = SITUATIONS[situation](newsroom, {})
    for user in User.objects.filter(is_active=True):
        answer = review(client, statement, user)
        assert answer.status_code == (200 if user.username in READERS else 404), user
        if answer.status_code == 404:
            continue
        expected = set()
        if situation in WAITING:
            expected |= {"approve", "send_back"} if user.username in REVIEWERS else set()
            # The drafter has said yes by sending it; a reviewer who drafts too approves.
            expected |= {"agree"} if user.username in DRAFTERS - {"drafter", "chief"} else set()
        assert offered(answer) == expected, (user, situation)


def test_a_discarded_draft_has_no_page(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    assert review(client, SITUATIONS["discarded"](newsroom, {}), cast.reviewer).status_code == 404


ROUTES = ["review/", "looked/", "claim/", "give-back/", "needed-by/", "verb/approve/", "verb/send_back/"]


@pytest.mark.parametrize("route", ROUTES)
def test_for_people_of_other_bodies_there_is_nothing(
    client: Client, newsroom: Newsroom, cast: Cast, route: str
) -> None:
    waiting = newsroom.in_review()
    before = Statement.objects.values().get()
    for somebody in (cast.outsider, cast.wing_drafter, cast.administrator, cast.superuser, cast.staff):
        client.force_login(somebody)
        form = {"lock_version": waiting.lock_version, "reason": "Well", "seen": 1}
        assert client.post(address(waiting, route), form).status_code == 404
        assert client.get(address(waiting, route)).status_code in {404, 405}
    assert Statement.objects.values().get() == before
    assert not Claim.objects.exists()
    assert not Look.objects.exists()


def test_partners_of_a_joint_statement_read_it_and_nothing_else(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review(joint_bodies=["SC"])
    Note.objects.create(statement=waiting, author=cast.reviewer, text="Whose figure?", made_at=timezone.now())
    answer = review(client, waiting, cast.outsider)
    assert answer.status_code == 200
    assert "Whose figure?" not in seen(answer)
    assert offered(answer) == set()
    assert not parsed(answer).xpath("//form[contains(@action, 'notes') or contains(@action, 'needed-by')]")
    for route in ("claim/", "needed-by/"):
        assert client.post(address(waiting, route)).status_code == 403


def test_whoever_may_not_say_yes_reads_why(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    cast.council.approvals_required = 2
    cast.council.save()
    waiting = verbs.approve(newsroom.in_review(), by=cast.reviewer)
    assert "You have already said yes to this text." in seen(review(client, waiting, cast.reviewer))
    assert "You have already said yes to this text." in seen(review(client, waiting, cast.drafter))
    assert "“Approve” is for: Reviewer of National Council." in seen(review(client, waiting, cast.publisher))


def test_opening_it_changes_nothing(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review(plan=Plan.AT_ONCE)
    before = (Step.objects.count(), Statement.objects.values().get())
    for somebody in (cast.drafter, cast.reviewer, cast.publisher):
        client.force_login(somebody)
        for route in ("review/?release_now=on&seen=1&lock_version=1", "verb/approve/", "verb/send_back/"):
            assert client.get(address(waiting, route)).status_code == 200
        for route in ("looked/", "claim/", "give-back/", "needed-by/"):
            assert client.get(address(waiting, route)).status_code == 405
    assert (Step.objects.count(), Statement.objects.values().get()) == before
    assert (Look.objects.count(), Claim.objects.count()) == (0, 0)


# --- the text -----------------------------------------------------------------------------------------------


def text_of(tree: Any) -> str:
    """What readers read, from the headline to the paragraph about the body."""
    parts = tree.xpath("//h1[@lang] | //p[@class='standfirst'] | //p[@class='speakers']")
    parts += tree.xpath("//div[contains(@class, 'prose')] | //p[@class='end'] | //section[@class='after']")
    return " ".join(" ".join(part.text_content() for part in parts).split())


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_text_stands_there_as_readers_will_see_it(
    client: Client, newsroom: Newsroom, cast: Cast, language: str
) -> None:
    waiting = newsroom.in_review(
        language=language,
        plan=Plan.AT_ONCE,
        body="<p>Three hundred people wait.</p><ul><li>Pay them.</li></ul>",
        signatories=[{"name": "Salgi Bodra", "post": "Secretary", "body": ""}],
        notes_to_editors="The mill is in Nagpur.",
        joint_bodies=["SC"],
    )
    before = text_of(parsed(review(client, waiting, cast.reviewer)))
    approved = newsroom.approve(waiting)
    verbs.publish(approved, by=cast.publisher)
    public = parsed(Client().get(Edition.objects.get().get_absolute_url()))
    assert before == text_of(public)
    assert ("समाप्त" if language == "hi" else "ENDS") in before


def test_a_draft_without_a_headline_says_so(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(headline="", body="")
    page = parsed(review(client, draft, cast.drafter))
    assert page.xpath("//article//h1/text()") == ["(no headline yet)"]


# --- what changed -------------------------------------------------------------------------------------------


def looked(client: Client, statement: Statement, who: User) -> None:
    """Say, as the page's script does, that its text has been read."""
    client.force_login(who)
    sent = client.post(address(statement, "looked/"), {"seen": statement.revision.number})
    assert sent.status_code == 302


def test_what_changed_since_one_last_looked_is_marked_and_stays_marked(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review(headline="Wages are due")
    assert "since you last looked" not in seen(review(client, waiting, cast.reviewer))
    looked(client, waiting, cast.reviewer)
    waiting = saved(waiting, cast.drafter, "Wages are overdue")
    for _time in ("first", "again"):
        answer = review(client, waiting, cast.reviewer)
        assert "What changed since you last looked" in seen(answer)
        assert changes(answer) == (["due"], ["overdue"])
        looked(client, waiting, cast.reviewer)
    waiting = saved(waiting, cast.drafter, "Wages are long overdue")
    assert changes(review(client, waiting, cast.reviewer)) == ([], ["long"])
    assert changes(review(client, waiting, cast.second_reviewer)) == ([], [])


def test_what_one_wrote_oneself_one_has_seen(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = saved(newsroom.in_review(headline="Wages are due"), cast.reviewer, "Wages are paid")
    assert changes(review(client, waiting, cast.reviewer)) == ([], [])
    waiting = saved(waiting, cast.drafter, "Wages are not paid")
    answer = review(client, waiting, cast.reviewer)
    assert changes(answer) == ([], ["not"])
    assert "Last changed by Drafter" in seen(answer)
    assert "You had read revision 2." in seen(answer)


def test_a_yes_and_a_claim_are_looks_too(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    cast.council.approvals_required = 2
    cast.council.save()
    waiting = newsroom.in_review()
    client.force_login(cast.reviewer)
    assert post(client, waiting, "approve").status_code == 302
    client.force_login(cast.second_reviewer)
    client.post(address(waiting, "claim/"), {"seen": 1})
    looks = set(Look.objects.values_list("person__username", "revision__number"))
    assert looks == {("reviewer", 1), ("second_reviewer", 1)}


@pytest.mark.parametrize("number", ["", "0", "2", "-1", "x", "9" * 30, "²"])
def test_a_look_at_no_revision_is_no_look(
    client: Client, newsroom: Newsroom, cast: Cast, number: str
) -> None:
    client.force_login(cast.reviewer)
    assert client.post(address(newsroom.in_review(), "looked/"), {"seen": number}).status_code == 302
    assert not Look.objects.exists()


def test_a_correction_stands_against_what_is_public_with_its_note(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    public = newsroom.public(headline="Wages are due")
    looked(client, public, cast.reviewer)  # a look at the edition before is none at this correction
    draft = verbs.reopen(public, by=cast.drafter)
    change = {"headline": "Wages are paid", "change_kind": "correction", "change_note": "They came today."}
    waiting = verbs.submit(verbs.save(draft, by=cast.drafter, content=change), by=cast.drafter)
    answer = review(client, waiting, cast.reviewer)
    assert changes(answer) == (["due"], ["paid"])
    assert "What changes for readers" in seen(answer)
    assert "Correction: They came today." in seen(answer)
    assert "since you last looked" not in seen(answer)


def test_no_word_of_anybody_brings_a_script(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    User.objects.filter(pk=cast.drafter.pk).update(first_name=evil[:150])
    cast.drafter.refresh_from_db()
    waiting = newsroom.in_review(headline=evil, standfirst=evil)
    Claim.objects.take(waiting, cast.reviewer, None, timezone.now())
    Note.objects.create(statement=waiting, author=cast.drafter, text=evil, made_at=timezone.now())
    answer = review(client, waiting, cast.reviewer)
    (shown,) = parsed(answer).xpath("//*[@id='content-main']")
    assert shown.text_content().count("alert(1)") >= 4
    assert not shown.xpath(".//script | .//img | .//@onerror")
