"""Preview links: what an outsider sees behind one, and when it shows nothing any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import PreviewLink, PreviewOpening, Statement, Step
from statements.outsiders import record
from statements.outsiders.links import Made, end_preview, make_preview
from statements.people import acts
from statements.workflow import Plan
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import find, get, seen

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
WHATSAPP = "WhatsApp/2.24.1 A"
FACEBOOK = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
TEXT = "The council said"


def make(statement: Statement, newsroom: Newsroom, days: int = 3, **asked: Any) -> Made[PreviewLink]:
    """A link for one journalist."""
    who = {"by": newsroom.cast.drafter, "label": "A. Rao, The Daily"}
    return make_preview(statement, **{**who, **asked}, lasts=timedelta(days=days), clock=newsroom.clock)


def open_(
    made: Made[PreviewLink], clock: Clock, method: str = "get", agent: str = PHONE, **asked: Any
) -> Any:
    """What the outsider's browser gets."""
    return get(f"/preview/{made.token}/", clock, method, headers={"User-Agent": agent}, **asked)


def test_an_outsider_reads_the_text_without_login_or_cookie(newsroom: Newsroom, clock: Clock) -> None:
    made = make(newsroom.draft(headline="Wages are due"), newsroom)
    page = open_(made, clock)
    assert page.status_code == 200
    assert "Wages are due" in seen(page)
    assert TEXT in seen(page)
    assert not page.cookies
    assert "Not public. Not for publication." in seen(page)
    assert "Shown to: A. Rao, The Daily." in seen(page)


def test_nothing_of_it_is_kept_searched_or_told_on(newsroom: Newsroom, clock: Clock) -> None:
    page = open_(make(newsroom.draft(headline="Wages are due"), newsroom), clock)
    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in page.headers
    assert find(page, "//meta[@name='robots']/@content") == ["noindex, nofollow, noarchive"]
    (title,) = find(page, "//title/text()")
    assert "Wages" not in title
    assert not [src for src in find(page, "//@src | //link/@href") if src.startswith(("http", "//"))]


def test_the_frame_speaks_the_language_of_the_text(newsroom: Newsroom, clock: Clock) -> None:
    page = open_(make(newsroom.draft(headline="मज़दूरी", language="hi"), newsroom), clock)
    assert page.headers["Content-Language"] == "hi"
    assert find(page, "/html/@lang") == ["hi"]


def test_the_embargo_names_the_hour(newsroom: Newsroom, clock: Clock) -> None:
    tomorrow = clock.now + timedelta(days=1)
    planned = make(newsroom.in_review(plan=Plan.AT_TIME, planned_for=tomorrow), newsroom)
    due = make(newsroom.public(public_from=tomorrow), newsroom)
    words = "Embargoed until 13 March 2026, 12:00 IST (06:30 UTC). Not public before."
    assert words in seen(open_(planned, clock))
    assert words in seen(open_(due, clock))


def test_it_shows_one_revision_and_says_that_there_is_a_newer_one(newsroom: Newsroom, clock: Clock) -> None:
    draft = newsroom.draft(headline="Wages are due")
    made = make(draft, newsroom)
    assert "has been changed" not in seen(open_(made, clock))
    verbs.save(draft, by=newsroom.cast.drafter, content={"headline": "Wages are overdue"}, clock=clock)
    page = seen(open_(made, clock))
    assert "Wages are due" in page
    assert "overdue" not in page
    assert "The text has been changed since you were given this link." in page


# --- when it ends -----------------------------------------------------------------------------------------


def test_a_guess_is_not_found(newsroom: Newsroom, clock: Clock) -> None:
    made = make(newsroom.draft(), newsroom)
    for guess in ("A" * 43, made.token[:-1], made.token.swapcase(), made.link.token_hash, str(made.link.pk)):
        assert get(f"/preview/{guess}/", clock).status_code == 404
    assert not PreviewLink.objects.filter(token_hash__contains=made.token).exists()


