"""The card: a picture of the right size, with the headline whole on it, however long it is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from statements import paper, verbs
from statements.models import Statement
from statements.paper import press, sheet
from tests.cast import Cast, Clock, Newsroom

from .pages import found, outside, size, text

LONG = {
    "en": "The employers say that the register is closed; " * 7,
    "hi": "मज़दूरों के नाम जिस रजिस्टर में दर्ज होने थे, वह बंद है; " * 6,
    "ur": "مزدوروں کے نام جس رجسٹر میں درج ہونے تھے " * 8,
}
SHAPES = list(paper.Shape)


def card(statement: Statement, clock: Clock, shape: paper.Shape) -> bytes:
    return paper.card(found(statement, clock), shape)


def as_pdf(statement: Statement, clock: Clock, shape: paper.Shape) -> bytes:
    """The same card as a page, whose words can be read."""
    width, height = shape.value
    words = sheet.card(found(statement, clock)) | {"width": width, "height": height}
    return press._set("card.typ", json.dumps(words), format="pdf")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_card_is_a_picture_of_its_size(shape: paper.Shape, newsroom: Newsroom, clock: Clock) -> None:
    picture = card(newsroom.public(), clock, shape)
    assert size(picture) == shape.value
    assert len(picture) < 300_000


@pytest.mark.parametrize("shape", SHAPES)
def test_it_says_who_what_when_and_where_to_look(
    shape: paper.Shape, newsroom: Newsroom, clock: Clock
) -> None:
    statement = newsroom.public(headline="Wages are due", joint_bodies=["WW"])
    read = text(as_pdf(statement, clock, shape))
    for words in (
        "National Council · Women's Wing",
        "Wages are due",
        "Press statement · 12 March 2026",
        "NC-2026-001",
        "newsroom.example/r/NC-2026-001/",
    ):
        assert words in read


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", LONG)
def test_the_longest_headline_is_whole_on_it(
    language: str, shape: paper.Shape, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    headline = LONG[language][:300].strip()
    statement = newsroom.public(language=language, headline=headline)
    verbs.withdraw(statement, by=cast.publisher, explanation="It was wrong. " * 12, clock=clock)
    page = as_pdf(statement, clock, shape)
    assert outside(page) == []
    assert "".join(headline.split()) in "".join(text(page).split())


def test_the_widest_word_stays_on_it(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public(headline="W" * 300)
    for shape in SHAPES:
        assert outside(as_pdf(statement, clock, shape)) == []


def test_a_correction_is_on_it_with_what_was_corrected(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.corrected(change_note="Forty, not four hundred.", headline="Forty marched")
    for shape in SHAPES:
        read = text(as_pdf(statement, clock, shape))
        assert "CORRECTION to NC-2026-001 Forty, not four hundred." in read


def test_the_same_words_give_the_same_bytes(newsroom: Newsroom, clock: Clock, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    statement = newsroom.public(language="hi", headline="मज़दूरी बाक़ी है")
    first = card(statement, clock, paper.Shape.WIDE)
    clock.pass_(days=3)
    assert card(statement, clock, paper.Shape.WIDE) == first
