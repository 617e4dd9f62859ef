"""Consent links: a partner without a desk answers once, to the words it was shown."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Consent, ConsentLink, ConsentOpening, IssuingBody, Statement, Step
from statements.outsiders.links import Made, end_consent_link, make_consent_link
from statements.people import acts
from statements.verbs.act import steps_of
from tests.cast import Cast, Clock, Newsroom
from tests.readers import find, get, seen

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
AGREE = {"answer": "agree", "name": "A. Rao, secretary"}
CHANGE = {"answer": "change", "name": "A. Rao", "words": "Say forty."}


@pytest.fixture
def partner(cast: Cast) -> IssuingBody:
    """A body without a desk."""
    names = {"en": "Federation", "hi": "महासंघ"}
    return IssuingBody.objects.create(code="FED", slug="fed", names=names, is_external=True)


def ask(newsroom: Newsroom, partner: IssuingBody, **fields: Any) -> Made[ConsentLink]:
    """A link for the partner's secretary, to a text that waits for approval."""
    sent = newsroom.in_review(joint_bodies=[partner.code], **fields)
    return link(newsroom, sent, partner)


def link(newsroom: Newsroom, sent: Statement, partner: IssuingBody) -> Made[ConsentLink]:
    return make_consent_link(
        sent, by=newsroom.cast.drafter, body=partner, label="A. Rao", lasts=timedelta(days=3),
        clock=newsroom.clock,
    )  # fmt: skip


def open_(made: Made[ConsentLink], clock: Clock, agent: str = PHONE) -> Any:
    return get(f"/consent/{made.token}/", clock, headers={"User-Agent": agent})


def answer(made: Made[ConsentLink], clock: Clock, typed: dict[str, str]) -> Any:
    return get(f"/consent/{made.token}/", clock, "post", headers={"User-Agent": PHONE}, data=typed)


def test_it_shows_the_text_and_two_answers_and_opening_it_answers_nothing(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock
) -> None:
    made = ask(newsroom, partner, headline="Wages are due")
    page = open_(made, clock)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert "Wages are due" in seen(page)
    assert "Does Federation agree to this text?" in seen(page)
    assert find(page, "//form//button/text()[contains(., 'We agree')]")
    assert not Consent.objects.exists()
    assert "Wages" not in open_(made, clock, agent="WhatsApp/2.24").content.decode()


def test_we_agree_is_on_record_in_the_name_of_who_answered(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock
) -> None:
    made = ask(newsroom, partner)
    page = answer(made, clock, AGREE)
    assert "It is on record that Federation agrees to exactly this text." in seen(page)
    given = Consent.objects.get()
    assert (given.answer, given.way, given.given_by) == ("agreed", "link", "A. Rao, secretary")
    desk = Statement.objects.get(pk=made.link.statement_id)
    last = steps_of(desk).last()
    assert (last.verb, last.actor_name) == (
        "consent",
        "A. Rao, secretary (Federation), by consent link",
    )
    assert verbs.approve(desk, by=newsroom.cast.reviewer, clock=clock).state == "approved"
    assert Step.objects.first_break() is None


def test_we_ask_for_a_change_reaches_the_desk_in_words(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock
) -> None:
    made = ask(newsroom, partner)
    assert answer(made, clock, {**CHANGE, "words": " "}).status_code == 422
    assert "The press office has your words." in seen(answer(made, clock, CHANGE))
    given = Consent.objects.get()
    assert (given.answer, given.words) == ("change", "Say forty.")


def test_it_answers_once(newsroom: Newsroom, partner: IssuingBody, clock: Clock) -> None:
    made = ask(newsroom, partner)
    answer(made, clock, AGREE)
    for again in (open_(made, clock), answer(made, clock, CHANGE), answer(made, clock, AGREE)):
        assert again.status_code == 410
        assert "It answers once." in seen(again)
        assert "The council said" not in seen(again)
    assert Consent.objects.get().answer == "agreed"


def test_a_guess_is_not_found(newsroom: Newsroom, partner: IssuingBody, clock: Clock) -> None:
    made = ask(newsroom, partner)
    for guess in ("A" * 43, made.token[:-1], made.link.token_hash):
        assert get(f"/consent/{guess}/", clock).status_code == 404
        assert get(f"/consent/{guess}/", clock, "post", data=AGREE).status_code == 404
        assert get(f"/preview/{made.token}/", clock).status_code == 404
    assert not Consent.objects.exists()


def test_a_changed_text_is_asked_about_anew(newsroom: Newsroom, partner: IssuingBody, clock: Clock) -> None:
    made = ask(newsroom, partner)
    desk = Statement.objects.get(pk=made.link.statement_id)
    desk = verbs.save(desk, by=newsroom.cast.drafter, content={"headline": "Other words"}, clock=clock)
    late = answer(made, clock, AGREE)
    assert late.status_code == 410
    assert "The text has been changed since." in seen(late)
    anew = link(newsroom, desk, partner)
    assert "Other words" in seen(open_(anew, clock))
    assert answer(anew, clock, AGREE).status_code == 200