def test_it_runs_out_at_its_hour_which_never_moves(newsroom: Newsroom, clock: Clock) -> None:
    made = make(newsroom.draft(), newsroom, days=1)
    clock.now = made.link.expires_at - timedelta(seconds=1)
    assert open_(made, clock).status_code == 200
    clock.now = made.link.expires_at
    page = open_(made, clock)
    assert page.status_code == 410
    assert "This link has run out" in seen(page)
    assert TEXT not in page.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewLink.objects.update(expires_at=made.link.expires_at + timedelta(days=1))


def test_nobody_makes_one_that_lasts_for_ever(newsroom: Newsroom) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(newsroom.draft(), newsroom, days=15)


def test_it_is_dead_from_the_second_of_publication(newsroom: Newsroom, clock: Clock) -> None:
    tomorrow = clock.now + timedelta(days=1)
    made = make(newsroom.public(public_from=tomorrow), newsroom)
    clock.now = tomorrow - timedelta(seconds=1)
    assert open_(made, clock).status_code == 200
    clock.now = tomorrow
    page = open_(made, clock)
    assert page.status_code == 410
    assert find(page, "//main//a/@href") == ["/r/NC-2026-001/"]
    assert TEXT not in page.content.decode()


def test_a_correction_begun_later_does_not_wake_it(newsroom: Newsroom, clock: Clock) -> None:
    made = make(newsroom.approved(), newsroom)
    desk = verbs.publish(
        Statement.objects.get(pk=made.link.statement_id), by=newsroom.cast.publisher, clock=clock
    )
    verbs.reopen(desk, by=newsroom.cast.drafter, clock=clock)
    assert open_(made, clock).status_code == 410


def test_a_stopped_release_leaves_it_alive(newsroom: Newsroom, clock: Clock) -> None:
    made = make(newsroom.public(public_from=clock.now + timedelta(days=1)), newsroom)
    desk = Statement.objects.get(pk=made.link.statement_id)
    verbs.stop_release(desk, by=newsroom.cast.publisher, clock=clock)
    clock.pass_(days=2)
    assert "Not public. Not for publication." in seen(open_(made, clock))


def test_it_ends_with_a_deleted_draft(newsroom: Newsroom, clock: Clock) -> None:
    draft = newsroom.draft()
    made = make(draft, newsroom)
    verbs.discard(draft, by=newsroom.cast.drafter, clock=clock)
    page = open_(made, clock)
    assert (page.status_code, TEXT in page.content.decode()) == (410, False)


def test_it_ends_with_an_abandoned_correction(newsroom: Newsroom, clock: Clock) -> None:
    begun = verbs.reopen(newsroom.public(), by=newsroom.cast.drafter, clock=clock)
    made = make(begun, newsroom)
    assert open_(made, clock).status_code == 200
    desk = verbs.abandon_correction(begun, by=newsroom.cast.drafter, clock=clock)
    verbs.reopen(desk, by=newsroom.cast.drafter, clock=clock)
    assert open_(made, clock).status_code == 410


def test_it_ends_when_an_edition_is_sealed(newsroom: Newsroom, clock: Clock) -> None:
    corrected = newsroom.corrected()
    begun = verbs.reopen(corrected, by=newsroom.cast.drafter, clock=clock)
    made = make(begun, newsroom)
    first = edition(begun)
    verbs.seal(begun, by=newsroom.cast.publisher, edition=first, reason="A child's name.", clock=clock)
    assert open_(made, clock).status_code == 410


def test_whoever_writes_or_approves_ends_it(newsroom: Newsroom, clock: Clock, cast: Cast) -> None:
    made = make(newsroom.draft(), newsroom)
    with pytest.raises(verbs.Refused):
        end_preview(made.link, by=cast.outsider, clock=clock)
    assert end_preview(made.link, by=cast.reviewer, clock=clock)
    assert not end_preview(made.link, by=cast.reviewer, clock=clock)
    page = open_(made, clock)
    assert page.status_code == 410
    assert "The press office shows this text no more." in seen(page)


