"""What people type as plain text is stored so that it can be seen, and turns nothing beside it."""

from __future__ import annotations

import pytest

from statements import verbs
from statements.models import IssuingBody, Note, PressContact, Statement, Topic, User
from tests.cast import Cast, Clock, Newsroom, edition, words

UNSEEN = "\u200b\u2060\u3164"
TURNED, ENDED = "\u202egnihton", "\u202egnihton\u202c"


@pytest.mark.parametrize("field", ["headline", "dateline_place", "body"])
def test_what_nobody_can_see_does_not_pass_the_checklist(cast: Cast, clock: Clock, field: str) -> None:
    unseen = f"<p>{UNSEEN}</p>" if field == "body" else f" {UNSEEN} "
    draft = verbs.begin(by=cast.drafter, body=cast.council, content=words(**{field: unseen}), clock=clock)
    assert getattr(draft, field) == ""
    with pytest.raises(verbs.Refused, match=r"Write a headline\.|Give the place|Write the text"):
        verbs.submit(draft, by=cast.drafter, clock=clock)


def test_joiners_inside_words_stay(newsroom: Newsroom) -> None:
    assert newsroom.draft(headline="क्\u200dषेत्र").headline == "क्\u200dषेत्र"


def test_every_field_of_a_text_ends_what_it_turns(newsroom: Newsroom) -> None:
    draft = newsroom.draft(
        headline=TURNED, standfirst=TURNED, body=f"<p>{TURNED}</p><p>x</p>", dateline_place=TURNED,
        notes_to_editors=f"{TURNED}\nx", signatories=[{"name": TURNED, "post": TURNED, "body": TURNED}],
        topics=(TURNED,),
    )  # fmt: skip
    assert draft.headline == draft.standfirst == draft.dateline_place == ENDED
    assert draft.body == f"<p>{ENDED}</p><p>x</p>"
    assert draft.notes_to_editors == f"{ENDED}\nx"
    assert draft.signatories == [{"name": ENDED, "post": ENDED, "body": ENDED}]
    assert list(draft.topics.names()) == [ENDED]


def test_a_save_of_what_was_stored_changes_nothing(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    draft = newsroom.draft(headline=TURNED, notes_to_editors=f"{TURNED}\r\n\r\nx", body=f"<p>{TURNED}</p>")
    verbs.save(draft, by=cast.drafter, content=draft.content(), clock=clock)
    assert draft.revisions.count() == 1


def test_words_of_verbs_end_what_they_turn(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    public = newsroom.public()
    flagged = verbs.flag(public, by=cast.publisher, words=TURNED, clock=clock)
    assert flagged.flags.get().words == ENDED
    withdrawn = verbs.withdraw(flagged, by=cast.publisher, explanation=TURNED, clock=clock)
    assert withdrawn.withdrawals.get().explanation == ENDED
    with pytest.raises(verbs.Refused, match="Say why"):
        verbs.restore(withdrawn, by=cast.publisher, reason=UNSEEN, clock=clock)


def test_names_of_bodies_people_contacts_and_topics_end_what_they_turn(cast: Cast) -> None:
    IssuingBody.objects.filter(pk=cast.council.pk).update(names={"en": TURNED, "hi": UNSEEN})
    assert IssuingBody.objects.get(pk=cast.council.pk).names == {"en": ENDED}
    PressContact.objects.create(body=cast.council, name=TURNED, role=f" {TURNED} ")
    assert PressContact.objects.values_list("name", "role").get() == (ENDED, ENDED)
    User.objects.filter(pk=cast.drafter.pk).update(first_name=TURNED, last_name=UNSEEN)
    assert User.objects.values_list("first_name", "last_name").get(pk=cast.drafter.pk) == (ENDED, "")
    Topic.objects.create(name=TURNED)
    assert Topic.objects.get().name == ENDED


def test_a_note_ends_what_it_turns(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    Note.objects.create(statement=newsroom.draft(), text=f"{TURNED}\nx", author=cast.drafter, made_at=clock())
    assert Note.objects.get().text == f"{ENDED}\nx"


def test_what_was_approved_stays_what_is_public(newsroom: Newsroom) -> None:
    public = newsroom.public(headline=TURNED, body=f"<p>{TURNED}</p>")
    assert edition(public).is_true_to_digest
    assert Statement.objects.get().digest == edition(public).digest