def test_it_ends_with_its_hour_by_hand_and_when_nobody_asks_any_more(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock
) -> None:
    late, ended, back = (ask(newsroom, partner) for _ in range(3))
    end_consent_link(ended.link, by=newsroom.cast.reviewer, clock=clock)
    desk = Statement.objects.get(pk=back.link.statement_id)
    verbs.send_back(desk, by=newsroom.cast.reviewer, reason="The figure.", clock=clock)
    assert answer(back, clock, AGREE).status_code == answer(ended, clock, AGREE).status_code == 410
    clock.now = late.link.expires_at
    assert answer(late, clock, AGREE).status_code == 410
    assert not Consent.objects.exists()


def test_somebody_s_yes_at_the_desk_meanwhile_is_no_reason_to_refuse_it(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock
) -> None:
    made = ask(newsroom, partner)
    desk = Statement.objects.get(pk=made.link.statement_id)
    verbs.approve(desk, by=newsroom.cast.reviewer, clock=clock)
    assert answer(made, clock, AGREE).status_code == 200
    assert Statement.objects.get(pk=desk.pk).state == "approved"


def test_it_is_made_for_a_text_that_waits_and_a_partner_that_has_not_agreed(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock, cast: Cast
) -> None:
    draft = newsroom.draft(joint_bodies=[partner.code])
    approved = newsroom.approved(joint_bodies=[partner.code])
    for statement in (draft, approved):
        with pytest.raises(verbs.Refused):
            link(newsroom, statement, partner)
    sent = newsroom.in_review(joint_bodies=[partner.code])
    ask_as = partial(make_consent_link, sent, body=partner, label="A", lasts=timedelta(days=1), clock=clock)
    with pytest.raises(verbs.Refused):
        ask_as(by=cast.outsider)


def test_a_name_is_asked_and_nothing_typed_is_lost(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock
) -> None:
    made = ask(newsroom, partner)
    page = answer(made, clock, {"answer": "change", "name": " ", "words": "Say forty."})
    assert page.status_code == 422
    assert "Say who agrees, by name." in seen(page)
    assert find(page, "//textarea/text()") == ["Say forty."]
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("\u200b\u2060", "Say who agrees, by name."),
        ("\u202e" * 60 + "a" * 60, "The name has 120 characters at most."),
    ],
)
def test_a_name_nobody_sees_or_that_has_no_room_is_no_name(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock, name: str, sentence: str
) -> None:
    made = ask(newsroom, partner)
    page = answer(made, clock, {**AGREE, "name": name})
    assert page.status_code == 422
    assert sentence in seen(page)
    desk = Statement.objects.get(pk=made.link.statement_id)
    with pytest.raises(verbs.Refused):
        verbs.record_consent(
            desk, by=newsroom.cast.drafter, body=partner, who=name, how="By phone", clock=clock
        )
    assert not Consent.objects.exists()


def test_a_partner_with_a_long_name_answers_too(newsroom: Newsroom, clock: Clock) -> None:
    names = {"en": "F" * 250}
    partner = IssuingBody.objects.create(code="FED", slug="fed", names=names, is_external=True)
    assert answer(ask(newsroom, partner), clock, {**AGREE, "name": "A" * 120}).status_code == 200
    assert Consent.objects.get().given_by == "A" * 120


def test_every_opening_is_noted_and_shown_at_the_desk(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock, client: Client
) -> None:
    made = ask(newsroom, partner)
    open_(made, clock, agent="WhatsApp/2.24")
    for _reload in range(2):
        open_(made, clock)
    answer(made, clock, {**CHANGE, "words": ""})  # shown once more, within the minute
    noted = ConsentOpening.objects.values_list("program", "is_machine")
    assert list(noted) == [("WhatsApp/2.24", True), ("Chrome, Android", False)]
    client.force_login(newsroom.cast.drafter)
    page = seen(client.get(f"/admin/statements/statement/{made.link.statement_id}/partners/"))
    assert "opened 1 time" in page
    assert "an app fetched the link by itself" in page


def test_a_question_ends_when_whoever_asked_it_is_shut_out(
    newsroom: Newsroom, partner: IssuingBody, clock: Clock
) -> None:
    clock.now = timezone.now()  # at which accounts are shut
    made = ask(newsroom, partner)
    acts.deactivate(newsroom.cast.drafter, newsroom.cast.administrator, "Left the office.")
    assert open_(made, clock).status_code == answer(made, clock, AGREE).status_code == 410
    assert not Consent.objects.exists()