def test_it_ends_when_whoever_made_it_is_shut_out_and_stays_ended(
    newsroom: Newsroom, clock: Clock, cast: Cast
) -> None:
    clock.now = timezone.now()  # at which accounts are shut
    draft = newsroom.draft()
    theirs, other = make(draft, newsroom), make(draft, newsroom, by=cast.reviewer)
    acts.deactivate(cast.drafter, cast.administrator, "Left the office.")
    assert (open_(theirs, clock).status_code, open_(other, clock).status_code) == (410, 200)
    ended = record.steps_of(draft).last()
    assert (ended.verb, ended.actor, ended.note) == ("preview_ended", cast.administrator, theirs.link.label)
    assert Step.objects.first_break() is None
    with pytest.raises(verbs.Refused, match="not active any more"):
        make(draft, newsroom)
    acts.reactivate(cast.drafter, cast.administrator, "Back again.")
    assert open_(theirs, clock).status_code == 410


# --- the log ----------------------------------------------------------------------------------------------


def test_every_opening_is_noted_with_the_hour_and_the_sort_of_program(
    newsroom: Newsroom, clock: Clock
) -> None:
    made = make(newsroom.draft(), newsroom)
    open_(made, clock)
    open_(made, clock)  # a reload
    clock.pass_(minutes=5)
    open_(made, clock)
    noted = PreviewOpening.objects.values_list("program", "is_machine")
    assert list(noted) == [("Chrome, Android", False)] * 2
    assert {field.name for field in PreviewOpening._meta.fields} == {
        "id",
        "link",
        "at",
        "program",
        "is_machine",
    }


def test_a_head_shows_nothing_and_is_no_opening(newsroom: Newsroom, clock: Clock) -> None:
    made = make(newsroom.draft(), newsroom)
    head = open_(made, clock, "head")
    assert (head.status_code, head.content) == (200, b"")
    assert not PreviewOpening.objects.exists()
    assert open_(made, clock, "delete").status_code == 405


@pytest.mark.parametrize("agent", [WHATSAPP, FACEBOOK, "", "TelegramBot (like TwitterBot)"])
def test_an_app_that_fetches_links_is_shown_no_word_and_is_no_reader(
    newsroom: Newsroom, clock: Clock, agent: str
) -> None:
    made = make(newsroom.draft(headline="Wages are due"), newsroom)
    page = open_(made, clock, agent=agent)
    assert page.status_code == 200
    assert "Wages" not in page.content.decode()
    assert PreviewOpening.objects.get().is_machine
    assert "Wages are due" in seen(open_(made, clock, "post", agent=agent))  # a person presses the button
    assert list(PreviewOpening.objects.values_list("is_machine", flat=True)) == [True, False]


# --- the password -----------------------------------------------------------------------------------------


def test_a_password_is_asked_and_kept_as_a_hash(newsroom: Newsroom, clock: Clock) -> None:
    made = make(newsroom.draft(), newsroom, with_password=True)
    assert made.password not in made.link.password
    asked = open_(made, clock)
    assert TEXT not in asked.content.decode()
    wrong = open_(made, clock, "post", data={"password": "guess"})
    assert (wrong.status_code, TEXT in wrong.content.decode()) == (403, False)
    assert "This is not the password." in seen(wrong)
    assert not PreviewOpening.objects.exists()
    for typed in (made.password, f" {made.password.upper()} ", made.password.replace("-", "")):
        page = open_(made, clock, "post", data={"password": typed})
        assert TEXT in seen(page)
        assert not page.cookies


def test_guessing_passwords_is_slowed_down(newsroom: Newsroom, clock: Clock) -> None:
    made = make(newsroom.draft(), newsroom, with_password=True)
    for _ in range(5):
        open_(made, clock, "post", data={"password": "guess"})
    late = open_(made, clock, "post", data={"password": made.password})
    assert late.status_code == 403
    assert "Too many wrong passwords." in seen(late)
    clock.pass_(minutes=1)
    assert TEXT in seen(open_(made, clock, "post", data={"password": made.password}))


def test_a_browser_of_another_site_posts_nothing_of_value(newsroom: Newsroom) -> None:
    made = make(newsroom.draft(), newsroom)
    page = Client(enforce_csrf_checks=True).post(f"/preview/{made.token}/", {"x": "\x00", "password": "\x00"})
    assert page.status_code in {200, 400, 410}
