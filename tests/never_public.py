"""Statements readers must never hear of, one maker a state; every word of theirs bears the mark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zlib import crc32

from statements import verbs
from statements.attachments import WORDS, Entry
from statements.models import Address, IssuingBody, PressContact, Statement
from statements.outsiders.links import make_consent_link, make_preview
from tests.cast import Newsroom
from tests.sent import picture, received

MARK = "zirconium"  # no public text holds it


def every_word(word: str) -> dict[str, Any]:
    """Fields of a text every one of which is this word."""
    return {
        "headline": word,
        "standfirst": word,
        "body": f"<p>{word}</p>",
        "dateline_place": word,
        "notes_to_editors": word,
        "signatories": [{"name": word, "post": word, "body": word}],
    }


def marked(state: str, newsroom: Newsroom, **fields: Any) -> dict[str, Any]:
    """Fields of a statement whose every word bears the mark; its topic and its body are its own."""
    word = f"{MARK} {state}"
    body, _made = IssuingBody.objects.get_or_create(
        code=f"Z{len(state)}{state[:3].upper()}",
        slug=f"{MARK}-{state}",
        names={"en": word, "hi": word},
        boilerplates={"en": word, "hi": word},
        parent=newsroom.cast.council,
    )
    PressContact.objects.create(body=body, name=word, phone=word, is_published=True)
    return {
        **every_word(word),
        "topics": (word,),
        "attachments": [marked_file(state, newsroom)],
        "issuing_body": body,
        **fields,
    }


def marked_file(state: str, newsroom: Newsroom) -> Entry:
    """A picture of its own whose name and every word bear the mark."""
    colour, word = f"#{crc32(state.encode()) & 0xFFFFFF:06x}", f"{MARK} {state}"
    told = dict.fromkeys(WORDS, word)
    return received(newsroom, picture(500, 10, colour=colour), f"{MARK}-{state}.jpg", lead=True, **told)


def text_only(fields: dict[str, Any]) -> dict[str, Any]:
    """The marked fields that a correction can change."""
    kept = {name: value for name, value in fields.items() if name not in {"topics", "issuing_body"}}
    return {**kept, "change_kind": "correction", "change_note": MARK}


def draft(newsroom: Newsroom) -> None:
    newsroom.draft(**marked("draft", newsroom))


def in_review(newsroom: Newsroom) -> None:
    newsroom.in_review(**marked("review", newsroom))


def approved(newsroom: Newsroom) -> None:
    newsroom.approved(**marked("approved", newsroom))


def due(newsroom: Newsroom) -> None:
    tomorrow = newsroom.clock() + timedelta(days=1)
    newsroom.public(**marked("due", newsroom), public_from=tomorrow)


def stopped(newsroom: Newsroom) -> None:
    tomorrow = newsroom.clock() + timedelta(days=1)
    released = newsroom.public(**marked("stopped", newsroom), public_from=tomorrow)
    verbs.stop_release(released, by=newsroom.cast.publisher, clock=newsroom.clock)


def discarded(newsroom: Newsroom) -> None:
    verbs.discard(
        newsroom.draft(**marked("discarded", newsroom)), by=newsroom.cast.drafter, clock=newsroom.clock
    )


def correction_begun(newsroom: Newsroom) -> None:
    desk = verbs.reopen(public("First"), by=newsroom.cast.drafter, clock=newsroom.clock)
    changed = text_only(marked("correction", newsroom, language="hi"))
    desk = verbs.save(desk, by=newsroom.cast.drafter, content=changed, clock=newsroom.clock)
    verbs.refile(desk, by=newsroom.cast.drafter, topics=["Wages", f"{MARK} refiled"], clock=newsroom.clock)


def correction_due(newsroom: Newsroom) -> None:
    changed = text_only(marked("corrected", newsroom))
    desk = newsroom.correct(public("Second"), **changed)
    tomorrow = newsroom.clock() + timedelta(days=1)
    verbs.publish(desk, by=newsroom.cast.publisher, public_from=tomorrow, clock=newsroom.clock)


def return_due(newsroom: Newsroom) -> None:
    changed = text_only(marked("returning", newsroom))
    desk = newsroom.correct(public("Withdrawn"), **changed)
    tomorrow = newsroom.clock() + timedelta(days=1)
    verbs.publish(desk, by=newsroom.cast.publisher, public_from=tomorrow, clock=newsroom.clock)


def translation(newsroom: Newsroom) -> None:
    fields = marked("translation", newsroom, language="hi", issuing_body=newsroom.cast.wing)
    newsroom.draft(translation_of=public("Second"), **fields)


def moved_draft(newsroom: Newsroom) -> None:
    Address.objects.create(path=f"/{MARK}/moved.html", statement=newsroom.draft(headline=f"{MARK} moved"))


def shown_to_an_outsider(newsroom: Newsroom) -> None:
    desk = newsroom.draft(**marked("shown", newsroom))
    make_preview(desk, by=newsroom.cast.drafter, label=MARK, lasts=timedelta(days=3), clock=newsroom.clock)


def asked_of_a_partner(newsroom: Newsroom) -> None:
    desk = newsroom.in_review(**marked("asked", newsroom), joint_bodies=["SC"])
    who: dict[str, Any] = {"by": newsroom.cast.drafter, "body": newsroom.cast.elsewhere, "label": MARK}
    make_consent_link(desk, **who, lasts=timedelta(days=3), clock=newsroom.clock)


NEVER_PUBLIC: tuple[Callable[[Newsroom], None], ...] = (
    draft, in_review, approved, due, stopped, discarded,
    correction_begun, correction_due, return_due, translation, moved_draft,
    shown_to_an_outsider, asked_of_a_partner,
)  # fmt: skip


def public(headline: str) -> Statement:
    """One of the statements readers know, by the headline of its first edition."""
    return Statement.objects.get(editions__headline=headline, editions__number=1)
